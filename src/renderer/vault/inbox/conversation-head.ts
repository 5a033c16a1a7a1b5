/**
 * Vault, inbox: one conversation as the packed list keeps it, enough for its line, its place in the
 * queue and its replies on their way. Its record is opened only when somebody needs more.
 */
import type { EnvelopeId } from '../../../../protocol/ids.ts';
import type { ConversationSummary } from '../../../contract/desk.ts';
import type { Conversation, Pending } from './conversation.ts';

export interface ConversationHead extends Pick<
  Conversation,
  | 'id'
  | 'name'
  | 'hue'
  | 'language'
  | 'created'
  | 'preview'
  | 'previewBy'
  | 'lastAt'
  | 'waitingSince'
  | 'unread'
  | 'stars'
> {
  /** Replies the reporter has not said to have. */
  readonly pending: number;
  /** When the first of them wants to go out; null while none does. */
  readonly due: number | null;
  /** The first digits of the envelopes they went out in, {@link MARK} each. */
  readonly out: string;
}

/** Hex digits of an envelope's id: enough to look into few records in vain. */
const MARK = 8;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isMaybe = (value: unknown): boolean => value === null || isNumber(value);

/** Plain checks: tens of thousands of lines are read at each unlock. */
const fields = Object.entries({
  id: isText,
  name: isText,
  hue: isNumber,
  language: isText,
  created: isNumber,
  preview: isText,
  previewBy: (value) => value === 'reporter' || value === 'operator',
  lastAt: isNumber,
  waitingSince: isMaybe,
  unread: isNumber,
  stars: isMaybe,
  pending: isNumber,
  due: isMaybe,
  out: isText,
} satisfies Record<keyof ConversationHead, (value: unknown) => boolean>);

/** Reads a line. Throws for one that another version wrote: then the records are read instead. */
export function readConversationHead(raw: unknown): ConversationHead {
  if (typeof raw !== 'object' || raw === null) throw new Error('not a line of the inbox');
  for (const [field, fits] of fields) {
    if (!fits(Reflect.get(raw, field))) throw new Error(`a line of the inbox without ${field}`);
  }
  return raw as ConversationHead;
}

export const headOf = (conversation: Conversation): ConversationHead => ({
  id: conversation.id,
  name: conversation.name,
  hue: conversation.hue,
  language: conversation.language,
  created: conversation.created,
  preview: conversation.preview,
  previewBy: conversation.previewBy,
  lastAt: conversation.lastAt,
  waitingSince: conversation.waitingSince,
  unread: conversation.unread,
  stars: conversation.stars,
  pending: conversation.pending.length,
  due: dueIn(conversation),
  out: conversation.pending.flatMap(({ eids }) => eids.map(mark)).join(''),
});

/** When this reply wants to go out; null while it only waits for a receipt, or for a way to send it. */
export function dueAt(
  { mailbox }: Pick<Conversation, 'mailbox'>,
  { state, resealAt }: Pending,
): number | null {
  if (mailbox === null) return null;
  return state === 'sending' || state === 'stuck' ? 0 : resealAt;
}

/** Whether one of its replies may have gone out in this envelope; the record knows. */
export const mayHaveSent = ({ out }: ConversationHead, eid: EnvelopeId): boolean =>
  out.includes(mark(eid));

/** Who waits longest comes first; below them the newest conversation. */
export function byUrgency(a: ConversationHead, b: ConversationHead): number {
  if (a.waitingSince !== null && b.waitingSince !== null) return a.waitingSince - b.waitingSince;
  if (a.waitingSince !== null) return -1;
  if (b.waitingSince !== null) return 1;
  return b.lastAt - a.lastAt;
}

/** One line of the inbox. */
export const summaryOf = (
  head: ConversationHead,
  now: {
    readonly live: boolean;
    readonly typing: boolean;
    readonly case: ConversationSummary['case'];
  },
): ConversationSummary => ({
  id: head.id,
  name: head.name,
  hue: head.hue,
  language: head.language,
  topic: '',
  preview: head.preview,
  previewBy: head.previewBy,
  lastAt: head.lastAt,
  waitingSince: head.waitingSince,
  unread: head.unread,
  stars: head.stars,
  ...now,
});

const dueIn = (conversation: Conversation): number | null =>
  conversation.pending
    .map((reply) => dueAt(conversation, reply))
    .reduce((first, at) => (at === null || (first !== null && first <= at) ? first : at), null);

const mark = (eid: EnvelopeId): string => eid.slice(0, MARK);

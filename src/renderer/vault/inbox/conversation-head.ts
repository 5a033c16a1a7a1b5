/**
 * Vault, inbox: one conversation as the packed list keeps it, enough for its line, its place in the
 * queue and its replies on their way. Its record is opened only when somebody needs more.
 */
import type { EnvelopeId, RowId } from '../../../../protocol/ids.ts';
import type { ConversationSummary } from '../../../contract/desk.ts';
import { WORK_STATUSES, type Holding, type Look } from '../../../contract/work.ts';
import { PREVIEW_KINDS } from '../../../contract/talk.ts';
import { isVeiled, type Veil } from '../../../contract/veil.ts';
import type { Conversation, Pending } from './conversation.ts';
import { screenId } from './message-row.ts';
import { headCardOf, type HeadCard } from './readers.ts';
import { holdingOf, isSoon, lookOf } from './shared.ts';
import { veilOf } from './veil.ts';
import { proposalOf } from './work.ts';

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
  | 'previewKind'
  | 'topics'
  | 'consent'
  | 'asks'
  | 'files'
  | 'erasedBy'
> {
  /** The row of the contact message that counts. */
  readonly contact: RowId | null;
  /** Whether what it said is still kept. */
  readonly details: boolean;
  /** Replies the reporter has not said to have. */
  readonly pending: number;
  /** When the first of them wants to go out; null while none does. */
  readonly due: number | null;
  /** Who holds it, whoever that is today. */
  readonly holding: Holding | null;
  readonly look: Look;
  /** Since when the reporter waits, to be told so: muted like anybody (PROTOCOL §4). */
  readonly toldSince: number | null;
  readonly proposal: RowId | null;
  /** Whoever held it could not go on: it comes before all that wait. */
  readonly soon: boolean;
  /** That this device answers is in no colleague's queue yet. */
  readonly claimWaits: boolean;
  /** The card that stands, if anybody ever said who may read. */
  readonly card: HeadCard | null;
  readonly veil: Veil;
  /** The words of the preview are out of sight. */
  readonly previewVeiled: boolean;
  /** The first digits of the envelopes they went out in, {@link MARK} each. */
  readonly out: string;
}

/** Hex digits of an envelope's id: enough to look into few records in vain. */
const MARK = 8;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isMaybe = (value: unknown): boolean => value === null || isNumber(value);
const isRow = (value: unknown): boolean => value === null || isText(value);
const kinds: ReadonlySet<unknown> = new Set(PREVIEW_KINDS);
const isAsked = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  isRow(Reflect.get(value, 'resume')) &&
  isRow(Reflect.get(value, 'erase'));

const within = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const isHolding = (value: unknown): boolean =>
  value === null ||
  (isText(within(value, 'device')) &&
    isText(within(value, 'alias')) &&
    typeof within(value, 'offered') === 'boolean');
const statuses: ReadonlySet<unknown> = new Set(WORK_STATUSES);
const isLook = (value: unknown): boolean => {
  const tags = within(value, 'tags');
  return (
    statuses.has(within(value, 'status')) &&
    isRow(within(value, 'outcome')) &&
    typeof within(value, 'cameBack') === 'boolean' &&
    isMaybe(within(value, 'snoozedUntil')) &&
    isMaybe(within(value, 'followUpAt')) &&
    Array.isArray(tags) &&
    tags.every(isText)
  );
};

const isCard = (value: unknown): boolean => {
  const allowed = within(value, 'allowed');
  return (
    value === null ||
    (isText(within(value, 'by')) &&
      isText(within(value, 'holder')) &&
      isNumber(within(value, 'counter')) &&
      typeof within(value, 'coordinates') === 'boolean' &&
      typeof within(value, 'waits') === 'boolean' &&
      (allowed === null || (Array.isArray(allowed) && allowed.every(isText))))
  );
};

const isVeil = (value: unknown): boolean => {
  const except = within(value, 'except');
  return typeof within(value, 'all') === 'boolean' && Array.isArray(except) && except.every(isText);
};

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
  previewKind: (value) => kinds.has(value),
  topics: (value) => Array.isArray(value) && value.every(isNumber),
  consent: isText,
  asks: isAsked,
  files: (value) => Array.isArray(value) && value.every(isText),
  erasedBy: isRow,
  contact: isRow,
  details: (value) => typeof value === 'boolean',
  pending: isNumber,
  due: isMaybe,
  holding: isHolding,
  look: isLook,
  toldSince: isMaybe,
  proposal: isRow,
  soon: (value) => typeof value === 'boolean',
  claimWaits: (value) => typeof value === 'boolean',
  card: isCard,
  veil: isVeil,
  previewVeiled: (value) => typeof value === 'boolean',
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

export const headOf = (conversation: Conversation): ConversationHead => {
  const look = lookOf(conversation.work);
  const veil = veilOf(conversation.veil);
  return {
    id: conversation.id,
    name: conversation.name,
    hue: conversation.hue,
    language: conversation.language,
    created: conversation.created,
    preview: conversation.preview,
    previewBy: conversation.previewBy,
    lastAt: conversation.lastAt,
    waitingSince: look.status === 'open' ? conversation.waitingSince : null,
    unread: look.status === 'muted' ? 0 : conversation.unread,
    stars: conversation.stars,
    previewKind: conversation.previewKind,
    topics: conversation.topics,
    consent: conversation.consent,
    asks: conversation.asks,
    files: conversation.files,
    erasedBy: conversation.erasedBy,
    contact: conversation.contact?.row ?? null,
    details: (conversation.contact?.bucket ?? null) !== null,
    pending: conversation.pending.length,
    due: dueIn(conversation),
    holding: holdingOf(conversation.work),
    look,
    toldSince: look.status === 'closed' ? null : conversation.waitingSince,
    proposal: proposalOf(conversation.work),
    soon: look.status === 'open' && isSoon(conversation.work),
    claimWaits: conversation.toTeam.some(
      ({ claims, done }) => claims === true && done.length === 0,
    ),
    card: headCardOf(conversation),
    veil,
    previewVeiled: isPreviewVeiled(conversation, veil),
    out: conversation.pending.flatMap(({ eids }) => eids.map(mark)).join(''),
  };
};

/** One whose message is not known, of a row written before that was kept, is hidden with everything of its person. */
const isPreviewVeiled = ({ previewBy, previewOf }: Conversation, veil: Veil): boolean =>
  previewBy === 'reporter' && (previewOf === null ? veil.all : isVeiled(veil, screenId(previewOf)));

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

/** One line of the inbox. */
export const summaryOf = (
  head: ConversationHead,
  now: {
    readonly live: boolean;
    readonly typing: boolean;
    readonly case: ConversationSummary['case'];
    readonly topic: string;
    readonly holder: ConversationSummary['holder'];
    readonly restricted: ConversationSummary['restricted'];
    readonly mayRestrict: boolean;
    readonly erasedBy: ConversationSummary['erasedBy'];
  },
): ConversationSummary => ({
  id: head.id,
  name: head.name,
  hue: head.hue,
  language: head.language,
  preview: head.preview,
  previewKind: head.previewKind,
  consent: head.consent,
  contact: onScreen(head.contact),
  asks: { resume: onScreen(head.asks.resume), erase: onScreen(head.asks.erase) },
  previewBy: head.previewBy,
  lastAt: head.lastAt,
  waitingSince: head.waitingSince,
  unread: head.unread,
  stars: head.stars,
  ...head.look,
  proposal: onScreen(head.proposal),
  soon: head.soon,
  claimWaits: head.claimWaits,
  veil: head.veil,
  previewVeiled: head.previewVeiled,
  ...now,
});

const dueIn = (conversation: Conversation): number | null =>
  [
    ...conversation.pending.map((reply) => dueAt(conversation, reply)),
    ...conversation.toTeam.map(() => 0),
  ].reduce<number | null>(
    (first, at) => (at === null || (first !== null && first <= at) ? first : at),
    null,
  );

const onScreen = (row: RowId | null) => (row === null ? null : screenId(row));

const mark = (eid: EnvelopeId): string => eid.slice(0, MARK);

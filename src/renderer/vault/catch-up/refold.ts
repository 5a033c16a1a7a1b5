/**
 * Vault, catch-up: the line of a conversation to which something older came, made anew from its messages.
 *
 * What a colleague tells, or what had to wait in quarantine, may be older than what is here. So the line is what it would
 * be had everything been taken in when it came to whoever has it.
 */
import type { DeviceId, RowId } from '../../../../protocol/ids.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import { byPlace } from '../../../../protocol/talk/chain.ts';
import { withMessage, withOwn } from '../inbox/apply.ts';
import type { Entry } from '../inbox/book.ts';
import { newConversation, type Conversation } from '../inbox/conversation.ts';
import {
  hashOf,
  messageRowId,
  placeOf,
  readMessage,
  type KeptMessage,
} from '../inbox/message-row.ts';
import type { InboxParts } from '../inbox/parts.ts';
import { withDealt } from '../inbox/work.ts';

type Parts = Pick<InboxParts, 'store' | 'nameKey' | 'me' | 'own' | 'devices'>;

interface About {
  /** Messages that are about to be written, by their rows; of other conversations too. */
  readonly drafted: ReadonlyMap<RowId, KeptMessage>;
  /** Reporters' messages among them that a colleague told. */
  readonly told: number;
  /** Something that was told has turned out otherwise: who holds it is made anew as well. */
  readonly refuted: boolean;
}

/** Reads this conversation's messages and nobody else's. */
export async function refolded(
  parts: Parts,
  { bucket, conversation: now }: Entry,
  { drafted, told, refuted }: About,
): Promise<Conversation> {
  const messages = [...drafted.values()].filter(({ body }) => body.conversation === now.id);
  for await (const { id, value } of parts.store.each(bucket, 'message')) {
    if (!drafted.has(id)) messages.push(readMessage(id, value));
  }
  const inOrder = messages
    .filter((one) => !isRefuted(parts, bucket, one))
    .toSorted((a, b) => a.arrived - b.arrived || byPlace(placeOf(a), placeOf(b)));
  const { id, reporter, name, hue } = now;
  const created = Math.min(now.created, inOrder[0]?.arrived ?? now.created);
  let line: Conversation = newConversation({ id, reporter, created, name, hue });
  let unanswered = 0;
  for (const message of inOrder) {
    const before = line.unread;
    line = folded(parts, line, message);
    unanswered = line.waitingSince === null ? 0 : unanswered + (line.unread - before);
  }
  const unread = Math.max(now.unread, Math.min(told, unanswered));
  const work = refuted ? withDealt(line.work, now.work.dealt) : now.work;
  return { ...now, ...lineOf(line), work, created, unread };
}

/** What stands in the queue, as opposed to what this device alone knows. */
const lineOf = (line: Conversation) => ({
  preview: line.preview,
  previewKind: line.previewKind,
  previewBy: line.previewBy,
  previewOf: line.previewOf,
  previewAt: line.previewAt,
  lastAt: line.lastAt,
  waitingSince: line.waitingSince,
  language: line.language,
  topics: line.topics,
  consent: line.consent,
  stars: line.stars,
  asks: line.asks,
  newest: line.newest,
});

function folded(parts: Parts, line: Conversation, message: KeptMessage): Conversation {
  const { sender, row, arrived } = message;
  const body = asItCame(message);
  const by = writerOf(parts, message);
  if (body.from === 'device' && by === null) return line;
  const roles = parts.devices().get(sender)?.roles ?? [];
  const hash = hashOf(message);
  if (sender === parts.me)
    return withOwn(line, { sender, body, row, hash, by: { id: parts.own, roles } }, arrived);
  const writer = by === null ? null : { id: by, roles };
  return withMessage(line, { sender, by: writer, body, row, hash, copy: false }, arrived);
}

/** The device that wrote it; null: the reporter, or a device nobody knows. */
export const writerOf = (
  { devices }: Pick<InboxParts, 'devices'>,
  { sender, body, told }: Pick<KeptMessage, 'sender' | 'body' | 'told'>,
): DeviceId | null =>
  body.from === 'reporter' ? null : (devices().get(sender)?.id ?? told?.device ?? null);

/** A colleague told it otherwise than it then came. */
const isRefuted = (
  { nameKey }: Pick<InboxParts, 'nameKey'>,
  bucket: Entry['bucket'],
  { row, sender, body, told }: KeptMessage,
): boolean =>
  told !== undefined && row !== messageRowId(nameKey(bucket), { sender, mid: body.mid });

/** Of a contact the words stand elsewhere; whether there were any is what the line asks. */
const asItCame = ({ body, was }: KeptMessage): ConversationBody =>
  body.type === 'contact' && was?.empty === false ? { ...body, when: '…' } : body;

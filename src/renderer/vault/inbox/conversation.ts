/** Vault, inbox: one conversation as its row keeps it. Everything here is a value; receive and send make the next one. */
import * as v from 'valibot';
import {
  BucketId,
  ConversationId,
  DeviceId,
  EnvelopeId,
  FileId,
  MailboxId,
  MessageId,
  RowId,
  SessionId,
} from '../../../../protocol/ids.ts';
import { BodyHash, SenderKey } from '../../../../protocol/talk/names.ts';
import {
  covers,
  mergeReceipts,
  tellsRead,
  type Receipt,
} from '../../../../protocol/talk/receipts.ts';
import type { SendState } from '../../../contract/desk.ts';
import { PREVIEW_KINDS } from '../../../contract/talk.ts';
import { MAX_CHAINS, MAX_PENDING, MAX_TO_TEAM } from '../limits.ts';
import { cardSchema } from './card.ts';
import { NOTHING_VEILED, veilSchema } from './veil.ts';
import { NO_WORK, workSchema } from './work.ts';

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(-1));
const HEX32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const HEX16 = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A colleague says so; the reporter's own next message counts for more. */
const asToldOnly = v.exactOptional(v.literal(true));

const link = v.object({ seq: count, prev: id(BodyHash), hash: id(BodyHash) });

/** A reply of ours until the reporter's receipt says that it has arrived. */
const pending = v.object({
  row: id(RowId),
  session: id(SessionId),
  seq: count,
  state: v.picklist(['sending', 'sent', 'stuck', 'expired']),
  /** Envelopes it went out in: one sealed to R.eph, one to C. */
  eids: v.array(id(EnvelopeId)),
  /** When it is sealed again to C; null once it was, or while it has not gone out. */
  resealAt: v.nullable(count),
});

/** A message for colleagues until every one of their queues has taken it. */
const toTeam = v.object({
  row: id(RowId),
  done: v.array(id(DeviceId)),
  /** It says who answers from now on. */
  claims: v.exactOptional(v.literal(true)),
});

/** The contact message that counts. Its words stand in a bucket of their own (contact.ts); null: taken back. */
const contact = v.object({
  row: id(RowId),
  bucket: v.nullable(id(BucketId)),
  lamport: count,
  session: id(SessionId),
  seq: count,
  told: asToldOnly,
});

/** Where a message stands in the order of display. */
const placed = v.object({
  lamport: count,
  sender: id(SenderKey),
  session: id(SessionId),
  seq: count,
});

const asks = v.object({ resume: v.nullable(id(RowId)), erase: v.nullable(id(RowId)) });
const NOTHING_ASKED = { resume: null, erase: null };

const schema = v.object({
  id: id(ConversationId),
  /** C.pk: who writes here. */
  reporter: id(SenderKey),
  created: count,
  name: v.string(),
  hue: count,
  language: v.string(),
  lamport: count,
  /** Where replies go, and the token of the newest message that brought one. */
  mailbox: v.nullable(
    v.object({ id: id(MailboxId), token: HEX16, lamport: count, told: asToldOnly }),
  ),
  /** The newest session opened by a stored message, with its R.eph. */
  session: v.nullable(
    v.object({ id: id(SessionId), eph: HEX32, lamport: count, told: asToldOnly }),
  ),
  chains: v.array(
    v.object({
      sender: id(SenderKey),
      session: id(SessionId),
      audience: v.picklist(['talk', 'team']),
      upTo: place,
      tail: id(BodyHash),
      further: v.array(link),
      /** The highest seq a person here has had on screen. */
      read: v.exactOptional(count),
      /** `upTo` has jumped over something that is missing. */
      holes: v.exactOptional(v.literal(true)),
    }),
  ),
  /** Every message of our own stands in a chain. False for one begun before they did. */
  linksOwn: v.optional(v.boolean(), false),
  /** Places that two messages claim, or that do not follow from the one before. */
  forks: v.array(v.object({ sender: id(SenderKey), session: id(SessionId), seq: count })),
  /** What the reporter says has arrived, of our messages and of colleagues'. */
  receipts: v.array(
    v.object({
      sender: id(SenderKey),
      session: id(SessionId),
      upTo: place,
      further: v.array(count),
      read: v.exactOptional(count),
    }),
  ),
  pending: v.array(pending),
  preview: v.string(),
  previewBy: v.picklist(['reporter', 'operator']),
  lastAt: count,
  waitingSince: v.nullable(count),
  unread: count,
  stars: v.nullable(count),
  /** Newest message known, named when we open a new session. */
  newest: v.nullable(id(MessageId)),
  // What follows came later: a row written before has none of it.
  previewKind: v.optional(v.picklist(PREVIEW_KINDS), 'text'),
  /** n of each topic chosen at the beginning. */
  topics: v.optional(v.array(count), []),
  consent: v.optional(v.string(), ''),
  contact: v.optional(v.nullable(contact), null),
  /** Messages in which something is asked for; `resume` until it was answered. */
  asks: v.optional(asks, NOTHING_ASKED),
  /** Files that were fetched and lie sealed beside the journal. */
  files: v.optional(v.array(id(FileId)), []),
  /** Who holds it, and what stands of it among colleagues. */
  work: v.optional(workSchema, NO_WORK),
  toTeam: v.optional(v.array(toTeam), []),
  /** Messages for colleagues that were let go before all of them had it. */
  unheard: v.optional(v.array(id(RowId)), []),
  /** Operators' devices when the reporter last wrote: they have the conversation. */
  hearers: v.optional(v.array(id(DeviceId)), []),
  /** The colleague's device that says it has erased this at its reporter's wish: a person here decides. */
  erasedBy: v.optional(v.nullable(id(DeviceId)), null),
  /** Devices whose word of that a person here has decided against, since the reporter last wrote. */
  keptAnyway: v.optional(v.array(id(DeviceId)), []),
  /** Who may read it on, as coordinators and holders have said. */
  cards: v.optional(v.array(cardSchema), []),
  /** The reporter's message that the preview is of. */
  previewOf: v.optional(v.nullable(id(RowId)), null),
  /** Where the preview's message stands; null: nothing yet, or a row from before this was kept. */
  previewAt: v.optional(v.nullable(placed), null),
  /** What somebody here has put out of sight. */
  veil: v.optional(veilSchema, NOTHING_VEILED),
});

export type Conversation = v.InferOutput<typeof schema>;
export type Pending = v.InferOutput<typeof pending>;

/** Reads a conversation's row. Throws for what this version did not write: that would be our own bug. */
export const readConversation = (value: unknown): Conversation => v.parse(schema, value);

/** A conversation before its first message. */
export const newConversation = (
  from: Pick<Conversation, 'id' | 'reporter' | 'created' | 'name' | 'hue'>,
): Conversation => ({
  ...from,
  language: '',
  lamport: 0,
  mailbox: null,
  session: null,
  chains: [],
  linksOwn: true,
  forks: [],
  receipts: [],
  pending: [],
  preview: '',
  previewBy: 'reporter',
  lastAt: from.created,
  waitingSince: null,
  unread: 0,
  stars: null,
  newest: null,
  previewKind: 'text',
  topics: [],
  consent: '',
  contact: null,
  asks: NOTHING_ASKED,
  files: [],
  work: NO_WORK,
  toTeam: [],
  unheard: [],
  hearers: [],
  erasedBy: null,
  keptAnyway: [],
  cards: [],
  previewOf: null,
  previewAt: null,
  veil: NOTHING_VEILED,
});

/** The conversation after receipts from the reporter; what they cover is no longer pending. */
export function withReceipts(
  conversation: Conversation,
  receipts: readonly Receipt[],
  me: SenderKey,
): { readonly conversation: Conversation; readonly delivered: readonly RowId[] } {
  const merged = new Map(conversation.receipts.map((one) => [receiptName(one), one as Receipt]));
  for (const receipt of receipts) {
    const known = merged.get(receiptName(receipt));
    merged.set(receiptName(receipt), known === undefined ? receipt : mergeReceipts(known, receipt));
  }
  const all = [...merged.values()].slice(-MAX_CHAINS);
  const arrived = (one: Pending): boolean =>
    all.some((receipt) => covers(receipt, { sender: me, session: one.session, seq: one.seq }));
  return {
    conversation: {
      ...conversation,
      receipts: all.map((one) => ({ ...one, further: [...one.further] })),
      pending: conversation.pending.filter((one) => !arrived(one)),
    },
    delivered: conversation.pending.filter(arrived).map(({ row }) => row),
  };
}

/** The conversation with one reply changed; unknown replies change nothing. */
export const withPending = (
  conversation: Conversation,
  row: RowId,
  change: Partial<Pending>,
): Conversation => ({
  ...conversation,
  pending: conversation.pending.map((one) => (one.row === row ? { ...one, ...change } : one)),
});

/** The conversation with one more reply on its way. The oldest are let go when too many wait for a receipt. */
export const addPending = (conversation: Conversation, reply: Pending): Conversation => ({
  ...conversation,
  pending: [...conversation.pending, reply].slice(-MAX_PENDING),
});

/** The conversation with these messages on their way to colleagues. The oldest are let go when too many wait. */
export const waitingForTeam = (
  conversation: Conversation,
  waiting: Conversation['toTeam'],
): Conversation => {
  const gone = waiting.slice(0, -MAX_TO_TEAM).map(({ row }) => row);
  const before = conversation.unheard.filter((row) => waiting.every((one) => one.row !== row));
  return {
    ...conversation,
    toTeam: waiting.slice(-MAX_TO_TEAM),
    unheard: [...before, ...gone].slice(-MAX_PENDING),
  };
};

/** What is known of an operator's message on its way to the reporter. */
export function stateOf(
  conversation: Conversation,
  message: {
    readonly row: RowId;
    readonly sender: SenderKey;
    readonly session: SessionId;
    readonly seq: number;
  },
): SendState {
  if (conversation.toTeam.some(({ row }) => row === message.row)) return 'sending';
  if (conversation.unheard.includes(message.row)) return 'unheard';
  const waiting = conversation.pending.find(({ row }) => row === message.row);
  if (waiting !== undefined) return waiting.state;
  if (conversation.receipts.some((one) => tellsRead(one, message))) return 'read';
  return conversation.receipts.some((one) => covers(one, message)) ? 'delivered' : 'sent';
}

const receiptName = ({ sender, session }: Pick<Receipt, 'sender' | 'session'>): string =>
  `${sender}/${session}`;

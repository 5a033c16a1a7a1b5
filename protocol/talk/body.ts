import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import { ConversationId, EnvelopeId, MessageId, SessionId } from '../ids.ts';
import { MAX_CONSENT } from '../limits.ts';
import { TOKEN_BYTES } from '../wire/sealed.ts';
import { MAX_UNREADABLE } from './bounds.ts';
import { audiences, type Audience } from './chain.ts';
import {
  hex,
  id,
  integer,
  integerFrom,
  list,
  object,
  oneOf,
  optional,
  parseObject,
  string,
  textUpTo,
  type Fields,
} from './json.ts';
import { BodyHash } from './names.ts';
import { chainedReaders, teamReaders, type ChainedContent, type TeamContent } from './content.ts';
import { readReceipts, type Receipt } from './receipts.ts';

/** Version of every body; `v` in the JSON. */
export const BODY_VERSION = 1;

export const senders = ['device', 'reporter'] as const;

/** What the body says of its sender; believed only after `authorOf` (rights.ts) has agreed. */
export type From = (typeof senders)[number];

/** What a device needs to write back to a reporter (PROTOCOL §4). */
export interface ReporterPart {
  /** Write token of the mailbox, 16 bytes; in every reporter message. */
  readonly token: Uint8Array;
  /** M.pk and R.eph pk, 32 bytes each: both in the first message of a session and after a newer document or card. */
  readonly mailboxKey?: Uint8Array;
  readonly eph?: Uint8Array;
  /** `privacy.version` of the consent text on screen when this was written; in a session's first message with it. */
  readonly consent?: string;
  /** Counter of the restriction the tab goes by; left out where it knows none. */
  readonly card?: number;
  /** Envelopes the tab could not open; any device holding that reply seals it again to C. */
  readonly unreadable?: readonly EnvelopeId[];
}

/** What every body with a place in a chain begins with. `at` is ms since the epoch, for display only. */
export interface ChainHead {
  readonly mid: MessageId;
  readonly session: SessionId;
  readonly seq: number;
  readonly prev: BodyHash;
  readonly lamport: number;
  readonly at: number;
  /** seq of the newest team document the sender knew. */
  readonly docSeq: number;
}

/** A message of a conversation. */
export interface ConversationHead extends ChainHead {
  readonly conversation: ConversationId;
  readonly from: From;
  readonly audience: Audience;
  /** In a session's first message: the last mid known, when there was an earlier session. */
  readonly resumes?: MessageId;
  /** Present exactly when `from` is `reporter`. */
  readonly reporter?: ReporterPart;
}

/** An event between devices that belongs to no conversation. */
export interface TeamHead extends ChainHead {
  readonly conversation: null;
  readonly from: 'device';
  readonly audience: 'team';
}

/** A queued receipt: cumulative, without mid and seq, so the newest replaces all before it. */
export interface ReceiptBody {
  readonly type: 'receipt';
  readonly conversation: ConversationId;
  readonly session: SessionId;
  readonly at: number;
  readonly from: From;
  readonly docSeq: number;
  readonly receipts: readonly Receipt[];
  readonly reporter?: ReporterPart;
}

/** Well-formed, but of a type this version does not know: for quarantine, not for the bin. */
export interface UnknownBody {
  readonly type: 'unknown';
  readonly name: string;
}

export type ConversationBody = ConversationHead & ChainedContent;
export type TeamBody = TeamHead & TeamContent;
export type Body = ConversationBody | TeamBody | ReceiptBody;

/** What a reader knows, type by type. */
export interface BodyReaders {
  readonly chained: Readonly<Record<string, (fields: Fields) => ChainedContent>>;
  readonly team: Readonly<Record<string, (fields: Fields) => TeamContent>>;
}

/**
 * The exact bytes of a body. They are stored before SEND and sealed again unchanged.
 *
 * Throws {@link ProtocolError} `bad-body` or `too-large` for what {@link readBody} would refuse.
 */
export const writeBody = (body: Body): Uint8Array => writeBodyBy(everything, body);

/**
 * Reads what an envelope held. Unknown fields are dropped, an unknown type is {@link UnknownBody}.
 *
 * Throws {@link ProtocolError} `bad-body`, `too-large` or `wrong-version`. It says nothing about who
 * may write this: ask rights.ts next.
 */
export const readBody = (bytes: Uint8Array): Body | UnknownBody => readBodyBy(everything, bytes);

const everything: BodyReaders = { chained: chainedReaders, team: teamReaders };

/** {@link writeBody} for whoever knows fewer types (reporter-body.ts). */
export function writeBodyBy(readers: BodyReaders, body: Body): Uint8Array {
  const bytes = utf8ToBytes(JSON.stringify({ v: BODY_VERSION, ...body }, bytesAsHex));
  readBodyBy(readers, bytes);
  return bytes;
}

/** {@link readBody} for whoever knows fewer types: the others are unknown there. */
export function readBodyBy({ chained, team }: BodyReaders, bytes: Uint8Array): Body | UnknownBody {
  const fields = parseObject(bytes);
  if (integer(fields, 'v') !== BODY_VERSION) throw new ProtocolError('wrong-version', 'body');
  const type = string(fields, 'type');
  const readChained = Object.hasOwn(chained, type) ? chained[type] : undefined;
  if (readChained !== undefined) return { ...conversationHead(fields), ...readChained(fields) };
  const readTeam = Object.hasOwn(team, type) ? team[type] : undefined;
  if (readTeam !== undefined) return { ...teamHead(fields), ...readTeam(fields) };
  if (type === 'receipt') return receiptBody(fields);
  return { type: 'unknown', name: type.slice(0, 64) };
}

function conversationHead(fields: Fields): ConversationHead {
  const head = chainHead(fields);
  const from = oneOf(senders)(fields, 'from');
  const reporter = reporterPart(fields, from);
  if (head.seq === 0 && from === 'reporter' && reporter.reporter?.eph === undefined) {
    throw new ProtocolError('bad-body', 'eph');
  }
  return {
    ...head,
    conversation: id(ConversationId)(fields, 'conversation'),
    from,
    audience: oneOf(audiences)(fields, 'audience'),
    ...(head.seq === 0 ? optional(fields, 'resumes', id(MessageId)) : {}),
    ...reporter,
  };
}

function teamHead(fields: Fields): TeamHead {
  oneOf(['device'])(fields, 'from');
  oneOf(['team'])(fields, 'audience');
  return { ...chainHead(fields), conversation: null, from: 'device', audience: 'team' };
}

const chainHead = (fields: Fields): ChainHead => ({
  mid: id(MessageId)(fields, 'mid'),
  session: id(SessionId)(fields, 'session'),
  seq: integer(fields, 'seq'),
  prev: id(BodyHash)(fields, 'prev'),
  lamport: integer(fields, 'lamport'),
  at: integer(fields, 'at'),
  docSeq: integer(fields, 'docSeq'),
});

function receiptBody(fields: Fields): ReceiptBody {
  const from = oneOf(senders)(fields, 'from');
  return {
    type: 'receipt',
    conversation: id(ConversationId)(fields, 'conversation'),
    session: id(SessionId)(fields, 'session'),
    at: integer(fields, 'at'),
    from,
    docSeq: integer(fields, 'docSeq'),
    receipts: readReceipts(fields, 'receipts'),
    ...reporterPart(fields, from),
  };
}

/** A device's body has no reporter part, whatever it says; a reporter's always has one. */
function reporterPart(fields: Fields, from: From): { readonly reporter?: ReporterPart } {
  if (from === 'device') return {};
  const part = object(fields, 'reporter');
  const reporter: ReporterPart = {
    token: hex(TOKEN_BYTES)(part, 'token'),
    ...optional(part, 'mailboxKey', hex(KEY_BYTES)),
    ...optional(part, 'eph', hex(KEY_BYTES)),
    ...optional(part, 'consent', textUpTo(MAX_CONSENT)),
    ...optional(part, 'card', integerFrom(1)),
    ...optional(part, 'unreadable', list(MAX_UNREADABLE, id(EnvelopeId))),
  };
  if ((reporter.mailboxKey === undefined) !== (reporter.eph === undefined)) {
    throw new ProtocolError('bad-body', 'eph');
  }
  return { reporter };
}

const bytesAsHex = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? bytesToHex(value) : value;

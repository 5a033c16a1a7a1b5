import { ConversationId, DeviceId, MessageId, RowId, SessionId } from '../ids.ts';
import { MAX_ALIAS, MAX_COMMENT, MAX_DEVICES, MAX_STARS, MAX_TEXT } from '../limits.ts';
import { KEY_BYTES } from '../hash.ts';
import { MAX_DIGEST_STREAMS, MAX_TOLD } from './bounds.ts';
import { audiences, type Audience } from './chain.ts';
import {
  asFields,
  hex,
  id,
  integer,
  integerFrom,
  list,
  matching,
  oneOf,
  optional,
  string,
  textUpTo,
  type FieldReader,
  type Fields,
} from './json.ts';
import { SenderKey } from './names.ts';
import type { ChainedType, TeamType } from './types.ts';

/** What people write to one another. `alias` only from a device: the name a reporter sees. */
export interface TextContent {
  readonly type: 'text';
  readonly text: string;
  readonly alias?: string;
  readonly lang?: string;
}

/** A reporter's 1 to 5 stars at the end. */
export interface RatingContent {
  readonly type: 'rating';
  readonly stars: number;
  readonly comment?: string;
}

/** For colleagues only; audience `team`. */
export interface NoteContent {
  readonly type: 'note';
  readonly text: string;
}

/** "Ask for our earlier conversation." */
export interface ResumeContent {
  readonly type: 'resume';
}

/** "Erase everything." Answered by a `deletion` among the devices. */
export interface EraseContent {
  readonly type: 'erase';
}

/** Takes hold of a conversation state, case or annotation: term = the known term + 1. */
export interface ClaimContent {
  readonly type: 'claim';
  readonly object: RowId;
  readonly term: number;
}

/** The exact body of another's message and the key it was proven to come from. */
export interface Quoted {
  readonly sender: SenderKey;
  /** The body's JSON text, byte for byte: its hash must come out the same. */
  readonly body: string;
}

/** Earlier messages for a reporter who came back, marked repeated. */
export interface HistoryContent {
  readonly type: 'history';
  readonly messages: readonly Quoted[];
}

/** The mailbox's card: from now on seal to these devices only. */
export interface RestrictionContent {
  readonly type: 'restriction';
  /** Rises; only a higher one is accepted. */
  readonly counter: number;
  readonly allowed: readonly DeviceId[];
  readonly holder: DeviceId;
}

/** One chain as a digest names it. */
export interface Stream {
  readonly conversation: ConversationId;
  readonly sender: SenderKey;
  readonly session: SessionId;
  readonly audience: Audience;
  /** Highest contiguous seq held. */
  readonly upTo: number;
}

/** What this device holds, so that a colleague can see what it missed. */
export interface DigestContent {
  readonly type: 'digest';
  readonly streams: readonly Stream[];
}

/** Messages sealed again for a device that missed them, filed under their original senders. */
export interface ToldContent {
  readonly type: 'told';
  readonly messages: readonly Quoted[];
}

/** Which devices may write under an alias of the profile. */
export interface AliasContent {
  readonly type: 'alias';
  /** n of `alias.<n>`. */
  readonly alias: number;
  readonly devices: readonly DeviceId[];
}

/** A conversation is to be erased on every device; each leaves a tombstone. */
export interface DeletionContent {
  readonly type: 'deletion';
  readonly erased: ConversationId;
  /** The reporter's `erase`, when that was the reason. */
  readonly asked?: MessageId;
}

/** A root seed for another coordinator, and for nobody else. */
export interface RootSeedContent {
  readonly type: 'root-seed';
  readonly index: number;
  readonly seed: Uint8Array;
}

export type ChainedContent =
  | TextContent
  | RatingContent
  | NoteContent
  | ResumeContent
  | EraseContent
  | ClaimContent
  | HistoryContent
  | RestrictionContent;

export type TeamContent =
  | DigestContent
  | ToldContent
  | AliasContent
  | DeletionContent
  | RootSeedContent;

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;
const language: FieldReader<string> = matching(LANGUAGE);

const devices: FieldReader<readonly DeviceId[]> = list(MAX_DEVICES, id(DeviceId));

const quoted: FieldReader<readonly Quoted[]> = list(MAX_TOLD, (fields, name) => {
  const item = asFields(fields[name], name);
  return { sender: id(SenderKey)(item, 'sender'), body: string(item, 'body') };
});

const streams: FieldReader<readonly Stream[]> = list(MAX_DIGEST_STREAMS, (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    conversation: id(ConversationId)(item, 'conversation'),
    sender: id(SenderKey)(item, 'sender'),
    session: id(SessionId)(item, 'session'),
    audience: oneOf(audiences)(item, 'audience'),
    upTo: integerFrom(-1)(item, 'upTo'),
  };
});

/** One reader per type: leave one out, or read the wrong shape, and this file stops compiling. */
export const chainedReaders = {
  text: (f) => ({
    type: 'text',
    text: textUpTo(MAX_TEXT)(f, 'text'),
    ...(f['from'] === 'device' ? optional(f, 'alias', textUpTo(MAX_ALIAS)) : {}),
    ...optional(f, 'lang', language),
  }),
  rating: (f) => ({
    type: 'rating',
    stars: integerFrom(1, MAX_STARS)(f, 'stars'),
    ...optional(f, 'comment', textUpTo(MAX_COMMENT)),
  }),
  note: (f) => ({ type: 'note', text: textUpTo(MAX_TEXT)(f, 'text') }),
  resume: () => ({ type: 'resume' }),
  erase: () => ({ type: 'erase' }),
  claim: (f) => ({
    type: 'claim',
    object: id(RowId)(f, 'object'),
    term: integerFrom(1)(f, 'term'),
  }),
  history: (f) => ({ type: 'history', messages: quoted(f, 'messages') }),
  restriction: (f) => ({
    type: 'restriction',
    counter: integerFrom(1)(f, 'counter'),
    allowed: devices(f, 'allowed'),
    holder: id(DeviceId)(f, 'holder'),
  }),
} satisfies { [T in ChainedType]: (fields: Fields) => Extract<ChainedContent, { type: T }> };

export const teamReaders = {
  digest: (f) => ({ type: 'digest', streams: streams(f, 'streams') }),
  told: (f) => ({ type: 'told', messages: quoted(f, 'messages') }),
  alias: (f) => ({ type: 'alias', alias: integer(f, 'alias'), devices: devices(f, 'devices') }),
  deletion: (f) => ({
    type: 'deletion',
    erased: id(ConversationId)(f, 'erased'),
    ...optional(f, 'asked', id(MessageId)),
  }),
  'root-seed': (f) => ({
    type: 'root-seed',
    index: integer(f, 'index'),
    seed: hex(KEY_BYTES)(f, 'seed'),
  }),
} satisfies { [T in TeamType]: (fields: Fields) => Extract<TeamContent, { type: T }> };

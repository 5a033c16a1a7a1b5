import { BlobId, ConversationId, DeviceId, MessageId, ReadCapability, SessionId } from '../ids.ts';
import {
  MAX_ALIAS,
  MAX_BLOB_BYTES,
  MAX_COMMENT,
  MAX_CONTACT,
  MAX_CONTACT_PURPOSE,
  MAX_DEVICES,
  MAX_FILE_NAME,
  MAX_MEDIA_TYPE,
  MAX_REMOVED,
  MAX_STARS,
  MAX_TEXT,
  MAX_TOPIC,
  MAX_TOPICS,
} from '../limits.ts';
import type { BlobReference } from '../crypto/blob.ts';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import { alias } from './alias.ts';
import { readAnnotation, type AnnotationContent } from './annotation.ts';
import { MAX_DIGEST_STREAMS, MAX_TOLD, MAX_TOLD_ERASED } from './bounds.ts';
import { audiences, type Audience } from './chain.ts';
import {
  asFields,
  flag,
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
import { readHeads, type HeadsContent } from './heads.ts';
import { readHelp, type HelpContent } from './help.ts';
import { readClaim, readState, type ClaimContent, type StateContent } from './holding.ts';
import { BodyHash, SenderKey } from './names.ts';
import { readPaper, type PaperContent } from './paper.ts';
import type { ChainedType, TeamType } from './types.ts';

/** What people write to one another. `alias` only from a device: the name a reporter sees. */
export interface TextContent {
  readonly type: 'text';
  readonly text: string;
  readonly alias?: string;
  readonly lang?: string;
  readonly topics?: Topics;
}

/** n of each `topic.<n>` the reporter chose, rising, once each. Never from a device. */
type Topics = readonly number[];

/** What was done to a file before it was sealed. `original`: nothing, by the sender's own choice. */
export const filePreparations = ['cleaned', 'original'] as const;
export type FilePreparation = (typeof filePreparations)[number];

/** A file that waits at the relay as a blob. The message names it, and is sent once the blob is whole. */
export interface AttachmentContent {
  readonly type: 'attachment';
  readonly file: BlobReference;
  /** What it is called on screen; never a path, and never trusted as a file's name. */
  readonly name: string;
  /** What the sender says it is; the receiver looks at the bytes. */
  readonly media: string;
  readonly prepared: FilePreparation;
  /** Kinds of things that were in it and are no longer, such as `place`; no values. */
  readonly removed?: readonly string[];
  /** A file may be the first thing somebody has to say. */
  readonly topics?: Topics;
  readonly alias?: string;
}

/**
 * How the reporter wants to be reached. Each replaces the one before wholly; one without any field
 * takes everything back, and the devices destroy what they held.
 */
export interface ContactContent {
  readonly type: 'contact';
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  /** When it is good, in the reporter's words. */
  readonly when?: string;
  /** What it may be used for, in the reporter's words. */
  readonly purpose?: string;
}

/** Somebody else of the team goes on: said to the reporter before a new name appears. */
export interface HandoverContent {
  readonly type: 'handover';
  /** The alias of who goes on; absent: whoever of the team is there next. */
  readonly to?: string;
  readonly alias?: string;
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
  /** The message whose file shows violence: colleagues are to know it before they look. */
  readonly warns?: MessageId;
  readonly alias?: string;
}

/** "Ask for our earlier conversation." */
export interface ResumeContent {
  readonly type: 'resume';
}

/** "Erase everything." Whoever has followed it says so to the others with a `deletion`. */
export interface EraseContent {
  readonly type: 'erase';
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

/** The mailbox's card: from now on seal to these devices only (restriction.ts). */
export interface RestrictionContent {
  readonly type: 'restriction';
  /** Rises; only a higher one is accepted. */
  readonly counter: number;
  /** Left out: every operator's device again. */
  readonly allowed?: readonly DeviceId[];
  /** The one device that may write the next one without coordinating; among the allowed. */
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

/** How far a comparison has come: conversations rising by id, in each of them the messages by Lamport time. */
export interface CatchUpPlace {
  readonly conversation: ConversationId;
  readonly lamport: number;
}

/** What this device holds between two places, so that a colleague can tell it what it missed. */
export interface DigestContent {
  readonly type: 'digest';
  /** Everything up to here is compared; absent: nothing yet. */
  readonly after?: CatchUpPlace;
  /** The last conversation this is about; absent: to the end. */
  readonly through?: ConversationId;
  readonly streams: readonly Stream[];
}

/** What the exact bytes were of a message that cannot be told word for word. */
export interface Was {
  readonly hash: BodyHash;
  /** Of a contact: it took everything back. */
  readonly empty?: boolean;
  /** Of a `history`: so many messages stood in it. */
  readonly count?: number;
}

/** Another's message as a colleague holds it. */
export interface ToldMessage extends Quoted {
  /** When it came to whoever tells it, by their clock. */
  readonly arrived: number;
  /** Of a device's message: which device; the asker may know of no document that lists it. */
  readonly device?: DeviceId;
  /** Only of a contact, whose words are destroyed when they are replaced, and of a `history`. */
  readonly was?: Was;
}

/** Messages sealed again for a device that missed them, filed under their original senders. */
export interface ToldContent {
  readonly type: 'told';
  /** The digest this answers. */
  readonly answers: MessageId;
  /** C.pk of conversations told of: a conversation's id follows from it. */
  readonly reporters: readonly SenderKey[];
  readonly messages: readonly ToldMessage[];
  /** Everything up to here is compared; absent: all that the digest was about. */
  readonly upTo?: CatchUpPlace;
  /** Messages compared so far, and all there are, as far as the asker may have them. About. */
  readonly checked: number;
  readonly total: number;
  /** Who tells this is catching up as well. */
  readonly behind: boolean;
  /** Conversations of the digest that whoever tells has erased at their reporters' wish. */
  readonly erased?: readonly ConversationId[];
}

/** The name its sender writes under from now on. For reading: no right follows from it. */
export interface AliasContent {
  readonly type: 'alias';
  readonly name: string;
  /** The name until then. */
  readonly before?: string;
  /** From 1. Of one sender the highest counts. */
  readonly version: number;
}

/** The sender's person has erased a conversation at its reporter's wish. A word, and no order: a person decides on each device. */
export interface DeletionContent {
  readonly type: 'deletion';
  readonly erased: ConversationId;
  /** The reporter's `erase`. */
  readonly asked: MessageId;
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
  | StateContent
  | HistoryContent
  | RestrictionContent
  | AttachmentContent
  | ContactContent
  | HandoverContent
  | AnnotationContent;

export type TeamContent =
  | DigestContent
  | ToldContent
  | AliasContent
  | DeletionContent
  | RootSeedContent
  | PaperContent
  | HelpContent
  | HeadsContent;

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;
const language: FieldReader<string> = matching(LANGUAGE);

const devices: FieldReader<readonly DeviceId[]> = list(MAX_DEVICES, id(DeviceId));

const quotation = (item: Fields): Quoted => ({
  sender: id(SenderKey)(item, 'sender'),
  body: string(item, 'body'),
});

const quoted: FieldReader<readonly Quoted[]> = list(MAX_TOLD, (fields, name) =>
  quotation(asFields(fields[name], name)),
);

const was: FieldReader<Was> = (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    hash: id(BodyHash)(item, 'hash'),
    ...optional(item, 'empty', flag),
    ...optional(item, 'count', integerFrom(0, MAX_TOLD)),
  };
};

const toldMessages: FieldReader<readonly ToldMessage[]> = list(MAX_TOLD, (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    ...quotation(item),
    arrived: integer(item, 'arrived'),
    ...optional(item, 'device', id(DeviceId)),
    ...optional(item, 'was', was),
  };
});

const place: FieldReader<CatchUpPlace> = (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    conversation: id(ConversationId)(item, 'conversation'),
    lamport: integer(item, 'lamport'),
  };
};

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

const rising: FieldReader<Topics> = (fields, name) => {
  const chosen = list(MAX_TOPICS, integerFrom(1, MAX_TOPIC))(fields, name);
  if (chosen.some((n, i) => n <= (chosen[i - 1] ?? 0))) throw new ProtocolError('bad-body', name);
  return chosen;
};

const topics = (fields: Fields): { readonly topics?: Topics } =>
  fields['from'] === 'reporter' ? optional(fields, 'topics', rising) : {};

const MEDIA = new RegExp(`^(?=.{3,${MAX_MEDIA_TYPE}}$)[a-z]+/[a-z0-9][a-z0-9.+-]*$`);
const KIND_OF_THING = /^[a-z][a-z-]{0,23}$/;

const file: FieldReader<BlobReference> = (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    id: id(BlobId)(item, 'id'),
    read: id(ReadCapability)(item, 'read'),
    key: hex(KEY_BYTES)(item, 'key'),
    bytes: integerFrom(0, MAX_BLOB_BYTES)(item, 'bytes'),
    hash: hex(KEY_BYTES)(item, 'hash'),
  };
};

/** What a reporter's tab says and hears. */
export const talkReaders = {
  text: (f) => ({
    type: 'text',
    text: textUpTo(MAX_TEXT)(f, 'text'),
    ...alias(f),
    ...optional(f, 'lang', language),
    ...topics(f),
  }),
  rating: (f) => ({
    type: 'rating',
    stars: integerFrom(1, MAX_STARS)(f, 'stars'),
    ...optional(f, 'comment', textUpTo(MAX_COMMENT)),
  }),
  resume: () => ({ type: 'resume' }),
  erase: () => ({ type: 'erase' }),
  history: (f) => ({ type: 'history', messages: quoted(f, 'messages') }),
  restriction: (f) => {
    const holder = id(DeviceId)(f, 'holder');
    const { allowed } = optional(f, 'allowed', devices);
    const once = new Set(allowed);
    if (allowed !== undefined && (!once.has(holder) || once.size < allowed.length)) {
      throw new ProtocolError('bad-body', 'allowed');
    }
    const counter = integerFrom(1)(f, 'counter');
    return { type: 'restriction', counter, holder, ...(allowed === undefined ? {} : { allowed }) };
  },
  attachment: (f) => ({
    type: 'attachment',
    file: file(f, 'file'),
    name: textUpTo(MAX_FILE_NAME)(f, 'name'),
    media: matching(MEDIA)(f, 'media'),
    prepared: oneOf(filePreparations)(f, 'prepared'),
    ...optional(f, 'removed', list(MAX_REMOVED, matching(KIND_OF_THING))),
    ...alias(f),
    ...topics(f),
  }),
  contact: (f) => ({
    type: 'contact',
    ...optional(f, 'name', textUpTo(MAX_CONTACT)),
    ...optional(f, 'phone', textUpTo(MAX_CONTACT)),
    ...optional(f, 'email', textUpTo(MAX_CONTACT)),
    ...optional(f, 'when', textUpTo(MAX_CONTACT)),
    ...optional(f, 'purpose', textUpTo(MAX_CONTACT_PURPOSE)),
  }),
  handover: (f) => ({
    type: 'handover',
    ...optional(f, 'to', textUpTo(MAX_ALIAS)),
    ...alias(f),
  }),
} satisfies Partial<ReadersOf<ChainedType, ChainedContent>>;

type ReadersOf<T extends string, Content> = {
  readonly [K in T]: (fields: Fields) => Extract<Content, { type: K }>;
};

/** One reader per type: leave one out, or read the wrong shape, and this file stops compiling. */
export const chainedReaders = {
  ...talkReaders,
  note: (f) => ({
    type: 'note',
    text: textUpTo(MAX_TEXT)(f, 'text'),
    ...optional(f, 'warns', id(MessageId)),
    ...alias(f),
  }),
  claim: readClaim,
  state: readState,
  annotation: readAnnotation,
} satisfies ReadersOf<ChainedType, ChainedContent>;

export const teamReaders = {
  digest: (f) => ({
    type: 'digest',
    ...optional(f, 'after', place),
    ...optional(f, 'through', id(ConversationId)),
    streams: streams(f, 'streams'),
  }),
  told: (f) => ({
    type: 'told',
    answers: id(MessageId)(f, 'answers'),
    reporters: list(MAX_TOLD, id(SenderKey))(f, 'reporters'),
    messages: toldMessages(f, 'messages'),
    ...optional(f, 'upTo', place),
    checked: integer(f, 'checked'),
    total: integer(f, 'total'),
    behind: flag(f, 'behind'),
    ...optional(f, 'erased', list(MAX_TOLD_ERASED, id(ConversationId))),
  }),
  alias: (f) => ({
    type: 'alias',
    name: textUpTo(MAX_ALIAS)(f, 'name'),
    ...optional(f, 'before', textUpTo(MAX_ALIAS)),
    version: integerFrom(1)(f, 'version'),
  }),
  deletion: (f) => ({
    type: 'deletion',
    erased: id(ConversationId)(f, 'erased'),
    asked: id(MessageId)(f, 'asked'),
  }),
  'root-seed': (f) => ({
    type: 'root-seed',
    index: integer(f, 'index'),
    seed: hex(KEY_BYTES)(f, 'seed'),
  }),
  paper: readPaper,
  help: readHelp,
  heads: readHeads,
} satisfies { [T in TeamType]: (fields: Fields) => Extract<TeamContent, { type: T }> };

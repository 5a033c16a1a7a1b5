import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from './errors.ts';

declare const brand: unique symbol;

/** 16 bytes, written as 32 lower-case hex digits so that it can be a key of a Map or a row. */
export type Id<Name extends string = string> = string & { readonly [brand]: Name };

/** Length of every id on the wire (PROTOCOL §6). */
export const ID_BYTES = 16;

const SHAPE = /^[0-9a-f]{32}$/;

interface IdKind<Name extends string> {
  /** Takes an id from outside, or throws {@link ProtocolError} `bad-id`. */
  (raw: unknown): Id<Name>;
  /** The id for exactly 16 bytes. */
  readonly of: (bytes: Uint8Array) => Id<Name>;
  /** A fresh unpredictable id. */
  readonly random: () => Id<Name>;
}

function kind<Name extends string>(name: Name): IdKind<Name> {
  const parse = (raw: unknown): Id<Name> => {
    if (typeof raw !== 'string' || !SHAPE.test(raw)) throw new ProtocolError('bad-id', name);
    return raw as Id<Name>;
  };
  return Object.assign(parse, {
    of: (bytes: Uint8Array): Id<Name> => parse(bytesToHex(bytes)),
    random: (): Id<Name> => parse(bytesToHex(randomBytes(ID_BYTES))),
  });
}

/** The 16 bytes an id stands for. */
export const idBytes = (id: Id): Uint8Array => hexToBytes(id);

export type TeamId = Id<'TeamId'>;
export const TeamId = kind('TeamId');

export type DeviceId = Id<'DeviceId'>;
export const DeviceId = kind('DeviceId');

export type MailboxId = Id<'MailboxId'>;
export const MailboxId = kind('MailboxId');

export type EnvelopeId = Id<'EnvelopeId'>;
export const EnvelopeId = kind('EnvelopeId');

export type MessageId = Id<'MessageId'>;
export const MessageId = kind('MessageId');

export type SessionId = Id<'SessionId'>;
export const SessionId = kind('SessionId');

export type ConversationId = Id<'ConversationId'>;
export const ConversationId = kind('ConversationId');

export type RowId = Id<'RowId'>;
export const RowId = kind('RowId');

/** One call for help among colleagues (PROTOCOL §4). */
export type HelpId = Id<'HelpId'>;
export const HelpId = kind('HelpId');

export type BucketId = Id<'BucketId'>;
export const BucketId = kind('BucketId');

/** A file of sealed chunks on a staff machine. It never travels: only its random name is ours to share between rooms. */
export type FileId = Id<'FileId'>;
export const FileId = kind('FileId');

/** A sealed file on the relay: a random name that opens nothing (PROTOCOL §3). */
export type BlobId = Id<'BlobId'>;
export const BlobId = kind('BlobId');

/** Fetches the chunks of one blob. It travels in the sealed message and nowhere else. */
export type ReadCapability = Id<'ReadCapability'>;
export const ReadCapability = kind('ReadCapability');

/** Writes and deletes one blob. It stays with whoever uploads. */
export type OwnCapability = Id<'OwnCapability'>;
export const OwnCapability = kind('OwnCapability');

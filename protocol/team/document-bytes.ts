import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES, labelledHash } from '../hash.ts';
import { DeviceId, TeamId } from '../ids.ts';
import {
  DOCUMENT_LIFE_MS,
  MAX_DEVICES,
  MAX_DOCUMENT_BYTES,
  MAX_ORIGINS,
  MAX_REVOKED,
} from '../limits.ts';
import { Reader, Writer } from '../wire/bytes.ts';
import { readDevice, writeDevice, type DeviceEntry } from './device-entry.ts';
import { isOrigin } from './origin.ts';
import { readProfile, writeProfile, type Profile } from './profile.ts';
import { attach, bodyOf, type Sign } from './signature.ts';

/** What the team says about itself in public, signed by T (PROTOCOL §2). Times are ms since the epoch. */
export interface TeamDocument {
  readonly team: TeamId;
  /** 1 for the first, then one more each time. */
  readonly seq: number;
  /** Hash of the document before, 32 zero bytes in the first. */
  readonly prev: Uint8Array;
  readonly issued: number;
  /** At most 30 days after `issued`. */
  readonly expires: number;
  /** T_i, whose signature this is. */
  readonly signer: Uint8Array;
  /** T_{i+1}: the only key that may take over. */
  readonly next: Uint8Array;
  /** Rising by id. */
  readonly devices: readonly DeviceEntry[];
  /** Rising; never shrinks. */
  readonly revoked: readonly DeviceId[];
  /** All doors to one relay store; clients use one at a time, in this order. */
  readonly origins: readonly string[];
  readonly profile: Profile;
}

/** SHA-512("sc1/doc"‖body)[0..32], without the signature: a second signature makes no second document. */
export const documentHash = (bytes: Uint8Array): Uint8Array =>
  labelledHash('sc1/doc', bodyOf(bytes)).slice(0, KEY_BYTES);

/**
 * The document's bytes, signed. Lists are sorted on the way.
 *
 * Throws {@link ProtocolError} `bad-document` or `too-large` for a document every reader would
 * refuse. The caller makes sure that `sign` belongs to `doc.signer`.
 */
export function signDocument(doc: TeamDocument, sign: Sign): Uint8Array {
  const writer = new Writer().raw(MAGIC).u8(VERSION).id(doc.team).u64(doc.seq);
  writer.exact(doc.prev, KEY_BYTES).u64(doc.issued).u64(doc.expires);
  writer.exact(doc.signer, KEY_BYTES).exact(doc.next, KEY_BYTES);
  writer.u16(doc.devices.length);
  for (const device of doc.devices.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    writeDevice(writer, device);
  }
  writer.u16(doc.revoked.length);
  for (const id of doc.revoked.toSorted()) writer.id(id);
  writer.u8(doc.origins.length);
  for (const origin of doc.origins) writer.shortText(origin);
  writeProfile(writer, doc.profile);
  const bytes = attach('sc1/document', writer.done(), sign);
  readDocument(bytes);
  return bytes;
}

/**
 * Reads the shape and nothing else: no signature, no time. For showing and for what was checked before.
 *
 * Throws `bad-document`, `wrong-version` or `too-large`. One document has exactly one encoding.
 */
export function readDocument(bytes: Uint8Array): TeamDocument {
  if (bytes.length > MAX_DOCUMENT_BYTES) throw new ProtocolError('too-large', 'document');
  const reader = new Reader(bodyOf(bytes), 'bad-document');
  const doc: TeamDocument = {
    ...readStart(reader),
    devices: many(reader.u16('devices'), MAX_DEVICES, () => readDevice(reader)),
    revoked: many(reader.u16('revoked'), MAX_REVOKED, () => reader.id(DeviceId, 'revoked')),
    origins: many(reader.u8('origins'), MAX_ORIGINS, () => reader.shortText('origin')),
    profile: readProfile(reader),
  };
  reader.end();
  checkShape(doc);
  return doc;
}

/**
 * The fields of fixed length alone, whatever follows them: enough to look for the team and to check
 * the signature before anything is read that grows. Throws as {@link readDocument} does.
 */
export function documentStart(bytes: Uint8Array): DocumentStart {
  if (bytes.length > MAX_DOCUMENT_BYTES) throw new ProtocolError('too-large', 'document');
  return readStart(new Reader(bodyOf(bytes), 'bad-document'));
}

type DocumentStart = Pick<
  TeamDocument,
  'team' | 'seq' | 'prev' | 'issued' | 'expires' | 'signer' | 'next'
>;

const MAGIC: Uint8Array = utf8ToBytes('SCD1');
const VERSION = 1;

function readStart(reader: Reader): DocumentStart {
  const magic = reader.raw(MAGIC.length, 'magic');
  if (bytesToHex(magic) !== bytesToHex(MAGIC)) throw new ProtocolError('bad-document', 'magic');
  if (reader.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'document');
  return {
    team: reader.id(TeamId, 'team'),
    seq: reader.u64('seq'),
    prev: reader.raw(KEY_BYTES, 'prev'),
    issued: reader.u64('issued'),
    expires: reader.u64('expires'),
    signer: reader.raw(KEY_BYTES, 'signer'),
    next: reader.raw(KEY_BYTES, 'next'),
  };
}

function many<T>(count: number, max: number, read: () => T): readonly T[] {
  if (count > max) throw new ProtocolError('bad-document', 'count');
  return Array.from({ length: count }, read);
}

function checkShape(doc: TeamDocument): void {
  const devices = doc.devices.map(({ id }) => id);
  const keys = doc.devices.flatMap(({ login, sign, ik }) => [login, sign, ik]);
  refuse(doc.seq < 1, 'seq');
  refuse((doc.seq === 1) !== doc.prev.every((byte) => byte === 0), 'prev');
  refuse(doc.expires <= doc.issued || doc.expires - doc.issued > DOCUMENT_LIFE_MS, 'expires');
  refuse(!isRising(devices), 'devices');
  refuse(!isRising(doc.revoked), 'revoked');
  refuse(
    doc.revoked.some((id) => devices.includes(id)),
    'revoked',
  );
  refuse(!areUnique([doc.signer, doc.next, ...keys].map(bytesToHex)), 'key used twice');
  refuse(doc.origins.length === 0 || !areUnique(doc.origins), 'origins');
  refuse(!doc.origins.every(isOrigin), 'origin');
}

function refuse(wrong: boolean, field: string): void {
  if (wrong) throw new ProtocolError('bad-document', field);
}

const isRising = (ids: readonly string[]): boolean =>
  ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id);

const areUnique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

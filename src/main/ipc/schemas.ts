/** What main accepts from a renderer it does not trust. The contract's types hold every schema to account. */
import * as v from 'valibot';
import { SHORTCUTS } from '../../contract/machine.ts';
import type { CarrierRequest, CarrierRequests } from '../../contract/carrier.ts';
import {
  BlobId,
  DeviceId,
  EnvelopeId,
  FileId,
  MailboxId,
  OwnCapability,
  ReadCapability,
  TeamId,
} from '../../../protocol/ids.ts';
import {
  MAX_BLOB_CHUNKS,
  MAX_DOCUMENT_BYTES,
  MAX_JOIN_TARGETS,
  MAX_ORIGIN_BYTES,
  MAX_ORIGINS,
  MAX_RECIPIENTS,
  PAD_BUCKETS,
} from '../../../protocol/limits.ts';
import { CAPABILITY_HASH_BYTES, SEALED_CHUNK_BYTES } from '../../../protocol/wire/blob.ts';
import {
  BOX_OVERHEAD,
  HEADER_BYTES,
  TOKEN_BYTES,
  WRAP_BYTES,
  type Target,
} from '../../../protocol/wire/sealed.ts';
import {
  MAX_APPEND_BYTES,
  MAX_BATCH,
  MAX_CHUNK_BYTES,
  MAX_CHUNKS,
  MAX_CLAIM,
  MAX_DROPPED,
  MAX_ENTRY_BYTES,
  MAX_EXTENSION,
  MAX_EXTENSIONS,
  MAX_FILE_NAME,
  MAX_IDLE_MINUTES,
  MAX_PIECE_BYTES,
  MAX_PRINT_HTML,
  MAX_SAVE_BYTES,
  MAX_VAULT_FILE_BYTES,
} from '../limits.ts';

type Schemas = {
  readonly [K in CarrierRequest]: v.GenericSchema<unknown, CarrierRequests[K]['input']>;
};

const SEED_BYTES = 32;
/** A prekey bundle or a beacon, as the relay bounds them. */
const MAX_SIGNED_BYTES = 1024;

const upTo = (max: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length <= max, 'too large'),
  );

const exactly = (length: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length === length, 'wrong length'),
  );

/** An id's own parser throws; here that is a refusal like any other. */
const id = <T>(parse: (raw: unknown) => T) =>
  v.pipe(
    v.unknown(),
    v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return parse(dataset.value);
      } catch {
        addIssue({ message: 'not an id' });
        return NEVER;
      }
    }),
  );

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const ct = v.pipe(
  v.instance(Uint8Array),
  v.check(
    (bytes) => PAD_BUCKETS.some((bucket) => bytes.length === bucket + BOX_OVERHEAD),
    'no bucket',
  ),
);

const deviceTarget = v.strictObject({
  kind: v.literal('device'),
  device: id(DeviceId),
  wrap: exactly(WRAP_BYTES),
});

const target: v.GenericSchema<unknown, Target> = v.variant('kind', [
  deviceTarget,
  v.strictObject({
    kind: v.picklist(['mailbox', 'card']),
    mailbox: id(MailboxId),
    token: exactly(TOKEN_BYTES),
    wrap: exactly(WRAP_BYTES),
  }),
]);

const sealed = {
  targets: v.pipe(v.array(target), v.minLength(1), v.maxLength(MAX_RECIPIENTS)),
  header: exactly(HEADER_BYTES),
  ct,
};

const login = v.strictObject({
  team: id(TeamId),
  device: id(DeviceId),
  seed: exactly(SEED_BYTES),
  documentSeq: count,
});

const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_FILE_NAME));
const extension = v.pipe(v.string(), v.maxLength(MAX_EXTENSION), v.regex(/^[a-z0-9]+$/));
const extensions = v.pipe(v.array(extension), v.maxLength(MAX_EXTENSIONS));

const blobIndex = v.pipe(count, v.maxValue(MAX_BLOB_CHUNKS - 1));
const ownBlob = { blob: id(BlobId), own: id(OwnCapability) };
const chunkIndex = v.pipe(count, v.maxValue(MAX_CHUNKS - 1));
/** A piece of a large file to be read. */
const piece = { handle: count, at: count, length: v.pipe(count, v.maxValue(MAX_PIECE_BYTES)) };

/** One schema per request. */
export const schemas: Schemas = {
  readHeader: v.null(),
  writeHeader: v.strictObject({ bytes: upTo(MAX_VAULT_FILE_BYTES) }),
  readKeyring: v.strictObject({ number: count }),
  writeKeyring: v.strictObject({ number: count, bytes: upTo(MAX_VAULT_FILE_BYTES) }),
  openJournal: v.strictObject({ generation: count, fresh: v.boolean() }),
  append: v.strictObject({
    generation: count,
    entries: v.pipe(
      v.array(upTo(MAX_ENTRY_BYTES)),
      v.maxLength(MAX_BATCH),
      v.check(
        (all) => all.reduce((sum, { length }) => sum + length, 0) <= MAX_APPEND_BYTES,
        'too large',
      ),
    ),
  }),
  replay: v.strictObject({ generation: count, from: count }),
  keepOnly: v.strictObject({ generation: count, keyring: count }),
  putChunk: v.strictObject({
    file: id(FileId),
    index: chunkIndex,
    bytes: v.pipe(
      upTo(MAX_CHUNK_BYTES),
      v.check((bytes) => bytes.length > 0, 'empty'),
    ),
  }),
  endFile: v.strictObject({ file: id(FileId) }),
  readChunk: v.strictObject({ file: id(FileId), index: chunkIndex }),
  dropFiles: v.strictObject({ files: v.pipe(v.array(id(FileId)), v.maxLength(MAX_DROPPED)) }),
  listFiles: v.null(),
  holdsJournal: v.null(),
  wipe: v.null(),
  keychain: v.null(),
  makeSecret: v.null(),
  readSecret: v.null(),
  dropSecret: v.null(),
  tries: v.null(),
  keepTries: v.strictObject({ wrong: count }),
  watchIdle: v.strictObject({ minutes: v.pipe(count, v.maxValue(MAX_IDLE_MINUTES)) }),
  watchAway: v.strictObject({ minutes: v.pipe(count, v.maxValue(MAX_IDLE_MINUTES)) }),
  heedWakes: v.strictObject({ on: v.boolean(), help: v.boolean() }),
  call: v.strictObject({ what: v.picklist(['waits', 'waits-long', 'help']) }),
  dial: v.strictObject({
    origins: v.pipe(v.array(text(MAX_ORIGIN_BYTES)), v.minLength(1), v.maxLength(MAX_ORIGINS)),
    login: v.nullable(login),
  }),
  subscribe: v.null(),
  settle: v.strictObject({ ids: v.pipe(v.array(id(EnvelopeId)), v.maxLength(MAX_BATCH)) }),
  post: v.strictObject({
    eid: id(EnvelopeId),
    wake: v.union([v.boolean(), v.literal('help')]),
    ...sealed,
  }),
  ephemeral: v.strictObject(sealed),
  join: v.strictObject({
    team: id(TeamId),
    eid: id(EnvelopeId),
    targets: v.pipe(v.array(deviceTarget), v.minLength(1), v.maxLength(MAX_JOIN_TARGETS)),
    header: exactly(HEADER_BYTES),
    ct: exactly(PAD_BUCKETS[0] + BOX_OVERHEAD),
  }),
  fetchChunk: v.strictObject({
    blob: id(BlobId),
    read: id(ReadCapability),
    index: blobIndex,
  }),
  openBlob: v.strictObject({
    ...ownBlob,
    readHash: exactly(CAPABILITY_HASH_BYTES),
    chunks: v.pipe(count, v.minValue(1), v.maxValue(MAX_BLOB_CHUNKS)),
  }),
  sendChunk: v.strictObject({ ...ownBlob, index: blobIndex, chunk: exactly(SEALED_CHUNK_BYTES) }),
  dropBlob: v.strictObject(ownBlob),
  fetchTeam: v.strictObject({ team: id(TeamId) }),
  putTeam: v.strictObject({ document: upTo(MAX_DOCUMENT_BYTES), claim: text(MAX_CLAIM) }),
  putPrekey: v.strictObject({ bundle: upTo(MAX_SIGNED_BYTES) }),
  putBeacon: v.strictObject({ beacon: upTo(MAX_SIGNED_BYTES) }),
  save: v.strictObject({ name: fileName, bytes: upTo(MAX_SAVE_BYTES) }),
  print: v.strictObject({ name: fileName, html: text(MAX_PRINT_HTML) }),
  open: v.strictObject({ extensions }),
  beginSave: v.strictObject({ name: fileName }),
  writeSave: v.strictObject({ handle: count, bytes: upTo(MAX_PIECE_BYTES) }),
  readSave: v.strictObject(piece),
  endSave: v.strictObject({ handle: count, keep: v.boolean() }),
  beginOpen: v.strictObject({ extensions }),
  readOpen: v.strictObject(piece),
  endOpen: v.strictObject({ handle: count }),
  space: v.null(),
  setupHint: v.null(),
  machine: v.null(),
  setMachine: v.strictObject({
    atLogin: v.boolean(),
    sign: v.boolean(),
    badge: v.boolean(),
    shortcut: v.nullable(v.picklist(SHORTCUTS)),
  }),
  countUnread: v.strictObject({ unread: count }),
};

/** The input of a request, checked; throws on anything the contract does not say. */
export const parseRequest = <K extends CarrierRequest>(
  name: K,
  input: unknown,
): CarrierRequests[K]['input'] => v.parse(schemas[name], input, { abortEarly: true });

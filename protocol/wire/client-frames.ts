import { ProtocolError } from '../errors.ts';
import {
  BlobId,
  DeviceId,
  EnvelopeId,
  MailboxId,
  OwnCapability,
  ReadCapability,
  TeamId,
} from '../ids.ts';
import {
  MAX_BLOB_CHUNKS,
  MAX_CARD_CT_BYTES,
  MAX_DOCUMENT_BYTES,
  MAX_FRAME_BYTES,
  MAX_JOIN_TARGETS,
} from '../limits.ts';
import { CAPABILITY_HASH_BYTES, SEALED_CHUNK_BYTES } from './blob.ts';
import { Reader, upTo, Writer } from './bytes.ts';
import {
  HEADER_BYTES,
  readCt,
  readDeviceTargets,
  readSmallCt,
  readTargets,
  readWake,
  TOKEN_HASH_BYTES,
  wakeByte,
  writeTargets,
  type DeviceTarget,
  type Target,
  type Wake,
} from './sealed.ts';

/** What a client may say to the relay (PROTOCOL §5). `ref` is echoed in the answer. */
export type ClientFrame =
  /** Signs a device in for this connection: login key over origin, both nonces, device and document seq. */
  | {
      readonly type: 'auth';
      readonly team: TeamId;
      readonly device: DeviceId;
      readonly clientNonce: Uint8Array;
      readonly documentSeq: number;
      readonly signature: Uint8Array;
    }
  /** After `auth`: starts delivery from the device's queue. */
  | { readonly type: 'subscribe' }
  /** Creates or subscribes to a reporter's mailbox. `work` answers the hello's `workBits`. */
  | {
      readonly type: 'mailbox';
      readonly team: TeamId;
      readonly mailbox: MailboxId;
      readonly key: Uint8Array;
      readonly clientNonce: Uint8Array;
      readonly work: number;
      readonly signature: Uint8Array;
    }
  /** Idempotent by (queue, eid). `tokenHash` comes with a reporter session's first envelope. */
  | {
      readonly type: 'send';
      readonly eid: EnvelopeId;
      readonly wake: Wake;
      readonly tokenHash: Uint8Array | null;
      readonly targets: readonly Target[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    }
  /** To live subscribers only; never stored, never answered. */
  | {
      readonly type: 'ephemeral';
      readonly targets: readonly Target[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    }
  /** Somebody without a login asks a team's coordinators to be let in; answered like `send`. */
  | {
      readonly type: 'join';
      readonly team: TeamId;
      readonly eid: EnvelopeId;
      readonly targets: readonly DeviceTarget[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    }
  /** The receiver's own durable write is done; the relay may forget. */
  | { readonly type: 'ack'; readonly eid: EnvelopeId }
  | { readonly type: 'team-get'; readonly ref: number; readonly team: TeamId }
  /** Compare-and-set of the team document. `claim` is the printed one-time code for a first document, else ''. */
  | {
      readonly type: 'team-put';
      readonly ref: number;
      readonly claim: string;
      readonly document: Uint8Array;
    }
  | { readonly type: 'prekey-put'; readonly ref: number; readonly bundle: Uint8Array }
  | { readonly type: 'beacon-put'; readonly ref: number; readonly beacon: Uint8Array }
  /** One chunk of a blob opened before; answered `done` only when it is durable. */
  | {
      readonly type: 'blob-put';
      readonly ref: number;
      readonly blob: BlobId;
      readonly own: OwnCapability;
      readonly index: number;
      readonly chunk: Uint8Array;
    }
  | {
      readonly type: 'blob-get';
      readonly ref: number;
      readonly blob: BlobId;
      readonly read: ReadCapability;
      readonly index: number;
    }
  | {
      readonly type: 'blob-delete';
      readonly ref: number;
      readonly blob: BlobId;
      readonly own: OwnCapability;
    }
  /** Begins an upload, or asks what is missing of one. The relay learns only the hash of the read capability. */
  | {
      readonly type: 'blob-open';
      readonly ref: number;
      readonly blob: BlobId;
      readonly own: OwnCapability;
      readonly readHash: Uint8Array;
      readonly chunks: number;
    }
  /** A signed-in mailbox asks to be forgotten with all it has here; answered `done` only when it is durable. */
  | { readonly type: 'mailbox-erase'; readonly ref: number };

export type ClientFrameType = ClientFrame['type'];

/** Type 0x0c mute is reserved. */
const numbers = {
  auth: 0x01,
  subscribe: 0x02,
  mailbox: 0x03,
  send: 0x04,
  ephemeral: 0x05,
  ack: 0x06,
  'team-get': 0x07,
  'team-put': 0x08,
  'prekey-put': 0x09,
  'beacon-put': 0x0a,
  join: 0x0b,
  'blob-put': 0x0d,
  'blob-get': 0x0e,
  'blob-delete': 0x0f,
  'blob-open': 0x10,
  'mailbox-erase': 0x11,
} as const satisfies Record<ClientFrameType, number>;

const KEY_BYTES = 32;
export const NONCE_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** A prekey bundle or a beacon; both are far smaller. */
const MAX_SIGNED_BYTES = 1024;

const someUpTo = (count: number, max: number, field: string): number => {
  if (count === 0) throw new ProtocolError('bad-frame', field);
  return upTo(count, max, field);
};

/** A card goes alone: one mailbox's is no other's, and no queue's. */
const putsCard = ({ targets }: { readonly targets: readonly Target[] }): boolean =>
  targets.some(({ kind }) => kind === 'card');

/** One reader per frame type: leave one out and this file stops compiling. */
const readers = {
  auth: (r) => ({
    type: 'auth',
    team: r.id(TeamId, 'team'),
    device: r.id(DeviceId, 'device'),
    clientNonce: r.raw(NONCE_BYTES, 'nonce'),
    documentSeq: r.u64('seq'),
    signature: r.raw(SIGNATURE_BYTES, 'signature'),
  }),
  subscribe: () => ({ type: 'subscribe' }),
  mailbox: (r) => ({
    type: 'mailbox',
    team: r.id(TeamId, 'team'),
    mailbox: r.id(MailboxId, 'mailbox'),
    key: r.raw(KEY_BYTES, 'key'),
    clientNonce: r.raw(NONCE_BYTES, 'nonce'),
    work: r.u64('work'),
    signature: r.raw(SIGNATURE_BYTES, 'signature'),
  }),
  send: (r) => {
    const frame: Extract<ClientFrame, { type: 'send' }> = {
      type: 'send',
      eid: r.id(EnvelopeId, 'eid'),
      wake: readWake(r),
      tokenHash: r.flag('token') ? r.raw(TOKEN_HASH_BYTES, 'token') : null,
      targets: readTargets(r),
      header: r.raw(HEADER_BYTES, 'header'),
      ct: readCt(r),
    };
    if (putsCard(frame) && (frame.targets.length > 1 || frame.ct.length > MAX_CARD_CT_BYTES)) {
      throw new ProtocolError('bad-frame', 'card');
    }
    return frame;
  },
  ephemeral: (r) => {
    const targets = readTargets(r);
    if (putsCard({ targets })) throw new ProtocolError('bad-frame', 'card');
    const header = r.raw(HEADER_BYTES, 'header');
    return { type: 'ephemeral', targets, header, ct: readSmallCt(r) };
  },
  ack: (r) => ({ type: 'ack', eid: r.id(EnvelopeId, 'eid') }),
  'team-get': (r) => ({ type: 'team-get', ref: r.u32('ref'), team: r.id(TeamId, 'team') }),
  'team-put': (r) => ({
    type: 'team-put',
    ref: r.u32('ref'),
    claim: r.shortText('claim'),
    document: r.rest('document', MAX_DOCUMENT_BYTES),
  }),
  'prekey-put': (r) => ({
    type: 'prekey-put',
    ref: r.u32('ref'),
    bundle: r.rest('bundle', MAX_SIGNED_BYTES),
  }),
  'beacon-put': (r) => ({
    type: 'beacon-put',
    ref: r.u32('ref'),
    beacon: r.rest('beacon', MAX_SIGNED_BYTES),
  }),
  join: (r) => ({
    type: 'join',
    team: r.id(TeamId, 'team'),
    eid: r.id(EnvelopeId, 'eid'),
    targets: readDeviceTargets(r, MAX_JOIN_TARGETS),
    header: r.raw(HEADER_BYTES, 'header'),
    ct: readSmallCt(r),
  }),
  'blob-put': (r) => ({
    type: 'blob-put',
    ref: r.u32('ref'),
    blob: r.id(BlobId, 'blob'),
    own: r.id(OwnCapability, 'own'),
    index: upTo(r.u16('index'), MAX_BLOB_CHUNKS - 1, 'index'),
    chunk: r.raw(SEALED_CHUNK_BYTES, 'chunk'),
  }),
  'blob-get': (r) => ({
    type: 'blob-get',
    ref: r.u32('ref'),
    blob: r.id(BlobId, 'blob'),
    read: r.id(ReadCapability, 'read'),
    index: upTo(r.u16('index'), MAX_BLOB_CHUNKS - 1, 'index'),
  }),
  'blob-delete': (r) => ({
    type: 'blob-delete',
    ref: r.u32('ref'),
    blob: r.id(BlobId, 'blob'),
    own: r.id(OwnCapability, 'own'),
  }),
  'blob-open': (r) => ({
    type: 'blob-open',
    ref: r.u32('ref'),
    blob: r.id(BlobId, 'blob'),
    own: r.id(OwnCapability, 'own'),
    readHash: r.raw(CAPABILITY_HASH_BYTES, 'read'),
    chunks: someUpTo(r.u16('chunks'), MAX_BLOB_CHUNKS, 'chunks'),
  }),
  'mailbox-erase': (r) => ({ type: 'mailbox-erase', ref: r.u32('ref') }),
} satisfies { [T in ClientFrameType]: (r: Reader) => Extract<ClientFrame, { type: T }> };

const byNumber = new Map<number, (r: Reader) => ClientFrame>(
  Object.entries(numbers).map(([type, number]) => [number, readers[type as ClientFrameType]]),
);

/** Turns untrusted bytes into a frame, or throws {@link ProtocolError}. Bytes left over are refused. */
export function readClientFrame(bytes: Uint8Array): ClientFrame {
  if (bytes.length > MAX_FRAME_BYTES) throw new ProtocolError('too-large', 'frame');
  const reader = new Reader(bytes);
  const read = byNumber.get(reader.u8('type'));
  if (read === undefined) throw new ProtocolError('bad-frame', 'type');
  const frame = read(reader);
  reader.end();
  return frame;
}

/** The bytes of one frame. */
export function writeClientFrame(frame: ClientFrame): Uint8Array {
  const w = new Writer().u8(numbers[frame.type]);
  switch (frame.type) {
    case 'auth':
      w.id(frame.team).id(frame.device).exact(frame.clientNonce, NONCE_BYTES);
      return w.u64(frame.documentSeq).exact(frame.signature, SIGNATURE_BYTES).done();
    case 'subscribe':
      return w.done();
    case 'mailbox':
      w.id(frame.team).id(frame.mailbox).exact(frame.key, KEY_BYTES);
      w.exact(frame.clientNonce, NONCE_BYTES).u64(frame.work);
      return w.exact(frame.signature, SIGNATURE_BYTES).done();
    case 'send':
      w.id(frame.eid).u8(wakeByte(frame.wake));
      if (frame.tokenHash === null) w.u8(0);
      else w.u8(1).exact(frame.tokenHash, TOKEN_HASH_BYTES);
      writeTargets(w, frame.targets);
      return w.exact(frame.header, HEADER_BYTES).raw(frame.ct).done();
    case 'ephemeral':
      writeTargets(w, frame.targets);
      return w.exact(frame.header, HEADER_BYTES).raw(frame.ct).done();
    case 'ack':
      return w.id(frame.eid).done();
    case 'team-get':
      return w.u32(frame.ref).id(frame.team).done();
    case 'team-put':
      return w.u32(frame.ref).shortText(frame.claim).raw(frame.document).done();
    case 'prekey-put':
      return w.u32(frame.ref).raw(frame.bundle).done();
    case 'beacon-put':
      return w.u32(frame.ref).raw(frame.beacon).done();
    case 'join':
      w.id(frame.team).id(frame.eid);
      writeTargets(w, frame.targets);
      return w.exact(frame.header, HEADER_BYTES).raw(frame.ct).done();
    case 'blob-put':
      w.u32(frame.ref).id(frame.blob).id(frame.own).u16(frame.index);
      return w.exact(frame.chunk, SEALED_CHUNK_BYTES).done();
    case 'blob-get':
      return w.u32(frame.ref).id(frame.blob).id(frame.read).u16(frame.index).done();
    case 'blob-delete':
      return w.u32(frame.ref).id(frame.blob).id(frame.own).done();
    case 'blob-open':
      w.u32(frame.ref).id(frame.blob).id(frame.own);
      return w.exact(frame.readHash, CAPABILITY_HASH_BYTES).u16(frame.chunks).done();
    case 'mailbox-erase':
      return w.u32(frame.ref).done();
  }
}

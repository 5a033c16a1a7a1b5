import { ProtocolError } from '../errors.ts';
import { EnvelopeId } from '../ids.ts';
import {
  MAX_BLOB_CHUNKS,
  MAX_CARD_CT_BYTES,
  MAX_DEVICES,
  MAX_DOCUMENT_BYTES,
  MAX_FRAME_BYTES,
  MAX_RECIPIENTS,
} from '../limits.ts';
import { SEALED_CHUNK_BYTES } from './blob.ts';
import { Reader, upTo, Writer } from './bytes.ts';
import { NONCE_BYTES } from './client-frames.ts';
import {
  HEADER_BYTES,
  readCt,
  readEnvelope,
  readSmallCt,
  WRAP_BYTES,
  writeEnvelope,
  type Envelope,
  type SealedCard,
} from './sealed.ts';

export const WIRE_VERSION = 1;

/** What became of one copy. `refused` covers unknown, revoked and wrong token alike: nobody can probe. */
export const sendResults = ['accepted', 'full', 'refused'] as const;
export type SendResult = (typeof sendResults)[number];

/** Why a PUT was not taken. */
export const putRefusals = [
  'bad-claim',
  'bad-document',
  'bad-signature',
  'expired',
  'not-newest',
  'not-allowed',
  'not-served',
] as const;
export type PutRefusal = (typeof putRefusals)[number];

/**
 * Why a blob frame was not done. `absent` is one answer for unknown, expired, deleted, not whole yet,
 * another team's and a wrong capability; `share-full` and `team-full` name the bound that is used up.
 */
export const blobRefusals = ['absent', 'share-full', 'team-full', 'full', 'busy'] as const;
export type BlobRefusal = (typeof blobRefusals)[number];

/** Why the relay is about to close. `auth` is one answer for every failed login. */
export const closeReasons = [
  'bad-frame',
  'auth',
  'too-fast',
  'too-large',
  'timeout',
  'work',
  'full',
  'stopping',
] as const;
export type CloseReason = (typeof closeReasons)[number];

/** What the relay may say to a client (PROTOCOL §5). Times are ms since the epoch. */
export type RelayFrame =
  /** First frame of every connection. `workBits` > 0: a `mailbox` frame must carry proof of work. */
  | {
      readonly type: 'hello';
      readonly version: typeof WIRE_VERSION;
      readonly nonce: Uint8Array;
      readonly time: number;
      readonly workBits: number;
    }
  /** The device is signed in. `kid` names the newest prekey held for it, eight zero bytes if none. */
  | { readonly type: 'authed'; readonly kid: Uint8Array; readonly documentSeq: number }
  /** Delivery starts, after so many frames of type `card`; a device hears 0. */
  | { readonly type: 'subscribed'; readonly time: number; readonly cards: number }
  /** What beside the queue says who may read; never acknowledged. Also when one is put meanwhile. */
  | ({ readonly type: 'card' } & SealedCard)
  /** Answers `send`, one result per target in order; `accepted` is said only after the durable write. */
  | {
      readonly type: 'result';
      readonly eid: EnvelopeId;
      readonly results: readonly SendResult[];
    }
  | { readonly type: 'deliver'; readonly envelope: Envelope }
  | {
      readonly type: 'ephemeral';
      readonly header: Uint8Array;
      readonly wrap: Uint8Array;
      readonly ct: Uint8Array;
    }
  /** Another connection took this queue over. */
  | { readonly type: 'end' }
  /** Answers `team-get`; `document` is empty when the relay holds none for that team. `beacon` may be empty. */
  | {
      readonly type: 'team';
      readonly ref: number;
      readonly time: number;
      readonly document: Uint8Array;
      readonly bundles: readonly Uint8Array[];
      readonly beacon: Uint8Array;
    }
  /** A newer document or bundle than the client may hold: fetch again. */
  | { readonly type: 'newer'; readonly documentSeq: number }
  /** The current beacon changed. */
  | { readonly type: 'beacon'; readonly beacon: Uint8Array }
  | { readonly type: 'done'; readonly ref: number }
  | { readonly type: 'put-refused'; readonly ref: number; readonly why: PutRefusal }
  /** The last copy of this reporter's envelope expired uncollected on `day` (days since the epoch). Acked like a delivery. */
  | { readonly type: 'expired'; readonly eid: EnvelopeId; readonly day: number }
  | { readonly type: 'closing'; readonly why: CloseReason }
  /** Answers `blob-open`: the chunks not there yet, rising, and the last day (since the epoch) of the blob once it is whole. */
  | {
      readonly type: 'blob-state';
      readonly ref: number;
      readonly day: number;
      readonly missing: readonly number[];
    }
  | { readonly type: 'blob-chunk'; readonly ref: number; readonly chunk: Uint8Array }
  | { readonly type: 'blob-refused'; readonly ref: number; readonly why: BlobRefusal };

export type RelayFrameType = RelayFrame['type'];

const numbers = {
  hello: 0x81,
  authed: 0x82,
  subscribed: 0x83,
  result: 0x84,
  deliver: 0x85,
  ephemeral: 0x86,
  end: 0x87,
  team: 0x88,
  newer: 0x89,
  beacon: 0x8a,
  done: 0x8b,
  'put-refused': 0x8c,
  expired: 0x8d,
  closing: 0x8e,
  'blob-state': 0x8f,
  'blob-chunk': 0x90,
  'blob-refused': 0x91,
  card: 0x92,
} as const satisfies Record<RelayFrameType, number>;

const KID_BYTES = 8;
const MAX_SIGNED_BYTES = 1024;

const pick = <T>(options: readonly T[], index: number, field: string): T => {
  const option = options[index];
  if (option === undefined) throw new ProtocolError('bad-frame', field);
  return option;
};

function readCardCt(r: Reader): Uint8Array {
  const ct = readCt(r);
  if (ct.length > MAX_CARD_CT_BYTES) throw new ProtocolError('too-large', 'card');
  return ct;
}

/** Rising, so that one set has one encoding. */
function readMissing(r: Reader): readonly number[] {
  let least = 0;
  return Array.from({ length: upTo(r.u16('missing'), MAX_BLOB_CHUNKS, 'missing') }, () => {
    const index = upTo(r.u16('index'), MAX_BLOB_CHUNKS - 1, 'index');
    if (index < least) throw new ProtocolError('bad-frame', 'index');
    least = index + 1;
    return index;
  });
}

/** One reader per frame type: leave one out and this file stops compiling. */
const readers = {
  hello: (r) => {
    if (r.u8('version') !== WIRE_VERSION) throw new ProtocolError('wrong-version', 'hello');
    return {
      type: 'hello',
      version: WIRE_VERSION,
      nonce: r.raw(NONCE_BYTES, 'nonce'),
      time: r.u64('time'),
      workBits: r.u8('work'),
    };
  },
  authed: (r) => ({ type: 'authed', kid: r.raw(KID_BYTES, 'kid'), documentSeq: r.u64('seq') }),
  subscribed: (r) => ({
    type: 'subscribed',
    time: r.u64('time'),
    cards: upTo(r.u8('cards'), MAX_DEVICES, 'cards'),
  }),
  result: (r) => ({
    type: 'result',
    eid: r.id(EnvelopeId, 'eid'),
    results: Array.from({ length: upTo(r.u16('results'), MAX_RECIPIENTS, 'results') }, () =>
      pick(sendResults, r.u8('result'), 'result'),
    ),
  }),
  deliver: (r) => ({ type: 'deliver', envelope: readEnvelope(r) }),
  ephemeral: (r) => ({
    type: 'ephemeral',
    header: r.raw(HEADER_BYTES, 'header'),
    wrap: r.raw(WRAP_BYTES, 'wrap'),
    ct: readSmallCt(r),
  }),
  end: () => ({ type: 'end' }),
  team: (r) => ({
    type: 'team',
    ref: r.u32('ref'),
    time: r.u64('time'),
    document: r.long('document', MAX_DOCUMENT_BYTES),
    bundles: Array.from({ length: upTo(r.u16('bundles'), MAX_DEVICES, 'bundles') }, () =>
      r.medium('bundle'),
    ),
    beacon: r.rest('beacon', MAX_SIGNED_BYTES),
  }),
  newer: (r) => ({ type: 'newer', documentSeq: r.u64('seq') }),
  beacon: (r) => ({ type: 'beacon', beacon: r.rest('beacon', MAX_SIGNED_BYTES) }),
  done: (r) => ({ type: 'done', ref: r.u32('ref') }),
  'put-refused': (r) => ({
    type: 'put-refused',
    ref: r.u32('ref'),
    why: pick(putRefusals, r.u8('why'), 'why'),
  }),
  expired: (r) => ({ type: 'expired', eid: r.id(EnvelopeId, 'eid'), day: r.u32('day') }),
  closing: (r) => ({ type: 'closing', why: pick(closeReasons, r.u8('why'), 'why') }),
  'blob-state': (r) => ({
    type: 'blob-state',
    ref: r.u32('ref'),
    day: r.u32('day'),
    missing: readMissing(r),
  }),
  'blob-chunk': (r) => ({
    type: 'blob-chunk',
    ref: r.u32('ref'),
    chunk: r.raw(SEALED_CHUNK_BYTES, 'chunk'),
  }),
  'blob-refused': (r) => ({
    type: 'blob-refused',
    ref: r.u32('ref'),
    why: pick(blobRefusals, r.u8('why'), 'why'),
  }),
  card: (r) => ({
    type: 'card',
    header: r.raw(HEADER_BYTES, 'header'),
    wrap: r.raw(WRAP_BYTES, 'wrap'),
    ct: readCardCt(r),
  }),
} satisfies { [T in RelayFrameType]: (r: Reader) => Extract<RelayFrame, { type: T }> };

const byNumber = new Map<number, (r: Reader) => RelayFrame>(
  Object.entries(numbers).map(([type, number]) => [number, readers[type as RelayFrameType]]),
);

/** Turns the relay's bytes into a frame, or throws {@link ProtocolError}: clients do not trust the relay either. */
export function readRelayFrame(bytes: Uint8Array): RelayFrame {
  if (bytes.length > MAX_FRAME_BYTES) throw new ProtocolError('too-large', 'frame');
  const reader = new Reader(bytes);
  const read = byNumber.get(reader.u8('type'));
  if (read === undefined) throw new ProtocolError('bad-frame', 'type');
  const frame = read(reader);
  reader.end();
  return frame;
}

/** The bytes of one frame. */
export function writeRelayFrame(frame: RelayFrame): Uint8Array {
  const w = new Writer().u8(numbers[frame.type]);
  switch (frame.type) {
    case 'hello':
      w.u8(frame.version).exact(frame.nonce, NONCE_BYTES);
      return w.u64(frame.time).u8(frame.workBits).done();
    case 'authed':
      return w.exact(frame.kid, KID_BYTES).u64(frame.documentSeq).done();
    case 'subscribed':
      return w.u64(frame.time).u8(frame.cards).done();
    case 'result':
      w.id(frame.eid).u16(frame.results.length);
      for (const result of frame.results) w.u8(sendResults.indexOf(result));
      return w.done();
    case 'deliver':
      writeEnvelope(w, frame.envelope);
      return w.done();
    case 'ephemeral':
    case 'card':
      w.exact(frame.header, HEADER_BYTES).exact(frame.wrap, WRAP_BYTES);
      return w.raw(frame.ct).done();
    case 'end':
      return w.done();
    case 'team':
      w.u32(frame.ref).u64(frame.time).long(frame.document).u16(frame.bundles.length);
      for (const bundle of frame.bundles) w.medium(bundle);
      return w.raw(frame.beacon).done();
    case 'newer':
      return w.u64(frame.documentSeq).done();
    case 'beacon':
      return w.raw(frame.beacon).done();
    case 'done':
      return w.u32(frame.ref).done();
    case 'put-refused':
      return w.u32(frame.ref).u8(putRefusals.indexOf(frame.why)).done();
    case 'expired':
      return w.id(frame.eid).u32(frame.day).done();
    case 'closing':
      return w.u8(closeReasons.indexOf(frame.why)).done();
    case 'blob-state':
      w.u32(frame.ref).u32(frame.day).u16(frame.missing.length);
      for (const index of frame.missing) w.u16(index);
      return w.done();
    case 'blob-chunk':
      return w.u32(frame.ref).exact(frame.chunk, SEALED_CHUNK_BYTES).done();
    case 'blob-refused':
      return w.u32(frame.ref).u8(blobRefusals.indexOf(frame.why)).done();
  }
}

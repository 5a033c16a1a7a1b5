import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
  MAX_DEVICES,
  MAX_FRAME_BYTES,
  MAX_JOIN_BYTES,
  MAX_JOIN_TARGETS,
  PAD_BUCKETS,
} from '../limits.ts';
import { rising } from '../rising.ts';
import { SEALED_CHUNK_BYTES } from './blob.ts';
import { readClientFrame, writeClientFrame, type ClientFrame } from './client-frames.ts';
import {
  blobRefusals,
  closeReasons,
  putRefusals,
  readRelayFrame,
  sendResults,
  WIRE_VERSION,
  writeRelayFrame,
  type RelayFrame,
} from './relay-frames.ts';
import {
  BOX_OVERHEAD,
  HEADER_BYTES,
  TOKEN_BYTES,
  WRAP_BYTES,
  type DeviceTarget,
  type Target,
} from './sealed.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = <T>(kind: { readonly of: (b: Uint8Array) => T }) => bytes(16).map((b) => kind.of(b));
const ref = fc.nat({ max: 0xffff_ffff });
const u64 = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const ct = fc
  .constantFrom(PAD_BUCKETS[0], PAD_BUCKETS[1])
  .chain((size) => bytes(size + BOX_OVERHEAD));
const deviceTarget: fc.Arbitrary<DeviceTarget> = fc.record({
  kind: fc.constant('device'),
  device: id(DeviceId),
  wrap: bytes(WRAP_BYTES),
});
const target: fc.Arbitrary<Target> = fc.oneof(
  deviceTarget,
  fc.record({
    kind: fc.constant('mailbox'),
    mailbox: id(MailboxId),
    token: bytes(16),
    wrap: bytes(WRAP_BYTES),
  }),
);
const targets = fc.array(target, { minLength: 1, maxLength: 3 });
const sealed = { header: bytes(HEADER_BYTES), ct };
const whispered = { header: bytes(HEADER_BYTES), ct: bytes(PAD_BUCKETS[0] + BOX_OVERHEAD) };

const carded = {
  header: bytes(HEADER_BYTES),
  ct: fc.constantFrom(1024, 4096).chain((bucket) => bytes(bucket + BOX_OVERHEAD)),
};

const index = fc.nat({ max: MAX_BLOB_CHUNKS - 1 });
const owned = { ref, blob: id(BlobId), own: id(OwnCapability) };
/** Noise of a chunk's length, cheaply: what stands in it is nobody's business here. */
const chunk = fc.nat({ max: 255 }).map((fill) => new Uint8Array(SEALED_CHUNK_BYTES).fill(fill));

const clientFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record({
    type: fc.constant('auth'),
    team: id(TeamId),
    device: id(DeviceId),
    clientNonce: bytes(32),
    documentSeq: u64,
    signature: bytes(64),
  }),
  fc.record({ type: fc.constant('subscribe') }),
  fc.record({
    type: fc.constant('mailbox'),
    team: id(TeamId),
    mailbox: id(MailboxId),
    key: bytes(32),
    clientNonce: bytes(32),
    work: u64,
    signature: bytes(64),
  }),
  fc.record({
    type: fc.constant('send'),
    eid: id(EnvelopeId),
    wake: fc.constantFrom(false, true, 'help' as const),
    tokenHash: fc.option(bytes(32)),
    targets,
    ...sealed,
  }),
  fc.record({
    type: fc.constant('send'),
    eid: id(EnvelopeId),
    wake: fc.boolean(),
    tokenHash: fc.constant(null),
    targets: fc.tuple(
      fc.record({
        kind: fc.constant('card' as const),
        mailbox: id(MailboxId),
        token: bytes(TOKEN_BYTES),
        wrap: bytes(WRAP_BYTES),
      }),
    ),
    ...carded,
  }),
  fc.record({ type: fc.constant('ephemeral'), targets, ...whispered }),
  fc.record({
    type: fc.constant('join'),
    team: id(TeamId),
    eid: id(EnvelopeId),
    targets: fc.array(deviceTarget, { minLength: 1, maxLength: MAX_JOIN_TARGETS }),
    ...whispered,
  }),
  fc.record({ type: fc.constant('ack'), eid: id(EnvelopeId) }),
  fc.record({ type: fc.constant('team-get'), ref, team: id(TeamId) }),
  fc.record({
    type: fc.constant('team-put'),
    ref,
    claim: fc.string({ maxLength: 20 }),
    document: fc.uint8Array({ maxLength: 500 }),
  }),
  fc.record({ type: fc.constant('prekey-put'), ref, bundle: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({ type: fc.constant('beacon-put'), ref, beacon: fc.uint8Array({ maxLength: 300 }) }),
  fc.record({ type: fc.constant('blob-put'), ...owned, index, chunk }),
  fc.record({
    type: fc.constant('blob-get'),
    ref,
    blob: id(BlobId),
    read: id(ReadCapability),
    index,
  }),
  fc.record({ type: fc.constant('blob-delete'), ...owned }),
  fc.record({ type: fc.constant('mailbox-erase'), ref }),
  fc.record({
    type: fc.constant('blob-open'),
    ...owned,
    readHash: bytes(32),
    chunks: fc.integer({ min: 1, max: MAX_BLOB_CHUNKS }),
  }),
);

const relayFrame: fc.Arbitrary<RelayFrame> = fc.oneof(
  fc.record({
    type: fc.constant('hello'),
    version: fc.constant(WIRE_VERSION),
    nonce: bytes(32),
    time: u64,
    workBits: fc.nat({ max: 255 }),
  }),
  fc.record({ type: fc.constant('authed'), kid: bytes(8), documentSeq: u64 }),
  fc.record({ type: fc.constant('subscribed'), time: u64, cards: fc.nat({ max: MAX_DEVICES }) }),
  fc.record({ type: fc.constant('card'), wrap: bytes(WRAP_BYTES), ...carded }),
  fc.record({
    type: fc.constant('result'),
    eid: id(EnvelopeId),
    results: fc.array(fc.constantFrom(...sendResults), { maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant('deliver'),
    envelope: fc.record({
      id: id(EnvelopeId),
      wake: fc.constantFrom(false, true, 'help' as const),
      wrap: bytes(WRAP_BYTES),
      ...sealed,
    }),
  }),
  fc.record({ type: fc.constant('ephemeral'), wrap: bytes(WRAP_BYTES), ...whispered }),
  fc.record({ type: fc.constant('end') }),
  fc.record({
    type: fc.constant('team'),
    ref,
    time: u64,
    document: fc.uint8Array({ maxLength: 500 }),
    bundles: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }),
    beacon: fc.uint8Array({ maxLength: 200 }),
  }),
  fc.record({ type: fc.constant('newer'), documentSeq: u64 }),
  fc.record({ type: fc.constant('beacon'), beacon: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({ type: fc.constant('done'), ref }),
  fc.record({ type: fc.constant('put-refused'), ref, why: fc.constantFrom(...putRefusals) }),
  fc.record({
    type: fc.constant('expired'),
    eid: id(EnvelopeId),
    day: fc.nat({ max: 0xffff_ffff }),
  }),
  fc.record({ type: fc.constant('closing'), why: fc.constantFrom(...closeReasons) }),
  fc.record({
    type: fc.constant('blob-state'),
    ref,
    day: fc.nat({ max: 0xffff_ffff }),
    missing: fc.uniqueArray(index, { maxLength: 20 }).map((some) => rising(some)),
  }),
  fc.record({ type: fc.constant('blob-chunk'), ref, chunk }),
  fc.record({ type: fc.constant('blob-refused'), ref, why: fc.constantFrom(...blobRefusals) }),
);

const sides = [
  { side: 'client', frame: clientFrame, read: readClientFrame, write: writeClientFrame },
  { side: 'relay', frame: relayFrame, read: readRelayFrame, write: writeRelayFrame },
] as const;

/** Reads, and lets only our own refusal through: any other exception fails the test. */
function refusedOrRead(read: (raw: Uint8Array) => unknown, raw: Uint8Array): unknown {
  try {
    return read(raw);
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

describe.each(sides)('frames of the $side', ({ frame, read, write }) => {
  const writeAny = write as (value: unknown) => Uint8Array;

  test('every frame is read back as it was written', () => {
    fc.assert(
      fc.property(frame as fc.Arbitrary<unknown>, (value) => {
        expect(read(writeAny(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  test('one encoding only: what can be read is written back to the same bytes', () => {
    fc.assert(
      fc.property(
        frame as fc.Arbitrary<unknown>,
        fc.nat(),
        fc.nat({ max: 255 }),
        (value, at, to) => {
          const raw = writeAny(value);
          raw[at % raw.length] = to;
          const outcome = refusedOrRead(read, raw);
          if (typeof outcome === 'object') expect(writeAny(outcome)).toEqual(raw);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a frame cut anywhere, or with a byte added, never reads as itself', () => {
    fc.assert(
      fc.property(frame as fc.Arbitrary<unknown>, fc.nat(), (value, at) => {
        const raw = writeAny(value);
        expect(refusedOrRead(read, raw.subarray(0, at % raw.length))).not.toEqual(value);
        expect(refusedOrRead(read, concatBytes(raw, Uint8Array.of(0)))).not.toEqual(value);
      }),
    );
  });

  test('random bytes are refused by a ProtocolError or read as a frame, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (raw) => {
        refusedOrRead(read, raw);
      }),
      { numRuns: 2000 },
    );
  });

  test('a frame above the limit is refused as too large', () => {
    const raw = new Uint8Array(MAX_FRAME_BYTES + 1);
    expect(refusedOrRead(read, raw)).toBe('too-large');
  });
});

test('an ephemeral is read in the smallest bucket and in no other, on both sides', () => {
  const header = new Uint8Array(HEADER_BYTES);
  const wrap = new Uint8Array(WRAP_BYTES);
  const device = DeviceId.random();
  for (const bucket of PAD_BUCKETS) {
    const sent = { header, ct: new Uint8Array(bucket + BOX_OVERHEAD) };
    const up = writeClientFrame({
      type: 'ephemeral',
      targets: [{ kind: 'device', device, wrap }],
      ...sent,
    });
    const down = writeRelayFrame({ type: 'ephemeral', wrap, ...sent });
    const isSmallest = bucket === PAD_BUCKETS[0];
    for (const outcome of [
      refusedOrRead(readClientFrame, up),
      refusedOrRead(readRelayFrame, down),
    ]) {
      if (isSmallest) expect(outcome).toMatchObject({ type: 'ephemeral' });
      else expect(outcome).toMatch(/too-large|bad-frame/);
    }
  }
});

test('a card goes alone, in no bucket above 4 KiB, and never as an ephemeral', () => {
  const wrap = new Uint8Array(WRAP_BYTES);
  const token = new Uint8Array(TOKEN_BYTES);
  const card = { kind: 'card', mailbox: MailboxId.random(), token, wrap } as const;
  const device = { kind: 'device', device: DeviceId.random(), wrap } as const;
  const header = new Uint8Array(HEADER_BYTES);
  const send = (to: readonly Target[], bucket: number) =>
    refusedOrRead(
      readClientFrame,
      writeClientFrame({
        type: 'send',
        eid: EnvelopeId.random(),
        wake: false,
        tokenHash: null,
        targets: to,
        header,
        ct: new Uint8Array(bucket + BOX_OVERHEAD),
      }),
    );
  expect(send([card], PAD_BUCKETS[1])).toMatchObject({ targets: [{ kind: 'card' }] });
  expect(send([card], PAD_BUCKETS[2])).toBe('bad-frame');
  expect(send([card, device], PAD_BUCKETS[0])).toBe('bad-frame');
  expect(send([card, card], PAD_BUCKETS[0])).toBe('bad-frame');
  const small = { header, ct: new Uint8Array(PAD_BUCKETS[0] + BOX_OVERHEAD) };
  const aloud = writeClientFrame({ type: 'ephemeral', targets: [card], ...small });
  expect(refusedOrRead(readClientFrame, aloud)).toBe('bad-frame');
  const large = { header, wrap, ct: new Uint8Array(PAD_BUCKETS[2] + BOX_OVERHEAD) };
  expect(refusedOrRead(readRelayFrame, writeRelayFrame({ type: 'card', ...large }))).toBe(
    'too-large',
  );
});

test('a request to join fits its bound however many coordinators there are, and names devices alone', () => {
  const one = {
    header: new Uint8Array(HEADER_BYTES),
    ct: new Uint8Array(PAD_BUCKETS[0] + BOX_OVERHEAD),
  };
  const join = { type: 'join', team: TeamId.random(), eid: EnvelopeId.random(), ...one } as const;
  const wrap = new Uint8Array(WRAP_BYTES);
  const many = (count: number) =>
    Array.from(
      { length: count },
      () => ({ kind: 'device', device: DeviceId.random(), wrap }) as const,
    );
  const whole = writeClientFrame({ ...join, targets: many(MAX_JOIN_TARGETS) });
  expect(whole.length).toBeLessThanOrEqual(MAX_JOIN_BYTES);
  const more = writeClientFrame({ ...join, targets: many(MAX_JOIN_TARGETS + 1) });
  expect(refusedOrRead(readClientFrame, more)).toBe('too-large');
  const toMailbox = {
    kind: 'mailbox',
    mailbox: MailboxId.random(),
    token: new Uint8Array(16),
    wrap,
  };
  const wrong = writeClientFrame({ ...join, targets: [toMailbox] as never });
  expect(refusedOrRead(readClientFrame, wrong)).toBe('bad-frame');
});

test('what is read off a Buffer is memory of its own, and no window onto what lies beside it', () => {
  const frame = { type: 'prekey-put', ref: 1, bundle: new Uint8Array(200).fill(7) } as const;
  const raw = Buffer.from(writeClientFrame(frame));
  const read = readClientFrame(raw);
  raw.fill(0);
  expect(read).toEqual(frame);
  if (read.type !== 'prekey-put') throw new Error('another frame');
  expect(read.bundle.buffer.byteLength).toBe(200);
});

test('an upload of no chunks, or of more than a file can have, is no frame, nor is a chunk beyond the last', () => {
  const open = { type: 'blob-open', ref: 1, readHash: new Uint8Array(32), chunks: 0 } as const;
  const names = { blob: BlobId.random(), own: OwnCapability.random() };
  expect(refusedOrRead(readClientFrame, writeClientFrame({ ...open, ...names }))).toBe('bad-frame');
  const many = { ...open, ...names, chunks: MAX_BLOB_CHUNKS + 1 };
  expect(refusedOrRead(readClientFrame, writeClientFrame(many))).toBe('too-large');
  const read = { blob: names.blob, read: ReadCapability.random() };
  const beyond = { type: 'blob-get', ref: 1, ...read, index: MAX_BLOB_CHUNKS } as const;
  expect(refusedOrRead(readClientFrame, writeClientFrame(beyond))).toBe('too-large');
});

test.each([
  [3, 3],
  [4, 3],
])('missing chunks %i, %i do not rise and are refused', (...missing) => {
  const raw = writeRelayFrame({ type: 'blob-state', ref: 1, day: 1, missing });
  expect(refusedOrRead(readRelayFrame, raw)).toBe('bad-frame');
});

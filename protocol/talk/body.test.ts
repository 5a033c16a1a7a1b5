import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { ConversationId, DeviceId, EnvelopeId, MessageId, RowId, SessionId } from '../ids.ts';
import { MAX_TEXT, RECEIPT_FURTHER } from '../limits.ts';
import { MAX_UNREADABLE } from './bounds.ts';
import { readBody, writeBody, type Body, type ConversationBody } from './body.ts';
import { BodyHash, SenderKey } from './names.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`body properties: seed ${seed}`);

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const of = <T>(kind: { readonly of: (b: Uint8Array) => T }, length = 16) =>
  bytes(length).map((b) => kind.of(b));
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const words = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: max });
const head = {
  mid: of(MessageId),
  session: of(SessionId),
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  prev: of(BodyHash, 32),
  lamport: count,
  at: count,
  docSeq: count,
};
const receipts = fc.array(
  fc.record({
    sender: of(SenderKey, 32),
    session: of(SessionId),
    upTo: fc.integer({ min: -1, max: 1e9 }),
    further: fc.array(count, { maxLength: RECEIPT_FURTHER }),
  }),
  { maxLength: 3 },
);
const reporter = fc.record(
  { token: bytes(16), unreadable: fc.array(of(EnvelopeId), { maxLength: 3 }) },
  { requiredKeys: ['token'] },
);
const talk = { ...head, conversation: of(ConversationId), audience: fc.constant('talk' as const) };
const fromReporter = { ...talk, from: fc.constant('reporter' as const), reporter };
const fromDevice = { ...talk, from: fc.constant('device' as const) };
const teamEvent = {
  ...head,
  conversation: fc.constant(null),
  from: fc.constant('device' as const),
  audience: fc.constant('team' as const),
};
const is = <const T extends string>(type: T) => fc.constant(type);
const quoted = fc.array(fc.record({ sender: of(SenderKey, 32), body: fc.string() }), {
  maxLength: 3,
});
const devices = fc.array(of(DeviceId), { maxLength: 3 });
const lang = fc.constantFrom('de', 'en-GB');
const anyBody: fc.Arbitrary<Body> = fc.oneof(
  fc.record({ ...fromReporter, type: is('text'), text: words(90), lang }),
  fc.record({ ...fromDevice, type: is('text'), text: words(90), alias: words(9) }),
  fc.record({
    ...fromReporter,
    type: is('rating'),
    stars: fc.integer({ min: 1, max: 5 }),
    comment: words(40),
  }),
  fc.record({ ...fromReporter, type: is('resume') }),
  fc.record({ ...fromReporter, type: is('erase') }),
  fc.record({ ...fromDevice, type: is('note'), text: words(50), audience: is('team') }),
  fc.record({
    ...fromDevice,
    type: is('claim'),
    object: of(RowId),
    term: fc.integer({ min: 1, max: 99 }),
    audience: is('team'),
  }),
  fc.record({ ...fromDevice, type: is('history'), messages: quoted }),
  fc.record({
    ...fromDevice,
    type: is('restriction'),
    counter: fc.integer({ min: 1, max: 99 }),
    allowed: devices,
    holder: of(DeviceId),
  }),
  fc.record({
    ...teamEvent,
    type: is('digest'),
    streams: fc.array(
      fc.record({
        conversation: of(ConversationId),
        sender: of(SenderKey, 32),
        session: of(SessionId),
        audience: fc.constantFrom('talk', 'team'),
        upTo: fc.integer({ min: -1, max: 99 }),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({ ...teamEvent, type: is('told'), messages: quoted }),
  fc.record({ ...teamEvent, type: is('alias'), alias: fc.nat({ max: 9 }), devices }),
  fc.record({ ...teamEvent, type: is('deletion'), erased: of(ConversationId) }),
  fc.record({ ...teamEvent, type: is('root-seed'), index: fc.nat({ max: 9 }), seed: bytes(32) }),
  fc.record({
    type: is('receipt'),
    conversation: of(ConversationId),
    session: of(SessionId),
    at: count,
    from: is('device'),
    docSeq: count,
    receipts,
  }),
);

const first: ConversationBody = {
  type: 'text',
  conversation: ConversationId.random(),
  mid: MessageId.random(),
  session: SessionId.random(),
  seq: 0,
  prev: BodyHash('0'.repeat(64)),
  lamport: 1,
  at: 1,
  docSeq: 1,
  from: 'reporter',
  audience: 'talk',
  reporter: { token: new Uint8Array(16), mailboxKey: new Uint8Array(32), eph: new Uint8Array(32) },
  text: 'Hallo',
};
/** A body as somebody else's program might write it. */
const foreign = (changes: object) => {
  const own: unknown = JSON.parse(new TextDecoder().decode(writeBody(first)));
  return utf8ToBytes(JSON.stringify({ ...(own as object), ...changes }));
};

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'read';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

describe('a body', () => {
  test('of every type comes back as it was written, with the same bytes each time', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyBody, (body) => {
        const written = writeBody(body);
        expect(readBody(written)).toEqual(body);
        expect(writeBody(body)).toEqual(written);
        seen.add(body.type);
      }),
      { seed, numRuns: 600 },
    );
    expect(seen.size).toBe(14);
  });

  test('has its unknown fields dropped, and an alias that a reporter gave itself', () => {
    const read = readBody(
      foreign({ alias: 'Kim', surprise: 1, __proto__: { text: 'x' }, constructor: 2 }),
    );
    expect(read).toEqual(first);
  });

  test('of an unknown type is told apart from a broken one', () => {
    expect(readBody(foreign({ type: 'hologram' }))).toEqual({ type: 'unknown', name: 'hologram' });
    expect(readBody(foreign({ type: 'attachment' })).type).toBe('unknown');
    expect(readBody(foreign({ type: 'constructor' })).type).toBe('unknown');
    expect(codeOf(() => readBody(foreign({ type: 7 })))).toBe('bad-body');
    expect(codeOf(() => readBody(foreign({ v: 2 })))).toBe('wrong-version');
  });

  test.each([
    ['a missing field', { mid: undefined }],
    ['an id in capitals', { mid: 'A'.repeat(32) }],
    ['a seq below zero', { seq: -1 }],
    ['a fractional seq', { seq: 0.5 }],
    ['a seq beyond 2^53', { seq: 2 ** 53 }],
    ['a seq as text', { seq: '0' }],
    ['a stranger’s role', { from: 'relay' }],
    ['another audience', { audience: 'all' }],
    ['an empty text', { text: '' }],
    ['a text that is a list', { text: ['a'] }],
    ['a language that is a sentence', { lang: 'German please' }],
    ['no reporter part', { reporter: undefined }],
    ['a first message without R.eph', { reporter: { token: '00'.repeat(16) } }],
    [
      'a mailbox key without R.eph',
      { seq: 1, reporter: { token: '00'.repeat(16), mailboxKey: '00'.repeat(32) } },
    ],
    ['a token of 15 bytes', { reporter: { token: '00'.repeat(15) } }],
  ])('with %s is refused', (_, changes) => {
    expect(codeOf(() => readBody(foreign(changes)))).toBe('bad-body');
  });

  test.each(['', 'null', '[]', '"text"', '{', '\ufeff{}', '{}', '['.repeat(60_000)])(
    'is not this: %.20s',
    (text) => {
      expect(codeOf(() => readBody(utf8ToBytes(text)))).toBe('bad-body');
    },
  );

  test('that is not UTF-8 is refused', () => {
    expect(codeOf(() => readBody(Uint8Array.of(0x22, 0xff, 0x22)))).toBe('bad-body');
  });

  test('is bounded in code points, not in UTF-16 units', () => {
    const text = '🌻'.repeat(MAX_TEXT);
    expect(readBody(writeBody({ ...first, text }))).toEqual({ ...first, text });
    expect(codeOf(() => writeBody({ ...first, text: `${text}x` }))).toBe('too-large');
    const unreadable = Array.from({ length: MAX_UNREADABLE + 1 }, () => EnvelopeId.random());
    const reporterPart = { token: new Uint8Array(16), unreadable };
    expect(codeOf(() => writeBody({ ...first, seq: 1, reporter: reporterPart }))).toBe('too-large');
  });

  test('with half an emoji in it is shown well-formed and keeps its bytes', () => {
    const read = readBody(writeBody({ ...first, text: 'a\ud83d' }));
    expect(read).toEqual({ ...first, text: 'a\ufffd' });
  });

  test('of a device carries no reporter part, and resumes nothing after its first message', () => {
    const device = readBody(foreign({ from: 'device', resumes: first.mid }));
    expect(device).not.toHaveProperty('reporter');
    expect(device).toHaveProperty('resumes', first.mid);
    expect(readBody(foreign({ seq: 1, resumes: first.mid }))).not.toHaveProperty('resumes');
  });

  test('made of random JSON or random bytes is refused by a ProtocolError and nothing else', () => {
    const mutated = fc
      .tuple(fc.nat({ max: writeBody(first).length - 1 }), fc.nat({ max: 255 }))
      .map(([at, value]) => {
        const touched = writeBody(first);
        touched[at] = value;
        return touched;
      });
    const json = fc.json().map(utf8ToBytes);
    fc.assert(
      fc.property(fc.oneof(mutated, json, fc.uint8Array()), (input) => {
        codeOf(() => readBody(input));
      }),
      { seed, numRuns: 5000 },
    );
  });
});

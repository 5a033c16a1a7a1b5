import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import {
  BlobId,
  ConversationId,
  DeviceId,
  EnvelopeId,
  HelpId,
  MessageId,
  ReadCapability,
  RowId,
  SessionId,
} from '../ids.ts';
import {
  MAX_ALIAS,
  MAX_BLOB_BYTES,
  MAX_CODES_GIVEN,
  MAX_CONTACT,
  MAX_CONTACT_PURPOSE,
  MAX_DEVICES,
  MAX_FILE_NAME,
  MAX_MEDIA_TYPE,
  MAX_MEMO,
  MAX_REMOVED,
  MAX_TAG,
  MAX_TAGS,
  MAX_TEXT,
  MAX_TOPIC,
  MAX_TOPICS,
  PAPER_PART_BYTES,
  RECEIPT_FURTHER,
} from '../limits.ts';
import { markStates, motivations } from './annotation.ts';
import { MAX_HEARD, MAX_TOLD_ERASED, MAX_UNREADABLE } from './bounds.ts';
import { readBody, writeBody, type Body, type ConversationBody } from './body.ts';
import { workStatuses } from './holding.ts';
import { BodyHash, SenderKey } from './names.ts';
import { readTalk, writeTalk } from './reporter-body.ts';
import { MAX_PAPER_PARTS } from './paper.ts';

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
const catchUpPlace = fc.record({ conversation: of(ConversationId), lamport: count });
const receipts = fc.array(
  fc.record(
    {
      sender: of(SenderKey, 32),
      session: of(SessionId),
      upTo: fc.integer({ min: -1, max: 1e9 }),
      further: fc.array(count, { maxLength: RECEIPT_FURTHER }),
      read: count,
    },
    { requiredKeys: ['sender', 'session', 'upTo', 'further'] },
  ),
  { maxLength: 3 },
);
const reporter = fc.record(
  { token: bytes(16), consent: words(20), unreadable: fc.array(of(EnvelopeId), { maxLength: 3 }) },
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
const HOLDER = DeviceId('0f'.repeat(16));
const lang = fc.constantFrom('de', 'en-GB');
const topics = fc
  .uniqueArray(fc.integer({ min: 1, max: MAX_TOPIC }), { maxLength: MAX_TOPICS })
  .map((chosen) => chosen.toSorted((a, b) => a - b));
const file = fc.record({
  id: of(BlobId),
  read: of(ReadCapability),
  key: bytes(32),
  bytes: fc.nat({ max: MAX_BLOB_BYTES }),
  hash: bytes(32),
});
const attachment = {
  type: is('attachment'),
  file,
  name: words(40),
  media: fc.constantFrom('image/jpeg', 'audio/x-m4a', 'application/vnd.a+xml'),
  prepared: fc.constantFrom('cleaned' as const, 'original' as const),
};
const anyBody: fc.Arbitrary<Body> = fc.oneof(
  fc.record({ ...fromReporter, type: is('text'), text: words(90), lang, topics }),
  fc.record({ ...fromDevice, type: is('text'), text: words(90), alias: words(9) }),
  fc.record({
    ...fromReporter,
    type: is('rating'),
    stars: fc.integer({ min: 1, max: 5 }),
    comment: words(40),
  }),
  fc.record({
    ...fromReporter,
    ...attachment,
    removed: fc.array(fc.constant('place'), { maxLength: 3 }),
    topics,
  }),
  fc.record({ ...fromDevice, ...attachment, alias: words(9) }),
  fc.record(
    {
      ...fromReporter,
      type: is('contact'),
      name: words(30),
      phone: words(30),
      email: words(30),
      when: words(30),
      purpose: words(90),
    },
    { requiredKeys: [...(Object.keys(fromReporter) as (keyof typeof fromReporter)[]), 'type'] },
  ),
  fc.record({ ...fromDevice, type: is('handover'), to: words(9), alias: words(9) }),
  fc.record({ ...fromDevice, type: is('handover'), alias: words(9) }),
  fc.record({ ...fromReporter, type: is('resume') }),
  fc.record({ ...fromReporter, type: is('erase') }),
  fc.record({
    ...fromDevice,
    type: is('note'),
    text: words(50),
    alias: words(9),
    audience: is('team'),
  }),
  fc.record({
    ...fromDevice,
    type: is('note'),
    text: is('⚠'),
    warns: of(MessageId),
    audience: is('team'),
  }),
  fc.record({
    ...fromDevice,
    type: is('claim'),
    object: of(RowId),
    term: fc.integer({ min: 1, max: 99 }),
    holder: fc.oneof(of(DeviceId), is('none')),
    alias: words(9),
    audience: is('team'),
  }),
  fc.record({
    ...fromDevice,
    type: is('claim'),
    object: of(RowId),
    term: fc.integer({ min: 1, max: 99 }),
    holder: is('none'),
    soon: fc.constant(1 as const),
    audience: is('team'),
  }),
  fc.record({
    ...fromDevice,
    type: is('state'),
    object: of(RowId),
    term: fc.integer({ min: 1, max: 99 }),
    revision: fc.integer({ min: 1, max: 99 }),
    after: fc.record({ term: fc.integer({ min: 1 }), revision: fc.integer({ min: 1 }) }),
    status: fc.constantFrom(...workStatuses),
    outcome: is('helped'),
    snooze: fc.nat(),
    followUp: fc.nat(),
    tags: fc.array(words(9), { maxLength: 3 }),
    heard: fc.array(fc.record({ session: of(SessionId), seq: fc.nat() }), { maxLength: 3 }),
    audience: is('team'),
  }),
  fc.record({
    ...fromDevice,
    type: is('annotation'),
    audience: is('team'),
    annotation: of(RowId),
    revision: fc.integer({ min: 1, max: 99 }),
    target: fc.record({
      sender: of(SenderKey, 32),
      mid: of(MessageId),
      start: fc.constant(2),
      end: fc.integer({ min: 3, max: 99 }),
      exact: words(9),
      prefix: words(9),
      suffix: words(9),
    }),
    codes: fc.array(words(9), { maxLength: 3 }),
    memo: words(9),
    motivation: fc.constantFrom(...motivations),
    state: fc.constantFrom(...markStates),
    creator: words(9),
    created: count,
  }),
  fc.record({ ...fromDevice, type: is('history'), messages: quoted }),
  fc.record({
    ...fromDevice,
    type: is('restriction'),
    counter: fc.integer({ min: 1, max: 99 }),
    holder: fc.constant(HOLDER),
  }),
  fc.record({
    ...fromDevice,
    type: is('restriction'),
    counter: fc.integer({ min: 1, max: 99 }),
    holder: fc.constant(HOLDER),
    allowed: devices.map((some) => [...new Set([HOLDER, ...some])]),
  }),
  fc.record({
    ...teamEvent,
    type: is('digest'),
    after: catchUpPlace,
    through: of(ConversationId),
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
  fc.record({
    ...teamEvent,
    type: is('told'),
    answers: of(MessageId),
    reporters: fc.array(of(SenderKey, 32), { maxLength: 3 }),
    messages: fc.array(
      fc.record(
        {
          sender: of(SenderKey, 32),
          body: fc.string(),
          arrived: fc.nat(),
          device: of(DeviceId),
          was: fc.record(
            { hash: of(BodyHash, 32), empty: fc.boolean(), count: fc.nat({ max: 9 }) },
            { requiredKeys: ['hash'] },
          ),
        },
        { requiredKeys: ['sender', 'body', 'arrived'] },
      ),
      { maxLength: 3 },
    ),
    upTo: catchUpPlace,
    checked: fc.nat(),
    total: fc.nat(),
    behind: fc.boolean(),
    erased: fc.array(of(ConversationId), { maxLength: 3 }),
  }),
  fc.record({ ...teamEvent, type: is('alias'), name: words(9), version: fc.integer({ min: 1 }) }),
  fc.record({
    ...teamEvent,
    type: is('alias'),
    name: words(9),
    before: words(9),
    version: fc.integer({ min: 1 }),
  }),
  fc.record({
    ...teamEvent,
    type: is('deletion'),
    erased: of(ConversationId),
    asked: of(MessageId),
  }),
  fc.record(
    {
      ...teamEvent,
      type: is('help'),
      call: of(HelpId),
      stage: is('asks'),
      until: fc.nat(),
      about: of(ConversationId),
      alias: words(9),
    },
    {
      requiredKeys: [
        ...(Object.keys(teamEvent) as (keyof typeof teamEvent)[]),
        ...(['type', 'call', 'stage', 'until'] as const),
      ],
    },
  ),
  fc.record({
    ...teamEvent,
    type: is('help'),
    call: of(HelpId),
    stage: fc.constantFrom('comes' as const, 'over' as const),
    alias: words(9),
  }),
  fc.record({
    ...teamEvent,
    type: is('heads'),
    heads: fc.uniqueArray(
      fc.record({
        device: of(DeviceId),
        seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        chain: bytes(32),
        at: count,
        signature: bytes(64),
      }),
      { minLength: 1, maxLength: 3, selector: ({ device }) => device },
    ),
  }),
  fc.record({ ...teamEvent, type: is('root-seed'), index: fc.nat({ max: 9 }), seed: bytes(32) }),
  fc.record({
    ...teamEvent,
    type: is('paper'),
    name: fc.constantFrom('replies', 'something-new'),
    version: fc.integer({ min: 1, max: 99 }),
    part: fc.constant(0),
    parts: fc.constant(1),
    hash: of(BodyHash, 32),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 99 }),
  }),
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
const attached = {
  type: 'attachment',
  file: {
    id: '1'.repeat(32),
    read: '2'.repeat(32),
    key: '3'.repeat(64),
    bytes: 7,
    hash: '4'.repeat(64),
  },
  name: 'Bild 1.jpg',
  media: 'image/jpeg',
  prepared: 'cleaned',
};
const claimed = {
  from: 'device',
  audience: 'team',
  type: 'claim',
  object: '5'.repeat(32),
  term: 1,
};
const paper = {
  from: 'device',
  audience: 'team',
  type: 'paper',
  name: 'replies',
  version: 1,
  part: 0,
  parts: 1,
  hash: '6'.repeat(64),
  bytes: '7b7d',
};
const logHead = {
  device: HOLDER,
  seq: 1,
  chain: 'a'.repeat(64),
  at: 1,
  signature: 'b'.repeat(128),
};
const heads = { from: 'device', audience: 'team', type: 'heads', heads: [logHead] };
const answered = {
  from: 'device',
  audience: 'team',
  type: 'told',
  answers: '7'.repeat(32),
  reporters: [],
  messages: [],
  checked: 0,
  total: 0,
  behind: false,
};
const marked = {
  from: 'device',
  audience: 'team',
  type: 'annotation',
  annotation: '7'.repeat(32),
  revision: 1,
  target: { sender: '8'.repeat(64), mid: '9'.repeat(32), start: 0, end: 2, exact: 'ja' },
  codes: ['bias/ANTISEM'],
  motivation: 'tagging',
  state: 'standing',
  created: 1,
};
const restricted = {
  ...claimed,
  type: 'restriction',
  audience: 'talk',
  counter: 1,
  allowed: [HOLDER],
  holder: HOLDER,
};
const worked = { ...claimed, type: 'state', revision: 1, status: 'open', tags: [], heard: [] };
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
    expect(seen.size).toBe(22);
  });

  test('has its unknown fields dropped, and an alias that a reporter gave itself', () => {
    const read = readBody(
      foreign({ alias: 'Kim', surprise: 1, __proto__: { text: 'x' }, constructor: 2 }),
    );
    expect(read).toEqual(first);
  });

  test('among devices is unknown to a reporter’s tab, which reads the rest as ever', () => {
    for (const among of [
      claimed,
      worked,
      paper,
      heads,
      marked,
      { ...claimed, type: 'note', text: 'x' },
    ]) {
      const { type } = among;
      expect(readTalk(foreign(among))).toEqual({ type: 'unknown', name: type });
      expect(readBody(foreign(among)).type).toBe(type);
    }
    expect(readTalk(writeTalk(first))).toEqual(first);
    expect(writeTalk(first)).toEqual(writeBody(first));
  });

  test('of an unknown type is told apart from a broken one', () => {
    expect(readBody(foreign({ type: 'hologram' }))).toEqual({ type: 'unknown', name: 'hologram' });
    expect(readBody(foreign({ type: 'case' })).type).toBe('unknown');
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
    ['a topic named twice', { topics: [2, 2] }],
    ['topics that fall', { topics: [2, 1] }],
    ['topics of a file that fall', { ...attached, topics: [2, 1] }],
    ['a topic beyond the highest', { topics: [MAX_TOPIC + 1] }],
    ['a file that names no blob', { ...attached, file: { bytes: 1 } }],
    ['a file of half a byte', { ...attached, file: { ...attached.file, bytes: 0.5 } }],
    [
      'a file larger than any',
      { ...attached, file: { ...attached.file, bytes: MAX_BLOB_BYTES + 1 } },
    ],
    ['a media type that is markup', { ...attached, media: 'text/html; charset=x' }],
    ['a media type without end', { ...attached, media: `a/${'b'.repeat(MAX_MEDIA_TYPE)}` }],
    ['a preparation nobody makes', { ...attached, prepared: 'washed' }],
    ['a removed thing with a value', { ...attached, removed: ['place: 52.5'] }],
    ['an empty way of contact', { type: 'contact', phone: '' }],
    ['a handover to an empty name', { type: 'handover', from: 'device', to: '' }],
    ['a claim that takes and asks', { ...claimed, soon: 1 }],
    ['a claim that asks twice', { ...claimed, holder: 'none', soon: 2 }],
    ['a holder that is no device', { ...claimed, holder: 'everybody' }],
    ['a status nobody knows', { ...worked, status: 'asleep' }],
    ['a revision below the first', { ...worked, revision: 0 }],
    ['an outcome in a sentence', { ...worked, outcome: 'It went well.' }],
    ['an empty tag', { ...worked, tags: [''] }],
    ['a restriction to nobody', { ...restricted, allowed: [] }],
    ['a restriction without its holder', { ...restricted, allowed: ['aa'.repeat(16)] }],
    ['a restriction that names one twice', { ...restricted, allowed: [HOLDER, HOLDER] }],
    ['a restriction without a counter', { ...restricted, counter: 0 }],
    ['a card nobody can have written', { reporter: { token: '00'.repeat(16), card: 0 }, seq: 1 }],
    ['a session heard by half', { ...worked, heard: [{ seq: 1 }] }],
    [
      'marked words that end before they begin',
      { ...marked, target: { ...marked.target, end: 0 } },
    ],
    ['marked words of no message', { ...marked, target: { start: 0, end: 2, exact: 'ja' } }],
    ['a mark that is half there', { ...marked, state: 'fading' }],
    ['a paper’s name in a sentence', { ...paper, name: 'Ready replies' }],
    ['a paper before its first version', { ...paper, version: 0 }],
    ['a part behind the last', { ...paper, part: 1 }],
    ['more parts than a paper has', { ...paper, parts: MAX_PAPER_PARTS + 1 }],
    ['an empty part', { ...paper, bytes: '' }],
    ['a part of half a byte', { ...paper, bytes: '7b7' }],
    ['a part that is not whole and not the last', { ...paper, parts: 2 }],
    ['no head at all', { ...heads, heads: [] }],
    ['two heads of one device', { ...heads, heads: [logHead, { ...logHead, seq: 2 }] }],
    ['the head of a log without events', { ...heads, heads: [{ ...logHead, seq: 0 }] }],
    ['a head that nobody signed', { ...heads, heads: [{ ...logHead, signature: '' }] }],
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

  test.each([
    ['a name', { ...attached, name: 'x'.repeat(MAX_FILE_NAME + 1) }],
    ['a list of removed things', { ...attached, removed: Array(MAX_REMOVED + 1).fill('place') }],
    ['a list of topics', { topics: Array.from({ length: MAX_TOPICS + 1 }, (_, i) => i + 1) }],
    ['a telephone number', { type: 'contact', phone: '1'.repeat(MAX_CONTACT + 1) }],
    ['a purpose', { type: 'contact', purpose: 'x'.repeat(MAX_CONTACT_PURPOSE + 1) }],
    ['a tag', { ...worked, tags: ['x'.repeat(MAX_TAG + 1)] }],
    ['a list of tags', { ...worked, tags: Array(MAX_TAGS + 1).fill('x') }],
    [
      'a list of what was heard',
      { ...worked, heard: Array.from({ length: MAX_HEARD + 1 }, () => ({})) },
    ],
    ['a memo', { ...marked, memo: 'x'.repeat(MAX_MEMO + 1) }],
    ['a list of codes', { ...marked, codes: Array(MAX_CODES_GIVEN + 1).fill('x') }],
    ['a part of a paper', { ...paper, bytes: '00'.repeat(PAPER_PART_BYTES + 1) }],
    [
      'a list of heads',
      { ...heads, heads: Array.from({ length: MAX_DEVICES + 1 }, () => logHead) },
    ],
    [
      'a list of what was erased',
      { ...answered, erased: Array(MAX_TOLD_ERASED + 1).fill('8'.repeat(32)) },
    ],
    ['a name to go on under', { type: 'handover', to: 'x'.repeat(MAX_ALIAS + 1) }],
  ])('with %s above its bound is too large', (_, changes) => {
    expect(codeOf(() => readBody(foreign(changes)))).toBe('too-large');
  });

  test('that takes contact details back has none of them', () => {
    const { text: _text, ...rest } = first;
    const back: ConversationBody = { ...rest, type: 'contact' };
    expect(readBody(writeBody(back))).toEqual(back);
  });

  test('of a device names no topics, with words or with a file', () => {
    const device = { from: 'device', topics: [1] };
    expect(readBody(foreign(device))).not.toHaveProperty('topics');
    expect(readBody(foreign({ ...attached, ...device }))).not.toHaveProperty('topics');
    expect(readBody(foreign({ ...attached, topics: [1] }))).toHaveProperty('topics', [1]);
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

import { expect, test } from 'vitest';
import type { Opened } from '../../protocol/crypto/envelope.ts';
import { newBoxKeys } from '../../protocol/crypto/keys.ts';
import { newReturnCode } from '../../protocol/crypto/return-code.ts';
import { DeviceId, MessageId, SessionId, TeamId } from '../../protocol/ids.ts';
import { writeBody } from '../../protocol/talk/body.ts';
import type { Quoted } from '../../protocol/talk/content.ts';
import { bodyHash, NO_PREV, SenderKey } from '../../protocol/talk/names.ts';
import { file, marksOf, receiptsOf, type Devices } from './inbox.ts';
import { fromHex } from './hex.ts';
import { keysOf, newTab, returnedTab } from './new-tab.ts';
import { compose } from './outbox.ts';
import { earlierOf, type Tab } from './tab.ts';

const team = TeamId('cd'.repeat(16));
const back = returnedTab(team, newReturnCode(), 0);
const keys = keysOf(back);
const me = SenderKey.of(keys.reporter.box.publicKey);
const operator = newBoxKeys().publicKey;
const sender = SenderKey.of(operator);
const devices: Devices = new Map([
  [sender, { id: DeviceId.random(), roles: ['operator'], revoked: false }],
]);
const session = SessionId.random();

const bodyOf = (fields: object): Uint8Array =>
  writeBody({
    type: 'text',
    text: 'hallo',
    mid: MessageId.random(),
    session,
    seq: 0,
    prev: NO_PREV,
    lamport: 1,
    at: 1,
    docSeq: 1,
    conversation: keys.reporter.conversation,
    from: 'device',
    audience: 'talk',
    ...fields,
  });

const quote = (body: Uint8Array, by = sender): Quoted => ({
  sender: by,
  body: new TextDecoder().decode(body),
});
const opened = (body: Uint8Array): Opened => ({
  senderPk: operator,
  body,
  bodyHash: bodyHash(body),
});
const history = (messages: readonly Quoted[], seq = 9): Opened =>
  opened(bodyOf({ type: 'history', messages, seq, lamport: 40 + seq }));

const take = (tab: Tab, envelope: Opened): Tab => {
  const filed = file(tab, keys, envelope, devices);
  if (filed.kind !== 'message') throw new Error(filed.kind);
  return filed.tab;
};
const texts = (tab: Tab) => tab.talk.map(({ text }) => text).filter((text) => text !== null);

/** What the same reporter said in an earlier session, as the team holds it. */
const before = compose(
  { ...newTab(team), code: back.code },
  keys,
  { type: 'text', text: 'in der Umkleide', lang: 'de' },
  { now: 1, docSeq: 1 },
);
const [earlier] = before.talk;
const mine = quote(fromText(earlier?.by === 'me' ? earlier.body : null), me);
const answer = bodyOf({ text: 'wir hören zu', alias: 'Noa', lamport: 2 });

function fromText(text: string | null): Uint8Array {
  return new TextEncoder().encode(text ?? '');
}

test('what both sides said before is shown again, in its order and above what is said now', () => {
  const now = compose(
    back,
    keys,
    { type: 'text', text: 'ich bin zurück', lang: 'de' },
    {
      now: 9,
      docSeq: 1,
    },
  );
  const here = take(now, history([quote(answer), mine]));
  expect(texts(here)).toEqual(['in der Umkleide', 'wir hören zu', 'ich bin zurück']);
  expect(here.talk).toMatchObject([
    { by: 'me', state: 'delivered', repeated: true, body: null },
    { by: 'team', alias: 'Noa', repeated: true },
    { by: 'me', state: 'sending' },
    { by: 'team', text: null },
  ]);
});

test('a history that comes twice, or in parts that overlap, shows each message once', () => {
  const once = take(back, history([mine, quote(answer)]));
  expect(texts(take(once, history([quote(answer), mine], 10)))).toEqual(texts(once));
});

test('the original takes the place of what was repeated, and a repeat does not come beside it', () => {
  const repeated = take(back, history([quote(answer)]));
  const original = take(repeated, opened(answer));
  expect(original.talk.filter(({ text }) => text === 'wir hören zu')).toMatchObject([
    { by: 'team', sender },
  ]);
  expect(original.talk.some(({ text, repeated: copy }) => text !== null && copy)).toBe(false);
  expect(texts(take(original, history([quote(answer)], 10)))).toEqual(['wir hören zu']);
});

test('our own message that is still here is not repeated', () => {
  const here = take({ ...before, returned: true }, history([mine]));
  expect(texts(here)).toEqual(['in der Umkleide']);
  expect(here.talk[0]).not.toHaveProperty('repeated');
});

test('another text under the id of a message that is here is kept beside it and both are marked', () => {
  const mid = MessageId.random();
  const [one, two] = ['eins', 'zwei'].map((text) => bodyOf({ mid, text }));
  if (one === undefined || two === undefined) throw new Error('two bodies');
  const both = take(take(back, opened(one)), history([quote(two)]));
  expect(texts(both).toSorted()).toEqual(['eins', 'zwei']);
  expect(marksOf(both).forked.size).toBe(2);
});

test.each([
  ['a device of no document', quote(answer, SenderKey.of(newBoxKeys().publicKey))],
  ['another conversation', quote(bodyOf({ conversation: 'ab'.repeat(16) }))],
  ['a note of the team', quote(bodyOf({ type: 'note', audience: 'team' }))],
  ['words of ours under the team’s key', { ...mine, sender }],
  ['words of the team under our key', quote(answer, me)],
  ['another history', quote(bodyOf({ type: 'history', messages: [quote(answer)] }))],
  ['bytes that are no body', { sender, body: '{"v":1,' }],
])('%s is passed over, and what is good beside it is shown', (_, bad) => {
  const here = take(back, history([bad, quote(answer)]));
  expect(texts(here)).toEqual(['wir hören zu']);
});

test('holes in what is repeated are no gaps, and no receipt is given for it', () => {
  const late = bodyOf({ text: 'später', seq: 5, lamport: 7 });
  const here = take(back, history([quote(answer), quote(late)]));
  expect(marksOf(here).gap.size).toBe(0);
  expect(receiptsOf(here)).toMatchObject([{ upTo: -1, further: [9] }]);
});

test('the earlier conversation is offered, asked for once, and then here', () => {
  expect(earlierOf(newTab(team))).toBe('none');
  expect(earlierOf(back)).toBe('offered');
  const asked = compose(back, keys, { type: 'resume' }, { now: 1, docSeq: 1 });
  expect(earlierOf(asked)).toBe('asked');
  expect(asked.talk).toMatchObject([{ silent: 'resume', text: '' }]);
  expect(earlierOf(take(asked, history([quote(answer)])))).toBe('here');
});

test('a code of another conversation has other keys, and quotes of it stay away', () => {
  const other = keysOf(returnedTab(team, fromHex('11'.repeat(16)), 0));
  const foreign = bodyOf({ conversation: other.reporter.conversation });
  expect(texts(take(back, history([quote(foreign)])))).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Opened } from '../../protocol/crypto/envelope.ts';
import { newBoxKeys } from '../../protocol/crypto/keys.ts';
import {
  BlobId,
  DeviceId,
  MessageId,
  ReadCapability,
  SessionId,
  TeamId,
} from '../../protocol/ids.ts';
import { writeBody, type ConversationBody } from '../../protocol/talk/body.ts';
import { bodyHash, NO_PREV, SenderKey } from '../../protocol/talk/names.ts';
import type { Role } from '../../protocol/team/device-entry.ts';
import { deliver, file, marksOf, noteUnreadable, receiptsOf, see, type Devices } from './inbox.ts';
import { keysOf, newTab, returnedTab } from './new-tab.ts';
import { compose, settle } from './outbox.ts';
import type { Tab } from './tab.ts';

const team = TeamId('cd'.repeat(16));
const tab = newTab(team);
const keys = keysOf(tab);
const operator = newBoxKeys().publicKey;
const sender = SenderKey.of(operator);
const session = SessionId.random();

const knowing = (roles: readonly Role[]): Devices =>
  new Map([[sender, { id: DeviceId.random(), roles, revoked: false }]]);
const operators = knowing(['operator']);

type Fields = Partial<Extract<ConversationBody, { type: 'text' }>>;

function opened(fields: Fields = {}, from: Uint8Array = operator): Opened {
  const body = writeBody({
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
  return { senderPk: from, body, bodyHash: bodyHash(body) };
}

const take = (at: Tab, envelope: Opened, devices = operators): Tab => {
  const filed = file(at, keys, envelope, devices);
  if (filed.kind !== 'message') throw new Error(filed.kind);
  return filed.tab;
};

test('an operator’s text is filed with its alias', () => {
  expect(take(tab, opened({ text: 'ich bin da', alias: 'Noa' })).talk).toMatchObject([
    { by: 'team', text: 'ich bin da', alias: 'Noa', sender },
  ]);
});

test('the same message under another envelope is dropped', () => {
  const envelope = opened();
  expect(file(take(tab, envelope), keys, envelope, operators).kind).toBe('repeat');
});

test('another text under the same id is kept too, and both are marked', () => {
  const mid = MessageId.random();
  const both = take(take(tab, opened({ mid, text: 'eins' })), opened({ mid, text: 'zwei' }));
  expect(both.talk).toHaveLength(2);
  expect(marksOf(both).forked.size).toBe(2);
});

test('messages stand in the order of their Lamport time, whenever they came', () => {
  const late = take(tab, opened({ lamport: 9, seq: 1, text: 'später' }));
  const both = take(late, opened({ lamport: 2, text: 'früher' }));
  expect(both.talk.map(({ text }) => text)).toEqual(['früher', 'später']);
  expect(both.chain.lamport).toBe(9);
});

test('our own next message comes after everything heard', () => {
  const heard = take(tab, opened({ lamport: 40 }));
  const answered = compose(
    heard,
    keys,
    { type: 'text', text: 'ok', lang: 'de' },
    { now: 1, docSeq: 1 },
  );
  expect(answered.talk.at(-1)).toMatchObject({ by: 'me', lamport: 41 });
});

test('a key of no document known is a stranger; a manager, a note and a false conversation are unreadable', () => {
  expect(file(tab, keys, opened(), new Map()).kind).toBe('stranger');
  expect(file(tab, keys, opened(), knowing(['manager'])).kind).toBe('unreadable');
  expect(file(tab, keys, opened({ audience: 'team' }), operators).kind).toBe('unreadable');
  const other = keysOf(newTab(team)).reporter.conversation;
  expect(file(tab, keys, opened({ conversation: other }), operators).kind).toBe('unreadable');
});

test('bytes that are no body are unreadable, and nothing is thrown', () => {
  const body = new TextEncoder().encode('{"v":1,"type":"text"');
  const broken = { senderPk: operator, body, bodyHash: bodyHash(body) };
  expect(file(tab, keys, broken, operators).kind).toBe('unreadable');
});

test('a hole in a chain is shown before the message after it, and only in that chain', () => {
  const first = opened();
  const gap = take(take(tab, first), opened({ seq: 2, lamport: 3, text: 'nach der lücke' }));
  expect([...marksOf(gap).gap].map(({ text }) => text)).toEqual(['nach der lücke']);
  const whole = take(take(tab, first), opened({ seq: 1, prev: first.bodyHash, lamport: 2 }));
  expect(marksOf(whole).gap.size).toBe(0);
});

test('who came back by code is not told that the past is missing, but later holes are', () => {
  const back = { ...returnedTab(team, new Uint8Array(16), 0), code: tab.code };
  const one = take(back, opened({ seq: 5 }));
  expect(marksOf(one).gap.size).toBe(0);
  expect(marksOf(take(one, opened({ seq: 8, lamport: 2 }))).gap.size).toBe(1);
});

test('a receipt delivers what it covers and nothing else, and forgets its body', () => {
  const at = { now: 1, docSeq: 1 };
  const two = ['eins', 'zwei'].reduce(
    (so, text) => compose(so, keys, { type: 'text', text, lang: 'de' }, at),
    tab,
  );
  const me = SenderKey.of(keys.reporter.box.publicKey);
  const receipt = { sender: me, session: two.chain.session, upTo: 0, further: [] };
  const delivered = deliver(two, keys, [receipt]);
  expect(delivered.talk).toMatchObject([{ state: 'delivered', body: null }, { state: 'sending' }]);
  expect(delivered.codeStep).toBe('offered');
  const [first] = delivered.talk;
  if (first?.by === 'me') expect(settle(delivered, first.eid, ['accepted'])).toBe(delivered);
  expect(deliver(two, keys, [{ ...receipt, session: SessionId.random() }])).toBe(two);
});

test('our receipts name every chain of the team and what has arrived of it', () => {
  const some = take(take(tab, opened()), opened({ seq: 2, lamport: 2 }));
  expect(receiptsOf(some)).toEqual([{ sender, session, upTo: 0, further: [2] }]);
});

test('the list of unreadable envelopes has a bound and names each once', () => {
  const ids = Array.from(
    { length: 200 },
    () =>
      compose(tab, keys, { type: 'text', text: 'x', lang: 'de' }, { now: 1, docSeq: 1 }).talk[0],
  );
  const eids = ids.flatMap((own) => (own?.by === 'me' ? [own.eid] : []));
  const full = eids.reduce(noteUnreadable, tab);
  expect(full.unreadable).toHaveLength(128);
  const [last] = eids.slice(-1);
  if (last !== undefined) expect(noteUnreadable(full, last)).toBe(full);
});

test('read is more than delivered, and is never taken back', () => {
  const words = { type: 'text', text: 'hallo', lang: 'de' } as const;
  const sent = compose(tab, keys, words, { now: 1, docSeq: 1 });
  const me = SenderKey.of(keys.reporter.box.publicKey);
  const told = { sender: me, session: sent.chain.session, upTo: 0, further: [] };
  const read = deliver(sent, keys, [{ ...told, read: 0 }]);
  expect(read.talk).toMatchObject([{ state: 'read', body: null }]);
  expect(deliver(read, keys, [told])).toBe(read);
  const delivered = deliver(sent, keys, [told]);
  expect(deliver(delivered, keys, [{ ...told, read: 0 }]).talk).toMatchObject([{ state: 'read' }]);
});

test('the team learns what was on screen, and nothing of what was not', () => {
  const [first, second] = [MessageId.random(), MessageId.random()];
  const both = take(take(tab, opened({ mid: first })), opened({ mid: second, seq: 1, lamport: 2 }));
  expect(receiptsOf(both)[0]).not.toHaveProperty('read');
  const seen = see(both, [first]);
  expect(receiptsOf(seen)).toMatchObject([{ upTo: 1, read: 0 }]);
  expect(see(seen, [first])).toBe(seen);
});

test('a handover has its place in the talk and says who goes on', () => {
  const body = opened({ alias: 'Mika', ...({ type: 'handover', to: 'Noa' } as object) });
  expect(take(tab, body).talk).toMatchObject([{ to: 'Noa', alias: 'Mika', text: null }]);
});

test('an operator’s file is filed under its name, as plain text that a reload keeps', () => {
  const blob = { id: BlobId.random(), read: ReadCapability.random(), bytes: 5 };
  const key = new Uint8Array(32).fill(0xab);
  const attachment = {
    type: 'attachment',
    file: { ...blob, key, hash: key },
    name: 'Merkblatt.pdf',
    media: 'application/pdf',
    prepared: 'original',
    alias: 'Noa',
  } as const;
  const [shown] = take(tab, opened(attachment as unknown as Fields)).talk;
  expect(JSON.parse(JSON.stringify(shown))).toMatchObject({
    text: 'Merkblatt.pdf',
    alias: 'Noa',
    file: { ...blob, media: 'application/pdf', key: 'ab'.repeat(32), hash: 'ab'.repeat(32) },
  });
});

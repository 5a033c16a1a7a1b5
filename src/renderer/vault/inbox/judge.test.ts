import { expect, test } from 'vitest';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { newReturnCode, reporterKeys } from '../../../../protocol/crypto/return-code.ts';
import { DeviceId, MessageId, SessionId, TeamId } from '../../../../protocol/ids.ts';
import { writeBody, type Body } from '../../../../protocol/talk/body.ts';
import { bodyHash, NO_PREV, SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import { judge, type Held, type Known } from './judge.ts';

const reporter = reporterKeys(newReturnCode(), TeamId.random());
const operator = newBoxKeys();
const manager = newBoxKeys();
const revoked = newBoxKeys();
const known: Known = {
  holds: (id) => id === reporter.conversation,
  erased: () => false,
  erasedUntil: () => 0,
  devices: new Map<SenderKey, KnownDevice>([
    [
      SenderKey.of(operator.publicKey),
      { id: DeviceId.random(), roles: ['operator'], revoked: false },
    ],
    [
      SenderKey.of(manager.publicKey),
      { id: DeviceId.random(), roles: ['manager'], revoked: false },
    ],
    [
      SenderKey.of(revoked.publicKey),
      { id: DeviceId.random(), roles: ['operator'], revoked: true },
    ],
  ]),
};

const text = (more: object = {}): Body => ({
  mid: MessageId.random(),
  session: SessionId.random(),
  seq: 1,
  prev: NO_PREV,
  lamport: 1,
  at: 1,
  docSeq: 1,
  conversation: reporter.conversation,
  from: 'reporter',
  audience: 'talk',
  reporter: { token: new Uint8Array(16) },
  type: 'text',
  text: 'x',
  ...more,
});

const held = (senderPk: Uint8Array, body: Body): Held => {
  const bytes = writeBody(body);
  return { senderPk, body: bytes, bodyHash: bodyHash(bytes) };
};
const device = { from: 'device', reporter: undefined, alias: 'A' };
const verdictOf = (senderPk: Uint8Array, body: Body): string => {
  const verdict = judge(held(senderPk, body), known);
  return verdict.kind === 'later' ? `later: ${verdict.why}` : verdict.kind;
};

test('a reporter may write to their own conversation, new or known', () => {
  expect(verdictOf(reporter.box.publicKey, text())).toBe('message');
  const stranger = reporterKeys(newReturnCode(), TeamId.random());
  expect(verdictOf(stranger.box.publicKey, text({ conversation: stranger.conversation }))).toBe(
    'message',
  );
  expect(verdictOf(stranger.box.publicKey, text())).toBe('unreadable');
});

test('rights decide by sender: operators write, managers nothing into conversations', () => {
  expect(verdictOf(operator.publicKey, text(device))).toBe('message');
  expect(verdictOf(manager.publicKey, text(device))).toBe('unreadable');
  expect(verdictOf(reporter.box.publicKey, text({ audience: 'team' }))).toBe('unreadable');
  expect(verdictOf(operator.publicKey, text())).toBe('unreadable');
});

test('what is authentic and cannot be placed yet waits', () => {
  expect(verdictOf(newBoxKeys().publicKey, text(device))).toBe('later: stranger');
  expect(verdictOf(revoked.publicKey, text(device))).toBe('later: revoked');
  const other = reporterKeys(newReturnCode(), TeamId.random()).conversation;
  expect(verdictOf(operator.publicKey, text({ ...device, conversation: other }))).toBe(
    'later: conversation',
  );
  const bytes = new TextEncoder().encode('{"v":1,"type":"from-the-future"}');
  const future = { senderPk: operator.publicKey, body: bytes, bodyHash: bodyHash(bytes) };
  expect(judge(future, known)).toEqual({ kind: 'later', why: 'type' });
});

test('what was erased here is dropped, whoever sends it again', () => {
  const body = text();
  const erased: Known = {
    ...known,
    erased: (sender, mid) =>
      sender === SenderKey.of(reporter.box.publicKey) && 'mid' in body && mid === body.mid,
  };
  expect(judge(held(reporter.box.publicKey, body), erased)).toEqual({ kind: 'erased' });
  expect(judge(held(reporter.box.publicKey, text()), erased).kind).toBe('message');
});

test('a reply key that would make every secret the same is refused', () => {
  const part = {
    token: new Uint8Array(16),
    mailboxKey: new Uint8Array(32).fill(1),
    eph: new Uint8Array(32),
  };
  expect(verdictOf(reporter.box.publicKey, text({ seq: 0, reporter: part }))).toBe('unreadable');
});

test('bytes that are no body are unreadable and never throw', () => {
  for (const raw of ['', '{', '[]', '{"v":2}', 'null']) {
    const body = new TextEncoder().encode(raw);
    expect(
      judge({ senderPk: operator.publicKey, body, bodyHash: bodyHash(body) }, known).kind,
    ).toBe('unreadable');
  }
});

test('what repeats an erased message word for word is dropped as that message is', () => {
  const first = text({ mid: MessageId('5'.repeat(32)) });
  const sender = SenderKey.of(reporter.box.publicKey);
  const messages = [{ sender, body: new TextDecoder().decode(writeBody(first)) }];
  const history = text({ ...device, type: 'history', messages });
  const erased: Known = { ...known, erased: (_, mid) => mid === '5'.repeat(32) };
  expect(judge(held(operator.publicKey, history), erased).kind).toBe('erased');
  expect(judge(held(operator.publicKey, history), known).kind).toBe('message');
});

test('of a conversation that its reporter wished gone only a card waits, until its reporter begins it anew', () => {
  const gone: Known = { ...known, holds: () => false, erasedUntil: () => Infinity };
  const verdict = (senderPk: Uint8Array, body: Body): string =>
    judge(held(senderPk, body), gone).kind;
  const card = { from: 'device', type: 'restriction', counter: 1, holder: DeviceId.random() };
  expect(verdict(operator.publicKey, text(device))).toBe('erased');
  expect(verdict(operator.publicKey, text(card))).toBe('later');
  expect(verdict(reporter.box.publicKey, text())).toBe('message');
});

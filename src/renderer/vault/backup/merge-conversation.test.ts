import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ConversationId,
  EnvelopeId,
  MessageId,
  RowId,
  SessionId,
} from '../../../../protocol/ids.ts';
import { BodyHash, NO_PREV, SenderKey } from '../../../../protocol/talk/names.ts';
import { takeLink, type HeldChain } from '../inbox/chains.ts';
import { newConversation, stateOf, type Conversation } from '../inbox/conversation.ts';
import { mergeChains } from './merge-chains.ts';
import { adopted, begun, mergeConversation } from './merge-conversation.ts';

const sender = SenderKey('0a'.repeat(32));
const me = SenderKey('0b'.repeat(32));
const session = SessionId('01'.repeat(16));
const name = { sender, session, audience: 'talk' as const };
const hashOf = (seq: number): BodyHash => BodyHash((seq + 1).toString(16).padStart(64, '0'));
const linkAt = (seq: number) => ({
  seq,
  prev: seq === 0 ? NO_PREV : hashOf(seq - 1),
  hash: hashOf(seq),
});

/** What is held after these messages of one chain arrived, in this order. */
const heldAfter = (seqs: readonly number[]): readonly HeldChain[] =>
  seqs.reduce<readonly HeldChain[]>(
    (chains, seq) => takeLink(chains, name, linkAt(seq)).chains,
    [],
  );

const before: Conversation = newConversation({
  id: ConversationId('02'.repeat(16)),
  reporter: sender,
  created: 1000,
  name: 'Ahorn 27',
  hue: 3,
});

test('two knowledges of one chain are the knowledge of all its messages', () => {
  const seqs = fc.uniqueArray(fc.nat(12), { maxLength: 12 });
  fc.assert(
    fc.property(seqs, seqs, (here, there) => {
      const all = [...new Set([...here, ...there])];
      const { chains, faults } = mergeChains(heldAfter(here), heldAfter(there));
      expect(chains).toEqual(heldAfter(all));
      expect(faults).toEqual([]);
    }),
  );
});

test('different messages at one place are a fault, and ours stays', () => {
  const other = BodyHash('ff'.repeat(32));
  const here = heldAfter([2]);
  const there = takeLink([], name, { seq: 2, prev: hashOf(1), hash: other }).chains;
  const { chains, faults } = mergeChains(here, there);
  expect(faults).toEqual([{ sender, session, seq: 2 }]);
  expect(chains).toEqual(here);
});

test('merging the same again changes nothing', () => {
  const there: Conversation = {
    ...before,
    lamport: 9,
    lastAt: 5000,
    newest: MessageId('03'.repeat(16)),
    chains: heldAfter([0, 1, 4]).map((one) => ({ ...one, further: [...one.further] })),
    receipts: [{ sender: me, session, upTo: 3, further: [5] }],
    forks: [{ sender, session, seq: 1 }],
  };
  const once = mergeConversation(before, there);
  expect(once).toEqual({ ...there });
  expect(mergeConversation(once, there)).toEqual(once);
});

test('the way to reply is the newest, and who heard last says who waits', () => {
  const mailbox = (lamport: number) => ({
    id: '04'.repeat(16) as never,
    token: '05'.repeat(16),
    lamport,
  });
  const here = { ...before, mailbox: mailbox(7), lastAt: 2000, waitingSince: null, unread: 0 };
  const there = { ...before, mailbox: mailbox(6), lastAt: 3000, waitingSince: 3000, unread: 2 };
  expect(mergeConversation(here, there)).toMatchObject({
    mailbox: { lamport: 7 },
    lastAt: 3000,
    waitingSince: 3000,
    unread: 2,
  });
});

test('a reply of another device that never went out is shown as expired, one that did as sent', () => {
  const [old, fresh] = [RowId('06'.repeat(16)), RowId('07'.repeat(16))];
  const reply = (state: 'sending' | 'sent') => ({
    row: old,
    session,
    seq: 0,
    state,
    resealAt: 0,
    eids: [EnvelopeId('08'.repeat(16))],
  });
  const rows = new Map([[old, fresh]]);
  const about = { row: fresh, sender, session, seq: 0 };
  const waiting = adopted({ ...before, pending: [reply('sending')] }, { me, rows });
  expect(waiting.pending).toMatchObject([{ row: fresh, eids: [], resealAt: null }]);
  expect(stateOf(waiting, about)).toBe('expired');
  const gone = adopted({ ...before, pending: [reply('sent')] }, { me, rows });
  expect(stateOf(gone, about)).toBe('sent');
});

test('a conversation just begun claims nothing of messages that are not here yet', () => {
  const there = {
    ...before,
    chains: [...heldAfter([0, 1])].map((one) => ({ ...one, further: [] })),
  };
  expect(begun(there, { name: 'Ahorn 28', hue: 1 })).toMatchObject({
    name: 'Ahorn 28',
    chains: [],
    pending: [],
  });
});

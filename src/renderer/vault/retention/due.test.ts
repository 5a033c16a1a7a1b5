import { expect, test } from 'vitest';
import { ConversationId, FileId } from '../../../../protocol/ids.ts';
import { MAILBOX_TTL_MS } from '../../../../protocol/limits.ts';
import {
  PROPOSED_RETENTION,
  type RetentionItem,
  type RetentionRules,
} from '../../../contract/retention.ts';
import { NOTHING_SAID } from '../inbox/shared.ts';
import { dueAt, type ChatLine, type Due, type Kept, type KeptCase } from './due.ts';
import { KEPT_FOR_NOW } from './rules.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 22);
const CHAT = ConversationId('a'.repeat(32));
const CASE = 'c'.repeat(32);
const FILE = FileId('f'.repeat(32));

const chat = (ago: number, more: Partial<ChatLine> = {}): ChatLine => ({
  id: CHAT,
  name: 'Ahorn 27',
  lastAt: NOW - ago * DAY,
  waitingSince: null,
  pending: 0,
  look: NOTHING_SAID,
  details: false,
  ...more,
});

const abuse = { look: { ...NOTHING_SAID, status: 'muted', outcome: 'abuse' } } as const;

const kept = (more: Partial<KeptCase> = {}): KeptCase => ({
  id: CASE,
  reference: '2026-0001',
  conversation: CHAT,
  verifiedAt: null,
  closedAt: null,
  held: false,
  files: [],
  ...more,
});

const due = (what: Partial<Kept>, rules: Partial<RetentionRules> = {}, now = NOW): Due =>
  dueAt({ ...PROPOSED_RETENTION, ...rules }, { chats: [], cases: [], audit: null, ...what }, now);

const classes = (items: readonly RetentionItem[]): readonly string[] =>
  items.map((item) => item.class);

test('nothing kept is nothing due', () => {
  expect(due({})).toEqual({ items: [], held: [], kept: [] });
});

test('a chat without a case goes seven days after its last message, not a moment before', () => {
  expect(due({ chats: [chat(7)] }).items).toEqual([
    { class: 'chat-without-case', id: CHAT, what: 'Ahorn 27', since: NOW - 7 * DAY, due: NOW },
  ]);
  expect(due({ chats: [chat(7)] }, {}, NOW - 1).items).toEqual([]);
});

test('a chat in which somebody waits has not ended', () => {
  expect(due({ chats: [chat(900, { waitingSince: NOW - 900 * DAY })] }).items).toEqual([]);
});

test('a reply on its way holds a chat open until the relay cannot hand it over any more', () => {
  const relay = MAILBOX_TTL_MS / DAY;
  expect(due({ chats: [chat(relay - 1, { pending: 1 })] }).items).toEqual([]);
  expect(due({ chats: [chat(relay, { pending: 1 })] }).items).toHaveLength(1);
});

test('the chat of a verified case goes thirty days after the verification, and the case stays', () => {
  const cases = [kept({ verifiedAt: NOW - 30 * DAY })];
  expect(due({ chats: [chat(40)], cases }).items).toEqual([
    {
      class: 'chat-of-documented-case',
      id: CHAT,
      what: 'Ahorn 27',
      since: NOW - 30 * DAY,
      due: NOW,
    },
  ]);
});

test('what was said after the verification has its thirty days too', () => {
  const cases = [kept({ verifiedAt: NOW - 60 * DAY })];
  expect(due({ chats: [chat(29)], cases }).items).toEqual([]);
  expect(due({ chats: [chat(30)], cases }).items).toHaveLength(1);
});

test('the chat of a case that nobody verified stays', () => {
  expect(due({ chats: [chat(900)], cases: [kept()] }).items).toEqual([]);
});

test('a chat with two cases stays until both are verified', () => {
  const verified = kept({ verifiedAt: NOW - 90 * DAY });
  const other = kept({ id: 'd'.repeat(32) });
  expect(due({ chats: [chat(90)], cases: [verified, other] }).items).toEqual([]);
});

test('a closed case goes after 24 months, with its chat and its evidence', () => {
  const cases = [kept({ closedAt: NOW - 730 * DAY, files: [FILE] })];
  const { items } = due({ chats: [chat(800)], cases });
  expect(classes(items)).toEqual(['chat-of-documented-case', 'case-documentation', 'evidence']);
  expect(items.every((item) => item.since === NOW - 730 * DAY && item.due === NOW)).toBe(true);
  expect(items.map(({ what }) => what)).toEqual(['Ahorn 27', '2026-0001', '2026-0001']);
});

test('a case that goes does not take along a chat in which somebody waits', () => {
  const cases = [kept({ closedAt: NOW - 800 * DAY })];
  const chats = [chat(1, { waitingSince: NOW - DAY })];
  expect(classes(due({ chats, cases }).items)).toEqual(['case-documentation']);
});

test('an open case is never due', () => {
  expect(due({ cases: [kept({ verifiedAt: 1, files: [FILE] })] }).items).toEqual([]);
});

test('evidence may go before its case, never after it', () => {
  const cases = [kept({ closedAt: NOW - 100 * DAY, files: [FILE] })];
  expect(classes(due({ cases }, { evidence: 90 }).items)).toEqual(['evidence']);
  const all = due({ cases }, { evidence: null, 'case-documentation': 100 }).items;
  expect(classes(all)).toEqual(['case-documentation', 'evidence']);
});

test('a hold keeps the case, its chat and its evidence, and shows them apart', () => {
  const cases = [
    kept({ verifiedAt: NOW - 90 * DAY, closedAt: NOW - 800 * DAY, held: true, files: [FILE] }),
  ];
  const { items, held } = due({ chats: [chat(90)], cases });
  expect(items).toEqual([]);
  expect(classes(held)).toEqual(['chat-of-documented-case', 'case-documentation', 'evidence']);
});

test('contact details go thirty days after the last message, whatever becomes of the case', () => {
  const cases = [kept()];
  const known = chat(30, { details: true });
  const item = { class: 'contacts', id: CHAT, what: 'Ahorn 27', since: NOW - 30 * DAY, due: NOW };
  expect(due({ chats: [known], cases }).items).toEqual([item]);
  expect(due({ chats: [known], cases }, {}, NOW - 1).items).toEqual([]);
  expect(due({ chats: [chat(30)], cases }).items).toEqual([]);
});

test('contact details go with their conversation where that goes first', () => {
  const { items } = due({ chats: [chat(7, { details: true })] });
  expect(classes(items)).toEqual(['chat-without-case', 'contacts']);
  expect(items.every((item) => item.since === NOW - 7 * DAY && item.due === NOW)).toBe(true);
  expect(classes(due({ chats: [chat(7, { details: true })] }, { contacts: null }).items)).toEqual([
    'chat-without-case',
    'contacts',
  ]);
});

test('whoever waits can still be reached, and a hold keeps contact details', () => {
  const waits = chat(900, { details: true, waitingSince: NOW - 900 * DAY });
  expect(due({ chats: [waits], cases: [kept()] }).items).toEqual([]);
  const { items, held } = due({
    chats: [chat(90, { details: true })],
    cases: [kept({ held: true })],
  });
  expect([items, classes(held)]).toEqual([[], ['contacts']]);
});

test('a class without a period keeps everything', () => {
  const cases = [kept({ conversation: null, verifiedAt: 1, closedAt: 1, files: [FILE] })];
  const audit = { count: 9, at: 1 };
  expect(due({ chats: [chat(9000)], cases, audit }, KEPT_FOR_NOW)).toEqual({
    items: [],
    held: [],
    kept: [],
  });
});

test('what was closed as abuse stays as evidence for its own period, and goes at its end', () => {
  const item = { class: 'chat-of-abuse', id: CHAT, what: 'Ahorn 27' };
  const end = { since: NOW - 7 * DAY, due: NOW + 173 * DAY };
  expect(due({ chats: [chat(7, abuse)] })).toEqual({
    items: [],
    held: [],
    kept: [{ ...item, ...end }],
  });
  expect(due({ chats: [chat(6, abuse)] }).kept).toEqual([]);
  expect(due({ chats: [chat(180, abuse)] })).toEqual({
    items: [{ ...item, since: NOW - 180 * DAY, due: NOW }],
    held: [],
    kept: [],
  });
});

test('closed as abuse, it stays until somebody decides where the team has set no period', () => {
  const { items, held } = due({ chats: [chat(9000, abuse)] }, { 'chat-of-abuse': null });
  expect([items, held]).toEqual([[], []]);
});

test('closed as abuse, it stays as long as its case wants it, and longer where the case is sooner', () => {
  const verified = kept({ verifiedAt: NOW - 30 * DAY });
  expect(classes(due({ chats: [chat(40, abuse)], cases: [verified] }).kept)).toEqual([
    'chat-of-abuse',
  ]);
  expect(due({ chats: [chat(900, abuse)], cases: [kept()] }).items).toEqual([]);
  const closed = kept({ closedAt: NOW - 730 * DAY });
  const going = due({ chats: [chat(40, abuse)], cases: [closed] });
  expect(classes(going.items)).toEqual(['case-documentation']);
});

test('a hold keeps what was closed as abuse like any other', () => {
  const { items, held } = due({
    chats: [chat(200, abuse)],
    cases: [kept({ verifiedAt: NOW - 190 * DAY, held: true })],
  });
  expect(items).toEqual([]);
  expect(classes(held)).toEqual(['chat-of-abuse']);
});

test('the old part of the audit log is one item', () => {
  const at = NOW - 1095 * DAY;
  expect(due({ audit: { count: 5, at } }).items).toEqual([
    { class: 'audit-log', id: 'audit', what: '5', since: at, due: NOW },
  ]);
});

test('the list is in one order, whatever order the lines come in', () => {
  const chats = Array.from({ length: 5 }, (_, n) =>
    chat(10 + (n % 2), { id: ConversationId(String(n).repeat(32)) }),
  );
  expect(due({ chats: chats.toReversed() })).toEqual(due({ chats }));
});

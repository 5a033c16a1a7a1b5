import { expect, test } from 'vitest';
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import { blankLine } from '../rehearsal-lines.ts';
import { emptyInbox, inbox, visibleLines } from './inbox.ts';

const line = (name: string, more: Partial<ConversationSummary> = {}): ConversationSummary => ({
  ...blankLine,
  id: name as ConversationId,
  name,
  ...more,
});

const names = (state: typeof emptyInbox, open: ConversationId | null = null) =>
  visibleLines(state, open, Date.now()).map(({ name }) => name);

const full = inbox(emptyInbox, {
  type: 'loaded',
  total: 4,
  lines: [
    line('Alt', { lastAt: 1 }),
    line('Neu', { lastAt: 9, preview: 'Danke für die Hilfe' }),
    line('Kurz', { waitingSince: 8, unread: 1 }),
    line('Lang', { waitingSince: 2, unread: 2, case: { id: 'c', reference: '2026-0117' } }),
  ],
});

test('who waits longest stands first, the rest by their newest message', () => {
  expect(names(full)).toEqual(['Lang', 'Kurz', 'Neu', 'Alt']);
});

test('the waiting filter keeps the open conversation that was just answered', () => {
  const waiting = inbox(full, { type: 'filtered', filter: { view: 'waiting' } });
  expect(names(waiting)).toEqual(['Lang', 'Kurz']);
  expect(names(waiting, 'Neu' as ConversationId)).toEqual(['Lang', 'Kurz', 'Neu']);
});

test('a changed line replaces the one with its id', () => {
  const answered = inbox(full, { type: 'changed', line: line('Lang', { lastAt: 10 }) });
  expect(names(answered)).toEqual(['Kurz', 'Lang', 'Neu', 'Alt']);
  expect(answered.waiting).toBe(1);
  expect(answered.unread).toBe(1);
});

test('a further page joins in order, and a line that a fact brought meanwhile stays', () => {
  const newer = inbox(full, { type: 'changed', line: line('Alt', { lastAt: 20 }) });
  const paged = inbox(newer, {
    type: 'paged',
    total: 6,
    lines: [line('Alt', { lastAt: 1 }), line('Mitte', { lastAt: 12, unread: 4 })],
  });
  expect(names(paged)).toEqual(['Lang', 'Kurz', 'Alt', 'Mitte', 'Neu']);
  expect(paged).toMatchObject({ total: 6, waiting: 2, unread: 7 });
});

test('a conversation that is gone leaves the list and the counts', () => {
  const gone = inbox(full, { type: 'gone', conversation: 'Lang' as ConversationId });
  expect(names(gone)).toEqual(['Kurz', 'Neu', 'Alt']);
  expect(gone).toMatchObject({ total: 3, waiting: 1, unread: 1 });
  expect(inbox(gone, { type: 'gone', conversation: 'Lang' as ConversationId })).toBe(gone);
});

test('one changed line among ten thousand is placed without sorting them, in the right order', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => line(`n${n}`, { lastAt: n }));
  const state = inbox(emptyInbox, { type: 'loaded', lines: many, total: many.length });
  const moved = inbox(state, { type: 'changed', line: line('n17', { lastAt: 5000.5 }) });
  expect(names(moved).slice(4998, 5001)).toEqual(['n5001', 'n17', 'n5000']);
});

test('what a first look showed is gone when the vault does not open', () => {
  expect(inbox(full, { type: 'cleared' })).toEqual(emptyInbox);
});

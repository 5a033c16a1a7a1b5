import { expect, test } from 'vitest';
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import { emptyInbox, inbox, unreadCount, visibleLines, waitingCount } from './inbox.ts';

const line = (name: string, more: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id: name as ConversationId,
  name,
  hue: 0,
  language: 'de',
  topic: '',
  preview: '',
  previewBy: 'reporter',
  lastAt: 0,
  waitingSince: null,
  unread: 0,
  stars: null,
  case: null,
  live: false,
  typing: false,
  ...more,
});

const names = (state: typeof emptyInbox, open: ConversationId | null = null) =>
  visibleLines(state, open).map(({ name }) => name);

const full = inbox(emptyInbox, {
  type: 'loaded',
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
  const waiting = inbox(full, { type: 'filtered', filter: 'waiting' });
  expect(names(waiting)).toEqual(['Lang', 'Kurz']);
  expect(names(waiting, 'Neu' as ConversationId)).toEqual(['Lang', 'Kurz', 'Neu']);
});

test('search finds names, previews and case references, whatever the case of letters', () => {
  const found = (query: string) => names(inbox(full, { type: 'searched', query }));
  expect(found('kURZ')).toEqual(['Kurz']);
  expect(found('hilfe')).toEqual(['Neu']);
  expect(found('0117')).toEqual(['Lang']);
  expect(found('nichts davon')).toEqual([]);
});

test('a changed line replaces the one with its id', () => {
  const answered = inbox(full, { type: 'changed', line: line('Lang', { lastAt: 10 }) });
  expect(names(answered)).toEqual(['Kurz', 'Lang', 'Neu', 'Alt']);
  expect(waitingCount(answered)).toBe(1);
  expect(unreadCount(answered)).toBe(1);
});

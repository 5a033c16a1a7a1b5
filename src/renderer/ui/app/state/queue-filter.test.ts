import { expect, test } from 'vitest';
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import { blankLine } from '../rehearsal-lines.ts';
import {
  calls,
  choicesIn,
  countViews,
  everything,
  isView,
  shownLines,
  type QueueFilter,
} from './queue-filter.ts';

const line = (name: string, more: Partial<ConversationSummary>): ConversationSummary => ({
  ...blankLine,
  id: name as ConversationId,
  name,
  ...more,
});

const lines = [
  line('Lang', { waitingSince: 1, unread: 2, topic: 'Schule' }),
  line('Gelesen', { waitingSince: 2, topic: 'Online', language: 'he' }),
  line('Neu', { unread: 1, topic: 'Schule', language: 'he', tags: ['Anzeige'] }),
  line('Alt', { tags: ['Presse', 'Anzeige'] }),
];

const NOW = 1000;
const shown = (
  all: readonly ConversationSummary[],
  filter: Partial<QueueFilter>,
  open: string | null = null,
) =>
  shownLines(all, {
    filter: { ...everything, ...filter },
    open: open as ConversationId | null,
    now: NOW,
  }).map(({ name }) => name);
const names = (filter: Partial<QueueFilter>, open: string | null = null) =>
  shown(lines, filter, open);

test('each view shows its own and keeps the order', () => {
  expect(names({ view: 'waiting' })).toEqual(['Lang', 'Gelesen']);
  expect(names({ view: 'unread' })).toEqual(['Lang', 'Neu']);
  expect(names({})).toEqual(['Lang', 'Gelesen', 'Neu', 'Alt']);
});

test('topic and language narrow every view', () => {
  expect(names({ topic: 'Schule' })).toEqual(['Lang', 'Neu']);
  expect(names({ topic: 'Schule', language: 'he' })).toEqual(['Neu']);
  expect(names({ view: 'waiting', language: 'he' })).toEqual(['Gelesen']);
});

test('a tag narrows every view, whatever else the conversation is tagged with', () => {
  expect(names({ tag: 'Anzeige' })).toEqual(['Neu', 'Alt']);
  expect(names({ tag: 'Anzeige', view: 'unread' })).toEqual(['Neu']);
  expect(names({ tag: 'Anz' })).toEqual([]);
});

test('a view is what somebody saved only with the same tag', () => {
  const saved = { ...everything, tag: 'Anzeige' };
  expect(isView({ ...everything, tag: 'Anzeige' }, saved)).toBe(true);
  expect(isView(everything, saved)).toBe(false);
});

test('the open conversation stays, whatever is chosen', () => {
  expect(names({ view: 'waiting' }, 'Alt')).toEqual(['Lang', 'Gelesen', 'Alt']);
});

test('a view is counted whole, and only what is there can be chosen', () => {
  expect(countViews(lines, NOW)).toEqual({
    waiting: 2,
    mine: 0,
    free: 4,
    unread: 2,
    later: 0,
    all: 4,
    closed: 0,
  });
  expect(choicesIn(lines)).toEqual({
    topics: ['Online', 'Schule'],
    languages: ['de', 'he'],
    tags: ['Anzeige', 'Presse'],
  });
});

const put = [
  line('Später', { waitingSince: 1, snoozedUntil: NOW + 2 }),
  line('Gleich', { followUpAt: NOW + 1 }),
  line('Jetzt', { snoozedUntil: NOW, lastAt: NOW - 5 }),
  line('Beantwortet', { snoozedUntil: NOW - 2, lastAt: NOW - 1 }),
];

test('what is put away waits nowhere, until its moment has come', () => {
  expect(shown(put, { view: 'waiting' })).toEqual(['Jetzt']);
  expect(shown(put, { view: 'free' })).toEqual(['Gleich', 'Jetzt', 'Beantwortet']);
  expect(put.map((one) => calls(one, NOW))).toEqual([false, false, false, false]);
  expect(put.map((one) => calls(one, NOW + 3))[0]).toBe(true);
});

test('what comes back stands in its own view, the next first', () => {
  expect(shown(put, { view: 'later' })).toEqual(['Jetzt', 'Gleich', 'Später']);
});

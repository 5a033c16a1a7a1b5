import { expect, test } from 'vitest';
import type { SearchAnswer, SearchHit } from '../../../../contract/search.ts';
import { closedSearch, queryOf, search, type Search, type SearchEvent } from './search.ts';

const answer = (count: number): SearchAnswer => ({
  hits: Array.from({ length: count }, () => ({}) as SearchHit),
  more: false,
  complete: true,
});
const after = (...events: readonly SearchEvent[]): Search => events.reduce(search, closedSearch);
const asking: readonly SearchEvent[] = [
  { type: 'opened' },
  { type: 'typed', text: 'sport' },
  { type: 'asking' },
];

test('an answer to an older question is not shown', () => {
  const state = after(
    ...asking,
    { type: 'asking' },
    { type: 'found', asked: 1, answer: answer(3) },
  );
  expect(state.answer).toBeNull();
});

test('arrows stay inside what was found', () => {
  const found = after(...asking, { type: 'found', asked: 1, answer: answer(2) });
  const moved = (by: number) => search(found, { type: 'moved', by }).chosen;
  expect([moved(-1), moved(1), moved(6)]).toEqual([0, 1, 1]);
});

test('closing forgets the words, the hits and the filters, and a late answer too', () => {
  const closed = after(
    ...asking,
    { type: 'filtered', change: { code: 'ABU' } },
    { type: 'closed' },
    { type: 'found', asked: 1, answer: answer(1) },
  );
  expect({ ...closed, asked: 0 }).toEqual(closedSearch);
});

test('an emptied field shows nothing found', () => {
  const found = after(...asking, { type: 'found', asked: 1, answer: answer(2) });
  expect(search(found, { type: 'typed', text: ' ' })).toMatchObject({
    answer: null,
    status: 'idle',
  });
});

test('a day is searched from its first to its last moment', () => {
  const state = after({
    type: 'filtered',
    change: { from: '2026-11-21', to: '2026-11-21', operator: ' ', code: 'ABU' },
  });
  const query = queryOf(state);
  expect((query.to ?? 0) - (query.from ?? 0)).toBe(24 * 3600_000 - 1);
  expect(query).toMatchObject({ operator: null, codes: ['ABU'] });
});

test('a day is asked for from its first moment to its last, also where a clock is put back', () => {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  const day = { from: '2026-10-25', to: '2026-10-25' };
  const { from, to } = queryOf(after({ type: 'opened' }, { type: 'filtered', change: day }));
  process.env['TZ'] = zone;
  expect(from).toBe(Date.parse('2026-10-25T00:00:00+02:00'));
  expect(to).toBe(Date.parse('2026-10-25T23:59:59.999+01:00'));
});

import { expect, test } from 'vitest';
import { emptyIncident, type CaseHead } from '../../../../contract/case.ts';
import type { ConversationId } from '../../../../contract/desk.ts';
import { casesAbout, headOf, heads, noHeads } from './heads.ts';

const head = (reference: string, created: number): CaseHead => ({
  id: reference,
  reference,
  conversation: null,
  created,
  saved: created,
  verifiedAt: null,
  closedAt: null,
  held: false,
  date: null,
  category: null,
  placeType: null,
  verification: null,
  completeness: 0,
});

const references = (state: typeof noHeads) => state.order.map(({ reference }) => reference);
const full = heads(noHeads, {
  type: 'loaded',
  total: 3,
  heads: [head('2026-0001', 1), head('2026-0003', 5), head('2026-0002', 5)],
});

test('the newest stands first, and of one import the highest reference', () => {
  expect(references(full)).toEqual(['2026-0003', '2026-0002', '2026-0001']);
});

test('a new case comes to its place, a changed one keeps it', () => {
  const more = heads(full, { type: 'changed', head: head('2026-0004', 3) });
  expect(references(more)).toEqual(['2026-0003', '2026-0002', '2026-0004', '2026-0001']);
  expect(more.total).toBe(4);
  const closed = heads(more, { type: 'changed', head: { ...head('2026-0002', 5), closedAt: 9 } });
  expect(references(closed)).toEqual(references(more));
  expect(closed.byId.get('2026-0002')?.closedAt).toBe(9);
});

test('of one conversation with several cases each says whether it is held', () => {
  const [talk, other] = ['a', 'b'] as ConversationId[];
  const about = (reference: string, more: Partial<CaseHead>): CaseHead => ({
    ...head(reference, 1),
    conversation: talk ?? null,
    ...more,
  });
  const list = [
    about('2026-0001', { held: true }),
    about('2026-0002', {}),
    about('2026-0003', { held: true, conversation: other ?? null }),
  ];
  const state = heads(noHeads, { type: 'loaded', total: 3, heads: list });
  expect(casesAbout(state, talk as ConversationId)).toEqual({
    held: ['2026-0001'],
    free: ['2026-0002'],
  });
});

test('a further page joins, and what is known already is not replaced by an older page', () => {
  const changed = heads(full, { type: 'changed', head: { ...head('2026-0001', 1), held: true } });
  const paged = heads(changed, {
    type: 'paged',
    total: 4,
    heads: [head('2026-0001', 1), head('2025-0900', 0)],
  });
  expect(references(paged)).toEqual(['2026-0003', '2026-0002', '2026-0001', '2025-0900']);
  expect(paged.byId.get('2026-0001')?.held).toBe(true);
});

test('a case that is gone leaves the list', () => {
  const gone = heads(full, { type: 'gone', id: '2026-0002' });
  expect(references(gone)).toEqual(['2026-0003', '2026-0001']);
});

test('a head says of a file where it stands', () => {
  const file = {
    ...head('2026-0009', 1),
    codesVersion: '1',
    incident: { ...emptyIncident, category: 'ABU' },
    hold: { reason: 'Verfahren', since: 2 },
    fingerprint: null,
  };
  expect(headOf(file)).toMatchObject({ held: true, category: 'ABU', reference: '2026-0009' });
  expect(headOf(file)).not.toHaveProperty('incident');
});

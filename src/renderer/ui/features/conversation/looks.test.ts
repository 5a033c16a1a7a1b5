import { expect, test } from 'vitest';
import type { MessageId, OpenMessage } from '../../../../contract/desk.ts';
import type { Stood } from '../../../../contract/work.ts';
import { startI18n } from '../../i18n/i18n.ts';
import { lookWords } from './look-words.ts';
import { changedParts, saysNothing, wantedChange } from './looks.ts';

const open: Stood = {
  status: 'open',
  outcome: null,
  snoozedUntil: null,
  followUpAt: null,
  tags: [],
};
const work = (look: Partial<Stood>, base: Stood | null, stands = true): OpenMessage => ({
  id: 'a' as MessageId,
  at: 1,
  gap: false,
  forked: false,
  author: 'operator',
  alias: 'Mika',
  state: 'sent',
  kind: 'work',
  look: { ...open, ...look },
  base,
  stands,
});

test('a change of tags says nothing of anything else', () => {
  expect(changedParts({ ...open, tags: ['Film'] }, open)).toEqual(['tags']);
  expect(changedParts({ ...open, status: 'closed', outcome: 'helped' }, open)).toEqual(['status']);
  expect(changedParts({ ...open, snoozedUntil: 5 }, null)).toEqual(['snoozedUntil']);
});

test('what was only said again is not shown; what did not come to stand always is', () => {
  expect(saysNothing(work({ tags: ['Film'] }, { ...open, tags: ['Film'] }))).toBe(true);
  expect(saysNothing(work({}, open, false))).toBe(false);
  expect(saysNothing(work({}, null))).toBe(false);
});

test('what a colleague wanted is done to what stands now: its tags join those set meanwhile', () => {
  const look = { ...open, tags: ['Film', 'Anzeige'], snoozedUntil: 9 };
  const base = { ...open, tags: ['Film', 'Schule'] };
  const now = { tags: ['Film', 'Schule', 'Polizei'] };
  expect(wantedChange({ look, base }, now)).toEqual({
    snoozedUntil: 9,
    tags: ['Film', 'Polizei', 'Anzeige'],
  });
});

test('who only added a tag reopens nothing, and takes away no tag they did not know of', () => {
  const look = { ...open, tags: ['Anzeige'] };
  expect(wantedChange({ look, base: open }, { tags: ['Film'] })).toEqual({
    tags: ['Film', 'Anzeige'],
  });
});

test('where it is not known what somebody changed, it cannot be taken over', () => {
  expect(wantedChange({ look: { ...open, tags: ['Film'] }, base: null }, open)).toBeNull();
});

test('a wish to close keeps its outcome, unless this version does not know it', () => {
  const closed = { ...open, status: 'closed', outcome: 'helped' } as const;
  expect(wantedChange({ look: closed, base: open }, open)).toEqual({
    status: 'closed',
    outcome: 'helped',
  });
  const strange = { ...closed, outcome: 'new-one' };
  expect(wantedChange({ look: strange, base: open }, open)).toEqual({ status: 'closed' });
});

test('a date that ends with a full stop of its own gets no second one', async () => {
  const now = Date.UTC(2026, 10, 1, 12);
  const look = { ...open, followUpAt: Date.UTC(2026, 11, 2, 12), tags: ['Film'] };
  const { t } = await startI18n('de');
  expect(lookWords(t, { look, base: open, now, language: 'de' })).toBe(
    'Wieder vorlegen: 02.12. Schlagwörter: Film',
  );
});

import { expect, test } from 'vitest';
import { startingStatus, status } from './status.ts';

const low = (free: number) => ({ type: 'noticed', notice: { kind: 'low-space', free } }) as const;

test('a newer notice of a kind takes the place of the older one', () => {
  const state = status(status(startingStatus, low(400)), low(300));
  expect(state.notices).toEqual([{ kind: 'low-space', free: 300 }]);
});

test('the same notice again, or putting away one that is not there, changes nothing', () => {
  const state = status(startingStatus, low(400));
  expect(status(state, low(400))).toBe(state);
  expect(status(state, { type: 'dismissed', kind: 'rebuilt' })).toBe(state);
});

test('a notice can be put away', () => {
  const state = status(startingStatus, low(400));
  expect(status(state, { type: 'dismissed', kind: 'low-space' }).notices).toEqual([]);
});

test('a notice of messages set aside goes by itself once none is any more', () => {
  const aside = (count: number) => ({
    type: 'noticed' as const,
    notice: { kind: 'set-aside' as const, count },
  });
  const state = status(status(startingStatus, low(400)), aside(2));
  expect(state.notices).toHaveLength(2);
  expect(status(state, aside(0)).notices).toEqual([low(400).notice]);
});

test('repaired rows add up until the line is put away', () => {
  const repaired = (count: number) => ({
    type: 'noticed' as const,
    notice: { kind: 'copy-repaired' as const, count },
  });
  const state = status(status(startingStatus, repaired(2)), repaired(2));
  expect(state.notices).toEqual([{ kind: 'copy-repaired', count: 4 }]);
  const away = status(state, { type: 'dismissed', kind: 'copy-repaired' });
  expect(status(away, repaired(1)).notices).toEqual([{ kind: 'copy-repaired', count: 1 }]);
});

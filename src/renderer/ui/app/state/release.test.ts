import { expect, test } from 'vitest';
import type { ReleasePlan } from '../../../../contract/release.ts';
import { releaseDesk, startingRelease } from './release.ts';

const plan = { k: 5, rows: [] } as unknown as ReleasePlan;
const planned = releaseDesk(releaseDesk(startingRelease, { type: 'planning' }), {
  type: 'planned',
  plan,
});

test('a new selection makes the plan void, so that nothing else than the preview can leave', () => {
  expect(planned.planning.status).toBe('ready');
  const changed = releaseDesk(planned, { type: 'selected', change: { k: 3 } });
  expect(changed.planning).toEqual({ status: 'none' });
});

test('a plan that answers an older selection is not shown', () => {
  const changed = releaseDesk(releaseDesk(startingRelease, { type: 'planning' }), {
    type: 'selected',
    change: { k: 3 },
  });
  expect(releaseDesk(changed, { type: 'planned', plan }).planning).toEqual({ status: 'none' });
});

test('incidents read in make the plan void', () => {
  const done = releaseDesk(planned, {
    type: 'importing',
    importing: { status: 'done', count: 24 },
  });
  expect(done.planning).toEqual({ status: 'none' });
});

test('an export without a plan is not a state', () => {
  const none = releaseDesk(startingRelease, { type: 'exporting', exporting: { status: 'none' } });
  expect(none).toBe(startingRelease);
});

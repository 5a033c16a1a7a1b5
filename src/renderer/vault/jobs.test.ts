import { expect, test } from 'vitest';
import type { JobState } from '../../contract/jobs.ts';
import { ok } from '../../contract/outcome.ts';
import { Jobs, unwatched, type Watch } from './jobs.ts';

test('what has ended does not begin again, whatever its work reports afterwards', async () => {
  const told: JobState[] = [];
  let ticks = 0;
  const jobs = new Jobs({ ticks: () => (ticks += 1000) }, (state) => told.push(state));
  let kept: Watch = unwatched;
  await jobs.run('verify', async (watch) => {
    kept = watch;
    watch.progress(1, 2);
    return ok(null);
  });
  kept.progress(2, 2);
  expect(told.map(({ state }) => state)).toEqual(['running', 'done']);
});

// Room: ui/app/state. Long work of the vault that is running now, as the vault tells it.
import type { JobName, JobState } from '../../../../contract/jobs.ts';

export type Jobs = ReadonlyMap<JobName, JobState>;

export const noJobs: Jobs = new Map();

/** Keeps what runs; what has ended is gone, and its answer says how it ended. */
export function jobs(state: Jobs, told: JobState): Jobs {
  const next = new Map(state);
  if (told.state === 'running') return next.set(told.job, told);
  return next.delete(told.job) ? next : state;
}

/** A stop makes sense where nothing is lost by it and where a person began it. */
const stoppable: ReadonlySet<JobName> = new Set([
  'snapshot',
  'rotate',
  'erase',
  'backup',
  'verify',
  'restore',
]);

export const mayStop = (job: JobName): boolean => stoppable.has(job);

/** Done, from 0 to 1; null while nobody knows how much there is. */
export const part = ({ done, total }: Pick<JobState, 'done' | 'total'>): number | null =>
  total <= 0 ? null : Math.min(1, done / total);

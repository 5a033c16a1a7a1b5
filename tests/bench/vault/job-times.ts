/** When the vault's long jobs begin and end, as it tells the screen. */
import type { Worker } from 'playwright-core';
import type { JobName, JobState } from '../../../src/contract/jobs.ts';

/** ms, of the Worker's own clock. */
export interface JobTime {
  readonly from: number;
  readonly to: number;
}

type Times = Partial<Record<JobName, JobTime>>;

/** Begins to watch this Worker. */
export async function watchJobs(vault: Worker): Promise<void> {
  await vault.evaluate(() => {
    const scope = globalThis as unknown as {
      postMessage: (message: unknown) => void;
      jobTimes: Times;
    };
    const post = scope.postMessage;
    scope.jobTimes = {};
    scope.postMessage = (message) => {
      const { fact } = message as {
        readonly fact?: { readonly type?: string; readonly state?: JobState };
      };
      if (fact?.type === 'job' && fact.state !== undefined) {
        const now = performance.now();
        const from = scope.jobTimes[fact.state.job]?.from ?? now;
        scope.jobTimes[fact.state.job] = { from, to: now };
      }
      post.call(globalThis, message);
    };
  });
}

/** What was seen of each job since {@link watchJobs}; throws for one that never ran. */
export async function jobTime(vault: Worker, job: JobName): Promise<JobTime> {
  const time = await vault.evaluate(
    (name) => (globalThis as unknown as { readonly jobTimes: Times }).jobTimes[name],
    job,
  );
  if (time === undefined) throw new Error(`no ${job} was seen`);
  return time;
}

/**
 * Vault: long work that a person may watch and stop.
 *
 * Of the jobs that rewrite or carry away the whole store only one runs at a time; a second one is
 * told so. Progress is told at most ten times a second.
 */
import type { JobName, JobState } from '../../contract/jobs.ts';
import { refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import { JOB_EVERY_MS } from './limits.ts';

/** Handed to the work: it reports and asks whether it should go on. */
export interface Watch {
  readonly progress: (done: number, total: number) => void;
  readonly stopped: () => boolean;
}

/** For work nobody watches. */
export const unwatched: Watch = { progress: () => undefined, stopped: () => false };

export class Jobs {
  readonly #env: Pick<Env, 'ticks'>;
  readonly #tell: (state: JobState) => void;
  readonly #running = new Map<JobName, { stopped: boolean; steps: number }>();

  constructor(env: Pick<Env, 'ticks'>, tell: (state: JobState) => void) {
    this.#env = env;
    this.#tell = tell;
  }

  /** Runs it alone among its like, or answers `busy`. `alone: false` for work that may run beside others. */
  async run<T, R extends string>(
    job: JobName,
    work: (watch: Watch) => Promise<Outcome<T, R>>,
    { alone = true }: { readonly alone?: boolean } = {},
  ): Promise<Outcome<T, R | 'busy'>> {
    if (this.#running.has(job) || (alone && this.busy())) return refuse('busy');
    const turn = { stopped: false, steps: 0 };
    this.#running.set(job, turn);
    const last = { done: 0, total: 0, told: Number.NEGATIVE_INFINITY };
    const tell = (state: JobState['state']): void =>
      this.#tell({ job, state, done: last.done, total: last.total });
    let over = false;
    const progress = (done: number, total: number): void => {
      // A stream that reads ahead reports even after its reader went: what has ended does not begin again.
      if (over) return;
      turn.steps += 1;
      Object.assign(last, { done, total });
      const now = this.#env.ticks();
      if (now - last.told < JOB_EVERY_MS) return;
      last.told = now;
      tell('running');
    };
    let state: JobState['state'] = 'failed';
    try {
      const outcome = await work({ progress, stopped: () => turn.stopped });
      if (outcome.ok) state = 'done';
      else if (turn.stopped) state = 'stopped';
      return outcome;
    } finally {
      over = true;
      this.#running.delete(job);
      tell(state);
    }
  }

  /** Whether work that wants to be alone is running. */
  busy(): boolean {
    return [...this.#running.keys()].some((job) => !beside.has(job));
  }

  /** How often it has said how far it is; null: it does not run. */
  steps(job: JobName): number | null {
    return this.#running.get(job)?.steps ?? null;
  }

  stop(job: JobName): void {
    const turn = this.#running.get(job);
    if (turn !== undefined) turn.stopped = true;
  }

  stopAll(): void {
    for (const turn of this.#running.values()) turn.stopped = true;
  }
}

/** They only read, and a little at a time. */
const beside: ReadonlySet<JobName> = new Set(['check', 'index', 'rebuild']);

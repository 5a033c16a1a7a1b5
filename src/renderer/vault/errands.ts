/**
 * Vault: the errand that an idle desk is shut before and not locked yet, and its end (ADR 0049).
 *
 * Only one whose own work runs counts: while a file is still to be chosen, and when nothing comes on any more, it does not.
 */
import { errandEnd, type Errand, type ErrandEnd } from '../../contract/jobs.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import type { Jobs } from './jobs.ts';
import { ERRAND_STILL_MS } from './limits.ts';

type Steps = Pick<Jobs, 'steps'>;

interface Parts {
  readonly env: Pick<Env, 'later'>;
  /** Of the vault that is open. */
  readonly jobs: () => Steps | null;
  /** Asked for while the door is shut. */
  readonly lock: (ended: ErrandEnd) => void;
}

export class Errands {
  readonly #parts: Parts;
  #current: { readonly what: Errand; readonly early: Steps | null } | null = null;
  #shut = false;
  #look = (): void => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get shut(): boolean {
    return this.#shut;
  }

  /** `early` are the jobs of one that begins before there is a vault. */
  async run<T, R extends string>(
    what: Errand,
    work: () => Promise<Outcome<T, R>>,
    early: Steps | null,
  ): Promise<Outcome<T, R>> {
    // Only one runs; another is told so by the jobs themselves.
    if (this.#current !== null) return await work();
    this.#current = { what, early };
    let ended = errandEnd(what, 'failed');
    try {
      const outcome = await work();
      ended = errandEnd(what, outcome.ok ? 'done' : outcome.refusal);
      return outcome;
    } finally {
      this.#current = null;
      if (this.#shut) this.#parts.lock(ended);
    }
  }

  /** By its own job: what else runs meanwhile says nothing of it. */
  underWay(): Errand | null {
    if (this.#current === null) return null;
    const { what, early } = this.#current;
    // A first run reads the file to its end before there is a vault.
    const steps = this.#parts.jobs()?.steps(what) ?? early?.steps('verify') ?? null;
    return steps === null ? null : what;
  }

  /** From now on it is looked at, lest a disk that never answers keeps the keys for good. */
  shutFor(errand: Errand): void {
    this.#shut = true;
    this.#lookAgain(errand, this.#steps());
  }

  reopen(): void {
    this.#shut = false;
    this.#look();
  }

  #lookAgain(errand: Errand, before: string): void {
    this.#look = this.#parts.env.later(ERRAND_STILL_MS, () => {
      const now = this.#steps();
      if (now !== before) this.#lookAgain(errand, now);
      else this.#parts.lock(errandEnd(errand, STILL[errand]));
    });
  }

  /** Changes whenever the errand comes on. */
  #steps(): string {
    const jobs = this.#parts.jobs();
    const own = (['backup', 'verify', 'restore'] as const).map((job) => jobs?.steps(job) ?? '');
    return [...own, this.#current?.early?.steps('verify') ?? ''].join('/');
  }
}

/** What a disk that does not answer comes to. */
const STILL = { backup: 'cannot-write', restore: 'cannot-read' } as const;

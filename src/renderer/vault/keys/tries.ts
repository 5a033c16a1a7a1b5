/**
 * Vault, keys: wrong secrets slow down. Three are answered at once, then each waits twice as long as
 * the last, wherever it is typed: at the door, at the recovery code, or at a change of the passphrase.
 */
import type { Env } from '../env.ts';
import { FIRST_TRY_WAIT_MS, FREE_TRIES, MAX_TRY_WAIT_MS } from '../limits.ts';

export class Tries {
  readonly #env: Pick<Env, 'later'>;
  #wrong = 0;

  constructor(env: Pick<Env, 'later'>) {
    this.#env = env;
  }

  /** To be awaited before a secret is tried. */
  async wait(): Promise<void> {
    const over = this.#wrong - FREE_TRIES;
    if (over < 0) return;
    const ms = Math.min(MAX_TRY_WAIT_MS, FIRST_TRY_WAIT_MS * 2 ** over);
    await new Promise<void>((resolve) => {
      this.#env.later(ms, resolve);
    });
  }

  wrong(): void {
    this.#wrong += 1;
  }

  /** Begins anew; answers how many were wrong before. */
  right(): number {
    const before = this.#wrong;
    this.#wrong = 0;
    return before;
  }
}

/**
 * Vault, keys: wrong secrets slow down. Three are answered at once, then each waits twice as long as
 * the last, wherever it is typed: at the door, at the recovery code, or at a change of the passphrase.
 *
 * How many there were since the last right one outlasts a restart of the app (ADR 0046): else starting it anew would be
 * the quick way, and the log would never hear of them.
 */
import type { Carrier } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import { FIRST_TRY_WAIT_MS, FREE_TRIES, MAX_TRY_WAIT_MS } from '../limits.ts';

interface TriesParts {
  readonly env: Pick<Env, 'later' | 'fault'>;
  readonly carrier: Pick<Carrier, 'tries' | 'keepTries'>;
}

export class Tries {
  readonly #parts: TriesParts;
  /** Null: not asked yet. */
  #wrong: number | null = null;

  constructor(parts: TriesParts) {
    this.#parts = parts;
  }

  /** To be awaited before a secret is tried. */
  async wait(): Promise<void> {
    const over = (await this.#known()) - FREE_TRIES;
    if (over < 0) return;
    const ms = Math.min(MAX_TRY_WAIT_MS, FIRST_TRY_WAIT_MS * 2 ** over);
    await new Promise<void>((resolve) => {
      this.#parts.env.later(ms, resolve);
    });
  }

  /** To be awaited before anybody is told: it is durable then, where the disk takes it. */
  async wrong(): Promise<void> {
    this.#wrong = (await this.#known()) + 1;
    await this.#keep(this.#wrong);
  }

  /** Begins anew; answers how many were wrong before. */
  right(): number {
    const before = this.#wrong ?? 0;
    this.#wrong = 0;
    if (before > 0) void this.#keep(0);
    return before;
  }

  async #known(): Promise<number> {
    const { carrier, env } = this.#parts;
    if (this.#wrong !== null) return this.#wrong;
    const kept = await carrier.tries(null).catch((error: unknown) => {
      env.fault(error);
      return 0;
    });
    this.#wrong ??= kept;
    return this.#wrong;
  }

  /** Whoever knows the secret gets in, also where this cannot be kept. */
  async #keep(wrong: number): Promise<void> {
    const { carrier, env } = this.#parts;
    await carrier.keepTries({ wrong }).catch(env.fault);
  }
}

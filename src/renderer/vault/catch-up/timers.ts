/** Vault, catch-up: what runs later, by name: set again it begins anew, and all of it can be stopped. */
import type { Env } from '../env.ts';

export class Timers<Name extends string> {
  readonly #env: Pick<Env, 'later'>;
  readonly #running = new Map<Name, () => void>();

  constructor(env: Pick<Env, 'later'>) {
    this.#env = env;
  }

  has(name: Name): boolean {
    return this.#running.has(name);
  }

  start(name: Name, ms: number, run: () => Promise<void>): void {
    this.stop(name);
    const stop = this.#env.later(ms, () => {
      this.#running.delete(name);
      void run();
    });
    this.#running.set(name, stop);
  }

  stop(name: Name): void {
    this.#running.get(name)?.();
    this.#running.delete(name);
  }

  stopAll(): void {
    for (const name of this.#running.keys()) this.stop(name);
  }
}

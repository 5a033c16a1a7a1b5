/**
 * Vault, store: a request to IndexedDB that nobody answers.
 *
 * On a full disk Chromium may leave one open for ever, neither done nor failed. Whoever waits for it
 * gets an error after {@link COPY_PATIENCE_MS}, and from then on the copy rests: the journal serves.
 */
import { COPY_PATIENCE_MS } from '../limits.ts';

/** Runs a request, or refuses: rejects with {@link CopySilent} where no answer comes or came before. */
export type Patiently = <T>(request: () => PromiseLike<T>) => Promise<T>;

export class CopySilent extends Error {
  constructor() {
    super('IndexedDB does not answer');
    this.name = 'CopySilent';
  }
}

/** For one connection: what was silent once is not asked again. What it still does late is found by the next check. */
export function patience(): Patiently {
  let silent = false;
  return async (request) => {
    if (silent) throw new CopySilent();
    try {
      return await answered(request);
    } catch (error) {
      silent ||= error instanceof CopySilent;
      throw error;
    }
  };
}

/**
 * For what belongs to no connection. Counted in steps, so that an hour of sleep, or a second of key
 * derivation, is one of them and no more.
 */
export async function answered<T>(request: () => PromiseLike<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  let left = STEPS;
  const timer = setInterval(() => {
    left -= 1;
    if (left === 0) reject(new CopySilent());
  }, COPY_PATIENCE_MS / STEPS);
  try {
    return await Promise.race([request(), silence]);
  } finally {
    clearInterval(timer);
  }
}

const STEPS = 10;

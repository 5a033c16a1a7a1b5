/** Vault: work that leaves nothing behind where it fails. */
import type { Outcome } from '../../contract/outcome.ts';

/** Refused or thrown, what the work has begun is undone before anyone hears of it. */
export async function orUndone<T, R extends string>(
  work: () => Promise<Outcome<T, R>>,
  undo: () => void,
): Promise<Outcome<T, R>> {
  let done = false;
  try {
    const outcome = await work();
    done = outcome.ok;
    return outcome;
  } finally {
    if (!done) undo();
  }
}

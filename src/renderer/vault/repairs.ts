/**
 * Vault: rows of the copy that were not as this app had written them and came back from the journal.
 * Told soon and together: whoever opens a conversation of a hundred such rows hears of it once.
 */
import type { Trouble } from '../../contract/jobs.ts';
import type { Env } from './env.ts';
import { REPAIRS_GATHER_MS } from './limits.ts';

export interface Repairs {
  readonly found: (count: number) => void;
  /** Tells what has not been told yet. */
  readonly stop: () => void;
}

export function repairs(
  { later }: Pick<Env, 'later'>,
  trouble: (trouble: Trouble) => void,
): Repairs {
  let count = 0;
  let cancel: (() => void) | null = null;
  const say = (): void => {
    cancel?.();
    cancel = null;
    const told = count;
    count = 0;
    if (told > 0) trouble({ kind: 'copy-repaired', count: told });
  };
  return {
    found: (more) => {
      count += more;
      if (count > 0) cancel ??= later(REPAIRS_GATHER_MS, say);
    },
    stop: say,
  };
}

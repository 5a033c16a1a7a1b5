import { ACK_COMMIT_MS, MAX_LATER } from '../../protocol/limits.ts';
import { isDiskFull, type Database } from '../database.ts';

/** Thrown into a write that found the disk full. Nothing of it was written. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

/** Writes that share transactions: one wait for the disk serves everybody who asked meanwhile. */
export interface GroupCommit {
  /** Does `work` in the next group; resolves after its commit. Rejects with {@link DiskFull} or a failure of the store. */
  readonly run: <T>(work: () => T) => Promise<T>;
  /** Does `work` in some group soon. For what may be lost in a crash: it is only repeated then. */
  readonly soon: (work: () => void) => void;
  /** Commits at once. */
  readonly flush: () => void;
}

/**
 * Groups whatever was asked for in one turn of the event loop.
 *
 * A lone write waits for nobody; under load everything read from the sockets while the last group
 * was on its way to the disk goes into the next one. When a group does not fit on the disk its parts
 * are tried one by one, what frees room first: a write that is too large takes nobody with it.
 * `failed` hears of a store that cannot be trusted.
 */
export function groupCommit(database: Store, failed: (error: unknown) => void): GroupCommit {
  let urgent: Pending[] = [];
  let lazy: (() => void)[] = [];
  let turn: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    if (turn !== null) clearImmediate(turn);
    if (timer !== null) clearTimeout(timer);
    turn = null;
    timer = null;
    const group = urgent;
    const later = lazy;
    urgent = [];
    lazy = [];
    if (group.length + later.length === 0) return;
    try {
      if (!fits(database, later, group)) lazy = oneByOne(database, later, group);
    } catch (error) {
      for (const pending of group) pending.refuse(error);
      failed(error);
    }
  };

  return {
    run: (work) =>
      new Promise((resolve, refuse) => {
        urgent.push({
          work: () => {
            const answer = work();
            return () => resolve(answer);
          },
          refuse,
        });
        turn ??= setImmediate(flush);
      }),
    soon: (work) => {
      lazy.push(work);
      timer ??= setTimeout(flush, ACK_COMMIT_MS);
    },
    flush,
  };
}

type Store = Pick<Database, 'transact'>;

/** Commits and answers; false when the disk is full, and then nothing was written or said. */
function fits(database: Store, later: readonly (() => void)[], group: readonly Pending[]): boolean {
  try {
    const settle = database.transact(() => {
      for (const work of later) work();
      return group.map((pending) => pending.work());
    });
    for (const say of settle) say();
    return true;
  } catch (error) {
    if (isDiskFull(error)) return false;
    throw error;
  }
}

/** After a group did not fit: refuses what does not fit alone, and returns what may wait and still has to. */
function oneByOne(
  database: Store,
  later: readonly (() => void)[],
  group: readonly Pending[],
): (() => void)[] {
  const isDone = group.length > 0 && fits(database, later, []);
  for (const pending of group) {
    if (!fits(database, [], [pending])) pending.refuse(new DiskFull());
  }
  return isDone ? [] : later.slice(-MAX_LATER);
}

interface Pending {
  /** Does the work and returns what to say once it is durable. */
  readonly work: () => () => void;
  readonly refuse: (error: unknown) => void;
}

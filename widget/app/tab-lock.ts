import type { SessionId } from '../../protocol/ids.ts';

/** A page that has just gone may need a moment until the browser gives its lock back. */
const WAIT_MS = 800;

/**
 * Holds the Web Lock of a session for as long as the tab lives (PROTOCOL §1).
 *
 * False: another tab holds it, so this one is a duplicate. Browsers without locks are believed to
 * have one tab: the relay then ends the older connection.
 */
export async function holdSession(session: SessionId): Promise<boolean> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) return true;
  return new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(WAIT_MS) };
    const forever = (): Promise<never> => {
      resolve(true);
      return new Promise(() => undefined);
    };
    locks.request(`sc1:${session}`, options, forever).catch(() => resolve(false));
  });
}

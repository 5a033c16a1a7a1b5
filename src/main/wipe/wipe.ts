/**
 * The end of everything this app keeps on this machine, in the order that counts.
 *
 * What opens the rest goes first: header, keyrings and the keychain's secret are small, overwritten and
 * gone within moments; from then on the large files are noise. A note left before that makes the next
 * start finish what a power cut or a stubborn file kept from being finished now.
 */
import { WIPE_PATIENCE_MS } from '../limits.ts';

export interface WipeSteps {
  /** Leaves the note for the next start. */
  readonly note: () => Promise<void>;
  /** Header, keyrings, the keychain's secret; afterwards none of them can be written any more. */
  readonly destroyKeys: () => Promise<void>;
  /** Journals and files of chunks are closed for good. */
  readonly closeFiles: () => Promise<void>;
  readonly removeFiles: () => Promise<void>;
  /** What pages have stored: the database, caches. */
  readonly clearPages: () => Promise<void>;
  /** Starts the app anew; it does not come back. */
  readonly startAnew: () => void;
}

/** Goes on after a step that fails or hangs: the next ones matter none the less. */
export async function wipe(steps: WipeSteps): Promise<void> {
  const { note, destroyKeys, closeFiles, removeFiles, clearPages, startAnew } = steps;
  for (const step of [note, destroyKeys, closeFiles, removeFiles, clearPages]) {
    await atMost(step, WIPE_PATIENCE_MS);
  }
  startAnew();
}

async function atMost(step: () => Promise<void>, ms: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([step(), late]);
  } catch {
    // The next start tries again.
  } finally {
    clearTimeout(timer);
  }
}

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
  // The note is not waited for: nothing comes before the keys.
  await Promise.all([soon(note), soon(destroyKeys)]);
  for (const step of [closeFiles, removeFiles, clearPages]) await soon(step);
  startAnew();
}

async function soon(step: () => Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, WIPE_PATIENCE_MS);
  try {
    await Promise.race([step(), late]);
  } catch {
    // The next start tries again.
  } finally {
    clearTimeout(timer);
  }
}

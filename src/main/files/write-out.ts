/**
 * Writes a confirmed document straight to the path the person chose.
 *
 * This is plaintext, so there is no temporary file beside it that a crash could leave behind under
 * another name; the price is that a crash in the middle leaves a short file under the chosen name
 * (ADR 0013). A write that fails removes what it wrote.
 */
import { open, rm } from 'node:fs/promises';

/** Writes and syncs; readable by its owner only when the file is new. Throws when it cannot. */
export async function writeOut(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  await handle.close();
}

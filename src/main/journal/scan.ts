/** Walks the journal at start and tells a torn tail (cut it) from damage (touch nothing). */
import { FRAME_BYTES, isWhole, MAX_WRITE_BYTES, readFrame, type Frame } from './entry.ts';
import type { ReadAt } from './window.ts';

/** A whole entry and where the next one begins. */
export interface Entry {
  readonly bytes: Buffer;
  readonly left: number;
  readonly next: number;
}

/** The entry at `at`, or null where there is no whole one. Its bytes are good until the next read. */
export async function entryAt(readAt: ReadAt, at: number): Promise<Entry | null> {
  const head = Buffer.from(await readAt(at, FRAME_BYTES));
  const frame = readFrame(head);
  if (frame === null) return null;
  const bytes = await readAt(at + FRAME_BYTES, frame.length);
  if (!isWhole(frame, head, bytes)) return null;
  return { bytes, left: frame.left, next: at + FRAME_BYTES + frame.length };
}

export interface Scan {
  /** Where the last whole write ends. */
  readonly end: number;
  /**
   * `torn`: a write that was never finished, and so never promised, follows.
   * `damaged`: what follows was once whole; cutting it would lose what was promised.
   */
  readonly tail: 'none' | 'torn' | 'damaged';
}

/** Finds the end of the last whole write in a file of `size` bytes. */
export async function scan(readAt: ReadAt, size: number): Promise<Scan> {
  let end = 0;
  let at = 0;
  /** Where the write being walked over says that it ends. */
  let writeEnd: number | null = null;
  while (at < size) {
    const entry = await entryAt(readAt, at);
    if (entry === null) {
      writeEnd ??= await claimedEnd(readAt, at);
      break;
    }
    at = entry.next;
    writeEnd = at + entry.left;
    if (entry.left === 0) {
      end = at;
      writeEnd = null;
    }
  }
  if (end === size) return { end, tail: 'none' };
  return { end, tail: await tailOf(readAt, size, { end, writeEnd }) };
}

/**
 * Every write is synced before the next begins, so only the last can be torn: an unfinished write
 * with a whole one behind it, or longer than any write, was damaged later.
 */
async function tailOf(
  readAt: ReadAt,
  size: number,
  { end, writeEnd }: { readonly end: number; readonly writeEnd: number | null },
): Promise<'torn' | 'damaged'> {
  if (size - end > MAX_WRITE_BYTES) return 'damaged';
  if (writeEnd === null || writeEnd >= size) return 'torn';
  return (await entryAt(readAt, writeEnd)) === null ? 'torn' : 'damaged';
}

async function claimedEnd(readAt: ReadAt, at: number): Promise<number | null> {
  const frame: Frame | null = readFrame(await readAt(at, FRAME_BYTES));
  return frame === null ? null : at + FRAME_BYTES + frame.length + frame.left;
}

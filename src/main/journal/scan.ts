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
   * `damaged`: what follows was once whole, or has a whole write behind it; cutting would lose what was promised.
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
      if (writeEnd === null && (await isUnwritten(readAt, at))) return { end, tail: 'torn' };
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
  return { end, tail: await tailOf(readAt, size, { end, at, writeEnd }) };
}

/**
 * Every write is synced before the next begins, so only the last can be torn: one with an entry of
 * another write behind it, or longer than any write, was damaged later. The damage may be in the
 * frame itself, so its word on where it ends is not enough: the whole tail is looked through.
 */
async function tailOf(
  readAt: ReadAt,
  size: number,
  {
    end,
    at,
    writeEnd,
  }: { readonly end: number; readonly at: number; readonly writeEnd: number | null },
): Promise<'torn' | 'damaged'> {
  if (size - end > MAX_WRITE_BYTES) return 'damaged';
  for (let from = at; from < size; from += STEP_BYTES) {
    const step = Buffer.from(await readAt(from, STEP_BYTES + FRAME_BYTES - 1));
    for (const offset of beginnings(step, size - from)) {
      const entry = await entryAt(readAt, from + offset);
      if (entry !== null && entry.next + entry.left !== writeEnd) return 'damaged';
    }
  }
  return 'torn';
}

const STEP_BYTES = 64 * 1024;

/** Where an entry could begin whose write ends within `room`. Zeros are none, and there may be many. */
function* beginnings(step: Buffer, room: number): Generator<number> {
  for (let offset = 0; offset + FRAME_BYTES <= step.length; offset += 1) {
    // No entry is so long that the first byte of its length is set.
    if (step[offset] !== 0) continue;
    const frame = readFrame(step.subarray(offset, offset + FRAME_BYTES));
    if (frame === null || (frame.length | frame.left | frame.crc) === 0) continue;
    if (offset + FRAME_BYTES + frame.length + frame.left <= room) yield offset;
  }
}

/** A page that never reached the disk reads as zeros: the write's other pages may have. */
async function isUnwritten(readAt: ReadAt, at: number): Promise<boolean> {
  return (await readAt(at, FRAME_BYTES)).every((byte) => byte === 0);
}

async function claimedEnd(readAt: ReadAt, at: number): Promise<number | null> {
  const frame: Frame | null = readFrame(await readAt(at, FRAME_BYTES));
  return frame === null ? null : at + FRAME_BYTES + frame.length + frame.left;
}

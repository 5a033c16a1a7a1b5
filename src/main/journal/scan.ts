/** Walks a journal as it is opened and tells a torn tail (cut it) from damage (touch nothing). */
import { FRAME_BYTES, isWhole, MAX_WRITE_BYTES, readFrame } from './entry.ts';
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
   * `lost`: what follows is longer than any write, so it was once promised; cutting would lose it.
   */
  readonly tail: 'none' | 'torn' | 'lost';
}

/**
 * Finds the end of the last whole write in a file of `size` bytes, over damaged places too.
 *
 * Every write is synced before the next begins, so only the last can be torn: a broken one with an
 * entry of another write behind it was damaged later, and is walked over.
 */
export async function scan(readAt: ReadAt, size: number): Promise<Scan> {
  let end = 0;
  let at = 0;
  /** Where the write being walked over says that it ends. */
  let writeEnd: number | null = null;
  while (at < size) {
    const entry = await entryAt(readAt, at);
    if (entry === null) {
      const behind = await anotherBehind(readAt, at, { size, writeEnd });
      if (behind === null) break;
      at = behind;
      end = behind;
      continue;
    }
    at = entry.next;
    writeEnd = at + entry.left;
    if (entry.left === 0) {
      end = at;
      writeEnd = null;
    }
  }
  if (end === size) return { end, tail: 'none' };
  return { end, tail: size - end > MAX_WRITE_BYTES ? 'lost' : 'torn' };
}

/** What is known where the walk stopped. */
interface Stop {
  readonly size: number;
  /** Where the broken write says that it ends, if one of its entries could be read. */
  readonly writeEnd: number | null;
}

/**
 * Where the first whole entry of another write begins behind a broken one at `at`; null where there
 * is none. The damage may be in the frame itself, so its word on where the write ends is heard only
 * as far as it goes: everything behind is looked through.
 */
async function anotherBehind(readAt: ReadAt, at: number, stop: Stop): Promise<number | null> {
  let writeEnd = stop.writeEnd ?? (await claimedEnd(readAt, at));
  // A page that never reached the disk reads as zeros: the write's other pages may have.
  const unwritten = writeEnd === null && (await isUnwritten(readAt, at));
  for await (const { from, entry } of wholeEntries(readAt, at, stop.size)) {
    const itsEnd = entry.next + entry.left;
    if (unwritten) writeEnd ??= itsEnd;
    if (itsEnd !== writeEnd) return from;
  }
  return null;
}

const STEP_BYTES = 64 * 1024;

/** Every whole entry that can be found from `at` on. */
async function* wholeEntries(
  readAt: ReadAt,
  at: number,
  size: number,
): AsyncGenerator<{ readonly from: number; readonly entry: Entry }> {
  for (let from = at; from < size; from += STEP_BYTES) {
    const step = Buffer.from(await readAt(from, STEP_BYTES + FRAME_BYTES - 1));
    for (const offset of beginnings(step, size - from)) {
      const entry = await entryAt(readAt, from + offset);
      if (entry !== null) yield { from: from + offset, entry };
    }
  }
}

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

async function isUnwritten(readAt: ReadAt, at: number): Promise<boolean> {
  return (await readAt(at, FRAME_BYTES)).every((byte) => byte === 0);
}

/** Zeros claim nothing. */
async function claimedEnd(readAt: ReadAt, at: number): Promise<number | null> {
  const frame = readFrame(await readAt(at, FRAME_BYTES));
  if (frame === null || (frame.length | frame.left | frame.crc) === 0) return null;
  return at + FRAME_BYTES + frame.length + frame.left;
}

/**
 * The journal's framing: how opaque entries lie one behind the other in the file.
 *
 *     u32 length | u32 left | u32 crc | bytes        (big-endian; crc over length, left and bytes)
 *
 * `left` counts the bytes of the same write that come after this entry, frames included; the last
 * entry of a write has 0. A write is on the disk whole or not at all, and that is how one can tell.
 */
import { crc32 } from 'node:zlib';
import { MAX_APPEND_BYTES, MAX_BATCH, MAX_ENTRY_BYTES } from '../limits.ts';

export const FRAME_BYTES = 12;
/** The most one write takes in the file, frames included. */
export const MAX_WRITE_BYTES = MAX_APPEND_BYTES + MAX_BATCH * FRAME_BYTES;

/** What these entries take in the file. */
export const framedBytes = (entries: readonly Uint8Array[]): number =>
  entries.reduce((sum, entry) => sum + FRAME_BYTES + entry.length, 0);

/** The bytes of one write. */
export function writeEntries(entries: readonly Uint8Array[]): Buffer {
  let left = framedBytes(entries);
  const write = Buffer.alloc(left);
  let at = 0;
  for (const entry of entries) {
    left -= FRAME_BYTES + entry.length;
    write.writeUInt32BE(entry.length, at);
    write.writeUInt32BE(left, at + 4);
    write.writeUInt32BE(crc32(entry, crc32(write.subarray(at, at + 8))), at + 8);
    write.set(entry, at + FRAME_BYTES);
    at += FRAME_BYTES + entry.length;
  }
  return write;
}

/** One entry's frame as the file claims it. */
export interface Frame {
  readonly length: number;
  readonly left: number;
  readonly crc: number;
}

/** Reads a frame, or null where no frame of ours can begin like this. */
export function readFrame(bytes: Buffer): Frame | null {
  if (bytes.length < FRAME_BYTES) return null;
  const frame = {
    length: bytes.readUInt32BE(0),
    left: bytes.readUInt32BE(4),
    crc: bytes.readUInt32BE(8),
  };
  return frame.length <= MAX_ENTRY_BYTES && frame.left <= MAX_WRITE_BYTES ? frame : null;
}

/** Whether these are the bytes that were framed. `head` is the frame's own first eight bytes. */
export const isWhole = (frame: Frame, head: Buffer, bytes: Uint8Array): boolean =>
  bytes.length === frame.length && crc32(bytes, crc32(head.subarray(0, 8))) === frame.crc;

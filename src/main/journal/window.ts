/** Reads a file through a window, so that walking over small entries is not one system call each. */

const WINDOW_BYTES = 1024 * 1024;

/** What of a file handle is needed to read. */
export interface Readable {
  readonly read: (
    into: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesRead: number }>;
}

/** Bytes `[at, at + length)`, or fewer where the file ends. The answer is good until the next call. */
export type ReadAt = (at: number, length: number) => Promise<Buffer>;

export function windowOn(file: Readable): ReadAt {
  let start = 0;
  let held: Buffer = Buffer.alloc(0);
  return async (at, length) => {
    if (at < start || at + length > start + held.length) {
      held = await fill(file, at, Math.max(length, WINDOW_BYTES));
      start = at;
    }
    return held.subarray(at - start, at - start + length);
  };
}

async function fill(file: Readable, at: number, length: number): Promise<Buffer> {
  const into = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(into, filled, length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return into.subarray(0, filled);
}

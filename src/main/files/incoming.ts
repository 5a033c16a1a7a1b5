/** A large file a person chose to read in, piece by piece. It is opened for reading only. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';

export interface Incoming {
  /** Bytes when it was opened. */
  readonly size: number;
  /** Fewer bytes at the end. */
  readonly read: (at: number, length: number) => Promise<Outcome<Uint8Array, 'cannot-read'>>;
  readonly abandon: () => Promise<void>;
}

/** Opens the file. Throws where it is none, such as a folder or a pipe, or cannot be read. */
export async function beginIncoming(file: string): Promise<Incoming> {
  if (!(await stat(file)).isFile()) throw new Error('not a file');
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  return {
    size,
    read: (at, length) => readUpTo(handle, at, length),
    abandon: async () => {
      await handle.close().catch(() => null);
    },
  };
}

/** Bytes `[at, at + length)`, or fewer where the file ends. */
export async function readUpTo(
  handle: FileHandle,
  at: number,
  length: number,
): Promise<Outcome<Uint8Array, 'cannot-read'>> {
  const into = new Uint8Array(Math.max(0, length));
  let filled = 0;
  try {
    while (filled < into.length) {
      const rest = into.length - filled;
      const { bytesRead } = await handle.read(into, filled, rest, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return ok(into.slice(0, filled));
  } catch {
    return refuse('cannot-read');
  }
}

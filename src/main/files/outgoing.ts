/**
 * A large file on its way to the path a person chose. It is called `<chosen>.part` until it is whole:
 * a short backup must not look like one. A crash leaves the part where the person will see it.
 */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { isDiskFull, syncFolder } from './durable.ts';
import { readUpTo } from './incoming.ts';
import { serially } from './serially.ts';

const PART = '.part';

type Written = Outcome<null, 'cannot-write' | 'disk-full'>;

export interface Outgoing {
  /** Appends. A write that was refused may be asked for again: it begins where it began. */
  readonly write: (bytes: Uint8Array) => Promise<Written>;
  /** Fewer bytes at the end. */
  readonly read: (at: number, length: number) => Promise<Outcome<Uint8Array, 'cannot-read'>>;
  /** Syncs and gives it its name; where that fails, it is deleted. */
  readonly keep: () => Promise<Written>;
  readonly abandon: () => Promise<void>;
}

/** Begins the part, readable by its owner only, in place of one that a crash left. Throws when it cannot. */
export async function beginOutgoing(file: string): Promise<Outgoing> {
  const part = `${file}${PART}`;
  await rm(part, { force: true });
  const handle = await open(part, 'wx+', 0o600);
  const oneByOne = serially();
  let end = 0;

  const abandon = async (): Promise<void> => {
    await handle.close().catch(() => null);
    await rm(part, { force: true });
  };

  return {
    write: (bytes) =>
      oneByOne(async () => {
        try {
          await writeFully(handle, bytes, end);
          end += bytes.length;
          return ok(null);
        } catch (error) {
          return refused(error);
        }
      }),
    read: (at, length) => oneByOne(() => readUpTo(handle, at, Math.min(length, end - at))),
    keep: () =>
      oneByOne(async () => {
        try {
          await handle.truncate(end);
          await handle.sync();
          await handle.close();
          await rename(part, file);
        } catch (error) {
          await abandon();
          return refused(error);
        }
        // Some network file systems cannot; the file itself is there.
        await syncFolder(path.dirname(file)).catch(() => null);
        return ok(null);
      }),
    abandon: () => oneByOne(abandon),
  };
}

const refused = (error: unknown): Written =>
  refuse(isDiskFull(error) ? 'disk-full' : 'cannot-write');

async function writeFully(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

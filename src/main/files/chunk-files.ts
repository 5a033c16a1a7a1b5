/**
 * Files of sealed chunks, each chunk at its own place: u32 length ‖ bytes in a slot of fixed size, so
 * that a chunk is found by its number, and a file of any size needs the memory of one chunk.
 *
 * A torn chunk needs no sum here: what is not whole does not open in the vault.
 */
import { open, readdir, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { FileId } from '../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { MAX_CHUNK_BYTES, MAX_OPEN_FILES, OPEN_FILES_IDLE_MS } from '../limits.ts';
import { isDiskFull, makeFolder, syncFolder } from './durable.ts';
import { chunkFiles } from './names.ts';
import { serially } from './serially.ts';

const LENGTH_BYTES = 4;
export const SLOT_BYTES = LENGTH_BYTES + MAX_CHUNK_BYTES;

type Written = Outcome<null, 'disk-full'>;

export interface ChunkFiles {
  /** Not durable before {@link ChunkFiles.end}. */
  readonly put: (file: FileId, index: number, bytes: Uint8Array) => Promise<Written>;
  /** Syncs the file and its name. Throws where there is no such file. */
  readonly end: (file: FileId) => Promise<Written>;
  readonly read: (file: FileId, index: number) => Promise<Uint8Array | null>;
  /** Deletes, durably; a file that is gone is deleted. */
  readonly drop: (files: readonly FileId[]) => Promise<void>;
  readonly list: () => Promise<readonly FileId[]>;
  /** Closes every handle, for good. */
  readonly close: () => Promise<void>;
}

/** The chunk files in this folder, which is made where it is missing. */
export async function openChunkFiles(folder: string): Promise<ChunkFiles> {
  await makeFolder(folder);
  return new Files(folder);
}

class Files implements ChunkFiles {
  readonly #folder: string;
  /** Least recently used first. */
  readonly #open = new Map<FileId, FileHandle>();
  readonly #oneByOne = serially();
  #idle: NodeJS.Timeout | null = null;
  #over = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(file: FileId, index: number, bytes: Uint8Array): Promise<Written> {
    return await this.#writing(async () => {
      const handle = (await this.#existing(file)) ?? (await this.#created(file));
      const slot = Buffer.alloc(LENGTH_BYTES + bytes.length);
      slot.writeUInt32BE(bytes.length);
      slot.set(bytes, LENGTH_BYTES);
      await writeFully(handle, slot, index * SLOT_BYTES);
    });
  }

  async end(file: FileId): Promise<Written> {
    return await this.#writing(async () => {
      const handle = await this.#existing(file);
      if (handle === null) throw new Error('no such file');
      await handle.datasync();
      await this.#shut(file);
      await syncFolder(this.#folder);
    });
  }

  async read(file: FileId, index: number): Promise<Uint8Array | null> {
    return await this.#working(async () => {
      const handle = await this.#existing(file);
      return handle === null ? null : await chunkIn(handle, index);
    });
  }

  async drop(files: readonly FileId[]): Promise<void> {
    await this.#working(async () => {
      for (const file of files) {
        await this.#shut(file);
        await rm(this.#at(file), { force: true });
      }
      await syncFolder(this.#folder);
    });
  }

  async list(): Promise<readonly FileId[]> {
    return chunkFiles(await readdir(this.#folder));
  }

  async close(): Promise<void> {
    this.#over = true;
    await this.#oneByOne(() => this.#shutAll());
  }

  /** One task at a time: no handle is closed under another's hands. */
  async #working<T>(task: () => Promise<T>): Promise<T> {
    return await this.#oneByOne(async () => {
      if (this.#over) throw new Error('files closed');
      this.#closeWhenIdle();
      return await task();
    });
  }

  async #writing(task: () => Promise<void>): Promise<Written> {
    try {
      await this.#working(task);
      return ok(null);
    } catch (error) {
      if (isDiskFull(error)) return refuse('disk-full');
      throw error;
    }
  }

  async #existing(file: FileId): Promise<FileHandle | null> {
    const there = this.#open.get(file);
    if (there !== undefined) return this.#hold(file, there);
    try {
      return this.#hold(file, await open(this.#at(file), 'r+'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    } finally {
      await this.#shutOldest();
    }
  }

  async #created(file: FileId): Promise<FileHandle> {
    const handle = this.#hold(file, await open(this.#at(file), 'wx+', 0o600));
    await this.#shutOldest();
    return handle;
  }

  #hold(file: FileId, handle: FileHandle): FileHandle {
    this.#open.delete(file);
    this.#open.set(file, handle);
    return handle;
  }

  async #shutOldest(): Promise<void> {
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN_FILES && oldest !== undefined) await this.#shut(oldest);
  }

  async #shut(file: FileId): Promise<void> {
    const handle = this.#open.get(file);
    this.#open.delete(file);
    await handle?.close();
  }

  async #shutAll(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    for (const file of this.#open.keys()) await this.#shut(file);
  }

  #closeWhenIdle(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      void this.#oneByOne(() => this.#shutAll()).catch(() => null);
    }, OPEN_FILES_IDLE_MS);
    this.#idle.unref();
  }

  #at(file: FileId): string {
    return path.join(this.#folder, file);
  }
}

async function chunkIn(handle: FileHandle, index: number): Promise<Uint8Array | null> {
  const slot = Buffer.alloc(SLOT_BYTES);
  let filled = 0;
  while (filled < SLOT_BYTES) {
    const at = index * SLOT_BYTES + filled;
    const { bytesRead } = await handle.read(slot, filled, SLOT_BYTES - filled, at);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  if (filled < LENGTH_BYTES) return null;
  const length = slot.readUInt32BE();
  // A place never written reads as zeros, and no sealed chunk is empty.
  if (length === 0 || LENGTH_BYTES + length > filled) return null;
  return Uint8Array.from(slot.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
}

async function writeFully(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

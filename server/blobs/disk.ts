import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ProtocolError } from '../../protocol/errors.ts';
import { BlobId } from '../../protocol/ids.ts';
import { MAX_BLOB_CHUNKS } from '../../protocol/limits.ts';
import { SEALED_CHUNK_BYTES } from '../../protocol/wire/blob.ts';
import { readAbout, writeAbout, type About } from './about.ts';

/** The folder of the blobs cannot be used; the message is a sentence for whoever runs the relay. */
export class BlobsError extends Error {
  override readonly name = 'BlobsError';
}

/** One blob as it was found on the disk. */
export interface Found {
  readonly id: BlobId;
  readonly about: About;
  readonly held: ReadonlySet<number>;
}

/**
 * A folder with one folder per blob: `about` and one file per chunk, named by its number.
 *
 * Whatever a promise here said is on the disk, under its name. A name is made of a parsed id or a number and of
 * nothing that came over the network as text. What throws left nothing under the final name.
 */
export interface BlobDisk {
  readonly create: (id: BlobId, about: About) => Promise<void>;
  readonly write: (id: BlobId, index: number, chunk: Uint8Array) => Promise<void>;
  /** Null when it is not there, or not a chunk. */
  readonly read: (id: BlobId, index: number) => Promise<Uint8Array | null>;
  /** Takes the blob out of sight; {@link BlobDisk.clear} follows, or the next start does it. */
  readonly hide: (id: BlobId) => Promise<void>;
  /** Frees the room of what was hidden; it is gone for good when the promise is kept. */
  readonly clear: (id: BlobId) => Promise<void>;
}

/** Opens or makes the folder, clears away what a kill left half done, and says what is there. Throws {@link BlobsError}. */
export async function openBlobDisk(
  folder: string,
): Promise<{ readonly disk: BlobDisk; readonly found: readonly Found[] }> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(path.dirname(folder));
    return { disk: diskIn(folder), found: await look(folder) };
  } catch (error) {
    if (!hasCode(error)) throw error;
    throw new BlobsError(`RELAY_BLOBS ${folder} cannot be opened or written.`, { cause: error });
  }
}

/** What to answer when the disk, or the number of files a process may open, is used up; any other failure is thrown on. */
export function refusalFor(error: unknown): 'full' | 'busy' {
  const refusal = hasCode(error) ? refusals.get(error.code) : undefined;
  if (refusal === undefined) throw error;
  return refusal;
}

function diskIn(folder: string): BlobDisk {
  const at = (id: BlobId, ...rest: readonly string[]): string => path.join(folder, id, ...rest);
  return {
    create: async (id, about) => {
      const made = at(id) + NEW;
      try {
        await rm(made, { recursive: true, force: true });
        await mkdir(made, { mode: 0o700 });
        await writeDurably(path.join(made, ABOUT), writeAbout(about));
        await rename(made, at(id));
        await syncFolder(folder);
      } catch (error) {
        await rm(made, { recursive: true, force: true });
        await rm(at(id), { recursive: true, force: true });
        throw error;
      }
    },
    write: (id, index, chunk) => writeDurably(at(id, String(index)), chunk),
    read: async (id, index) => {
      try {
        const chunk = await readFile(at(id, String(index)));
        return chunk.length === SEALED_CHUNK_BYTES ? chunk : null;
      } catch (error) {
        if (hasCode(error) && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    hide: async (id) => {
      await rm(at(id) + GONE, { recursive: true, force: true });
      await rename(at(id), at(id) + GONE);
    },
    clear: async (id) => {
      await rm(at(id) + GONE, { recursive: true, force: true });
      await syncFolder(folder);
    },
  };
}

/** A new file under its name, whole and on the disk, or nothing: temporary file, fsync, rename, fsync of the folder. */
async function writeDurably(name: string, bytes: Uint8Array): Promise<void> {
  const temporary = name + NEW;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, name);
    await syncFolder(path.dirname(name));
  } catch (error) {
    await rm(temporary, { force: true });
    await rm(name, { force: true });
    throw error;
  }
}

/** The folder's own entries on disk; Windows cannot open folders and keeps its names by journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only names of ours are looked at: whatever else lies here is not ours to read or to delete. */
async function look(folder: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const name of await readdir(folder)) {
    const inside = path.join(folder, name);
    if (HALF_DONE.test(name)) await rm(inside, { recursive: true, force: true });
    if (!WHOLE.test(name)) continue;
    const id = BlobId(name);
    const about = await aboutIn(inside);
    if (about === null) await rm(inside, { recursive: true, force: true });
    else found.push({ id, about, held: await chunksIn(inside, about.chunks) });
  }
  return found;
}

/** Null for what is damaged: it tells of no capability that it is the right one, so nobody can ever be given it. */
async function aboutIn(folder: string): Promise<About | null> {
  try {
    return readAbout(await readFile(path.join(folder, ABOUT)));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    if (error.code !== 'wrong-version') return null;
    throw new BlobsError(`RELAY_BLOBS ${folder} was written by a newer relay.`, { cause: error });
  }
}

async function chunksIn(folder: string, chunks: number): Promise<ReadonlySet<number>> {
  const held = new Set<number>();
  for (const name of await readdir(folder)) {
    if (name.endsWith(NEW)) await rm(path.join(folder, name), { force: true });
    const index = NUMBER.test(name) ? Number(name) : MAX_BLOB_CHUNKS;
    if (index < chunks) held.add(index);
  }
  return held;
}

const hasCode = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

const ABOUT = 'about';
const NEW = '.new';
const GONE = '.gone';
const WHOLE = /^[0-9a-f]{32}$/;
const HALF_DONE = /^[0-9a-f]{32}\.(new|gone)$/;
const NUMBER = /^(0|[1-9]\d{0,2})$/;
const refusals = new Map<string, 'full' | 'busy'>([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EMFILE', 'busy'],
  ['ENFILE', 'busy'],
]);

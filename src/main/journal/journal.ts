/**
 * The vault's journal: the truth on disk, in entries main cannot read.
 *
 * An append is answered once its bytes are synced, and appends that wait are written together, in
 * order. What was answered is never cut; what was not may be missing after a crash, but only whole.
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { isDiskFull, syncFolder } from '../files/durable.ts';
import { REPLAY_PAGE_BYTES } from '../limits.ts';
import { framedBytes, MAX_WRITE_BYTES, writeEntries } from './entry.ts';
import { entryAt, scan } from './scan.ts';
import { windowOn, type Readable } from './window.ts';

export interface ReplayPage {
  readonly entries: readonly Uint8Array[];
  readonly next: number;
  readonly end: boolean;
}

export interface Journal {
  /** Bytes of a torn tail that were cut when this journal was opened. */
  readonly cut: number;
  /** A full disk leaves the journal as it was before this append. */
  readonly append: (entries: readonly Uint8Array[]) => Promise<Outcome<null, 'disk-full'>>;
  /** A page of entries from a position this journal gave, or from 0. Throws where the file is damaged. */
  readonly replay: (from: number) => Promise<ReplayPage>;
  /** Waits for what is being written, then closes the file. */
  readonly close: () => Promise<void>;
}

/** What of a file the journal uses; the seam at which tests fill the disk. */
export interface JournalFile extends Readable {
  readonly write: (
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesWritten: number }>;
  readonly datasync: () => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly stat: () => Promise<{ readonly size: number }>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly entries: readonly Uint8Array[];
  readonly resolve: (outcome: Outcome<null, 'disk-full'>) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens or begins the journal and cuts a torn tail. A damaged one opens too, but takes nothing more. */
export async function openJournal(
  name: string,
  openFile: (name: string) => Promise<JournalFile> = createOrOpen,
): Promise<Journal> {
  const file = await openFile(name);
  const { size } = await file.stat();
  const { end, tail } = await scan(windowOn(file), size);
  if (tail === 'torn') {
    await file.truncate(end);
    await file.datasync();
  }
  return new FileJournal(file, {
    end,
    cut: tail === 'torn' ? size - end : 0,
    damaged: tail === 'damaged',
  });
}

class FileJournal implements Journal {
  readonly cut: number;
  readonly #file: JournalFile;
  readonly #damaged: boolean;
  readonly #waiting: Waiting[] = [];
  #end: number;
  /** Once false it stays false: after a failed sync nobody knows what is on the disk, and fsync may not be retried. */
  #usable: boolean;
  #draining: Promise<void> | null = null;

  constructor(
    file: JournalFile,
    found: { readonly end: number; readonly cut: number; readonly damaged: boolean },
  ) {
    this.#file = file;
    this.cut = found.cut;
    this.#end = found.end;
    this.#damaged = found.damaged;
    this.#usable = !found.damaged;
  }

  async append(entries: readonly Uint8Array[]): Promise<Outcome<null, 'disk-full'>> {
    if (entries.length === 0) return ok(null);
    const { promise, resolve, reject } = Promise.withResolvers<Outcome<null, 'disk-full'>>();
    this.#waiting.push({ entries, resolve, reject });
    this.#draining ??= this.#drain();
    return await promise;
  }

  async replay(from: number): Promise<ReplayPage> {
    const page = await readPage(this.#file, from, this.#end);
    if (this.#damaged && page.end) throw new Error('journal damaged');
    return page;
  }

  async close(): Promise<void> {
    this.#usable = false;
    await this.#draining;
    await this.#file.close();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = takeGroup(this.#waiting);
      try {
        const outcome = await this.#write(group.flatMap(({ entries }) => entries));
        for (const { resolve } of group) resolve(outcome);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#draining = null;
  }

  async #write(entries: readonly Uint8Array[]): Promise<Outcome<null, 'disk-full'>> {
    if (!this.#usable) throw new Error('journal unusable');
    const bytes = writeEntries(entries);
    try {
      await writeFully(this.#file, bytes, this.#end);
      await this.#file.datasync();
    } catch (error) {
      this.#usable = false;
      if (!isDiskFull(error)) throw error;
      await this.#file.truncate(this.#end);
      await this.#file.datasync();
      this.#usable = true;
      return refuse('disk-full');
    }
    this.#end += bytes.length;
    return ok(null);
  }
}

/** Takes as many waiting appends as fit into one write, at least one. */
function takeGroup(waiting: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const { entries } of waiting) {
    bytes += framedBytes(entries);
    if (count > 0 && bytes > MAX_WRITE_BYTES) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

async function readPage(file: JournalFile, from: number, end: number): Promise<ReplayPage> {
  if (from > end) throw new Error('position beyond the journal');
  const readAt = windowOn(file);
  const entries: Uint8Array[] = [];
  let next = from;
  let bytes = 0;
  while (next < end) {
    const entry = await entryAt(readAt, next);
    if (entry === null) throw new Error('journal damaged');
    bytes += entry.bytes.length;
    if (entries.length > 0 && bytes > REPLAY_PAGE_BYTES) break;
    entries.push(Uint8Array.from(entry.bytes));
    next = entry.next;
  }
  return { entries, next, end: next === end };
}

async function writeFully(file: JournalFile, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

async function createOrOpen(name: string): Promise<JournalFile> {
  try {
    return await open(name, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const file = await open(name, 'wx+', 0o600);
  await file.sync();
  await syncFolder(path.dirname(name));
  return file;
}

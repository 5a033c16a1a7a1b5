/**
 * One generation of the vault's journal: the truth on disk, in entries main cannot read.
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

/** Where the file ends behind what was appended; a full disk leaves it as it was. */
export type Appended = Outcome<{ readonly end: number }, 'disk-full'>;

export interface Journal {
  /** Bytes of a torn tail that were cut when this journal was opened. */
  readonly cut: number;
  /** Where the last promised write ends. */
  readonly end: () => number;
  readonly append: (entries: readonly Uint8Array[]) => Promise<Appended>;
  /**
   * A page of entries from a position this journal gave, or from 0; it ends before a damaged place.
   * Throws at one, and at the end where something that was promised is missing there.
   */
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
  readonly resolve: (outcome: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens or begins a journal and cuts a torn tail. A damaged place with whole writes behind it stays,
 * and more is taken behind those; where the tail is lost nothing more is taken. Throws what the
 * file system says.
 */
export async function openJournal(
  name: string,
  openFile: (name: string) => Promise<JournalFile> = createOrOpen,
): Promise<Journal> {
  const file = await openFile(name);
  try {
    const { size } = await file.stat();
    const { end, tail } = await scan(windowOn(file), size);
    if (tail === 'torn') await cutBack(file, end);
    return new FileJournal(file, {
      end,
      cut: tail === 'torn' ? size - end : 0,
      lost: tail === 'lost',
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

class FileJournal implements Journal {
  readonly cut: number;
  readonly #file: JournalFile;
  readonly #lost: boolean;
  readonly #waiting: Waiting[] = [];
  #end: number;
  /** Once true it stays true: after a failed sync nobody knows what is on the disk, and fsync may not be retried. */
  #over: boolean;
  /** Something unpromised may lie behind the end: a disk so full that even cutting back failed. */
  #ragged = false;
  #draining: Promise<void> | null = null;

  constructor(
    file: JournalFile,
    found: { readonly end: number; readonly cut: number; readonly lost: boolean },
  ) {
    this.#file = file;
    this.cut = found.cut;
    this.#end = found.end;
    this.#lost = found.lost;
    this.#over = found.lost;
  }

  end(): number {
    return this.#end;
  }

  async append(entries: readonly Uint8Array[]): Promise<Appended> {
    if (entries.length === 0) return ok({ end: this.#end });
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    this.#waiting.push({ entries, resolve, reject });
    this.#draining ??= this.#drain();
    return await promise;
  }

  async replay(from: number): Promise<ReplayPage> {
    const page = await readPage(this.#file, from, this.#end);
    if (!this.#lost) return page;
    if (page.end && page.entries.length === 0) throw new Error('journal damaged');
    return { ...page, end: false };
  }

  async close(): Promise<void> {
    this.#over = true;
    await this.#draining;
    await this.#file.close();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = takeGroup(this.#waiting);
      let end = this.#end;
      try {
        const outcome = await this.#write(group.flatMap(({ entries }) => entries));
        for (const { entries, resolve } of group) {
          end += framedBytes(entries);
          resolve(outcome.ok ? ok({ end }) : outcome);
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#draining = null;
  }

  async #write(entries: readonly Uint8Array[]): Promise<Outcome<null, 'disk-full'>> {
    if (this.#over) throw new Error('journal unusable');
    const bytes = writeEntries(entries);
    try {
      if (this.#ragged) await cutBack(this.#file, this.#end);
      this.#ragged = false;
      await writeFully(this.#file, bytes, this.#end);
      await this.#file.datasync();
    } catch (error) {
      return await this.#refuseFull(error);
    }
    this.#end += bytes.length;
    return ok(null);
  }

  /** Leaves the file as it was before the write; any other trouble than want of space is the end. */
  async #refuseFull(error: unknown): Promise<Outcome<null, 'disk-full'>> {
    try {
      if (!isDiskFull(error)) throw error;
      this.#ragged = !(await hasCutBack(this.#file, this.#end));
      return refuse('disk-full');
    } catch (fatal) {
      this.#over = true;
      throw fatal;
    }
  }
}

async function cutBack(file: JournalFile, end: number): Promise<void> {
  await file.truncate(end);
  await file.datasync();
}

/** The same on a full disk, where even that may be refused for now. */
async function hasCutBack(file: JournalFile, end: number): Promise<boolean> {
  try {
    await cutBack(file, end);
    return true;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return false;
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
    if (entry === null && entries.length > 0) break;
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

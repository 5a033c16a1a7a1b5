/** The journal's generations, each a file of its own. What was not opened takes and gives nothing. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CarrierRequests } from '../../contract/carrier.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { isDiskFull, syncFolder } from '../files/durable.ts';
import { JOURNALS } from '../files/names.ts';
import { serially } from '../files/serially.ts';
import { MAX_OPEN_JOURNALS } from '../limits.ts';
import { openJournal, type Appended, type Journal, type ReplayPage } from './journal.ts';

export interface Journals {
  /**
   * Opens a generation, or finds it open: a journal that a failed sync has ended stays so until the
   * next start. `fresh` begins it anew. Throws where too many are open.
   */
  readonly open: (
    input: CarrierRequests['openJournal']['input'],
  ) => Promise<CarrierRequests['openJournal']['output']>;
  readonly append: (generation: number, entries: readonly Uint8Array[]) => Promise<Appended>;
  readonly replay: (generation: number, from: number) => Promise<ReplayPage>;
  /** Whether there is such a file, opened or not. */
  readonly has: (generation: number) => Promise<boolean>;
  /** Whether any of them holds something, opened or not. */
  readonly holdSomething: () => Promise<boolean>;
  /** Closes and deletes every other generation, durably. Throws, and deletes nothing, where this one is missing. */
  readonly keepOnly: (generation: number) => Promise<void>;
  /** Closes all for good once what is being written is written. */
  readonly close: () => Promise<void>;
}

/** The journals in this folder; none is opened yet. */
export const openJournals = (
  folder: string,
  openOne: (name: string) => Promise<Journal> = openJournal,
): Journals => new FileJournals(folder, openOne);

class FileJournals implements Journals {
  readonly #folder: string;
  readonly #openOne: (name: string) => Promise<Journal>;
  readonly #opened = new Map<number, Journal>();
  readonly #oneByOne = serially();
  #over = false;

  constructor(folder: string, openOne: (name: string) => Promise<Journal>) {
    this.#folder = folder;
    this.#openOne = openOne;
  }

  async open({
    generation,
    fresh,
  }: CarrierRequests['openJournal']['input']): Promise<CarrierRequests['openJournal']['output']> {
    try {
      const journal = await this.#oneByOne(() => this.#open(generation, fresh));
      return ok({ end: journal.end() });
    } catch (error) {
      if (isDiskFull(error)) return refuse('disk-full');
      throw error;
    }
  }

  async append(generation: number, entries: readonly Uint8Array[]): Promise<Appended> {
    return await this.#journal(generation).append(entries);
  }

  async replay(generation: number, from: number): Promise<ReplayPage> {
    return await this.#journal(generation).replay(from);
  }

  async has(generation: number): Promise<boolean> {
    return (await this.#there()).includes(generation);
  }

  async holdSomething(): Promise<boolean> {
    const files = (await this.#there()).map(async (one) => await stat(this.#file(one)));
    return (await Promise.all(files)).some(({ size }) => size > 0);
  }

  async keepOnly(generation: number): Promise<void> {
    await this.#oneByOne(async () => {
      const there = await this.#there();
      if (!there.includes(generation)) throw new Error('journal missing');
      for (const other of there) if (other !== generation) await this.#remove(other);
      await syncFolder(this.#folder);
    });
  }

  async close(): Promise<void> {
    this.#over = true;
    await this.#oneByOne(async () => {
      for (const journal of this.#opened.values()) await journal.close();
      this.#opened.clear();
    });
  }

  async #open(generation: number, fresh: boolean): Promise<Journal> {
    if (this.#over) throw new Error('journals closed');
    if (fresh) {
      await this.#remove(generation);
      await syncFolder(this.#folder);
    }
    const there = this.#opened.get(generation);
    if (there !== undefined) return there;
    if (this.#opened.size >= MAX_OPEN_JOURNALS) throw new Error('too many journals');
    const journal = await this.#openOne(this.#file(generation));
    this.#opened.set(generation, journal);
    return journal;
  }

  async #remove(generation: number): Promise<void> {
    const journal = this.#opened.get(generation);
    this.#opened.delete(generation);
    await journal?.close();
    await rm(this.#file(generation), { force: true });
  }

  async #there(): Promise<readonly number[]> {
    const names = await readdir(this.#folder);
    return names.map(JOURNALS.numberIn).filter((one) => one !== null);
  }

  #file(generation: number): string {
    return path.join(this.#folder, JOURNALS.name(generation));
  }

  #journal(generation: number): Journal {
    const journal = this.#opened.get(generation);
    if (journal === undefined) throw new Error('journal not open');
    return journal;
  }
}

/**
 * Vault, store: records in, records out.
 *
 * A commit is in the journal (fdatasync) before it is in IndexedDB, and in both before it answers.
 * Where IndexedDB cannot take it, the rows are served from memory until the background check. What
 * throws before the journal has it is {@link NotWritten}; who hears of it afterwards cannot fail it.
 */
import type { Random } from '../../../../protocol/crypto/random.ts';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import { ok } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { serial } from '../serial.ts';
import { breather, type Breathe } from '../turns.ts';
import type { Box } from './box.ts';
import { changedSince } from './changed-since.ts';
import type { Checkpoints } from './checkpoint.ts';
import type { VaultDb } from './db.ts';
import { entriesOf, type Written } from './entries.ts';
import type { Chain, Head } from './entry.ts';
import { HeadBook } from './head-book.ts';
import type { Loaded } from './load.ts';
import type { Manifest } from './manifest.ts';
import { Reading } from './reading.ts';
import { rewrite } from './rewrite.ts';
import { keepOrOwe, rowsIn, type Owed, type Rows } from './rows.ts';
import { sealRow } from './sealed-row.ts';
import type { Sheets } from './sheets.ts';
import {
  NotWritten,
  type Change,
  type Mark,
  type RewritePlan,
  type VaultStore,
} from './vault-store.ts';

/** What a store works with. */
export interface StoreParts {
  readonly env: Pick<Env, 'ticks' | 'later' | 'fault'> & { readonly random: Random };
  readonly carrier: Pick<
    Carrier,
    'append' | 'replay' | 'openJournal' | 'keepOnly' | 'readHeader' | 'space'
  >;
  readonly keys: Pick<
    VaultKeys,
    'current' | 'dataKey' | 'prepare' | 'commit' | 'abandon' | 'header'
  >;
  readonly box: Box;
  /** Our own part of the names of databases. */
  readonly database: string;
  /** Called after each entry that is durable. */
  readonly committed?: () => void;
  /** So many more records are neither in the copy nor in the journal. */
  readonly lost?: (count: number) => void;
  /** So many rows of the copy were found wrong or gone while they were read, and came from the journal. */
  readonly repaired?: (count: number) => void;
  /** A new generation counts from now on. */
  readonly rewritten?: () => void;
}

/** Where everything lies that is read and written: all of it changes with a new generation. */
export interface Ground {
  readonly generation: number;
  readonly chain: Chain;
  readonly db: VaultDb;
  readonly sheets: Sheets;
  readonly manifest: Manifest;
}

export class Store implements VaultStore {
  readonly parts: StoreParts;
  readonly breathe: Breathe;
  /** One commit, or the last step of a rewrite, at a time. */
  readonly locked = serial();
  /** Rows that are in the manifest and not (yet) in the copy. */
  readonly owed: Owed;
  /** Records known to be in neither copy. */
  readonly lost = new Set<RowId>();
  ground: Ground;
  rows: Rows;
  /** While it is set, keys and ground may not belong together. */
  swapping: Promise<void> | null = null;
  readonly #reading: Reading;
  readonly #book: HeadBook;
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  #head: Head;
  #end: number;
  #rewriting = false;

  constructor(
    parts: StoreParts,
    ground: Ground,
    { loaded, checkpoints }: { readonly loaded: Loaded; readonly checkpoints: Checkpoints },
  ) {
    this.parts = parts;
    this.ground = ground;
    this.rows = rowsIn(ground.db);
    this.owed = loaded.owed;
    this.breathe = breather(parts.env.ticks);
    this.#head = loaded.reached.head;
    this.#end = loaded.reached.end;
    this.#reading = new Reading(this);
    this.#book = new HeadBook(this, loaded.from, checkpoints);
    this.get = this.#reading.get;
    this.find = this.#reading.find;
    this.newest = this.#reading.newest;
    this.each = this.#reading.each;
    this.heads = this.#book.heads;
    this.firstLook = this.#book.firstLook;
    this.checkpoint = this.#book.checkpoint;
  }

  readonly get: VaultStore['get'];
  readonly find: VaultStore['find'];
  readonly newest: VaultStore['newest'];
  readonly each: VaultStore['each'];
  readonly heads: VaultStore['heads'];
  readonly firstLook: VaultStore['firstLook'];
  readonly checkpoint: VaultStore['checkpoint'];

  get manifest(): Manifest {
    return this.ground.manifest;
  }

  readonly has = (id: RowId): boolean => this.manifest.has(id);
  readonly used = (bucket: BucketId): boolean => this.manifest.used(bucket);
  readonly count = (bucket: BucketId): number => this.manifest.count(bucket);
  readonly names: VaultStore['names'] = (bucket) => this.manifest.names(bucket);
  readonly head = (): Head => this.#head;
  readonly mark = (): Mark => ({
    generation: this.ground.generation,
    head: this.#head,
    end: this.#end,
  });

  readonly onCommit: VaultStore['onCommit'] = (listen) => {
    this.#listeners.add(listen);
    return () => {
      this.#listeners.delete(listen);
    };
  };

  readonly commit: VaultStore['commit'] = async (changes) =>
    await this.locked(async () => {
      if (changes.length === 0) return ok(null);
      const { rows, entries } = this.#ready(changes);
      const { generation } = this.ground;
      const appended = await this.parts.carrier.append({
        generation,
        entries: entries.map(({ bytes }) => bytes),
      });
      if (!appended.ok) return appended;
      this.#takeOver(entries, appended.value.end);
      this.#apart(() => this.#book.committed(changes, entries.length));
      for (const listen of this.#listeners) this.#apart(() => listen(changes));
      await this.#copy(rows);
      this.#apart(() => this.parts.committed?.());
      return ok(null);
    });

  readonly changedSince: VaultStore['changedSince'] = async (mark) =>
    await changedSince(mark, {
      carrier: this.parts.carrier,
      now: this.mark(),
      chain: this.ground.chain,
      manifest: this.manifest,
      breathe: this.breathe,
    });

  readonly putSheet: VaultStore['putSheet'] = async (name, bytes) => {
    const { sheets } = this.ground;
    try {
      await sheets.write([sheets.seal(KEPT + name, bytes)], []);
      return true;
    } catch {
      return false;
    }
  };

  readonly getSheet: VaultStore['getSheet'] = async (name) => {
    const [plain] = await this.ground.sheets.read([{ name: KEPT + name }]);
    return plain ?? null;
  };

  readonly dropSheet: VaultStore['dropSheet'] = async (name) => {
    try {
      await this.ground.sheets.write([], [KEPT + name]);
    } catch {
      // It is still there, as after a crash.
    }
  };

  readonly rewrite: VaultStore['rewrite'] = async (plan: RewritePlan, watch) => {
    if (this.#rewriting) throw new Error('one rewrite at a time');
    this.#rewriting = true;
    try {
      return await rewrite(this, plan, watch);
    } finally {
      this.#rewriting = false;
    }
  };

  /** The new generation counts. Called by the rewrite, under the lock. */
  adopt(
    ground: Ground,
    {
      head,
      end,
      dropped,
    }: { readonly head: Head; readonly end: number; readonly dropped: boolean },
  ): void {
    if (ground.sheets !== this.ground.sheets) this.ground.sheets.zero();
    if (ground.db !== this.ground.db) this.rows = rowsIn(ground.db);
    for (const [id, row] of this.owed) {
      if (!ground.manifest.matches(row, ground.chain.hash(row.sealed))) this.owed.delete(id);
    }
    this.ground = ground;
    this.#head = head;
    this.#end = end;
    this.#book.moved(dropped);
    this.parts.rewritten?.();
  }

  /**
   * Rows that are the newest of their records, into the copy; a commit may have made newer ones
   * meanwhile. Answers how many it has taken; the others are owed.
   */
  async mend(rows: readonly SealedRow[]): Promise<number> {
    return await this.locked(async () => {
      const { hash } = this.ground.chain;
      await this.#copy(rows.filter((row) => this.manifest.matches(row, hash(row.sealed))));
      return rows.filter(({ id }) => !this.owed.has(id)).length;
    });
  }

  /** These are gone for good. Told once; the next generation does without them. */
  lose(ids: readonly RowId[]): void {
    const fresh = ids.filter((id) => !this.lost.has(id));
    for (const id of fresh) this.lost.add(id);
    if (fresh.length > 0) this.parts.lost?.(fresh.length);
  }

  /** The data key of a bucket; asking for one that is gone is our own bug. */
  dataKey(bucket: BucketId): Uint8Array {
    const key = this.parts.keys.dataKey(bucket);
    if (key === undefined) throw new Error('no data key for this bucket');
    return key;
  }

  readonly close = (): void => {
    this.#book.stop();
    this.ground.sheets.zero();
    this.rows.close();
  };

  /** Everything of a commit that can go wrong without a word on the disk. */
  #ready(changes: readonly Change[]) {
    try {
      if (new Set(changes.map(({ id }) => id)).size < changes.length) {
        throw new Error('one record twice in one commit');
      }
      const rows = changes.map((change) => this.#sealed(change));
      const keyring = this.parts.keys.current().counter;
      const after = { keyring, head: this.#head, chain: this.ground.chain };
      return { rows, entries: entriesOf('changes', rows, after) };
    } catch (error) {
      throw new NotWritten(error);
    }
  }

  /** What follows something durable, each for itself. */
  #apart(follow: () => void): void {
    try {
      follow();
    } catch (error) {
      this.parts.env.fault(error);
    }
  }

  #sealed({ bucket, table, id, seq, value }: Change): SealedRow {
    const known = this.manifest.slotOf(id);
    // Once such an entry is in the journal, nobody can replay it any more.
    if (known >= 0 && this.manifest.name(known).bucket !== bucket) {
      throw new Error('a record stays in its bucket');
    }
    const version = this.manifest.nextVersion(id);
    const name = { table, id, version };
    const sealed =
      value === null
        ? new Uint8Array(0)
        : sealRow(this.dataKey(bucket), name, value, this.parts.env.random);
    return { id, bucket, seq, version, sealed };
  }

  /** The entries are on the disk: from here on they are what is true. */
  #takeOver(entries: readonly Written[], end: number): void {
    for (const { head, rows, hashes } of entries) {
      this.#head = head;
      for (const [index, row] of rows.entries()) {
        this.manifest.apply(row, hashes[index] ?? new Uint8Array(0));
        this.owed.set(row.id, row);
      }
    }
    this.#end = end;
  }

  async #copy(rows: readonly SealedRow[]): Promise<void> {
    await keepOrOwe(this.rows, rows, this.owed);
  }
}

/** Sheets of others stand beside the checkpoint's own. */
const KEPT = 'kept/';

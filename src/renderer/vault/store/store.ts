/**
 * Vault, store: records in, records out.
 *
 * A commit is in the journal (fdatasync) before it is in IndexedDB, and in both before it answers.
 * Where IndexedDB cannot take it, the rows are served from memory until the next unlock rebuilds.
 */
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { ENTRY_TARGET_BYTES, MAX_ENTRY_ROWS } from '../limits.ts';
import { serial } from '../serial.ts';
import { ROW_FRAME_BYTES, writeEntry, type Chain, type Head } from './entry.ts';
import type { Manifest } from './manifest.ts';
import { restore, type Journal } from './reconcile.ts';
import type { Rows } from './rows.ts';
import { openRow, sealRow, type Table } from './sealed-row.ts';

/** One record to write; null deletes it. */
export interface Change {
  readonly bucket: BucketId;
  readonly table: Table;
  readonly id: RowId;
  /** Its place in line inside the bucket; the bucket's own head record has 0. */
  readonly seq: number;
  readonly value: object | null;
}

export interface StoredRecord {
  readonly id: RowId;
  readonly seq: number;
  readonly value: unknown;
}

export interface VaultStore {
  /** All or none. After `disk-full` nothing was changed anywhere. */
  readonly commit: (changes: readonly Change[]) => Promise<Outcome<null, 'disk-full'>>;
  /** Whether the record exists; asks the manifest only. */
  readonly has: (id: RowId) => boolean;
  readonly used: (bucket: BucketId) => boolean;
  readonly get: (table: Table, id: RowId) => Promise<unknown>;
  /** The newest records at or before place `upTo`, newest first; every record of the last place comes along. */
  readonly newest: (
    bucket: BucketId,
    table: Table,
    page: { readonly upTo: number; readonly limit: number },
  ) => Promise<readonly StoredRecord[]>;
  readonly head: () => Head;
  /** Rows that had to be fetched from the journal since unlock because their copy was wrong. */
  readonly repaired: () => number;
  readonly close: () => void;
}

/** What a store works with. `keyOf` gives a bucket's data key; `keyring` the counter of the durable keyring. */
export interface StoreParts {
  readonly carrier: Pick<Carrier, 'append' | 'replay'>;
  readonly rows: Rows;
  readonly chain: Chain;
  readonly keyOf: (bucket: BucketId) => Uint8Array | undefined;
  readonly keyring: () => number;
  /** Called after each entry that is durable. */
  readonly committed?: () => void;
  readonly random?: Random;
}

export const openStore = (parts: StoreParts, journal: Journal): VaultStore =>
  new Store(parts, journal);

class Store implements VaultStore {
  readonly #parts: StoreParts;
  readonly #manifest: Manifest;
  readonly #oneByOne = serial();
  /** Durable in the journal, refused by IndexedDB. */
  readonly #owed = new Map<RowId, SealedRow>();
  #head: Head;
  #repaired = 0;

  constructor(parts: StoreParts, { manifest, head }: Journal) {
    this.#parts = parts;
    this.#manifest = manifest;
    this.#head = head;
  }

  readonly has = (id: RowId): boolean => this.#manifest.get(id) !== undefined;
  readonly used = (bucket: BucketId): boolean => this.#manifest.used(bucket);
  readonly head = (): Head => this.#head;
  readonly repaired = (): number => this.#repaired;
  readonly close = (): void => this.#parts.rows.close();

  readonly commit: VaultStore['commit'] = async (changes) =>
    await this.#oneByOne(async () => {
      if (changes.length === 0) return ok(null);
      if (new Set(changes.map(({ id }) => id)).size < changes.length) {
        throw new Error('one record twice in one commit');
      }
      const { carrier, chain, keyring, committed } = this.#parts;
      const rows = changes.map((change) => this.#sealed(change));
      const entries = entriesOf(rows, { keyring: keyring(), head: this.#head, chain });
      const appended = await carrier.append({ entries: entries.map(({ bytes }) => bytes) });
      if (!appended.ok) return appended;
      for (const entry of entries) await this.#takeOver(entry);
      committed?.();
      return ok(null);
    });

  readonly get: VaultStore['get'] = async (table, id) => {
    if (!this.has(id)) return null;
    const row = this.#owed.get(id) ?? (await this.#parts.rows.get(id));
    return await this.#valueOf(table, id, row);
  };

  readonly newest: VaultStore['newest'] = async (bucket, table, page) => {
    const found = await pageOf(bucket, page, { rows: this.#parts.rows, owed: this.#owed });
    const values: StoredRecord[] = [];
    for (const row of found) {
      const place = this.#manifest.get(row.id);
      if (place === undefined || place.bucket !== bucket) continue;
      values.push({ id: row.id, seq: place.seq, value: await this.#valueOf(table, row.id, row) });
    }
    return values;
  };

  #sealed({ bucket, table, id, seq, value }: Change): SealedRow {
    const version = this.#manifest.nextVersion(id);
    const name = { table, id, version };
    const sealed =
      value === null
        ? new Uint8Array(0)
        : sealRow(this.#dataKey(bucket), name, value, this.#parts.random ?? platformRandom);
    return { id, bucket, seq, version, sealed };
  }

  /** The entry is on the disk: manifest, then the copy. */
  async #takeOver({ head, rows, hashes }: Written): Promise<void> {
    this.#head = head;
    for (const [index, row] of rows.entries()) {
      this.#manifest.apply(row, hashes[index] ?? new Uint8Array(0));
    }
    try {
      await this.#parts.rows.keep(rows);
      for (const { id } of rows) this.#owed.delete(id);
    } catch {
      for (const row of rows) this.#owed.set(row.id, row);
    }
  }

  async #valueOf(table: Table, id: RowId, row: SealedRow | undefined): Promise<unknown> {
    const opened = row === undefined ? null : this.#open(table, row);
    return opened === null ? await this.#fromJournal(table, id) : opened.value;
  }

  #open(table: Table, row: SealedRow): { readonly value: unknown } | null {
    const place = this.#manifest.get(row.id);
    if (place === undefined) return null;
    const { bucket, version } = place;
    return openRow(this.#dataKey(bucket), { table, id: row.id, version }, row.sealed);
  }

  /** The copy is wrong or gone while we run: the journal says what is right. */
  async #fromJournal(table: Table, id: RowId): Promise<unknown> {
    const { rows, carrier, chain } = this.#parts;
    const from = { rows, carrier, manifest: this.#manifest, chain };
    const [row] = await restore(new Set([id]), from);
    const opened = row === undefined ? null : this.#open(table, row);
    if (opened === null) throw new Error('a record is neither in the copy nor in the journal');
    this.#repaired += 1;
    return opened.value;
  }

  #dataKey(bucket: BucketId): Uint8Array {
    const key = this.#parts.keyOf(bucket);
    if (key === undefined) throw new Error('no data key for this bucket');
    return key;
  }
}

type Written = ReturnType<typeof writeEntry>;

/** One entry as a rule; a large import becomes several, in one append. */
function entriesOf(
  rows: readonly SealedRow[],
  after: { readonly keyring: number; readonly head: Head; readonly chain: Chain },
): readonly Written[] {
  const entries: Written[] = [];
  let { head } = after;
  let taken: SealedRow[] = [];
  let bytes = 0;
  const close = (): void => {
    const entry = writeEntry({ keyring: after.keyring, rows: taken }, head, after.chain);
    ({ head } = entry);
    entries.push(entry);
    taken = [];
    bytes = 0;
  };
  for (const row of rows) {
    const full = taken.length > 0 && bytes + row.sealed.length > ENTRY_TARGET_BYTES;
    if (full || taken.length === MAX_ENTRY_ROWS) close();
    taken.push(row);
    bytes += row.sealed.length + ROW_FRAME_BYTES;
  }
  close();
  return entries;
}

/** A page from the copy and from what is owed to it; the last place is taken whole so that no tie is cut. */
async function pageOf(
  bucket: BucketId,
  { upTo, limit }: { readonly upTo: number; readonly limit: number },
  from: { readonly rows: Rows; readonly owed: ReadonlyMap<RowId, SealedRow> },
): Promise<readonly SealedRow[]> {
  const copied = await from.rows.newest(bucket, upTo, limit);
  const last = copied.at(-1);
  const ties =
    last === undefined || copied.length < limit ? [] : await from.rows.at(bucket, last.seq);
  const extra = [...from.owed.values()].filter(
    (row) => row.bucket === bucket && row.seq > 0 && row.seq <= upTo,
  );
  const byId = new Map([...copied, ...ties, ...extra].map((row) => [row.id, row] as const));
  return [...byId.values()].toSorted((a, b) => b.seq - a.seq);
}

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

export function openStore(parts: StoreParts, journal: Journal): VaultStore {
  const { carrier, rows, chain } = parts;
  const manifest: Manifest = journal.manifest;
  const random = parts.random ?? platformRandom;
  const oneByOne = serial();
  /** Durable in the journal, refused by IndexedDB. */
  const owed = new Map<RowId, SealedRow>();
  let head = journal.head;
  let repaired = 0;

  const dataKey = (bucket: BucketId): Uint8Array => {
    const key = parts.keyOf(bucket);
    if (key === undefined) throw new Error('no data key for this bucket');
    return key;
  };

  const sealed = ({ bucket, table, id, seq, value }: Change): SealedRow => {
    const version = manifest.nextVersion(id);
    const bytes =
      value === null
        ? new Uint8Array(0)
        : sealRow(dataKey(bucket), { table, id, version }, value, random);
    return { id, bucket, seq, version, sealed: bytes };
  };

  const copy = async (written: readonly SealedRow[]): Promise<void> => {
    try {
      await rows.keep(written);
      for (const { id } of written) owed.delete(id);
    } catch {
      for (const row of written) owed.set(row.id, row);
    }
  };

  const commit: VaultStore['commit'] = async (changes) =>
    await oneByOne(async () => {
      if (changes.length === 0) return ok(null);
      if (new Set(changes.map(({ id }) => id)).size < changes.length) {
        throw new Error('one record twice in one commit');
      }
      const entries = entriesOf(changes.map(sealed), { keyring: parts.keyring(), head, chain });
      const appended = await carrier.append({ entries: entries.map(({ bytes }) => bytes) });
      if (!appended.ok) return appended;
      for (const entry of entries) {
        head = entry.head;
        for (const [index, row] of entry.rows.entries()) {
          manifest.apply(row, entry.hashes[index] ?? new Uint8Array(0));
        }
        await copy(entry.rows);
      }
      parts.committed?.();
      return ok(null);
    });

  const open = (table: Table, row: SealedRow): { readonly value: unknown } | null => {
    const place = manifest.get(row.id);
    if (place === undefined) return null;
    return openRow(
      dataKey(place.bucket),
      { table, id: row.id, version: place.version },
      row.sealed,
    );
  };

  /** The copy is wrong or gone while we run: the journal says what is right. */
  const fromJournal = async (table: Table, id: RowId): Promise<unknown> => {
    const [row] = await restore(new Set([id]), { rows, carrier, manifest, chain });
    const opened = row === undefined ? null : open(table, row);
    if (opened === null) throw new Error('a record is neither in the copy nor in the journal');
    repaired += 1;
    return opened.value;
  };

  const valueOf = async (table: Table, id: RowId, row: SealedRow | undefined): Promise<unknown> => {
    const opened = row === undefined ? null : open(table, row);
    return opened === null ? await fromJournal(table, id) : opened.value;
  };

  return {
    commit,
    has: (id) => manifest.get(id) !== undefined,
    used: (bucket) => manifest.used(bucket),
    get: async (table, id) => {
      if (manifest.get(id) === undefined) return null;
      return await valueOf(table, id, owed.get(id) ?? (await rows.get(id)));
    },
    newest: async (bucket, table, { upTo, limit }) => {
      const found = await pageOf(bucket, { upTo, limit }, { rows, owed, manifest });
      const values: StoredRecord[] = [];
      for (const row of found) {
        const place = manifest.get(row.id);
        if (place === undefined || place.bucket !== bucket) continue;
        values.push({ id: row.id, seq: place.seq, value: await valueOf(table, row.id, row) });
      }
      return values;
    },
    head: () => head,
    repaired: () => repaired,
    close: () => rows.close(),
  };
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
  from: {
    readonly rows: Rows;
    readonly owed: ReadonlyMap<RowId, SealedRow>;
    readonly manifest: Manifest;
  },
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

/**
 * Vault, store: records read back. A row counts only as the newest version of its record, in its
 * place; one that is wrong in the copy or gone from it comes from the journal.
 */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { fetched } from './copy.ts';
import type { Named } from './manifest.ts';
import { openRow, TABLES, type Table } from './sealed-row.ts';
import type { Store } from './store.ts';
import type { StoredRecord, VaultStore } from './vault-store.ts';

/** Rows opened at once where all of a bucket are asked for. */
const PAGE = 200;

export class Reading {
  readonly #store: Store;
  #fetching: { readonly ids: Set<RowId>; readonly done: Promise<Found> } | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  readonly get: VaultStore['get'] = async (table, id) => {
    const [record] = await this.#values([id], [table]);
    return record?.value ?? null;
  };

  readonly find: VaultStore['find'] = async (id) => {
    const [record] = await this.#values([id], TABLES);
    return record === undefined ? null : { table: record.table, value: record.value };
  };

  readonly newest: VaultStore['newest'] = async (bucket, table, { upTo, limit }) => {
    const names = this.#named(bucket, (seq) => seq >= FIRST_PLACE && seq <= upTo);
    const line = names.toSorted((a, b) => b.seq - a.seq);
    const found: StoredRecord[] = [];
    for (let at = 0; at < line.length; at += limit) {
      const page = line.slice(at, at + limit);
      for (const record of await this.#values(
        page.map(({ id }) => id),
        [table],
      )) {
        // The last place is taken whole, so that no tie is cut.
        if (found.length >= limit && record.seq !== found.at(-1)?.seq) return found;
        found.push(record);
      }
      if (found.length >= limit && line[at + limit]?.seq !== found.at(-1)?.seq) return found;
    }
    return found;
  };

  readonly each: VaultStore['each'] = (bucket, table) => this.#each(bucket, table);

  async *#each(bucket: BucketId, table: Table): AsyncGenerator<StoredRecord> {
    const line = this.#named(bucket, () => true).toSorted((a, b) => a.seq - b.seq);
    for (let at = 0; at < line.length; at += PAGE) {
      const page = line.slice(at, at + PAGE);
      yield* await this.#values(
        page.map(({ id }) => id),
        [table],
      );
      await this.#store.breathe();
    }
  }

  #named(bucket: BucketId, wanted: (seq: number) => boolean): readonly Named[] {
    return [...this.#store.manifest.names(bucket)].filter(({ seq }) => wanted(seq));
  }

  /** In the order of `ids`; those of other tables and those that are gone are left out. */
  async #values(
    ids: readonly RowId[],
    tables: readonly Table[],
  ): Promise<readonly (StoredRecord & { readonly table: Table })[]> {
    const rows = await this.#sound(ids);
    return ids.flatMap((id) => {
      const row = rows.get(id);
      if (row === undefined) return [];
      const key = this.#store.dataKey(row.bucket);
      for (const table of tables) {
        const opened = openRow(key, { table, id, version: row.version }, row.sealed);
        if (opened !== null) return [{ id, seq: row.seq, table, value: opened.value }];
      }
      return [];
    });
  }

  /** The newest version of each, from memory, the copy or the journal, while ground and keys belong together. */
  async #sound(ids: readonly RowId[]): Promise<ReadonlyMap<RowId, SealedRow>> {
    const store = this.#store;
    const fromJournal = new Map<RowId, SealedRow>();
    for (;;) {
      await store.swapping;
      const { ground } = store;
      const head = store.head();
      const { sound, wanted, answered } = await this.#sorted(ids, fromJournal);
      if (store.swapping !== null || store.ground !== ground) continue;
      if (wanted.size === 0) return sound;
      // A commit in between explains a row that is no longer the newest.
      if (store.head() !== head) continue;
      // Not from the copy again: it may take a row and still not give it.
      for (const [id, row] of await this.#fetch(wanted, answered)) fromJournal.set(id, row);
    }
  }

  async #sorted(ids: readonly RowId[], fromJournal: Found) {
    const { manifest, ground, owed, rows, lost } = this.#store;
    const sound = new Map<RowId, SealedRow>();
    const copied = await rows.get(ids.filter((id) => manifest.has(id) && !owed.has(id)));
    const others = ids.flatMap((id) => owed.get(id) ?? fromJournal.get(id) ?? []);
    for (const row of [...(copied ?? []), ...others]) {
      const { hash } = ground.chain;
      if (manifest.matches(row, hash(row.sealed))) sound.set(row.id, row);
    }
    const wanted = new Set(ids.filter((id) => manifest.has(id) && !sound.has(id) && !lost.has(id)));
    return { sound, wanted, answered: copied !== null };
  }

  /** The copy is wrong, gone or silent while we run. Many that ask at once are served by one reading of the journal. */
  async #fetch(wanted: ReadonlySet<RowId>, answered: boolean): Promise<Found> {
    const running = this.#fetching;
    if (running !== null) {
      const found = await running.done;
      if ([...wanted].every((id) => running.ids.has(id))) return found;
    }
    const ids = new Set(wanted);
    const done = this.#fromJournal(ids, answered).finally(() => {
      this.#fetching = null;
    });
    this.#fetching = { ids, done };
    return await done;
  }

  async #fromJournal(ids: ReadonlySet<RowId>, answered: boolean): Promise<Found> {
    const { ground, manifest, parts, breathe, owed } = this.#store;
    const versions = new Map([...ids].map((id) => [id, manifest.nextVersion(id)] as const));
    const { generation, chain } = ground;
    const from = { carrier: parts.carrier, generation, manifest, hash: chain.hash, breathe };
    const missing = new Set(ids);
    const found = new Map<RowId, SealedRow>();
    for await (const row of fetched(ids, from)) {
      // Served from memory until the copy has it: it may not take it.
      owed.set(row.id, row);
      found.set(row.id, row);
      missing.delete(row.id);
    }
    if (this.#store.ground !== ground) return found;
    // Of a copy that did not answer nobody can say that it was wrong.
    if (answered && found.size > 0) parts.repaired?.(found.size);
    await this.#store.mend([...found.values()]);
    // A commit meanwhile explains one that was not found in its old version.
    this.#store.lose([...missing].filter((id) => manifest.nextVersion(id) === versions.get(id)));
    return found;
  }
}

/** What the journal gave. A commit may have made newer versions meanwhile. */
type Found = ReadonlyMap<RowId, SealedRow>;

const FIRST_PLACE = 1;

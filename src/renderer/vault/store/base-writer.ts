/** Vault, store: rows on their way into a new generation, each proven before it is taken over. */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { NextKeys } from '../keys/next-keys.ts';
import { REWRITE_ENTRIES, REWRITE_PAGE } from '../limits.ts';
import { fetched } from './copy.ts';
import type { VaultDb } from './db.ts';
import { entriesOf, type Written as Taken } from './entries.ts';
import { chainKeyOf, NO_ENTRIES, type Chain, type EntryKind, type Head } from './entry.ts';
import { Manifest } from './manifest.ts';
import type { Reached } from './replay.ts';
import { rowsIn, type Rows } from './rows.ts';
import { resealRow } from './sealed-row.ts';
import type { Store } from './store.ts';

interface How {
  /** Committed to since the rewrite began: taken over later, whatever they look like now. */
  readonly changed: ReadonlySet<RowId>;
  readonly rekey: boolean;
  /** With `rekey`: the next copy. */
  readonly into: VaultDb | null;
  readonly drop: ReadonlySet<BucketId>;
}

type Written = Outcome<null, 'disk-full'>;

export class BaseWriter {
  /** What the next generation holds so far. */
  readonly manifest = new Manifest();
  readonly chain: Chain;
  readonly #store: Store;
  readonly #next: NextKeys;
  readonly #how: How;
  readonly #rows: Rows | null;
  /** Wrong in the copy or gone from it: the old journal is asked once for all of them. */
  readonly #missing = new Set<RowId>();
  /** Those of them of which the copy said nothing. */
  readonly #unread = new Set<RowId>();
  #head: Head = NO_ENTRIES;
  #end = 0;

  constructor(store: Store, next: NextKeys, how: How) {
    this.#store = store;
    this.#next = next;
    this.#how = how;
    this.#rows = how.into === null ? null : rowsIn(how.into);
    const { hash } = store.ground.chain;
    this.chain = { chainKey: chainKeyOf(next.epochKey, next.generation), hash };
  }

  /** Records that were in neither the copy nor the journal: the next generation does without them. */
  readonly lost: RowId[] = [];

  /** Rows that the old copy, where it answered, did not have as they should be, and the old journal gave. */
  repaired = 0;

  /** Whether whole buckets are left out. */
  get drops(): boolean {
    return this.#how.drop.size > 0;
  }

  /** Takes these records over as they are now; those that are deleted now are deleted there. */
  async take(ids: readonly RowId[]): Promise<Written> {
    for (let at = 0; at < ids.length; at += REWRITE_PAGE) {
      const page = ids.slice(at, at + REWRITE_PAGE).filter((id) => this.#isWanted(id));
      const { rows, owed, manifest } = this.#store;
      const copied = await rows.get(page.filter((id) => !owed.has(id)));
      const found = new Map((copied ?? []).map((row) => [row.id, row] as const));
      const sound: SealedRow[] = [];
      for (const id of page) {
        const row = owed.get(id) ?? found.get(id);
        if (row !== undefined && this.#isNewest(row)) sound.push(row);
        else if (this.#how.changed.has(id)) continue;
        else if (manifest.has(id)) {
          this.#missing.add(id);
          if (copied === null) this.#unread.add(id);
        } else this.#deleted(id, sound);
      }
      const written = await this.#write('base', sound);
      if (!written.ok) return written;
    }
    return ok(null);
  }

  /**
   * Asks the old journal for what the copy did not have, and once more for what it did not find: what
   * is given up here is gone for good, and a disk that failed a moment ago may read again.
   */
  async fetchMissing(): Promise<Written> {
    const missing = new Set([...this.#missing].filter((id) => this.#isWanted(id)));
    this.#missing.clear();
    for (let look = 0; look < LOOKS && missing.size > 0; look += 1) {
      const written = await this.#fetch(missing);
      if (!written.ok) return written;
    }
    // A record committed meanwhile comes with the changes.
    this.lost.push(
      ...[...missing].filter((id) => !this.#how.changed.has(id) && this.#isWanted(id)),
    );
    return ok(null);
  }

  /** Takes out of `missing` what it finds: a damaged file may hold it twice. */
  async #fetch(missing: Set<RowId>): Promise<Written> {
    const { parts, ground, manifest, breathe } = this.#store;
    const { generation, chain } = ground;
    const from = { carrier: parts.carrier, generation, manifest, hash: chain.hash, breathe };
    let page: SealedRow[] = [];
    for await (const row of fetched(missing, from)) {
      missing.delete(row.id);
      if (!this.#unread.has(row.id)) this.repaired += 1;
      page.push(row);
      if (page.length < REWRITE_PAGE) continue;
      const written = await this.#write('base', page);
      if (!written.ok) return written;
      page = [];
    }
    return await this.#write('base', page);
  }

  /** Says that the base is whole. */
  async end(): Promise<Outcome<Reached, 'disk-full'>> {
    const written = await this.#write('base-end', []);
    return written.ok ? ok({ head: this.#head, end: this.#end }) : written;
  }

  /** Not dropped, and not there yet in this version. */
  #isWanted(id: RowId): boolean {
    const { manifest } = this.#store;
    const slot = manifest.slotOf(id);
    return (
      slot >= 0 &&
      !this.#how.drop.has(manifest.name(slot).bucket) &&
      this.manifest.nextVersion(id) < manifest.nextVersion(id)
    );
  }

  #isNewest(row: SealedRow): boolean {
    return this.#store.manifest.matches(row, this.chain.hash(row.sealed));
  }

  /** Only where an older version was taken over already. */
  #deleted(id: RowId, into: SealedRow[]): void {
    if (!this.manifest.has(id)) return;
    const { manifest } = this.#store;
    const { bucket, seq } = manifest.name(manifest.slotOf(id));
    into.push({ id, bucket, seq, version: manifest.nextVersion(id) - 1, sealed: NO_BYTES });
  }

  async #write(kind: EntryKind, taken: readonly SealedRow[]): Promise<Written> {
    if (taken.length === 0 && kind === 'base') return ok(null);
    const { carrier, keys } = this.#store.parts;
    const rows = this.#how.rekey ? await this.#resealedAll(taken) : taken;
    const after = { keyring: keys.current().counter, head: this.#head, chain: this.chain };
    const entries = entriesOf(kind, rows, after);
    for (let at = 0; at < entries.length; at += REWRITE_ENTRIES) {
      const some = entries.slice(at, at + REWRITE_ENTRIES);
      const appended = await carrier.append({
        generation: this.#next.generation,
        entries: some.map(({ bytes }) => bytes),
      });
      if (!appended.ok) return appended;
      for (const entry of some) this.#took(entry);
      this.#end = appended.value.end;
    }
    return await this.#copy(rows);
  }

  #took({ head, rows, hashes }: Taken): void {
    this.#head = head;
    for (const [index, row] of rows.entries()) {
      this.manifest.applyBase(row, hashes[index] ?? NO_BYTES);
    }
  }

  async #copy(rows: readonly SealedRow[]): Promise<Written> {
    if (this.#rows === null) return ok(null);
    try {
      await this.#rows.keep(rows);
      return ok(null);
    } catch {
      return refuse('disk-full');
    }
  }

  async #resealedAll(taken: readonly SealedRow[]): Promise<readonly SealedRow[]> {
    const rows: SealedRow[] = [];
    for (const row of taken) {
      rows.push(this.#resealed(row));
      await this.#store.breathe();
    }
    return rows;
  }

  #resealed(row: SealedRow): SealedRow {
    if (row.sealed.length === 0) return row;
    const to = this.#next.dataKey(row.bucket);
    if (to === undefined) throw new Error('no next data key for this bucket');
    const { random } = this.#store.parts.env;
    const sealed = resealRow(row, { from: this.#store.dataKey(row.bucket), to }, random);
    if (sealed === null) throw new Error('a sound row does not open');
    return { ...row, sealed };
  }
}

const NO_BYTES = new Uint8Array(0);
const LOOKS = 2;

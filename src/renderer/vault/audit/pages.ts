/**
 * Vault, audit: the log's records, {@link AUDIT_PAGE_EVENTS} events each, found by number and never by search.
 *
 * All of them lie in the device's own bucket at place 0, where nothing that walks a bucket meets them.
 */
import type { BucketId, DeviceId, RowId } from '../../../../protocol/ids.ts';
import { AUDIT_PAGE_EVENTS } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import { readPage, type ChainedEvent } from './event.ts';
import { readSignedHead, type SignedHead } from './signed-head.ts';

export interface PagesParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'each'>;
  /** The device's own bucket and its name key. */
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/** `cut`: where the kept part of the log begins. `head`: the newest daily signature. */
export type SignedName = 'audit-cut' | 'audit-head';

export const pageOf = (seq: number): number => Math.floor((seq - 1) / AUDIT_PAGE_EVENTS);

export class Pages {
  readonly #parts: PagesParts;

  constructor(parts: PagesParts) {
    this.#parts = parts;
  }

  /** The events of a page; none where it is not there. */
  async read(page: number): Promise<readonly ChainedEvent[]> {
    const value = await this.#parts.store.get('audit', this.#rowOf(page));
    return value === null ? [] : readPage(value);
  }

  /** The write that makes a page these events; null removes it. */
  change(page: number, events: readonly ChainedEvent[] | null): Change {
    const { own: bucket } = this.#parts;
    const value = events === null ? null : { events };
    return { bucket, table: 'audit', id: this.#rowOf(page), seq: 0, value };
  }

  /** Records of other devices' logs (backup/history.ts) in which everything happened at or before `until`. */
  async brought(
    own: DeviceId,
    until: number,
  ): Promise<{ readonly others: readonly RowId[]; readonly count: number; readonly at: number }> {
    const others: RowId[] = [];
    let [count, at] = [0, 0];
    for await (const { id, value } of this.#parts.store.each(this.#parts.own, 'audit')) {
      const events = readPage(value);
      const newest = Math.max(...events.map((event) => event.at));
      if (events.some(({ by }) => by === own) || newest > until) continue;
      others.push(id);
      count += events.length;
      at = Math.max(at, newest);
    }
    return { others, count, at };
  }

  removal(id: RowId): Change {
    return { bucket: this.#parts.own, table: 'audit', id, seq: 0, value: null };
  }

  async signed(name: SignedName): Promise<SignedHead | null> {
    return readSignedHead(await this.#parts.store.get('setting', this.#signRow(name)));
  }

  signChange(name: SignedName, value: SignedHead | null): Change {
    return {
      bucket: this.#parts.own,
      table: 'setting',
      id: this.#signRow(name),
      seq: 0,
      value,
    };
  }

  /** The last page there is from `first` on, which have no gaps; null: none. Asks the manifest only. */
  newest(first: number): number | null {
    if (!this.#has(first)) return null;
    let step = 1;
    while (this.#has(first + step)) step *= 2;
    let [known, beyond] = [first + Math.floor(step / 2), first + step];
    while (beyond - known > 1) {
      const middle = Math.floor((known + beyond) / 2);
      if (this.#has(middle)) known = middle;
      else beyond = middle;
    }
    return known;
  }

  #has(page: number): boolean {
    return this.#parts.store.has(this.#rowOf(page));
  }

  #rowOf(page: number): RowId {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'audit', String(page));
  }

  #signRow(name: SignedName): RowId {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'setting', name);
  }
}

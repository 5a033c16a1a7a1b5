/**
 * Vault, inbox: where quarantine lies. In a bucket of its own, so that its key can be destroyed: what
 * once waited there may be words of somebody who is erased, and journals are copied (ADR 0016).
 *
 * A setting names the bucket, and a mark inside keeps it from being taken for a spare one. Each erase
 * begins another and drops those before.
 */
import * as v from 'valibot';
import { BucketId, type RowId } from '../../../../protocol/ids.ts';
import type { Buckets } from '../keys/buckets.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

export interface PlaceParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'newest' | 'used'>;
  readonly buckets: Pick<Buckets, 'own' | 'ensure' | 'take'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

const bucketId = v.pipe(
  v.string(),
  v.transform((raw) => BucketId(raw)),
);
const schema = v.object({ bucket: bucketId, before: v.array(bucketId) });

/** Before there was a bucket of its own, the device's held it. */
export async function openPlace(parts: PlaceParts): Promise<Place> {
  const { store, buckets } = parts;
  const id = namingRow(parts);
  const kept = store.has(id) ? await store.get('setting', id) : null;
  if (kept === null) return new Place(parts, null, [buckets.own]);
  const { bucket, before } = v.parse(schema, kept);
  // What an erase has dropped is not there any more.
  return new Place(parts, store.used(bucket) ? bucket : null, before.filter(store.used));
}

export class Place {
  readonly #parts: PlaceParts;
  #bucket: BucketId | null;
  #before: readonly BucketId[];
  /** Taken for the next bucket, and named by nothing durable yet. */
  #reserved: BucketId | null = null;

  constructor(parts: PlaceParts, bucket: BucketId | null, before: readonly BucketId[]) {
    this.#parts = parts;
    this.#bucket = bucket;
    this.#before = before;
  }

  /** Every bucket that may hold something that waits. */
  all(): readonly BucketId[] {
    return this.#bucket === null ? this.#before : [this.#bucket, ...this.#before];
  }

  /** Where the next one goes; before the first one a spare bucket must have been ensured. */
  next(): BucketId {
    if (this.#bucket !== null) return this.#bucket;
    this.#reserved ??= this.#parts.buckets.take();
    return this.#reserved;
  }

  /** The writes that make it so; none where it is. */
  naming(): readonly Change[] {
    const { own } = this.#parts.buckets;
    const bucket = this.next();
    if (bucket === this.#bucket) return [];
    const value = { bucket, before: this.#before };
    return [
      { bucket: own, table: 'setting', id: namingRow(this.#parts), seq: 0, value },
      { bucket, table: 'setting', id: markRow(this.#parts, bucket), seq: 0, value: {} },
    ];
  }

  /** Takes over a naming that was committed. */
  put({ id, value }: Change): void {
    if (id !== namingRow(this.#parts) || value === null) return;
    const { bucket, before } = v.parse(schema, value);
    this.#bucket = bucket;
    this.#before = before;
    this.#reserved = null;
  }

  /** From now on another bucket is to be named; those so far come before it. */
  leave(): void {
    this.#before = this.all();
    this.#bucket = null;
  }

  /** Those before it, which may be destroyed once nothing waits in them: never the device's own. */
  left(): readonly BucketId[] {
    return this.#before.filter((one) => one !== this.#parts.buckets.own);
  }

  /** These are destroyed. */
  gone(buckets: readonly BucketId[]): void {
    this.#before = this.#before.filter((one) => !buckets.includes(one));
  }
}

const namingRow = ({ buckets: { own }, nameKey }: PlaceParts): RowId =>
  rowIdOf(nameKey(own), 'setting', 'quarantine');

const markRow = ({ nameKey }: PlaceParts, bucket: BucketId): RowId =>
  rowIdOf(nameKey(bucket), 'setting', 'quarantine-mark');

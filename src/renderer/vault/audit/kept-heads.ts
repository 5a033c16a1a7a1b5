/**
 * Vault, audit: signed heads that colleagues brought, the newest few of each device's log. Our own come back
 * that way too, and our log must agree with them (PROTOCOL §4, ADR 0048).
 */
import * as v from 'valibot';
import type { BucketId, DeviceId, RowId } from '../../../../protocol/ids.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { AUDIT_SIGN_EVERY_MS, HEADS_APART_MS, KEPT_HEADS } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { signedHeadSchema, type SignedHead } from './signed-head.ts';

export interface KeptHeadsParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  /** The device's own bucket and its name key. */
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

const schema = v.object({
  heads: v.array(v.object({ ...signedHeadSchema.entries, arrived: v.number() })),
});

/** Rising by seq; `arrived` by our own clock. */
type Kept = readonly (SignedHead & { readonly arrived: number })[];

export class KeptHeads {
  readonly #parts: KeptHeadsParts;

  constructor(parts: KeptHeadsParts) {
    this.#parts = parts;
  }

  /** Of this device's log, rising by seq. */
  async of(device: DeviceId): Promise<readonly SignedHead[]> {
    return await this.#kept(device);
  }

  /** The one that came last: whatever place a device once signed, what it signs after that is passed on. */
  async lastOf(device: DeviceId): Promise<SignedHead | null> {
    return (await this.#kept(device)).toSorted((a, b) => a.arrived - b.arrived).at(-1) ?? null;
  }

  /** Takes one whose signature holds. `contradicts`: the first that cannot be beside one kept before. */
  async take(
    device: DeviceId,
    head: SignedHead,
    now: number,
  ): Promise<Outcome<'kept' | 'passed-over' | 'contradicts', 'disk-full'>> {
    const before = await this.#kept(device);
    const heads = withHead(before, { ...head, arrived: now });
    if (heads === null) return ok('passed-over');
    const { own: bucket, store } = this.#parts;
    const id = this.#rowOf(device);
    const written = await store.commit([
      { bucket, table: 'setting', id, seq: 0, value: { heads } },
    ]);
    if (!written.ok) return written;
    return ok(contradict(heads) && !contradict(before) ? 'contradicts' : 'kept');
  }

  async #kept(device: DeviceId): Promise<Kept> {
    const { store } = this.#parts;
    const id = this.#rowOf(device);
    return store.has(id) ? v.parse(schema, await store.get('setting', id)).heads : [];
  }

  #rowOf(device: DeviceId): RowId {
    const { own, nameKey } = this.#parts;
    return rowIdOf(nameKey(own), 'setting', `audit-heads ${device}`);
  }
}

/** When it was signed, as its device says; of a time that had not come when it arrived, no more than a day is believed. */
const signedAt = ({ at, arrived }: Kept[number]): number =>
  Math.min(at, arrived + AUDIT_SIGN_EVERY_MS);

/** Two that one log cannot both have had: another chain value at the same place, or a lower place signed later. Pure. */
const clash = (one: Kept[number], other: Kept[number]): boolean =>
  one.seq === other.seq
    ? one.head !== other.head
    : one.seq < other.seq && signedAt(one) > signedAt(other);

const contradict = (heads: Kept): boolean =>
  heads.some((one) => heads.some((other) => clash(one, other)));

/** The same with this one; null: it is there, is older than all that are kept, or comes too soon after another. Pure. */
function withHead(kept: Kept, fresh: Kept[number]): Kept | null {
  const atOnePlace = kept.filter(({ seq }) => seq === fresh.seq);
  if (atOnePlace.some(({ head }) => head === fresh.head)) return null;
  const tooSoon = kept.some(({ arrived }) => Math.abs(fresh.arrived - arrived) < HEADS_APART_MS);
  // The first contradiction never comes too soon; a heap of them would push out what was signed before.
  if (tooSoon && (contradict(kept) || !contradict([...kept, fresh]))) return null;
  const next = [...kept, fresh].toSorted((a, b) => a.seq - b.seq).slice(-KEPT_HEADS);
  return next.includes(fresh) ? next : null;
}

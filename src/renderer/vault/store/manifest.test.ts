import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { MANIFEST_PAGE } from '../limits.ts';
import { Manifest, type Place } from './manifest.ts';

const idOf = (n: number): RowId => RowId(n.toString(16).padStart(8, '0').repeat(4));
const bucketOf = (n: number): BucketId => BucketId(n.toString(16).padStart(32, 'b'));
const hashOf = (n: number): Uint8Array => new Uint8Array(32).fill(n % 256);

const rowOf = (n: number, change: Partial<SealedRow> = {}): SealedRow => ({
  id: idOf(n),
  bucket: bucketOf(n % 3),
  seq: n,
  version: 1,
  sealed: new Uint8Array(10),
  ...change,
});

/** The same promises, kept by a plain Map. */
class Model {
  readonly places = new Map<RowId, Place>();

  apply(row: SealedRow, hash: Uint8Array, base: boolean): boolean {
    const known = this.places.get(row.id);
    const last = known?.version ?? 0;
    if (base ? known !== undefined && row.version <= last : row.version !== last + 1) return false;
    if (known !== undefined && known.bucket !== row.bucket) return false;
    const { bucket, seq, version, sealed } = row;
    this.places.set(row.id, { bucket, seq, version, hash, deleted: sealed.length === 0 });
    return true;
  }

  live(bucket?: BucketId): readonly RowId[] {
    return [...this.places]
      .filter(([, place]) => !place.deleted && (bucket === undefined || place.bucket === bucket))
      .map(([id]) => id)
      .toSorted();
  }
}

const step = fc.record({
  n: fc.nat({ max: 12 }),
  bucket: fc.nat({ max: 2 }),
  seq: fc.maxSafeNat(),
  ahead: fc.integer({ min: -1, max: 3 }),
  bytes: fc.nat({ max: 3 }),
  hash: fc.nat({ max: 255 }),
  base: fc.boolean(),
});

function taken(manifest: Manifest, row: SealedRow, hash: Uint8Array, base: boolean): boolean {
  try {
    if (base) manifest.applyBase(row, hash);
    else manifest.apply(row, hash);
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

const reloaded = (manifest: Manifest): Manifest => {
  const again = new Manifest();
  for (let n = 0; n < manifest.bucketPages; n += 1) again.load({ buckets: manifest.bucketPage(n) });
  for (let n = 0; n < manifest.pages; n += 1) again.load({ rows: manifest.page(n) });
  return again;
};

test('it keeps what a plain map keeps, also after going to pages and back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const manifest = new Manifest();
      const model = new Model();
      for (const { n, bucket, seq, ahead, bytes, hash, base } of steps) {
        const version = Math.max(1, (model.places.get(idOf(n))?.version ?? 0) + ahead);
        const sealed = new Uint8Array(bytes);
        const row = { id: idOf(n), bucket: bucketOf(bucket), seq, version, sealed };
        expect(taken(manifest, row, hashOf(hash), base)).toBe(model.apply(row, hashOf(hash), base));
      }
      for (const one of [manifest, reloaded(manifest)]) {
        expect([...one.names()].map(({ id }) => id).toSorted()).toEqual(model.live());
        expect(one.size).toBe(model.live().length);
        for (const [id, place] of model.places) {
          expect(one.get(id)).toEqual(place.deleted ? undefined : place);
          expect(one.nextVersion(id)).toBe(place.version + 1);
          expect(one.used(place.bucket)).toBe(true);
        }
        for (const bucket of [0, 1, 2].map(bucketOf)) {
          expect([...one.names(bucket)].map(({ id }) => id).toSorted()).toEqual(model.live(bucket));
          expect(one.count(bucket)).toBe(model.live(bucket).length);
        }
      }
    }),
  );
});

test('rows whose ids begin alike are told apart', () => {
  const manifest = new Manifest();
  const alike = (n: number): RowId => RowId(`00000001${n.toString(16).padStart(24, '0')}`);
  for (let n = 0; n < 300; n += 1) manifest.apply(rowOf(0, { id: alike(n), seq: n }), hashOf(n));
  for (let n = 0; n < 300; n += 1) expect(manifest.get(alike(n))?.seq).toBe(n);
  expect(manifest.has(alike(300))).toBe(false);
});

test('one change makes one page dirty, however many records there are', () => {
  const manifest = new Manifest();
  for (let n = 0; n < MANIFEST_PAGE * 3; n += 1) manifest.apply(rowOf(n), hashOf(n));
  expect(manifest.takeDirty()).toHaveLength(3);
  manifest.apply(rowOf(MANIFEST_PAGE + 5, { version: 2 }), hashOf(9));
  expect(manifest.takeDirty()).toEqual([1]);
  expect(manifest.takeDirty()).toEqual([]);
  manifest.giveBack([1]);
  expect(manifest.takeDirty()).toEqual([1]);
});

test('a record costs less than a hundred bytes on a page', () => {
  const manifest = new Manifest();
  for (let n = 0; n < MANIFEST_PAGE; n += 1) manifest.apply(rowOf(n), hashOf(n));
  expect(manifest.page(0).length / MANIFEST_PAGE).toBeLessThan(80);
});

test('a page that was cut, or names a bucket nobody knows, is refused', () => {
  const manifest = new Manifest();
  for (let n = 0; n < 9; n += 1) manifest.apply(rowOf(n), hashOf(n));
  const page = manifest.page(0);
  expect(() => new Manifest().load({ rows: page })).toThrow(ProtocolError);
  expect(() => new Manifest().load({ rows: page.subarray(1) })).toThrow(ProtocolError);
  expect(() => new Manifest().load({ buckets: manifest.bucketPage(0).subarray(1) })).toThrow(
    ProtocolError,
  );
});

test('it knows how many sealed bytes there are', () => {
  const manifest = new Manifest();
  manifest.apply(rowOf(1), hashOf(1));
  manifest.apply(rowOf(2, { sealed: new Uint8Array(7) }), hashOf(2));
  manifest.apply(rowOf(1, { version: 2, sealed: new Uint8Array(0) }), hashOf(3));
  expect(manifest.bytes).toBe(7);
  expect(reloaded(manifest).bytes).toBe(7);
});

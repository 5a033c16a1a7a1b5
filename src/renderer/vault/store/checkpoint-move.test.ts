// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import { MANIFEST_PAGE } from '../limits.ts';
import { sodiumBox } from './box.ts';
import { Checkpoints, type Moment } from './checkpoint.ts';
import { vaultDb, type VaultDb } from './db.ts';
import { NO_ENTRIES } from './entry.ts';
import { Manifest } from './manifest.ts';
import { AHEAD, sheetsIn, type Sheets } from './sheets.ts';

const atOnce = async (): Promise<void> => undefined;
const NO_KEY = new Uint8Array(32);
const sealed = Uint8Array.of(1);
const hash = new Uint8Array(32);

const box = await sodiumBox();
const sheetsOf = (db: VaultDb, key: Uint8Array): Sheets =>
  sheetsIn(db, key, { box, random: platformRandom });

const numbered = (n: number): string => n.toString(16).padStart(32, '0');
const idOf = (n: number): RowId => RowId(numbered(n + 1));
const bucketOf = (n: number): BucketId => BucketId(numbered(n + 1));

/** One record in a bucket of its own for each of these numbers, in this order. */
function manifestOf(numbers: readonly number[]): Manifest {
  const manifest = new Manifest();
  for (const n of numbers) {
    const row = { id: idOf(n), bucket: bucketOf(n), seq: 1, version: 1, sealed };
    manifest.apply(row, hash);
  }
  return manifest;
}

const momentOf = (manifest: Manifest, generation: number): Moment => ({
  mark: { generation, head: NO_ENTRIES, end: 0 },
  keyring: 1,
  manifest,
  lines: new Map(),
  unsettled: [],
  look: { lines: ['Frau Rosenthal'], total: 1 },
});

const numbers = Array.from({ length: 2 * MANIFEST_PAGE }, (_, n) => n);

test('a checkpoint that is being written when the epoch key goes leaves no page that everybody can open', async () => {
  const db = vaultDb('moved-epoch');
  const before = sheetsOf(db, platformRandom(32));
  const checkpoints = new Checkpoints(before, atOnce);
  const write = checkpoints.take(momentOf(manifestOf([1, 2]), 1));
  const late = write();
  checkpoints.moved(sheetsOf(db, platformRandom(32)));
  before.zero();
  await expect(late).rejects.toThrow('closed');
  const everybody = sheetsOf(db, NO_KEY);
  for (const { sealed: page } of await db.sheets.toArray()) {
    expect(everybody.open('root', page)).toBeNull();
    expect(everybody.open('look', page)).toBeNull();
  }
  db.close();
});

test('pages that were closed seal, write and open nothing', async () => {
  const db = vaultDb('closed-pages');
  const sheets = sheetsOf(db, platformRandom(32));
  const page = sheets.seal('look', sealed.slice());
  await sheets.write([page], []);
  sheets.zero();
  expect(() => sheets.seal('look', sealed)).toThrow('closed');
  await expect(sheets.write([page], [])).rejects.toThrow('closed');
  expect(await sheets.read([{ name: 'look' }])).toEqual([null]);
  expect(sheets.open('look', page.sealed)).toBeNull();
  db.close();
});

test('a checkpoint that ends after the next generation began leaves no old bucket behind', async () => {
  const db = vaultDb('moved-generation');
  const sheets = sheetsOf(db, platformRandom(32));
  const checkpoints = new Checkpoints(sheets, atOnce);
  const first = manifestOf(numbers);
  await checkpoints.take(momentOf(first, 1))();
  const late = checkpoints.take(momentOf(first, 1))();
  checkpoints.moved(sheets);
  await late;
  await checkpoints.take(momentOf(manifestOf(numbers.toReversed()), 2))();
  await expectOwnBuckets(db, sheets);
  db.close();
});

test('what a root of another generation names is not taken over', async () => {
  const db = vaultDb('other-generation');
  const sheets = sheetsOf(db, platformRandom(32));
  await new Checkpoints(sheets, atOnce).take(momentOf(manifestOf(numbers), 1))();
  const checkpoints = new Checkpoints(sheets, atOnce);
  expect(checkpoints.root(await rootIn(db))?.mark.generation).toBe(1);
  checkpoints.anew();
  await checkpoints.take(momentOf(manifestOf(numbers.toReversed()), 2))();
  await expectOwnBuckets(db, sheets);
  db.close();
});

async function rootIn(db: VaultDb): Promise<Uint8Array | null> {
  return (await db.sheets.get(AHEAD.root))?.sealed ?? null;
}

/** Every record stands in the bucket it was put in. */
async function expectOwnBuckets(db: VaultDb, sheets: Sheets): Promise<void> {
  const checkpoints = new Checkpoints(sheets, atOnce);
  const root = checkpoints.root(await rootIn(db));
  const manifest = root === null ? null : await checkpoints.manifest(root);
  expect(numbers.every((n) => manifest?.get(idOf(n))?.bucket === bucketOf(n))).toBe(true);
}

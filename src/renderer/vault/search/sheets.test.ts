import { expect, test } from 'vitest';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import { setBit } from './bits.ts';
import { FullText } from './full-text.ts';
import { LOCK_SAVE_BYTES, RESERVED_SHEETS, SHEET_BYTES } from './limits.ts';
import { Sheets, type SheetStore } from './sheets.ts';

const pace = { ticks: () => performance.now(), stopped: () => false };
const mark = { generation: 3, head: { count: 9, chain: new Uint8Array(32).fill(5) }, end: 77 };
const go = (): boolean => false;

class Disk implements SheetStore {
  readonly sheets = new Map<string, Uint8Array>();
  /** Writes that still succeed before the machine dies. */
  life = Number.POSITIVE_INFINITY;
  /** Writes that are still taken before the disk is full. */
  room = Number.POSITIVE_INFINITY;
  writes = 0;
  readonly putSheet = async (name: string, bytes: Uint8Array): Promise<boolean> => {
    this.life -= 1;
    if (this.life < 0) throw new Error('the machine died');
    this.room -= 1;
    if (this.room < 0) return false;
    this.writes += 1;
    this.sheets.set(name, bytes.slice());
    return true;
  };
  readonly getSheet = async (name: string) => this.sheets.get(name)?.slice() ?? null;
  readonly dropSheet = async (name: string): Promise<void> => {
    this.sheets.delete(name);
  };
}

/** An index with a segment so large that it takes several sheets, and a small one. */
function filled(): FullText {
  const index = new FullText();
  const one = (i: number) => ({
    kind: 'message' as const,
    bucket: BucketId.random(),
    id: RowId.random(),
    at: i,
    author: '',
    language: 'de',
    terms: new Set(Array.from({ length: 40 }, (_, n) => `${n}-${'x'.repeat(30)}-${i}`)),
  });
  index.put(Array.from({ length: 600 }, (_, i) => one(i)));
  index.put([one(-1)]);
  index.ripen();
  return index;
}

const sheetsOn = (disk: Disk): Sheets => new Sheets(disk, platformRandom);

test('a snapshot comes back as it was: segments, what is gone, mark and progress', async () => {
  const disk = new Disk();
  const held = filled().finished();
  const built = BucketId.random();
  for (const one of held) setBit(one.gone, 0);
  expect(await sheetsOn(disk).save({ mark, built, held }, go)).toBe(true);
  const loaded = await sheetsOn(disk).load(pace);
  expect(loaded).toMatchObject({ mark, built });
  expect(loaded?.held.map(({ segment }) => new Uint8Array(segment.buffer))).toEqual(
    held.map(({ segment }) => new Uint8Array(segment.buffer)),
  );
  expect(loaded?.held.map(({ gone }) => gone)).toEqual(held.map(({ gone }) => gone));
});

test('no sheet is larger than the store takes', async () => {
  const disk = new Disk();
  await sheetsOn(disk).save({ mark, built: 'all', held: filled().finished() }, go);
  const sizes = [...disk.sheets.values()].map(({ length }) => length);
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(SHEET_BYTES);
  expect(LOCK_SAVE_BYTES).toBeGreaterThan(SHEET_BYTES);
});

test('a segment that is on the disk is not written again', async () => {
  const disk = new Disk();
  const sheets = sheetsOn(disk);
  const held = filled().finished();
  await sheets.save({ mark, built: 'all', held }, go);
  expect(sheets.cost(held)).toBe(0);
  disk.writes = 0;
  await sheets.save({ mark, built: 'all', held }, go);
  expect(disk.writes).toBe(1);
});

test('a segment that is no longer used leaves the disk', async () => {
  const disk = new Disk();
  const sheets = sheetsOn(disk);
  const held = filled().finished();
  await sheets.save({ mark, built: 'all', held }, go);
  await sheets.save({ mark, built: 'all', held: held.slice(1) }, go);
  expect(disk.sheets.size).toBe(2);
});

test('killed after any write, the last snapshot is still whole, and the next start leaves nothing loose', async () => {
  const before = filled().finished();
  const after = filled().finished();
  for (let life = 0; life < 8; life += 1) {
    const disk = new Disk();
    const sheets = sheetsOn(disk);
    await sheets.save({ mark, built: 'all', held: before }, go);
    disk.life = life;
    const died = await sheets.save({ mark, built: 'all', held: after }, go).catch(() => 'died');
    disk.life = Number.POSITIVE_INFINITY;
    const loaded = await sheetsOn(disk).load(pace);
    const expected = died === 'died' ? before : after;
    expect(loaded?.held.map(({ segment }) => segment.at)).toEqual(
      expected.map(({ segment }) => segment.at),
    );
    const named = loaded?.held.reduce(
      (sum, { segment }) => sum + Math.ceil(segment.buffer.byteLength / (SHEET_BYTES - 12)),
      1,
    );
    expect(disk.sheets.size).toBe(named);
  }
});

test('a large segment cut short by a crash leaves nothing loose either', async () => {
  const disk = new Disk();
  const [small] = filled().finished();
  if (small === undefined) throw new Error('one was made');
  const sheets = sheetsOn(disk);
  await sheets.save({ mark, built: 'all', held: [small] }, go);
  const buffer = new ArrayBuffer(SHEET_BYTES * (RESERVED_SHEETS + 20));
  const large = { ...small, segment: { ...small.segment, buffer } };
  disk.life = RESERVED_SHEETS + 10;
  const saving = sheets.save({ mark, built: 'all', held: [small, large] }, go);
  await expect(saving).rejects.toThrow('the machine died');
  expect(disk.sheets.size).toBeGreaterThan(RESERVED_SHEETS);
  expect((await sheetsOn(disk).load(pace))?.held).toHaveLength(1);
  expect(disk.sheets.size).toBe(
    1 + Math.ceil(small.segment.buffer.byteLength / (SHEET_BYTES - 12)),
  );
});

test('wherever a full disk stops it, the last snapshot stands, and the next one is whole', async () => {
  const held = filled().finished();
  const [small] = held;
  if (small === undefined) throw new Error('one was made');
  for (let room = 0; ; room += 1) {
    const disk = new Disk();
    const sheets = sheetsOn(disk);
    await sheets.save({ mark, built: 'all', held: [small] }, go);
    disk.room = room;
    const saved = await sheets.save({ mark, built: 'all', held }, go);
    disk.room = Number.POSITIVE_INFINITY;
    if (saved) {
      expect(room).toBeGreaterThan(1);
      return;
    }
    expect((await sheetsOn(disk).load(pace))?.held).toHaveLength(1);
    expect(await sheets.save({ mark, built: 'all', held }, go)).toBe(true);
    expect((await sheetsOn(disk).load(pace))?.held).toHaveLength(held.length);
  }
});

test('an older piece put back under its name is noticed', async () => {
  const disk = new Disk();
  const sheets = sheetsOn(disk);
  await sheets.save({ mark, built: 'all', held: filled().finished() }, go);
  const old = disk.sheets.get('search/0') ?? new Uint8Array();
  const second = new Disk();
  await sheetsOn(second).save({ mark, built: 'all', held: filled().finished() }, go);
  second.sheets.set('search/0', old);
  expect((await sheetsOn(second).load(pace)) === null).toBe(true);
});

test('a snapshot of the version before is none, and nothing of it is left after clearing', async () => {
  const disk = new Disk();
  await sheetsOn(disk).save({ mark, built: 'all', held: filled().finished() }, go);
  const root = new TextDecoder().decode(disk.sheets.get('search/root'));
  const before = root.replace('"version":2', '"version":1');
  disk.sheets.set('search/root', new TextEncoder().encode(before));
  const sheets = sheetsOn(disk);
  expect(before === root).toBe(false);
  expect(await sheets.load(pace)).toBeNull();
  await sheets.clear();
  expect(disk.sheets.size).toBe(0);
});

test('without its root nothing of a snapshot is left after clearing', async () => {
  const disk = new Disk();
  await sheetsOn(disk).save({ mark, built: 'all', held: filled().finished() }, go);
  disk.sheets.delete('search/root');
  const sheets = sheetsOn(disk);
  expect(await sheets.load(pace)).toBeNull();
  await sheets.clear();
  expect(disk.sheets.size).toBe(0);
});

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BlobId, OwnCapability } from '../../protocol/ids.ts';
import { newBlob, type TestBlob } from '../../tests/support/blob-upload.ts';
import { aDevice, aReporter, DAY, MIB } from '../../tests/support/store-rig.ts';
import type { Owner } from '../mailbox/contract.ts';
import type { Blobs } from './contract.ts';
import { openBlobs } from './room.ts';

let folder: string;
let now: number;
let blobs: Blobs;

const reopen = async (maxBytes = 1024 * MIB): Promise<void> => {
  blobs = await openBlobs(folder, maxBytes, () => now);
};

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'blobs-')), 'room');
  now = 20_000 * DAY;
  await reopen();
});
afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

async function stored(by: Owner, blob: TestBlob): Promise<readonly unknown[]> {
  const said: unknown[] = [await blobs.open(by, blob.open())];
  for (const index of blob.chunks.keys()) said.push(await blobs.put(by.team, blob.put(index)));
  return said;
}

test.each([
  ['reporter', aReporter, 16],
  ['device', aDevice, 92],
] as const)(
  'a whole blob of a %s lives to the last day it was told, and not a day longer',
  async (_, by, days) => {
    const [owner, blob] = [by(), newBlob(2)];
    await stored(owner, blob);
    expect(await blobs.open(owner, blob.open())).toEqual({ missing: [], day: 20_000 + days });
    now += days * DAY;
    expect(await blobs.sweep()).toBe(0);
    expect(await blobs.get(owner.team, blob.get(0))).toEqual(blob.chunks[0]);
    now += DAY;
    // Even before a sweep came by.
    expect(await blobs.get(owner.team, blob.get(0))).toBe('absent');
    expect(await blobs.remove(owner.team, blob.remove())).toBe('absent');
    expect(await blobs.sweep()).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('an upload that was given up is gone after its two days, and its room is free again', async () => {
  await reopen(1 * MIB);
  const owner = aDevice();
  const given = newBlob(10);
  await blobs.open(owner, given.open());
  for (let index = 0; index < 9; index += 1) await blobs.put(owner.team, given.put(index));
  const full = blobs.fullness();
  now += 2 * DAY;
  expect(await blobs.sweep()).toBe(0);
  now += DAY;
  expect(await blobs.put(owner.team, given.put(9))).toBe('absent');
  expect(await blobs.open(owner, given.open())).toBe('absent');
  expect(await blobs.sweep()).toBe(1);
  expect([full, blobs.fullness()]).toEqual([10 / 16, 0]);
  expect(await readdir(folder)).toEqual([]);
});

test('a full relay says so, keeps nothing of what it refused, and goes on when there is room', async () => {
  await reopen(1 * MIB);
  const [owner, blob] = [aDevice(), newBlob(16)];
  const said = await stored(owner, blob);
  expect(said.slice(1)).toEqual([...Array.from({ length: 15 }, () => 'done'), 'full']);
  expect(await blobs.open(aDevice(), newBlob(1).open())).toBe('full');
  expect(await blobs.open(owner, blob.open())).toMatchObject({ missing: [15] });
  expect((await readdir(folder)).toSorted()).toEqual([blob.id]);
  expect(await readdir(path.join(folder, blob.id))).toHaveLength(16);
  // A relay that starts anew counts the same, and a larger one has room.
  await reopen(1 * MIB);
  expect(await blobs.put(owner.team, blob.put(15))).toBe('full');
  await reopen(2 * MIB);
  expect(await blobs.put(owner.team, blob.put(15))).toBe('done');
});

test('reporters leave a fifth of the room to devices', async () => {
  await reopen(1 * MIB);
  const [owner, blob] = [aReporter(), newBlob(16)];
  const said = await stored(owner, blob);
  expect(said.filter((word) => word === 'done')).toHaveLength(11);
  expect(said.at(-1)).toBe('full');
  const device = aDevice();
  expect(await stored(device, newBlob(2))).toEqual([expect.anything(), 'done', 'done']);
});

test('deleting gives the room back at once, and a name can be used anew', async () => {
  await reopen(1 * MIB);
  const [owner, blob] = [aDevice(), newBlob(12)];
  await stored(owner, blob);
  expect(await blobs.remove(owner.team, blob.remove())).toBe('done');
  expect(blobs.fullness()).toBe(0);
  expect((await stored(owner, blob)).at(-1)).toBe('done');
  expect(await blobs.remove(owner.team, blob.remove())).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

test('chunks, a deletion and a second one that cross are answered one after the other, and nothing is left', async () => {
  const [owner, blob] = [aDevice(), newBlob(8)];
  await blobs.open(owner, blob.open());
  const puts = [...blob.chunks.keys()].map((index) => blobs.put(owner.team, blob.put(index)));
  const removes = [1, 2].map(() => blobs.remove(owner.team, blob.remove()));
  const late = blobs.put(owner.team, blob.put(0));
  expect(await Promise.all(puts)).toEqual(blob.chunks.map(() => 'done'));
  expect(await Promise.all(removes)).toEqual(['done', 'absent']);
  expect(await late).toBe('absent');
  expect([await readdir(folder), blobs.fullness()]).toEqual([[], 0]);
});

test('a start clears away what a kill left half done, and leaves alone what is not its own', async () => {
  const [owner, blob] = [aDevice(), newBlob(2)];
  await blobs.open(owner, blob.open());
  await blobs.put(owner.team, blob.put(0));
  const inside = (...names: readonly string[]): string => path.join(folder, ...names);
  await writeFile(inside(blob.id, '1.new'), randomBytes(100));
  for (const name of [`${BlobId.random()}.new`, `${BlobId.random()}.gone`]) {
    await mkdir(inside(name));
    await writeFile(inside(name, '0'), 'x');
  }
  await writeFile(inside('notes.txt'), 'mine');
  await symlink('/etc', inside('elsewhere'));
  await reopen();
  expect((await readdir(folder)).toSorted()).toEqual(
    [blob.id, 'elsewhere', 'notes.txt'].toSorted(),
  );
  expect((await readdir(inside(blob.id))).toSorted()).toEqual(['0', 'about']);
  expect(await blobs.open(owner, blob.open())).toMatchObject({ missing: [1] });
});

test('a damaged blob is removed at the start, one of a newer relay stops it, and a chunk cut short is not given out', async () => {
  const [owner, blob, cut] = [aDevice(), newBlob(1), newBlob(1)];
  await stored(owner, cut);
  await truncate(path.join(folder, cut.id, '0'), 100);
  expect(await blobs.get(owner.team, cut.get(0))).toBe('absent');
  await stored(owner, blob);
  await truncate(path.join(folder, blob.id, 'about'), 40);
  await reopen();
  expect(await readdir(folder)).toEqual([cut.id]);
  await writeFile(path.join(folder, cut.id, 'about'), Buffer.from('\u0004SCBL\u0002anything'));
  await expect(reopen()).rejects.toThrow(/^RELAY_BLOBS .* was written by a newer relay\.$/);
});

test('a folder that cannot be one is refused in a sentence', async () => {
  await rm(folder, { recursive: true });
  await writeFile(folder, 'a file');
  await expect(reopen()).rejects.toThrow(/^RELAY_BLOBS .* cannot be opened or written\.$/);
});

test('a foreign own capability opens no second door to an upload', async () => {
  const [owner, blob] = [aReporter(), newBlob(1)];
  await blobs.open(owner, blob.open());
  const foreign = { own: OwnCapability.random() };
  expect(await blobs.open(owner, blob.open(foreign))).toBe('absent');
  expect(await blobs.put(owner.team, blob.put(0, foreign))).toBe('absent');
});

test('who is forgotten gives the room back, also of an upload that was never finished', async () => {
  const [one, other] = [aReporter(), aReporter()];
  await stored(other, newBlob(1));
  const before = blobs.fullness();
  await stored(one, newBlob(3));
  await blobs.open(one, newBlob(5).open());
  expect(await blobs.removeAll(one)).toBe('done');
  expect(blobs.fullness()).toBe(before);
  expect(await readdir(folder)).toHaveLength(1);
  expect(await blobs.removeAll(one)).toBe('done');
});

/**
 * Fault: the fast copy in IndexedDB is deleted or corrupted by hand between two starts. Everything is there again,
 * and in the copy itself: whatever a text, a case, a file or the log would still be served from the journal.
 */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chance, rounds, sleep } from './chance.ts';
import { keptCase, type KeptCase } from './kept-case.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const MESSAGES = 300;
const CORRUPTIONS = rounds(5);
/** What the vault has noted of itself is written a second later; then nobody writes. */
const CALM_MS = 1_500;

let rig: VaultRig;
const sent: string[] = [];
let conversation: Parameters<VaultRig['texts']>[0];
let kept: KeptCase;

beforeAll(async () => {
  rig = await vaultRig();
  const reporter = await rig.reporter();
  ({ conversation } = reporter.keys);
  while (sent.length < MESSAGES) {
    const text = `Zeile ${sent.length}`;
    await reporter.say(text);
    sent.push(text);
  }
  await rig.arrived(conversation, MESSAGES);
  kept = await keptCase(rig, conversation);
});
afterAll(async () => await rig.stop());

/** Every text, the case, its evidence to the byte, and the audit log. */
async function isWhole(): Promise<void> {
  expect(await rig.texts(conversation)).toEqual(sent);
  await kept.isWhole();
}

/** Rows in the copy of the vault that is open; 0 where there is none. */
const counted = async (): Promise<number> =>
  await rig.vault().evaluate(async () => {
    const [there] = await indexedDB.databases();
    if (there?.name === undefined) return 0;
    const asked = indexedDB.open(there.name);
    return await new Promise<number>((resolve, reject) => {
      asked.addEventListener('error', () => reject(new Error('no copy to be opened')));
      asked.addEventListener('success', () => {
        const db = asked.result;
        const rows = db.transaction('rows').objectStore('rows').count();
        rows.addEventListener('error', () => reject(new Error('no rows to be counted')));
        rows.addEventListener('success', () => {
          db.close();
          resolve(rows.result);
        });
      });
    });
  });

/** The same, once the vault writes no more. */
async function rowsInCopy(): Promise<number> {
  for (let before = await counted(); ;) {
    await sleep(CALM_MS);
    const now = await counted();
    if (now === before) return now;
    before = now;
  }
}

/** The app is killed while nobody writes; how many rows its copy had then. */
async function killed(): Promise<number> {
  const rows = await rowsInCopy();
  await rig.kill();
  return rows;
}

const copy = (): string => path.join(rig.profile, 'IndexedDB');

async function files(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

test('a copy that nobody touched has nothing to be rebuilt', async () => {
  expect(await killed()).toBeGreaterThan(MESSAGES);
  expect(await rig.reopen()).toBe(0);
  await isWhole();
});

test('IndexedDB deleted: every row is rebuilt from the journal, and the next start finds nothing missing', async () => {
  const rows = await killed();
  expect((await stat(copy())).isDirectory()).toBe(true);
  await rm(copy(), { recursive: true });
  expect(await rig.reopen()).toBe(rows);
  await isWhole();
  expect(await killed()).toBeGreaterThanOrEqual(rows);
  expect(await rig.reopen()).toBe(0);
  await isWhole();
});

/** Whole at once; and before long in the copy too, which the next start proves. */
async function comesBack(rows: number): Promise<void> {
  await rig.reopen();
  await isWhole();
  await expect.poll(counted, { timeout: 60_000 }).toBeGreaterThanOrEqual(rows);
  await killed();
  expect(await rig.reopen()).toBe(0);
  await isWhole();
}

test('IndexedDB overwritten in random places: everything is there again', async () => {
  const random = chance('copy-lost');
  for (let round = 0; round < CORRUPTIONS; round += 1) {
    const rows = await killed();
    for (const file of await files(copy())) {
      const bytes = await readFile(file);
      for (let at = 0; at < bytes.length; at += 512) {
        const place = at + Math.floor(random() * 512);
        if (place < bytes.length && random() < 0.2) bytes[place] = Math.floor(random() * 256);
      }
      await writeFile(file, bytes);
    }
    await comesBack(rows);
  }
});

test('no IndexedDB can be made: everything is read from the journal, written, and there later', async () => {
  const rows = await killed();
  await rm(copy(), { recursive: true });
  await writeFile(copy(), '');
  await rig.reopen();
  await isWhole();
  const text = 'Zeile ohne Kopie';
  const written = await rig.ask('send', { conversation, text });
  expect(written).toMatchObject({ ok: true });
  sent.push(text);
  await rig.kill();
  await rig.reopen();
  await isWhole();
  await rig.kill();
  await rm(copy());
  expect(await rig.reopen()).toBeGreaterThan(rows);
  await isWhole();
});

test('IndexedDB cut to half its length: everything is there again', async () => {
  const rows = await killed();
  for (const file of await files(copy())) {
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
  }
  await comesBack(rows);
});

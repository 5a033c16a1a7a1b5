/** Fault: the fast copy in IndexedDB is deleted or corrupted by hand between two starts. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chance } from './chance.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const MESSAGES = 300;
const CORRUPTIONS = 5;

let rig: VaultRig;
const sent: string[] = [];
let conversation: Parameters<VaultRig['texts']>[0];

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
});
afterAll(async () => await rig.stop());

const copy = (): string => path.join(rig.profile, 'IndexedDB');

async function files(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

test('IndexedDB deleted: everything is rebuilt from the journal', async () => {
  await rig.kill();
  expect((await stat(copy())).isDirectory()).toBe(true);
  await rm(copy(), { recursive: true });
  await rig.reopen();
  expect(await rig.texts(conversation)).toEqual(sent);
});

test('IndexedDB overwritten in random places: everything is there again', async () => {
  const random = chance('copy-lost');
  for (let round = 0; round < CORRUPTIONS; round += 1) {
    await rig.kill();
    for (const file of await files(copy())) {
      const bytes = await readFile(file);
      for (let at = 0; at < bytes.length; at += 512) {
        const place = at + Math.floor(random() * 512);
        if (place < bytes.length && random() < 0.2) bytes[place] = Math.floor(random() * 256);
      }
      await writeFile(file, bytes);
    }
    await rig.reopen();
    expect(await rig.texts(conversation)).toEqual(sent);
  }
});

test('no IndexedDB can be made: everything is read from the journal, written, and there later', async () => {
  await rig.kill();
  await rm(copy(), { recursive: true });
  await writeFile(copy(), '');
  await rig.reopen();
  expect(await rig.texts(conversation)).toEqual(sent);
  const text = 'Zeile ohne Kopie';
  const written = await rig.ask('send', { conversation, text });
  expect(written).toMatchObject({ ok: true });
  sent.push(text);
  await rig.kill();
  await rig.reopen();
  expect(await rig.texts(conversation)).toEqual(sent);
  await rig.kill();
  await rm(copy());
  await rig.reopen();
  expect(await rig.texts(conversation)).toEqual(sent);
});

test('IndexedDB cut to half its length: everything is there again', async () => {
  await rig.kill();
  for (const file of await files(copy())) {
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
  }
  await rig.reopen();
  expect(await rig.texts(conversation)).toEqual(sent);
});

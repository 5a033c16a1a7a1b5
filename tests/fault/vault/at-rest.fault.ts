/** Privacy: a thousand words nobody else uses are in the vault, and nowhere to be found once it is locked. */
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchTree } from '../../support/leak-search.ts';
import { heapOf } from './heap.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const MARKERS = 1_000;
const PER_MESSAGE = 5;
/** Invented, with letters of their own, so that none is found by chance. */
const marker = (n: number): string => `zqxwv${n.toString(36).padStart(4, '0')}jkp`;

const markers = Array.from({ length: MARKERS }, (_, n) => marker(n));
let rig: VaultRig;
let conversation: Parameters<VaultRig['texts']>[0];

beforeAll(async () => {
  rig = await vaultRig();
  const reporter = await rig.reporter();
  ({ conversation } = reporter.keys);
  for (let at = 0; at < MARKERS; at += PER_MESSAGE) {
    await reporter.say(markers.slice(at, at + PER_MESSAGE).join(' '));
  }
  await rig.arrived(conversation, MARKERS / PER_MESSAGE);
  const opened = await rig.ask('openCase', { conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  const { incident, id } = opened.value;
  await rig.ask('saveIncident', {
    case: id,
    incident: { ...incident, narrative: markers.slice(0, 200).join(' ') },
  });
});
afterAll(async () => await rig.stop());

test('the open vault holds them, so the search below could find them', async () => {
  const heap = await heapOf(rig.page);
  expect(markers.some((word) => heap.vault.includes(word))).toBe(true);
});

test('after the lock no heap of page or Worker holds one', async () => {
  await rig.page.reload();
  const text = await rig.page.locator('body').innerText();
  expect(text).not.toContain(markers[0]);
  await rig.kill();
  await rig.reopen();
  const reloaded = rig.page.waitForEvent('load');
  await rig.ask('lock', null);
  await reloaded;
  await rig.page.waitForSelector('#app > *');
  const heap = await heapOf(rig.page);
  expect(heap.page.length).toBeGreaterThan(1_000_000);
  expect(heap.vault.length).toBeGreaterThan(100_000);
  expect(markers.filter((word) => heap.page.includes(word) || heap.vault.includes(word))).toEqual(
    [],
  );
});

test('a copy of the locked profile holds none in any file', async () => {
  await rig.kill();
  const copy = path.join(tmpdir(), `beistand-copy-${process.pid}`);
  await cp(rig.profile, copy, { recursive: true, filter: (name) => !name.includes('Singleton') });
  const leaks = await searchTree(copy, markers);
  await rm(copy, { recursive: true, force: true });
  expect(leaks).toEqual([]);
});

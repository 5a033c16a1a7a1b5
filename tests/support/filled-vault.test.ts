// @vitest-environment node
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { ConversationId } from '../../src/contract/desk.ts';
import { PASSPHRASE, startApp } from '../../src/renderer/vault/testing/bench.ts';
import { endAll, keep, read, textsOf } from '../../src/renderer/vault/testing/journey.ts';
import { settled } from '../../src/renderer/vault/testing/test-env.ts';
import { textOf, type Sizes } from '../bench/vault/corpus.ts';
import { fillVault } from '../bench/vault/fill-vault.ts';
import { nodeMain, type NodeMain } from './node-main.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });

const stored = path.join(import.meta.dirname, '../fixtures/vault-2/later');
/** Files of three chunks. */
const sizes: Sizes = {
  seed: 7,
  messages: 30,
  conversations: 2,
  cases: 2,
  evidence: 2,
  evidenceBytes: 150_000,
  longest: 10,
};

const profiles: string[] = [];
const mains: NodeMain[] = [];
afterEach(async () => {
  endAll();
  for (const main of mains.splice(0)) await main.close();
  for (const profile of profiles.splice(0)) await rm(profile, { recursive: true, force: true });
});

/** A small vault, and these rows in it. */
async function filledWith(wanted: Sizes) {
  const profile = await mkdtemp(path.join(tmpdir(), 'beistand-filled-'));
  profiles.push(profile);
  await cp(stored, path.join(profile, 'vault'), { recursive: true });
  const conversation = await fillVault(profile, PASSPHRASE, wanted);
  return { profile, conversation, files: await filesIn(path.join(profile, 'vault', 'files')) };
}

/** Sums of the files that were put there, by name. */
async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const before = new Set(await readdir(path.join(stored, 'files')));
  const names = (await readdir(folder)).filter((name) => !before.has(name));
  const sums = names.map(async (name) => [name, sumOf(await readFile(path.join(folder, name)))]);
  return Object.fromEntries(await Promise.all(sums)) as Record<string, string>;
}

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function openedOver(profile: string) {
  const files = await nodeMain(profile);
  mains.push(files);
  const app = keep(startApp({ files, database: 'filled' }));
  expect(await app.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await settled();
  return app;
}

test('the app reads what a vault was filled with: every message, and files of several chunks as they went in', async () => {
  const { profile, conversation } = await filledWith(sizes);
  const app = await openedOver(profile);
  const texts = Array.from({ length: sizes.longest }, (_, n) => textOf(n, sizes.seed));
  expect(textsOf(await read(app, conversation))).toEqual(texts);
  const { cases } = await app.desk.cases({ from: 0, limit: 10 });
  const found: string[] = [];
  for (const { id, reference } of cases) {
    for (const file of await app.desk.evidence({ case: id })) {
      if (file.bytes !== sizes.evidenceBytes) continue;
      await app.desk.saveEvidence({ case: id, id: file.id });
      expect(sumOf([...app.main.savedFiles.values()].at(-1) ?? new Uint8Array())).toBe(file.sha256);
      found.push(reference);
    }
  }
  expect(found.toSorted()).toEqual(['2016-00000', '2017-00001']);
});

test('the same seed fills a vault with the same files and conversations, another seed with others', async () => {
  const one = await filledWith(sizes);
  const same = await filledWith(sizes);
  const other = await filledWith({ ...sizes, seed: sizes.seed + 1 });
  expect(Object.keys(one.files)).toHaveLength(sizes.evidence);
  expect(same.files).toEqual(one.files);
  expect(same.conversation).toBe<ConversationId>(one.conversation);
  expect(Object.keys(other.files).filter((name) => name in one.files)).toEqual([]);
  expect(other.conversation).not.toBe(one.conversation);
});

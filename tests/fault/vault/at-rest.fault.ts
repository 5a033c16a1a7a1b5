/**
 * Privacy: a thousand words nobody else uses are in the vault, in everything that people write or name, and nowhere
 * to be found once it is locked. Each search is first seen to find.
 */
import { cp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  BlobId,
  ReadCapability,
  type ConversationId,
  type MessageId,
} from '../../../protocol/ids.ts';
import { platformRandom } from '../../../protocol/crypto/random.ts';
import type { DeskRequests } from '../../../src/contract/desk.ts';
import { NO_FILTER } from '../../../src/contract/search.ts';
import type { HeadlessReporter } from '../../support/headless-reporter.ts';
import { patternsOf, searchTree } from '../../support/leak-search.ts';
import { sleep } from './chance.ts';
import { heapOf } from './heap.ts';
import { addEvidence } from './kept-case.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

const MARKERS = 1_000;
const PER_MESSAGE = 5;
/** Invented, with letters of their own, so that none is found by chance. */
const marker = (n: number): string => `zqxwv${n.toString(36).padStart(4, '0')}jkp`;
const markers = Array.from({ length: MARKERS }, (_, n) => marker(n));

/** Which of them stand where; all of them somewhere. */
const inMessages = markers.slice(0, 400);
const inNotes = markers.slice(400, 500);
const inContacts = markers.slice(500, 550);
const inFileNames = markers.slice(550, 600);
const inEvidence = markers.slice(600, 700);
const inCase = markers.slice(700);

const PER_CONTACT = 5;
const PER_FILE = 5;

let rig: VaultRig;
let conversation: ConversationId;

beforeAll(async () => {
  rig = await vaultRig();
  const reporter = await rig.reporter();
  ({ conversation } = reporter.keys);
  await fromReporter(reporter);
  for (const words of lots(inNotes, PER_MESSAGE)) {
    const noted = await rig.ask('note', { conversation, text: words.join(' ') });
    if (!noted.ok) throw new Error(noted.refusal);
  }
  await writeCase();
}, 600_000);
afterAll(async () => await rig.stop());

/** What a reporter says, how they may be reached, and what their files are called. */
async function fromReporter(reporter: HeadlessReporter): Promise<void> {
  for (const words of lots(inContacts, PER_CONTACT)) {
    const [name = '', phone = '', email = '', when = '', purpose = ''] = words;
    await reporter.tell({ type: 'contact', name, phone, email, when, purpose });
  }
  for (const name of inFileNames) {
    const file = {
      id: BlobId.random(),
      key: platformRandom(32),
      bytes: 1_000,
      read: ReadCapability.random(),
      hash: platformRandom(32),
    };
    await reporter.tell({
      type: 'attachment',
      file,
      name: `${name}.jpg`,
      media: 'image/jpeg',
      prepared: 'cleaned',
    });
  }
  for (const words of lots(inMessages, PER_MESSAGE)) await reporter.say(words.join(' '));
  const count =
    inContacts.length / PER_CONTACT + inFileNames.length + inMessages.length / PER_MESSAGE;
  await rig.arrived(conversation, count);
}

async function writeCase(): Promise<void> {
  const opened = await rig.ask('openCase', { conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  const { incident, id } = opened.value;
  const [placeName = '', institution = '', municipality = '', district = '', ...rest] = inCase;
  const saved = await rig.ask('saveIncident', {
    case: id,
    incident: {
      ...incident,
      placeName,
      institution,
      municipality,
      district,
      identifiers: rest.slice(0, 50),
      narrative: rest.slice(50).join(' '),
    },
  });
  if (!saved.ok) throw new Error(saved.refusal);
  await attach(id);
}

async function attach(id: string): Promise<void> {
  for (const [name = '', first = '', second = '', third = '', fourth = ''] of lots(
    inEvidence,
    PER_FILE,
  )) {
    const bytes = new TextEncoder().encode(`${first} ${second}`);
    const item = await addEvidence(rig, id, { name: `${name}.txt`, bytes });
    await rig.ask('captionEvidence', { case: id, id: item, caption: `${third} ${fourth}` });
  }
}

const lots = (all: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: all.length / size }, (_, n) => all.slice(n * size, (n + 1) * size));

const missingIn = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => !text.includes(word));

/** Everything the open vault answers, as one text. */
async function answers(): Promise<string> {
  const parts: unknown[] = [await rig.ask('contact', { conversation })];
  let before: MessageId | null = null;
  for (;;) {
    const page: DeskRequests['read']['output'] = await rig.ask('read', {
      conversation,
      before,
      limit: 200,
    });
    parts.push(page.messages);
    if (!page.earlier) break;
    before = page.messages[0]?.id ?? null;
  }
  const { cases } = await rig.ask('cases', { from: 0, limit: 10 });
  for (const { id } of cases) {
    parts.push(await rig.ask('readCase', { case: id }), await rig.ask('evidence', { case: id }));
  }
  return JSON.stringify(parts);
}

async function isFound(word: string): Promise<boolean> {
  for (;;) {
    const found = await rig.ask('search', { ...NO_FILTER, text: word, limit: 5 });
    if (found.hits.length > 0) return true;
    if (found.complete) return false;
    await sleep(100);
  }
}

test('the open vault knows them all, and its search finds them in messages, notes, cases and captions', async () => {
  const text = await answers();
  expect(missingIn(text, inMessages)).toEqual([]);
  expect(missingIn(text, inNotes)).toEqual([]);
  // Each contact message replaces the one before.
  expect(missingIn(text, inContacts.slice(-PER_CONTACT))).toEqual([]);
  expect(missingIn(text, inFileNames)).toEqual([]);
  expect(missingIn(text, inCase)).toEqual([]);
  // Two of a file's five are its bytes.
  const said = lots(inEvidence, PER_FILE).flatMap(([name, , , ...caption]) => [name, ...caption]);
  expect(missingIn(text, said.map(String))).toEqual([]);
  for (const all of [inMessages, inNotes, inCase, said.map(String)]) {
    expect(await isFound(all.at(-1) ?? '')).toBe(true);
  }
});

test('before the lock the words stand on the screen and in the heaps; after it in none', async () => {
  // What is written at a checkpoint, the index among it, is on the disk from here on.
  await rig.ask('snapshot', null);
  await rig.kill();
  await rig.start();
  const { page } = rig;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.locator(`#line-${conversation}`).click({ timeout: 60_000 });
  const last = inMessages.at(-1) ?? '';
  await page.getByRole('log').getByText(last).first().waitFor();
  expect(await isFound(last)).toBe(true);
  const screen = await page.locator('body').innerText();
  const shown = markers.filter((word) => screen.includes(word));
  expect(shown.length).toBeGreaterThan(PER_MESSAGE);
  const open = await heapOf(page);
  expect(missingIn(open.page, shown)).toEqual([]);
  expect(missingIn(open.vault, markers).length).toBeLessThan(MARKERS);

  await page.keyboard.press('Control+l');
  await page.getByLabel('Passphrase', { exact: true }).waitFor();
  const locked = await page.locator('body').innerText();
  expect(markers.filter((word) => locked.includes(word))).toEqual([]);
  const heap = await heapOf(page);
  expect(heap.page.length).toBeGreaterThan(1_000_000);
  expect(heap.vault.length).toBeGreaterThan(100_000);
  expect(markers.filter((word) => heap.page.includes(word) || heap.vault.includes(word))).toEqual(
    [],
  );
});

test('a copy of the locked profile holds none in any file, in any writing; one that is put there is found', async () => {
  await rig.kill();
  const copy = path.join(tmpdir(), `beistand-copy-${process.pid}`);
  await cp(rig.profile, copy, { recursive: true, filter: (name) => !name.includes('Singleton') });
  try {
    expect(await searchTree(copy, markers)).toEqual([]);
    for (const [n, pattern] of patternsOf(marker(0)).entries()) {
      const planted = path.join(copy, 'IndexedDB', `planted-${n}`);
      await writeFile(planted, Buffer.concat([platformRandom(1_000), pattern]));
      expect(await searchTree(copy, markers)).toEqual([{ word: marker(0), file: planted }]);
      await rm(planted);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

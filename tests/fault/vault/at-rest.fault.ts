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
import { seeded } from '../../bench/vault/corpus.ts';
import type { HeadlessReporter } from '../../support/headless-reporter.ts';
import { patternsOf, searchTree } from '../../support/leak-search.ts';
import { sleep } from './chance.ts';
import { heapOf, WHOLE_STRINGS } from './heap.ts';
import { addEvidence, savedBytes } from './kept-case.ts';
import { done, unlockOnScreen, vaultRig, type VaultRig } from './vault-rig.ts';

const MARKERS = 1_000;
const LETTERS = 'bcdfghjkmnpqrstvwxz';
const MARKER_LETTERS = 12;
/** Words together in one message, note, contact, file or memo. */
const TOGETHER = 5;

/**
 * Invented, so that none is found by chance, and every letter of them by lot: where a store leaves out what repeats
 * the word before, nothing of these can be left out.
 */
const markers = invented(seeded(MARKERS));

function invented(random: () => number): readonly string[] {
  const letter = (): string => LETTERS[Math.floor(random() * LETTERS.length)] ?? '';
  const words = new Set<string>();
  while (words.size < MARKERS) {
    words.add(Array.from({ length: MARKER_LETTERS }, letter).join(''));
  }
  return [...words];
}

/** Which of them stand where; all of them somewhere. */
const left = [...markers];
const inMessages = left.splice(0, 300);
const inReplies = left.splice(0, 60);
const inNotes = left.splice(0, 80);
const inTags = left.splice(0, 16);
const inMemos = left.splice(0, 25);
const inDraft = left.splice(0, 9);
const inContacts = left.splice(0, 50);
const inFileNames = left.splice(0, 50);
const inEvidence = left.splice(0, 100);
const inHold = left.splice(0, 10);
const inCase = left;

let rig: VaultRig;
let conversation: ConversationId;

beforeAll(async () => {
  rig = await vaultRig({ args: [WHOLE_STRINGS] });
  const reporter = await rig.reporter();
  ({ conversation } = reporter.keys);
  await fromReporter(reporter);
  await writeCase();
  await fromTeam();
}, 600_000);
afterAll(async () => await rig.stop());

/** What a reporter says, how they may be reached, and what their files are called. */
async function fromReporter(reporter: HeadlessReporter): Promise<void> {
  for (const words of lots(inContacts)) {
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
  for (const words of lots(inMessages)) await reporter.say(words.join(' '));
  const count = (inContacts.length + inMessages.length) / TOGETHER + inFileNames.length;
  await rig.arrived(conversation, count);
}

/** What the team answers, tells each other, marks and has begun to write; the notes stand last on the screen. */
async function fromTeam(): Promise<void> {
  const { messages } = await rig.ask('read', { conversation, before: null, limit: TOGETHER });
  const memos = lots(inMemos).map((words) => words.join(' '));
  for (const [n, { id: message }] of messages.slice(0, memos.length).entries()) {
    const marked = { conversation, message, start: 0, end: MARKER_LETTERS };
    await done(rig.ask('annotate', { ...marked, codeIds: [], memo: memos[n] ?? '' }));
  }
  for (const words of lots(inReplies)) {
    await done(rig.ask('send', { conversation, text: words.join(' ') }));
  }
  await done(rig.ask('setWork', { conversation, change: { tags: inTags } }));
  for (const words of lots(inNotes)) {
    await done(rig.ask('note', { conversation, text: words.join(' ') }));
  }
  await done(rig.ask('keepDraft', { conversation, text: inDraft.join(' ') }));
}

async function writeCase(): Promise<void> {
  const { incident, id } = await done(rig.ask('openCase', { conversation }));
  const [placeName = '', institution = '', municipality = '', district = '', ...rest] = inCase;
  await done(
    rig.ask('saveIncident', {
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
    }),
  );
  await done(rig.ask('holdCase', { case: id, reason: inHold.join(' ') }));
  for (const [name = '', first = '', second = '', ...caption] of lots(inEvidence)) {
    const bytes = new TextEncoder().encode(`${first} ${second}`);
    const item = await addEvidence(rig, id, { name: `${name}.txt`, bytes });
    await done(rig.ask('captionEvidence', { case: id, id: item, caption: caption.join(' ') }));
  }
}

const lots = (all: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: all.length / TOGETHER }, (_, n) =>
    all.slice(n * TOGETHER, (n + 1) * TOGETHER),
  );

const missingIn = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => !text.includes(word));

/** Everything the open vault answers, as one text. */
async function answers(): Promise<string> {
  const parts: unknown[] = [
    await rig.ask('conversations', { from: 0, limit: 10 }),
    await rig.ask('contact', { conversation }),
    await rig.ask('draft', { conversation }),
    await rig.ask('annotations', { conversation }),
  ];
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
    const evidence = await rig.ask('evidence', { case: id });
    parts.push(await rig.ask('readCase', { case: id }), evidence);
    for (const one of evidence) {
      parts.push(new TextDecoder().decode(await savedBytes(rig, id, one.id)));
    }
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

/** Each contact message replaces the one before. */
const replaced = inContacts.slice(0, -TOGETHER);
/** Two of a file's five are its bytes, which are no string in anybody's memory. */
const inBytes = lots(inEvidence).flatMap(([, first = '', second = '']) => [first, second]);

test('the open vault knows them all, and its search finds them wherever it looks', async () => {
  const text = await answers();
  expect(missingIn(text, markers)).toEqual(replaced);
  const [name = '', , , caption = ''] = lots(inEvidence).at(-1) ?? [];
  const searched = [inMessages, inReplies, inNotes, inTags, inFileNames, inCase, [name], [caption]];
  for (const words of searched) expect(await isFound(words.at(-1) ?? '')).toBe(true);
});

/** Every record that is opened from here on stays in the Worker's memory: that none is found later is no collector's luck. */
async function holdOpened(): Promise<void> {
  await rig.vault().evaluate(() => {
    const held: unknown[] = [];
    Reflect.set(globalThis, 'heldRecords', held);
    const parse = new Proxy(JSON.parse, {
      apply: (read, on: unknown, given: readonly unknown[]) => {
        const value: unknown = Reflect.apply(read, on, given);
        held.push(value);
        return value;
      },
    });
    Reflect.set(JSON, 'parse', parse);
  });
}

test('before the lock the words stand on the screen and in the heaps; after it in none', async () => {
  // What is written at a checkpoint, the index among it, is on the disk from here on.
  await rig.ask('snapshot', null);
  await rig.kill();
  await rig.start();
  const { page } = rig;
  await unlockOnScreen(rig);
  await page.locator(`#line-${conversation}`).click({ timeout: 60_000 });
  const last = inNotes.at(-1) ?? '';
  await page.getByRole('log').getByText(last).first().waitFor();
  expect(await isFound(last)).toBe(true);
  await holdOpened();
  await answers();
  const screen = await page.locator('body').innerText();
  const shown = markers.filter((word) => screen.includes(word));
  expect(shown.length).toBeGreaterThan(TOGETHER);
  const open = await heapOf(page);
  expect(missingIn(open.page, shown)).toEqual([]);
  const unread = new Set([...replaced, ...inBytes]);
  expect(missingIn(open.vault, markers).filter((word) => !unread.has(word))).toEqual([]);

  await page.keyboard.press('Control+l');
  await page.getByLabel('Passphrase', { exact: true }).waitFor();
  const locked = await page.locator('body').innerText();
  expect(markers.filter((word) => locked.includes(word))).toEqual([]);
  const heap = await heapOf(page);
  expect(page.workers()).toHaveLength(1);
  expect(heap.page.length).toBeGreaterThan(1_000_000);
  expect(heap.vault.length).toBeGreaterThan(100_000);
  expect(markers.filter((word) => heap.page.includes(word) || heap.vault.includes(word))).toEqual(
    [],
  );
});

test('a copy of the locked profile holds none in any file or name, in any writing; one that is put there is found', async () => {
  await rig.kill();
  const copy = path.join(tmpdir(), `beistand-copy-${process.pid}`);
  await cp(rig.profile, copy, { recursive: true, filter: (name) => !name.includes('Singleton') });
  const [word = ''] = markers;
  const found = async (planted: string): Promise<void> => {
    expect(await searchTree(copy, markers)).toEqual([{ word, file: planted }]);
    await rm(planted);
  };
  try {
    expect(await searchTree(copy, markers)).toEqual([]);
    for (const [n, pattern] of patternsOf(word).entries()) {
      const planted = path.join(copy, 'IndexedDB', `planted-${n}`);
      await writeFile(planted, Buffer.concat([platformRandom(1_000), pattern]));
      await found(planted);
    }
    const named = path.join(copy, 'vault', 'files', `planted-${word}`);
    await writeFile(named, '');
    await found(named);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

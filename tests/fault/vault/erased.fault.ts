/**
 * Erasure: after an erase or a panic wipe somebody puts the old files back, and has the right passphrase.
 */
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ConversationId, FileId } from '../../../protocol/ids.ts';
import { NO_FILTER } from '../../../src/contract/search.ts';
import { sizesFor } from '../../bench/vault/corpus.ts';
import { fillVault } from '../../bench/vault/fill-vault.ts';
import { sleep } from './chance.ts';
import { addEvidence, savedBytes } from './kept-case.ts';
import { done, PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

/** Promised by the design: what opens the rest is gone by then. */
const WIPE_MS = 2_000;
const PATIENCE_MS = 20_000;
/** Messages; cases and files of evidence in proportion. */
const FILLED = 10_000;

/** What nobody may ever read again, by where it stands. */
const said = ['Xylobrand', 'Quastelmark', 'Jorvendahl'];
const replied = 'Dorfelkante';
const tagged = 'Mirbelstein';
const noted = 'Zwirbelquant';
const begun = 'Ulmenzacke';
const toBeReached = 'Fenkelwitz';
const narrated = 'Knorrstetten';
const memo = 'Hefterlung';
const held = 'Brannerloh';
const evidence = { name: 'Pluvigrund', bytes: 'Wisselbacht', caption: 'Trommelforst' };
/** These are found by searching; the others only by looking where they stand. */
const searched = [...said, replied, tagged, noted, narrated, evidence.name, evidence.caption];
const secret = [...searched, begun, toBeReached, memo, held, evidence.bytes];

let rig: VaultRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

/** Two conversations, one of them with everything there can be in it and in its case; and a copy of everything on disk. */
async function prepared() {
  const made = await vaultRig();
  rig = made;
  const other = await made.reporter();
  await other.say('bleibt hier');
  const conversation = await told(made);
  const { id, item } = await documented(made, conversation);
  const before = `${made.profile}-before`;
  await made.kill();
  await cp(made.profile, before, {
    recursive: true,
    filter: (name) => !name.includes('Singleton'),
  });
  await made.reopen();
  return { made, before, id, item, conversation, other: other.keys.conversation };
}

/** What came from the reporter, and what was written beside it. */
async function told(made: VaultRig): Promise<ConversationId> {
  const reporter = await made.reporter();
  for (const word of said) await reporter.say(`${word} war dabei`);
  await reporter.tell({ type: 'contact', name: toBeReached });
  const { conversation } = reporter.keys;
  await made.arrived(conversation, said.length + 1);
  await done(made.ask('send', { conversation, text: replied }));
  await done(made.ask('setWork', { conversation, change: { tags: [tagged] } }));
  const { messages } = await made.ask('read', { conversation, before: null, limit: 10 });
  const message = messages.find((one) => one.kind === 'text')?.id;
  if (message === undefined) throw new Error('no words to mark');
  const marked = { conversation, message, start: 0, end: 4 };
  await done(made.ask('annotate', { ...marked, codeIds: [], memo }));
  await done(made.ask('note', { conversation, text: noted }));
  await done(made.ask('keepDraft', { conversation, text: begun }));
  return conversation;
}

async function documented(made: VaultRig, conversation: ConversationId) {
  const { id, incident } = await done(made.ask('openCase', { conversation }));
  await done(
    made.ask('saveIncident', { case: id, incident: { ...incident, narrative: narrated } }),
  );
  const item = await addEvidence(made, id, {
    name: `${evidence.name}.txt`,
    bytes: new TextEncoder().encode(evidence.bytes),
  });
  const { caption } = evidence;
  await done(made.ask('captionEvidence', { case: id, id: item, caption }));
  await done(made.ask('holdCase', { case: id, reason: held }));
  return { id, item };
}

interface Where {
  readonly id: string;
  readonly conversations: readonly ConversationId[];
}

/** Everything the screen can ask about, as one text. */
async function everything(made: VaultRig, { id, conversations }: Where): Promise<string> {
  const parts: unknown[] = [
    await made.ask('conversations', { from: 0, limit: 100 }),
    await made.ask('cases', { from: 0, limit: 100 }),
    await made.ask('readCase', { case: id }),
  ];
  for (const conversation of conversations) {
    parts.push(
      await made.ask('read', { conversation, before: null, limit: 100 }),
      await made.ask('contact', { conversation }),
      await made.ask('draft', { conversation }),
      await made.ask('annotations', { conversation }),
    );
  }
  for (const item of await made.ask('evidence', { case: id })) {
    parts.push(item, new TextDecoder().decode(await savedBytes(made, id, item.id)));
  }
  return JSON.stringify(parts);
}

/** Those of the searched words that are found once the whole index is there. */
async function found(made: VaultRig): Promise<readonly string[]> {
  const words: string[] = [];
  for (const word of searched) {
    let answer = await search(made, word);
    while (!answer.complete) {
      await sleep(50);
      answer = await search(made, word);
    }
    if (answer.hits.length > 0) words.push(word);
  }
  return words;
}

const search = async (made: VaultRig, word: string) =>
  await made.ask('search', { ...NO_FILTER, text: word, limit: 50 });

const readable = (text: string): readonly string[] => secret.filter((word) => text.includes(word));

test('a case is erased, and its old IndexedDB, journal and files come back: no word of it is readable', async () => {
  const { made, before, id, item, conversation, other } = await prepared();
  const where = { id, conversations: [conversation, other] };
  expect(readable(await everything(made, where))).toEqual(secret);
  expect(await found(made)).toEqual(searched);
  await done(made.ask('holdCase', { case: id, reason: null }));
  expect(await made.ask('eraseCase', { case: id })).toMatchObject({ ok: true });
  await nothingIsReadable(made, { where, item });
  await made.kill();

  await rm(path.join(made.profile, 'IndexedDB'), { recursive: true });
  await cp(path.join(before, 'IndexedDB'), path.join(made.profile, 'IndexedDB'), {
    recursive: true,
  });
  const vault = path.join(made.profile, 'vault');
  for (const name of await readdir(path.join(before, 'vault'))) {
    if (name === 'header') continue;
    await cp(path.join(before, 'vault', name), path.join(vault, name), {
      recursive: true,
      force: false,
    });
  }
  expect(await readdir(path.join(vault, 'files'))).not.toEqual([]);
  await made.reopen();
  await nothingIsReadable(made, { where, item });
  expect(await made.texts(other)).toEqual(['bleibt hier']);
  expect(await readdir(vault)).not.toContain('journal-1');
});

/** Nowhere the screen could look, by no search, and no file of evidence is given out. */
async function nothingIsReadable(
  made: VaultRig,
  { where, item }: { readonly where: Where; readonly item: FileId },
): Promise<void> {
  expect(readable(await everything(made, where))).toEqual([]);
  expect(await found(made)).toEqual([]);
  expect(await made.ask('saveEvidence', { case: where.id, id: item })).toMatchObject({
    refusal: 'unknown',
  });
}

/** How long header and keyrings were still there, ms. */
async function wiped(made: VaultRig): Promise<number> {
  const vault = path.join(made.profile, 'vault');
  // The app would start itself anew, out of the test's sight and reach.
  await made.app().evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
  const start = performance.now();
  const asked = made.ask('wipe', null).catch(() => undefined);
  let took = 0;
  while (took < PATIENCE_MS) {
    const names = await readdir(vault).catch(() => []);
    took = performance.now() - start;
    if (!names.some((name) => /^(header|keyring)/u.test(name))) break;
    await sleep(1);
  }
  await asked;
  await made.ended();
  return took;
}

/** What somebody kept of before, but for what opens it: that was on no other disk. */
async function putBack({ profile }: VaultRig, before: string): Promise<void> {
  const names = await readdir(path.join(before, 'vault'));
  const kept = names.filter((name) => !/^(header|keyring)/u.test(name));
  for (const name of ['IndexedDB', ...kept.map((one) => path.join('vault', one))]) {
    const to = path.join(profile, name);
    await rm(to, { recursive: true, force: true });
    await cp(path.join(before, name), to, { recursive: true });
  }
}

test('a vault of ten thousand messages and its evidence is wiped as fast', async () => {
  const made = await vaultRig();
  rig = made;
  await made.kill();
  await fillVault(made.profile, PASSPHRASE, sizesFor(FILLED));
  await made.reopen();
  const took = await wiped(made);
  process.stdout.write(`wipe of ${FILLED} messages: ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(WIPE_MS);
  await made.start();
  expect(await made.ask('state', null)).toMatchObject({ vault: 'none' });
});

test('everything is wiped, and the old IndexedDB and journal come back: nothing opens them', async () => {
  const { made, before } = await prepared();
  const took = await wiped(made);
  process.stdout.write(`wipe: header and keyrings gone after ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(WIPE_MS);
  // The first start finishes the wipe, whatever lies there; the second finds a vault without its header.
  for (const vault of ['none', 'locked']) {
    await putBack(made, before);
    await made.start();
    expect(await made.ask('state', null)).toMatchObject({ vault });
    const opened = await made.ask('unlock', { passphrase: PASSPHRASE }).catch(() => null);
    expect(opened).not.toMatchObject({ ok: true });
    const screen = await made.page.locator('body').innerText();
    expect(readable(screen)).toEqual([]);
    await made.kill();
  }
});

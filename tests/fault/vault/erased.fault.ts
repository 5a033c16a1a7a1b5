/**
 * Erasure: after an erase or a panic wipe somebody puts the old files back, and has the right passphrase.
 */
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { NO_FILTER } from '../../../src/contract/search.ts';
import { sizesFor } from '../../bench/vault/corpus.ts';
import { fillVault } from '../../bench/vault/fill-vault.ts';
import { sleep } from './chance.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

/** Promised by the design: what opens the rest is gone by then. */
const WIPE_MS = 2_000;
const PATIENCE_MS = 20_000;
/** Messages; cases and files of evidence in proportion. */
const FILLED = 10_000;

const secret = ['Xylobrand', 'Quastelmark', 'Jorvendahl'];

let rig: VaultRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

/** Two conversations, one of them with a case that holds the secret words; and a copy of everything on disk. */
async function prepared() {
  const made = await vaultRig();
  rig = made;
  const other = await made.reporter();
  await other.say('bleibt hier');
  const reporter = await made.reporter();
  for (const word of secret) await reporter.say(`${word} war dabei`);
  const { conversation } = reporter.keys;
  await made.arrived(conversation, secret.length);
  const opened = await made.ask('openCase', { conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  const { id, incident } = opened.value;
  await made.ask('saveIncident', {
    case: id,
    incident: { ...incident, narrative: secret.join(' ') },
  });
  const before = `${made.profile}-before`;
  await made.kill();
  await cp(made.profile, before, {
    recursive: true,
    filter: (name) => !name.includes('Singleton'),
  });
  await made.reopen();
  return { made, before, id, conversation, other: other.keys.conversation };
}

/** Everything the screen can ask about, as one text. */
async function everything(made: VaultRig, conversations: readonly string[]): Promise<string> {
  const parts: unknown[] = [
    await made.ask('conversations', { from: 0, limit: 100 }),
    await made.ask('cases', { from: 0, limit: 100 }),
  ];
  for (const one of conversations) parts.push(await made.texts(one as never));
  for (const word of secret) {
    parts.push(
      await made.ask('search', {
        ...NO_FILTER,
        text: word,
        limit: 50,
      }),
    );
  }
  return JSON.stringify(parts);
}

const readable = (text: string): readonly string[] => secret.filter((word) => text.includes(word));

test('a case is erased, and its old IndexedDB and journal come back: no word of it is readable', async () => {
  const { made, before, id, conversation, other } = await prepared();
  expect(readable(await everything(made, [conversation]))).toEqual(secret);
  expect(await made.ask('eraseCase', { case: id })).toMatchObject({ ok: true });
  expect(readable(await everything(made, [conversation, other]))).toEqual([]);
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
  await made.reopen();
  expect(readable(await everything(made, [conversation, other]))).toEqual([]);
  expect(await made.texts(other)).toEqual(['bleibt hier']);
  expect(await readdir(vault)).not.toContain('journal-1');
});

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

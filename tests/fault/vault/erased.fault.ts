/**
 * Erasure: after an erase or a panic wipe somebody puts the old files back, and has the right passphrase.
 */
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { NO_FILTER } from '../../../src/contract/keeping.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

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

test('everything is wiped, and the old IndexedDB and journal come back: there is no vault to open', async () => {
  const { made, before } = await prepared();
  await made.ask('wipe', null).catch(() => undefined);
  await made.ended();
  const vault = path.join(made.profile, 'vault');
  await cp(path.join(before, 'IndexedDB'), path.join(made.profile, 'IndexedDB'), {
    recursive: true,
  });
  for (const name of await readdir(path.join(before, 'vault'))) {
    if (name.startsWith('journal')) {
      await cp(path.join(before, 'vault', name), path.join(vault, name), { recursive: true });
    }
  }
  await made.start();
  expect(await made.ask('state', null)).toMatchObject({ vault: 'none' });
});

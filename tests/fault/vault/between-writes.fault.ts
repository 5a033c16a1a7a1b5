/**
 * Fault: the packaged app is killed exactly between two of its writes: keyring → journal → IndexedDB → ACK.
 * Nothing may be unreadable later, and what was not acknowledged comes again, once.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeadlessReporter } from '../../support/headless-reporter.ts';
import { rounds, told } from './chance.ts';
import { stoodStill, watchSteps, type Place, type StepName } from './steps.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const KILLS = rounds(10);
/** New keys come only once the spare ones are used up, one for each conversation. */
const KILLS_WITH_KEYS = rounds(3);
const AT_MOST_CONVERSATIONS = 150;

let rig: VaultRig;
const talks: { readonly reporter: HeadlessReporter; readonly sent: string[] }[] = [];
beforeAll(async () => {
  rig = await vaultRig();
  await begin('Die allererste');
  await lastArrived();
});
afterAll(async () => await rig.stop());

const newest = () => {
  const last = talks.at(-1);
  if (last === undefined) throw new Error('nobody has written');
  return last;
};

async function begin(text: string): Promise<void> {
  const reporter = await rig.reporter();
  talks.push({ reporter, sent: [text] });
  await reporter.say(text);
}

async function goOn(text: string): Promise<void> {
  newest().sent.push(text);
  await newest().reporter.say(text);
}

/** Never, once the vault stands still. */
const lastArrived = async (): Promise<void> =>
  await rig.arrived(newest().reporter.keys.conversation, newest().sent.length);

/** Stops the vault there while `write` is repeated, each time as soon as the one before was stored; the steps it took. */
async function stopped(
  place: Place,
  write: (n: number) => Promise<void>,
): Promise<readonly string[]> {
  const still = stoodStill(rig);
  await watchSteps(rig, place);
  let steps: readonly string[] | null = null;
  for (let n = 0; steps === null && n < AT_MOST_CONVERSATIONS; n += 1) {
    await write(n);
    const stored = lastArrived().then(
      () => null,
      () => null,
    );
    steps = await Promise.race([still, stored]);
  }
  expect(steps).not.toBeNull();
  await rig.kill();
  return steps ?? [];
}

/** Everything that anybody ever wrote is there once, and the next message too. */
async function isWhole(): Promise<void> {
  await rig.reopen();
  await lastArrived();
  for (const { reporter, sent } of talks) {
    expect(await rig.texts(reporter.keys.conversation)).toEqual(sent);
  }
  await goOn('Danach');
  await lastArrived();
}

/** Of the newest keyring. */
async function keyringBytes(): Promise<number> {
  const folder = path.join(rig.profile, 'vault');
  const names = (await readdir(folder)).filter((name) => name.startsWith('keyring'));
  const sizes = await Promise.all(names.map(async (name) => await stat(path.join(folder, name))));
  return Math.max(...sizes.map(({ size }) => size));
}

/** Between what comes before a step and the step. */
const before = (name: StepName, afterKeysBeyond: number | null): Place => ({
  afterKeysBeyond,
  name,
  passed: 0,
  asked: false,
});

test.each([
  ['keyring and journal', 'append'],
  ['journal and IndexedDB', 'copy'],
  ['IndexedDB and ACK', 'settle'],
] as const)(
  `killed ${KILLS_WITH_KEYS} times between %s of a message that comes after new keys: all is readable`,
  async (where, name) => {
    for (let round = 0; round < KILLS_WITH_KEYS; round += 1) {
      const place = before(name, await keyringBytes());
      const steps = await stopped(place, async (n) => await begin(`Erste ${round} ${n}`));
      const order = ['writeKeyring', 'append', 'copy', 'settle'].filter((one) =>
        steps.includes(one),
      );
      expect(order.at(0)).toBe('writeKeyring');
      expect(order.at(-1)).toBe(name);
      await isWhole();
      told(`between ${where}, new keys`, round + 1);
    }
  },
);

test.each([
  ['journal and IndexedDB', 'copy', ['append', 'copy']],
  ['IndexedDB and ACK', 'settle', ['append', 'copy', 'settle']],
] as const)(
  `killed ${KILLS} times between %s of one more message: all is readable`,
  async (where, name, order) => {
    for (let round = 0; round < KILLS; round += 1) {
      const steps = await stopped(
        before(name, null),
        async (n) => await goOn(`Noch ${round} ${n}`),
      );
      expect(steps.slice(-order.length)).toEqual(order);
      await isWhole();
      told(`between ${where}`, round + 1);
    }
  },
);

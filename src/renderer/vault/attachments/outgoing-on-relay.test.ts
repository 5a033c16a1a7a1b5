import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import {
  headlessReporter,
  type HeadlessReporter,
} from '../../../../tests/support/headless-reporter.ts';
import { startRig, type Rig } from '../../../../tests/support/rig.ts';
import { appOnRelay, foundOn, type AppOnRelay } from '../../../../tests/support/vault-on-relay.ts';
import { TeamId } from '../../../../protocol/ids.ts';
import { ok } from '../../../contract/outcome.ts';

// A real vault, its real link, the real relay, and a reporter who opens what comes.

vi.setConfig({ testTimeout: 120_000 });
const PATIENCE = { timeout: 60_000, interval: 100 };
const MIB = 1024 * 1024;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

interface Stage {
  readonly rig: Rig;
  readonly app: AppOnRelay;
  readonly reporter: HeadlessReporter;
}

async function stage(): Promise<Stage> {
  const rig = await startRig({ claimed: false });
  ends.push(async () => await rig.stop());
  const app = appOnRelay();
  ends.push(() => app.stop());
  await foundOn(app, { relay: rig.origin, claim: rig.relay().claim ?? '', alias: 'Ahorn' });
  const team = TeamId((await app.desk.team(null)).pin.slice(0, 32));
  const reporter = await headlessReporter(rig.origin, team);
  ends.push(async () => await reporter.close());
  await reporter.say('Habt ihr das als Blatt?');
  const lines = async () => (await app.desk.conversations({ from: 0, limit: 9 })).total;
  await expect.poll(lines, PATIENCE).toBe(1);
  return { rig, app, reporter };
}

async function send({ app, reporter }: Stage, bytes: Uint8Array): Promise<void> {
  const { conversation } = reporter.keys;
  const looked = await app.desk.prepareFile({ conversation, bytes });
  if (!looked.ok) throw new Error(looked.refusal);
  const { look } = looked.value;
  const wish = { conversation, look, as: 'original', name: 'Blatt.pdf' } as const;
  expect(await app.desk.sendFile(wish)).toEqual(ok(null));
}

/** What the vault told of the file on its way. */
const told = ({ app }: Stage) =>
  app.facts.flatMap((fact) => (fact.type === 'outgoing-file' ? [fact.file] : []));

const blobsOf = async ({ rig }: Stage): Promise<readonly string[]> =>
  await readdir(`${rig.databasePath}-blobs`);

test('over a real relay a file arrives as it was, and what lies there is noise', async () => {
  const here = await stage();
  const leaflet = randomBytes(2 * MIB + 17);
  await send(here, leaflet);
  await expect.poll(() => here.reporter.files().length, PATIENCE).toBe(1);
  const [message] = here.reporter.files();
  if (message === undefined) throw new Error('no message');
  expect(message).toMatchObject({ name: 'Blatt.pdf', prepared: 'original', alias: 'Ahorn' });
  expect((await here.reporter.fetch(message)).equals(leaflet)).toBe(true);
  expect(await blobsOf(here)).toEqual([message.file.id]);
});

test('when the relay goes away on the way the file goes on where it was, and one message comes of it', async () => {
  const here = await stage();
  const film = randomBytes(12 * MIB);
  await send(here, film);
  const done = (): number => told(here).at(-1)?.done ?? 0;
  await expect.poll(done, PATIENCE).toBeGreaterThan(8);
  await here.rig.restart();
  await expect.poll(() => told(here).at(-1), PATIENCE).toBe(null);
  // What the relay once had it is not brought again.
  const going = told(here).flatMap((file) => (file === null ? [] : [file.done]));
  expect(going).toEqual(going.toSorted((a, b) => a - b));
  const { app, reporter } = here;
  const { conversation } = reporter.keys;
  const { messages } = await app.desk.read({ conversation, before: null, limit: 9 });
  expect(messages.filter(({ kind }) => kind === 'attachment')).toHaveLength(1);
});

test('taken back on the way, nothing of it stays at the relay', async () => {
  const here = await stage();
  await send(here, randomBytes(12 * MIB));
  const done = (): number => told(here).at(-1)?.done ?? 0;
  await expect.poll(done, PATIENCE).toBeGreaterThan(8);
  await here.app.desk.stopFile({ conversation: here.reporter.keys.conversation });
  await expect.poll(async () => await blobsOf(here), PATIENCE).toEqual([]);
  expect(here.reporter.files()).toEqual([]);
});

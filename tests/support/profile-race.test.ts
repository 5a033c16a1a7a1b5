/** Two editors of one profile over a real relay: the app's real vault and link, and a colleague who is quicker. */
import 'fake-indexeddb/auto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { parseRootCode, rootSeed } from '../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../protocol/crypto/keys.ts';
import { TeamId } from '../../protocol/ids.ts';
import { documentHash, readDocument, signDocument } from '../../protocol/team/document.ts';
import { readRelayConfig } from '../../server/config.ts';
import { logTo } from '../../server/log.ts';
import { startRelay } from '../../server/relay.ts';
import type { ProfileTexts } from '../../src/contract/profile.ts';
import { Link } from '../../src/main/link/link.ts';
import { linkRequests } from '../../src/main/link/requests.ts';
import { PASSPHRASE, startApp } from '../../src/renderer/vault/testing/bench.ts';
import { testEnv, type TestEnv } from '../../src/renderer/vault/testing/test-env.ts';

/** A passphrase is stretched, and a relay keeps real time. */
vi.setConfig({ testTimeout: 60_000 });

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const text = (key: string, value: string, lang = '') => ({ key, lang, value });
const withText = (texts: ProfileTexts, one: ReturnType<typeof text>): ProfileTexts => [
  ...texts.filter(({ key, lang }) => key !== one.key || lang !== one.lang),
  one,
];

/** A founded team whose coordinator's app can be overtaken just before its next document reaches the relay. */
async function editor() {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-race-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const read = readRelayConfig({ RELAY_PORT: '0', RELAY_DB: path.join(folder, 'relay.sqlite') });
  if (!read.ok) throw new Error(read.faults.join(' '));
  const relay = await startRelay(read.config, {
    log: logTo(() => undefined, 'info'),
    clock: () => Date.now(),
    failed: (error) => {
      throw error;
    },
  });
  stops.push(() => relay.stop());
  const link = new Link({ mayTell: async () => true, onWake: () => null, random: () => 0 });
  stops.push(() => link.stop());
  const line = linkRequests(link);
  let quicker: (() => Promise<void>) | null = null;
  const app = startApp({
    env: clockOnTheWall(),
    line: {
      ...line,
      putTeam: async (input) => {
        const first = quicker;
        quicker = null;
        await first?.();
        return await line.putTeam(input);
      },
    },
  });
  stops.push(app.crash);
  link.seat(app.main.tell);
  const created = await app.desk.createTeam({
    relay: relay.origins[0] ?? '',
    claim: relay.claim ?? '',
    teamName: 'Probeteam',
    alias: 'Noa',
    language: 'de',
    passphrase: PASSPHRASE,
  });
  if (!created.ok) throw new Error(created.refusal);
  const { pin } = await app.desk.team(null);
  await expect.poll(() => app.desk.state(null)).toMatchObject({ link: 'online' });
  const root = signKeysFrom(rootSeed(parseRootCode(created.value.rootCode), 0));
  const held = async (): Promise<Uint8Array> => {
    const answer = await line.fetchTeam({ team: TeamId(pin.slice(0, TEAM_DIGITS)) });
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.value.document;
  };
  /** What a colleague's app would put: the next document, with one field changed. */
  const colleague = async (one: ReturnType<typeof text>): Promise<void> => {
    const bytes = await held();
    const before = readDocument(bytes);
    const next = { ...before, seq: before.seq + 1, prev: documentHash(bytes), issued: Date.now() };
    const document = signDocument({ ...next, profile: withText(before.profile, one) }, (message) =>
      sign(root, message),
    );
    const put = await line.putTeam({ document, claim: '' });
    if (!put.ok) throw new Error(put.refusal);
  };
  return {
    desk: app.desk,
    held: async () => readDocument(await held()),
    overtakenBy: (one: ReturnType<typeof text>): void => {
      quicker = async () => await colleague(one);
    },
  };
}

/** A pin begins with the team’s id. */
const TEAM_DIGITS = 32;

test('whoever is overtaken puts the own field above the colleague’s document, and keeps theirs', async () => {
  const { desk, held, overtakenBy } = await editor();
  const base = (await desk.profile(null)).current.texts;
  overtakenBy(text('greeting', 'By Mika.', 'en'));
  const texts = withText(base, text('greeting', 'Von Noa.', 'de'));
  const answer = await desk.publishProfile({ base, texts, confirmed: false, over: [] });
  expect(answer).toMatchObject({ ok: true, value: { current: { seq: 3 } } });
  const { seq, profile } = await held();
  expect(seq).toBe(3);
  expect(profile).toContainEqual(text('greeting', 'Von Noa.', 'de'));
  expect(profile).toContainEqual(text('greeting', 'By Mika.', 'en'));
});

test('overtaken in the very same field nothing is put: a person decides', async () => {
  const { desk, held, overtakenBy } = await editor();
  const base = (await desk.profile(null)).current.texts;
  overtakenBy(text('name', 'Von Mika'));
  const input = { base, texts: withText(base, text('name', 'Von Noa')), confirmed: false };
  expect(await desk.publishProfile({ ...input, over: [] })).toEqual({
    ok: false,
    refusal: 'clash',
  });
  expect(await held()).toMatchObject({ seq: 2 });
  const { clashes } = await desk.profile(null);
  expect(await desk.publishProfile({ ...input, over: clashes })).toMatchObject({ ok: true });
  expect((await held()).profile).toContainEqual(text('name', 'Von Noa'));
});

/** A relay keeps real time, so the vault has to. */
const clockOnTheWall = (): TestEnv => ({
  ...testEnv(),
  now: () => Date.now(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
});

import { afterEach, expect, test, vi } from 'vitest';
import { headlessReporter } from '../../../../tests/support/headless-reporter.ts';
import { startRig } from '../../../../tests/support/rig.ts';
import { appOnRelay, foundOn, type AppOnRelay } from '../../../../tests/support/vault-on-relay.ts';
import { TeamId } from '../../../../protocol/ids.ts';
import { PASSPHRASE } from '../testing/bench.ts';

// Real vaults, their real links, and a real relay whose clock goes on by three weeks.

vi.setConfig({ testTimeout: 120_000 });
const PATIENCE = { timeout: 60_000, interval: 250 };
const DAYS_AWAY = 21;
const DAY_MS = 24 * 60 * 60_000;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

let ahead = 0;

function app(left?: Pick<AppOnRelay, 'disk' | 'database'>): AppOnRelay {
  const started = appOnRelay({ ahead: () => ahead, ...(left === undefined ? {} : { left }) });
  ends.push(() => started.stop());
  return started;
}

async function joined(first: AppOnRelay): Promise<AppOnRelay> {
  const made = await first.desk.makeInvite(null);
  if (!made.ok) throw new Error(made.refusal);
  const second = app();
  const about = { name: 'Birke', language: 'de', passphrase: PASSPHRASE } as const;
  await second.desk.joinTeam({ ...about, link: made.value.link });
  await expect.poll(async () => (await first.desk.roster(null)).asking.length, PATIENCE).toBe(1);
  const invite = (await first.desk.roster(null)).asking[0]?.invite ?? '';
  await first.desk.letIn({ invite, roles: ['operator'] });
  await expect.poll(async () => (await second.desk.roster(null)).standing, PATIENCE).toBe('member');
  return second;
}

/** Every conversation, by what was said in it. */
async function saidIn({ desk }: AppOnRelay): Promise<readonly string[]> {
  const { conversations } = await desk.conversations({ from: 0, limit: 50 });
  const talks = await Promise.all(
    conversations.map(async ({ id: conversation }) => {
      const { messages } = await desk.read({ conversation, before: null, limit: 50 });
      return messages.map((one) => (one.kind === 'text' ? one.text : one.kind)).join(' | ');
    }),
  );
  return talks.toSorted();
}

test('over a real relay: a newcomer is told what was before, and again after three weeks in which all expired', async () => {
  ahead = 0;
  const rig = await startRig({ claimed: false });
  ends.push(async () => await rig.stop());
  const first = app();
  await foundOn(first, { relay: rig.origin, claim: rig.relay().claim ?? '', alias: 'Ahorn' });
  const team = TeamId((await first.desk.team(null)).pin.slice(0, 32));
  const reporter = await headlessReporter(rig.origin, team);
  ends.push(async () => await reporter.close());
  await reporter.say('Vorher');
  await expect.poll(async () => await saidIn(first), PATIENCE).toEqual(['Vorher']);
  const { conversation } = reporter.keys;
  await first.desk.send({ conversation, text: 'Ich bin da' });

  const second = await joined(first);
  const [newcomer] = (await first.desk.roster(null)).newcomers;
  const device = newcomer?.device ?? '';
  expect(await first.desk.tellEarlier({ device, said: 'yes' })).toMatchObject({ ok: true });
  await expect.poll(async () => await saidIn(second), PATIENCE).toEqual(['Vorher | Ich bin da']);

  const waiting = await headlessReporter(rig.origin, team);
  ends.push(async () => await waiting.close());
  await waiting.say('Frage');
  await expect.poll(async () => (await saidIn(second)).length, PATIENCE).toBe(2);

  second.stop();
  await first.desk.send({ conversation: waiting.keys.conversation, text: 'Nur eine Antwort' });
  const later = await headlessReporter(rig.origin, team);
  ends.push(async () => await later.close());
  await later.say('Inzwischen');
  await expect.poll(async () => (await saidIn(first)).length, PATIENCE).toBe(3);
  await first.desk.note({ conversation, text: 'Nur fürs Team' });
  ahead = DAYS_AWAY * DAY_MS;
  rig.later(DAYS_AWAY);
  await rig.restart();
  const again = app(second);
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  await expect
    .poll(async () => await saidIn(again), PATIENCE)
    .toEqual(['Frage | Nur eine Antwort', 'Inzwischen', 'Vorher | Ich bin da | note']);
});

import { afterEach, expect, test, vi } from 'vitest';
import { headlessReporter } from '../../../../tests/support/headless-reporter.ts';
import {
  newMailbox,
  reporterOn,
  sendFrame,
  submit,
  toDevice,
} from '../../../../tests/support/peer.ts';
import { startRig } from '../../../../tests/support/rig.ts';
import { appOnRelay, foundOn, type AppOnRelay } from '../../../../tests/support/vault-on-relay.ts';
import { DeviceId, TeamId } from '../../../../protocol/ids.ts';
import { ok } from '../../../contract/outcome.ts';
import { PASSPHRASE } from '../testing/bench.ts';

// Real vaults, their real links, and the real relay between them.

vi.setConfig({ testTimeout: 120_000 });
const PATIENCE = { timeout: 60_000, interval: 250 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function app(): AppOnRelay {
  const started = appOnRelay();
  ends.push(() => started.stop());
  return started;
}

const idOf = async ({ desk }: AppOnRelay): Promise<string> => (await desk.team(null)).device;

/** Asked for under a fresh invite, let in, and told what was said before. */
async function letIn(
  first: AppOnRelay,
  second: AppOnRelay,
  ask: (link: string) => Promise<unknown>,
): Promise<void> {
  const made = await first.desk.makeInvite(null);
  if (!made.ok) throw new Error(made.refusal);
  expect(await ask(made.value.link)).toEqual(ok(null));
  await expect.poll(async () => (await first.desk.roster(null)).asking.length, PATIENCE).toBe(1);
  const invite = (await first.desk.roster(null)).asking[0]?.invite ?? '';
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual(ok(null));
  await expect.poll(async () => (await second.desk.roster(null)).standing, PATIENCE).toBe('member');
  await first.desk.tellEarlier({ device: await idOf(second), said: 'yes' });
}

const saidIn = async ({ desk }: AppOnRelay): Promise<readonly string[]> => {
  const { conversations } = await desk.conversations({ from: 0, limit: 9 });
  const read = conversations.map(
    async ({ id }) => await desk.read({ conversation: id, before: null, limit: 50 }),
  );
  const messages = (await Promise.all(read)).flatMap((page) => page.messages);
  return messages.map((one) => (one.kind === 'text' ? one.text : one.kind));
};

test('over a real relay: renewed, let in again, told what came meanwhile, and the old keys are refused once removed', async () => {
  const rig = await startRig({ claimed: false });
  ends.push(async () => await rig.stop());
  const first = app();
  await foundOn(first, { relay: rig.origin, claim: rig.relay().claim ?? '', alias: 'Ahorn' });
  const team = TeamId((await first.desk.team(null)).pin.slice(0, 32));
  const second = app();
  const about = { name: 'Birke', language: 'de', passphrase: PASSPHRASE } as const;
  await letIn(first, second, async (link) => await second.desk.joinTeam({ ...about, link }));
  const old = DeviceId(await idOf(second));
  const reporter = await headlessReporter(rig.origin, team);
  ends.push(async () => await reporter.close());
  await reporter.say('Vorher');
  await expect.poll(async () => await saidIn(second), PATIENCE).toEqual(['Vorher']);

  const passphrase = PASSPHRASE;
  expect(await second.desk.renewDevice({ passphrase, code: null })).toEqual(ok(null));
  expect(await second.desk.unlock({ passphrase })).toMatchObject({ ok: true });
  expect(await saidIn(second)).toEqual(['Vorher']);
  await reporter.say('Inzwischen');
  await expect.poll(async () => (await saidIn(first)).length, PATIENCE).toBe(2);
  const name = 'Birke';
  await letIn(first, second, async (link) => await second.desk.askToJoin({ link, name }));
  await expect.poll(async () => await saidIn(second), PATIENCE).toEqual(['Vorher', 'Inzwischen']);

  const now = DeviceId(await idOf(second));
  const tab = await reporterOn(rig.origin, newMailbox(team));
  const both = sendFrame([toDevice(old), toDevice(now)]);
  expect(await submit(tab, both)).toEqual(['accepted', 'accepted']);
  expect(await first.desk.removeDevice({ device: old })).toEqual(ok(null));
  const after = sendFrame([toDevice(old), toDevice(now)]);
  expect(await submit(tab, after)).toEqual(['refused', 'accepted']);
  const later = await headlessReporter(rig.origin, team);
  ends.push(async () => await later.close());
  await later.say('Danach');
  await expect.poll(async () => await saidIn(second), PATIENCE).toContain('Danach');
});

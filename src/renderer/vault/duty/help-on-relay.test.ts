import { afterEach, expect, test, vi } from 'vitest';
import { startRig, type Rig } from '../../../../tests/support/rig.ts';
import { appOnRelay, foundOn, type AppOnRelay } from '../../../../tests/support/vault-on-relay.ts';
import { PASSPHRASE } from '../testing/bench.ts';

// Two real vaults, their real links, and the real relay between them.

vi.setConfig({ testTimeout: 60_000 });
const PATIENCE = { timeout: 40_000, interval: 100 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function relay(): Promise<Rig> {
  const rig = await startRig({ claimed: false });
  ends.push(async () => await rig.stop());
  return rig;
}

function app(): AppOnRelay {
  const started = appOnRelay();
  ends.push(() => started.stop());
  return started;
}

/** Founder and one colleague, each known to the other. */
async function pair(rig: Rig): Promise<readonly [AppOnRelay, AppOnRelay]> {
  const first = app();
  await foundOn(first, { relay: rig.origin, claim: rig.relay().claim ?? '', alias: 'Ahorn' });
  const made = await first.desk.makeInvite(null);
  if (!made.ok) throw new Error(made.refusal);
  const second = app();
  const about = { link: made.value.link, name: 'Birke', language: 'de' } as const;
  await second.desk.joinTeam({ ...about, passphrase: PASSPHRASE });
  await expect.poll(async () => (await first.desk.roster(null)).asking.length, PATIENCE).toBe(1);
  const [asking] = (await first.desk.roster(null)).asking;
  await first.desk.letIn({ invite: asking?.invite ?? '', roles: ['operator'] });
  const seen = async (): Promise<number> =>
    (await first.desk.roster(null)).devices.filter((one) => one.seen !== null).length;
  await expect.poll(seen, PATIENCE).toBe(2);
  return [first, second];
}

test('over a real relay a colleague who is away is rung, comes, and is seen coming; without the relay nobody is', async () => {
  const rig = await relay();
  const [first, second] = await pair(rig);
  await second.desk.setDuty({ duty: 'away' });
  expect(await first.desk.callHelp({ about: null })).toEqual({ ok: true, value: null });
  const rings = () => second.facts.filter(({ type }) => type === 'help-rings').length;
  await expect.poll(rings, PATIENCE).toBe(1);
  const [call] = await second.desk.helpCalls(null);
  if (call === undefined) throw new Error('nobody calls');
  expect(call).toMatchObject({ own: false, alias: 'Ahorn' });
  expect(await second.desk.comeToHelp({ call: call.id })).toEqual({ ok: true, value: null });
  const coming = async () => (await first.desk.helpCalls(null)).flatMap((one) => one.coming).length;
  await expect.poll(coming, PATIENCE).toBe(1);
  await first.desk.endHelp({ call: call.id });
  await expect.poll(async () => (await second.desk.helpCalls(null)).length, PATIENCE).toBe(0);
  await rig.relay().stop();
  expect(await first.desk.callHelp({ about: null })).toEqual({ ok: false, refusal: 'offline' });
  expect(await first.desk.helpCalls(null)).toEqual([]);
});

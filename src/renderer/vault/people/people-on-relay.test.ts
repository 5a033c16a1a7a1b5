import { afterEach, expect, test, vi } from 'vitest';
import { sendFrame, submit, toDevice } from '../../../../tests/support/peer.ts';
import { startRig, type Rig } from '../../../../tests/support/rig.ts';
import { appOnRelay, foundOn, type AppOnRelay } from '../../../../tests/support/vault-on-relay.ts';
import { formatRootCode } from '../../../../protocol/crypto/identity.ts';
import { DeviceId, TeamId } from '../../../../protocol/ids.ts';
import { newMailbox, reporterOn } from '../../../../tests/support/peer.ts';
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

test('a second device asks over the relay, is let in, answers, is removed, and is cut off at once', async () => {
  const rig = await relay();
  const first = app();
  await foundOn(first, { relay: rig.origin, claim: rig.relay().claim ?? '', alias: 'Ahorn' });
  const made = await first.desk.makeInvite(null);
  if (!made.ok) throw new Error(made.refusal);
  const { link } = made.value;
  const second = app();
  const about = { link, name: 'Birke', language: 'de', passphrase: PASSPHRASE } as const;
  expect(await second.desk.joinTeam(about)).toEqual({ ok: true, value: null });

  await expect.poll(async () => (await first.desk.roster(null)).asking.length, PATIENCE).toBe(1);
  const [asking] = (await first.desk.roster(null)).asking;
  const { joining } = await second.desk.roster(null);
  expect(asking).toMatchObject({ name: 'Birke', numbers: joining?.numbers });
  const invite = asking?.invite ?? '';
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toEqual({
    ok: true,
    value: null,
  });
  await expect.poll(async () => (await second.desk.roster(null)).standing, PATIENCE).toBe('member');
  await expect
    .poll(
      async () => (await first.desk.roster(null)).devices.map(({ seen }) => seen !== null),
      PATIENCE,
    )
    .toEqual([true, true]);

  const view = await second.desk.team(null);
  const team = TeamId(view.pin.slice(0, 32));
  const device = DeviceId(view.device);
  const tab = await reporterOn(rig.origin, newMailbox(team));
  expect(await submit(tab, sendFrame([toDevice(device)]))).toEqual(['accepted']);

  expect(await first.desk.removeDevice({ device })).toEqual({ ok: true, value: null });
  expect(await submit(tab, sendFrame([toDevice(device)]))).toEqual(['refused']);
  await expect
    .poll(async () => (await second.desk.roster(null)).standing, PATIENCE)
    .toBe('removed');
  const again = { link, name: 'Birke' };
  expect(await second.desk.askToJoin(again)).toEqual({ ok: false, refusal: 'removed' });
});

test('an empty machine regains a team by its root code over the relay, and the lost one is cut off at once', async () => {
  const rig = await relay();
  const lost = app();
  const at = { relay: rig.origin, claim: rig.relay().claim ?? '', alias: 'Ahorn' };
  const code = await foundOn(lost, at);
  const old = DeviceId((await lost.desk.team(null)).device);
  const first = app();
  const other = {
    relay: rig.origin,
    code: formatRootCode(new Uint8Array(16)),
    language: 'de',
  } as const;
  expect(await first.desk.lookForTeam(other)).toEqual({ ok: false, refusal: 'no-such-team' });
  const found = await first.desk.lookForTeam({ ...other, code });
  expect(found).toMatchObject({ ok: true, value: { name: 'Probeteam', devices: [{ id: old }] } });
  const about = { alias: 'Birke', language: 'de', passphrase: PASSPHRASE } as const;
  expect(await first.desk.regainTeam({ ...about, code, lost: [old] })).toEqual({
    ok: true,
    value: null,
  });
  await expect.poll(async () => (await first.desk.roster(null)).mayChange, PATIENCE).toBe(true);
  await expect.poll(async () => (await lost.desk.roster(null)).standing, PATIENCE).toBe('removed');

  const view = await first.desk.team(null);
  const tab = await reporterOn(rig.origin, newMailbox(TeamId(view.pin.slice(0, 32))));
  const mine = DeviceId(view.device);
  expect(await submit(tab, sendFrame([toDevice(mine), toDevice(old)]))).toEqual([
    'accepted',
    'refused',
  ]);
});

/** Rollback: the whole profile is put back from an older copy. The relay has seen a newer state, and the screen says so. */
import { cp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rounds, sleep } from './chance.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const TIMES = rounds(10);
const LOOKS = 100;

let rig: VaultRig;
beforeAll(async () => {
  rig = await vaultRig();
});
afterAll(async () => await rig.stop());

/** Whether trouble was told since this unlock, which the audit log knows. */
async function isTold(): Promise<boolean> {
  const { events } = await rig.ask('audit', { before: null, limit: 20 });
  const since = events.findIndex(({ act }) => act === 'unlocked');
  return events.slice(0, Math.max(0, since)).some(({ act }) => act === 'trouble');
}

async function toldInTime(): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (await isTold()) return true;
    await sleep(100);
  }
  return false;
}

test.each(Array.from({ length: TIMES }, (_, n) => n + 1))(
  'time %i: an older copy of everything is noticed at the next contact with the relay',
  async () => {
    const reporter = await rig.reporter();
    const { conversation } = reporter.keys;
    const copy = `${rig.profile}-older`;
    await rig.kill();
    await rm(copy, { recursive: true, force: true });
    await cp(rig.profile, copy, {
      recursive: true,
      filter: (name) => !name.includes('Singleton'),
    });
    await rig.reopen();
    await reporter.say('danach');
    await rig.arrived(conversation, 1);
    expect(await isTold()).toBe(false);
    await rig.kill();

    await rm(rig.profile, { recursive: true });
    await cp(copy, rig.profile, { recursive: true });
    await rig.reopen();
    expect(await toldInTime()).toBe(true);
    // It would be told at every unlock until somebody has read it.
    expect(await rig.ask('acknowledgeAlarm', null)).toMatchObject({ ok: true });
  },
);

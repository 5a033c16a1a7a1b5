/** Rollback: the whole profile is put back from an older copy. The relay has seen a newer state, and the screen says so. */
import { cp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rounds } from './chance.ts';
import { unlockOnScreen, vaultRig, type VaultRig } from './vault-rig.ts';

const TIMES = rounds(10);
const SENTENCE =
  /^Das Relay hat von diesem Gerät schon einen neueren Stand gesehen: Jemand hat einen alten Ordner zurückgelegt/u;
/** The next contact with the relay may take a while on a busy machine. */
const PATIENCE_MS = 60_000;

let rig: VaultRig;
beforeAll(async () => {
  rig = await vaultRig();
});
afterAll(async () => await rig.stop());

const sentence = () => rig.page.getByText(SENTENCE);

test.each(Array.from({ length: TIMES }, (_, n) => n + 1))(
  'time %i: an older copy of everything is noticed at the next contact with the relay, and said until somebody has read it',
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
    await rig.start();
    await unlockOnScreen(rig);
    // What comes has come through the relay, which has said nothing of an older state then.
    await reporter.say('danach');
    await rig.arrived(conversation, 1);
    expect(await sentence().count()).toBe(0);
    await rig.kill();

    await rm(rig.profile, { recursive: true });
    await cp(copy, rig.profile, { recursive: true });
    await rig.start();
    await unlockOnScreen(rig);
    await sentence().waitFor({ timeout: PATIENCE_MS });
    await rig.page.getByRole('button', { name: 'Koordination weiß Bescheid' }).click();
    await sentence().waitFor({ state: 'detached' });
  },
);

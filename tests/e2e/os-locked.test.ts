/**
 * Whoever sits down at a computer that was locked, asleep or left alone finds a closed vault: the packaged app, told so
 * by the operating system.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unlockOnScreen, vaultRig, type VaultRig } from '../fault/vault/vault-rig.ts';

const text = 'Auf dem Schulhof hat jemand etwas gerufen.';

let rig: VaultRig;

beforeAll(async () => {
  rig = await vaultRig();
  const reporter = await rig.reporter();
  await reporter.say(text);
  await rig.arrived(reporter.keys.conversation, 1);
  await rig.kill();
  await rig.start();
}, 120_000);
afterAll(async () => await rig.stop());

/** Open on the screen; then this happens, and it is closed there. */
async function isClosedBy(happens: () => Promise<unknown>): Promise<void> {
  await unlockOnScreen(rig);
  await rig.page.getByText(text).first().waitFor();
  await rig.lock(happens);
  await rig.page.getByLabel('Passphrase', { exact: true }).waitFor();
  expect(await rig.page.locator('body').innerText()).not.toContain(text);
  expect(await rig.ask('state', null)).toMatchObject({ vault: 'locked' });
}

test.each(['lock-screen', 'suspend'] as const)(
  'the system tells %s: the vault is closed, and only the passphrase field is there',
  async (told) => {
    await isClosedBy(
      async () =>
        await rig.app().evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), told),
    );
  },
);

test('nobody has touched keyboard or mouse for longer than was chosen: the same', async () => {
  await isClosedBy(
    async () =>
      await rig.app().evaluate(({ powerMonitor }) => {
        powerMonitor.getSystemIdleTime = () => 24 * 60 * 60;
      }),
  );
});

/** The profile editor in the packaged app: the chat's own views on their own origin, a real vault and a real relay. */
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSPHRASE, vaultRig, type VaultRig } from '../fault/vault/vault-rig.ts';

const SLOW_MS = 60_000;

let rig: VaultRig;

beforeAll(async () => {
  rig = await vaultRig();
  // The founding has ended for certain once something was received.
  const reporter = await rig.reporter();
  await reporter.say('Hallo.');
  await rig.arrived(reporter.keys.conversation, 1);
  await rig.kill();
  await rig.start();
}, 120_000);

afterAll(async () => {
  await rig.stop();
});

const button = (name: string) => rig.page.getByRole('button', { name, exact: true });

async function preview(): Promise<Frame> {
  await rig.page.frameLocator('iframe').getByText('Schön, dass du da bist').waitFor();
  const frame = rig.page.frames().find((one) => one.url().startsWith('app://chat/'));
  if (frame === undefined) throw new Error('no preview');
  return frame;
}

test('a text is typed, seen in the real chat, signed, and in force at the relay', async () => {
  const { page } = rig;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button('Öffnen').click();
  await page.getByRole('navigation', { name: 'Bereiche' }).waitFor({ timeout: SLOW_MS });
  await button('Team').click();
  await button('Profil bearbeiten').click();
  const chat = await preview();
  await page.getByRole('textbox', { name: 'Begrüßung (Deutsch)' }).fill('Moin. Was ist los?');
  await chat.getByText('Moin. Was ist los?').waitFor();
  await button('Veröffentlichen …').click();
  await button('Unterschreiben und veröffentlichen').click();
  await page.getByText('In Kraft, Stand 2').waitFor({ timeout: SLOW_MS });
  const { current, draft } = await rig.ask('profile', null);
  expect(current.seq).toBe(2);
  expect(current.texts).toContainEqual({
    key: 'greeting',
    lang: 'de',
    value: 'Moin. Was ist los?',
  });
  expect(draft).toBeNull();
});

test('the preview reaches nothing: no network, no window around it, no other page in its place', async () => {
  const chat = rig.page.frames().find((one) => one.url().startsWith('app://chat/'));
  const found = await chat?.evaluate(async () => {
    const tried = async (work: () => unknown): Promise<string> => {
      try {
        await work();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    const answers = await Promise.all([
      tried(() => fetch('app://chat/index.html')),
      tried(() => fetch('https://example.org/')),
      tried(() => parent.document.title),
    ]);
    location.href = 'app://desk/index.html';
    return answers;
  });
  expect(found).toEqual(['refused', 'refused', 'refused']);
  await rig.page.waitForTimeout(500);
  // The browser's own page stands there now, that says it was blocked.
  const desks = rig.page.frames().filter((one) => one.url().startsWith('app://desk/'));
  expect(desks).toEqual([rig.page.mainFrame()]);
});

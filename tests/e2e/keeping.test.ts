/**
 * A vault's hard days, at the screen of the packaged app: the passphrase is forgotten, the device is
 * wiped, and everything comes back from a backup on a new device.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationId } from '../../protocol/ids.ts';
import { addEvidence } from '../fault/vault/kept-case.ts';
import { done, PASSPHRASE, vaultRig, type VaultRig } from '../fault/vault/vault-rig.ts';

const SLOW_MS = 60_000;
const NEW_PASSPHRASE = 'Zwieback Leuchtturm Ackerwinde 12';
const BACKUP_PASSPHRASE = 'Sonnenblume Ankerkette Birnbaum 9';
/** A backup of so much takes long enough to be stopped. */
const LARGE_BYTES = 128 * 1024 * 1024;
const text = 'Auf dem Schulhof hat jemand etwas gerufen.';

let rig: VaultRig;
let folder: string;
let conversation: ConversationId;
let vaultCode = '';
let backupCode = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-keeping-'));
  rig = await vaultRig();
  const reporter = await rig.reporter();
  ({ conversation } = reporter.keys);
  await reporter.say(text);
  await rig.arrived(conversation, 1);
  await rig.kill();
  await rig.start();
}, 120_000);

afterAll(async () => {
  await rig.stop();
  await rm(folder, { recursive: true, force: true });
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function settings(page: Page, part: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: part, exact: true }).click();
}

async function choosePassphrase(page: Page, words: string): Promise<void> {
  await page.getByLabel('Neue Passphrase').fill(words);
  await page.getByLabel('Passphrase wiederholen').fill(words);
}

async function shownCode(page: Page): Promise<string> {
  const groups = page.getByRole('list', { name: 'Wiederherstellungscode' }).getByRole('listitem');
  await groups.first().waitFor({ timeout: SLOW_MS });
  const code = (await groups.allInnerTexts()).join('-');
  await page.getByLabel(/sicher aufbewahrt/).check();
  await button(page, 'Fertig').click();
  return code;
}

test('a recovery code is made and shown once', async () => {
  const { page } = rig;
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await button(page, 'Öffnen').click();
  await page.getByText(text).first().waitFor({ timeout: SLOW_MS });
  await settings(page, 'Sicherheit');
  await button(page, 'Code anlegen').click();
  await page.getByLabel('Passphrase des Tresors').fill(PASSPHRASE);
  await button(page, 'Code anlegen').click();
  vaultCode = await shownCode(page);
  expect(vaultCode).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
});

/** Where the next file goes, by the operating system's dialog. */
async function saveTo(name: string): Promise<void> {
  await rig.app().evaluate(
    ({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    },
    path.join(folder, name),
  );
}

test('a backup is written, read back, and has a code of its own', async () => {
  const { page } = rig;
  await saveTo('sicherung.age');
  await button(page, 'Sicherung').first().click();
  await choosePassphrase(page, BACKUP_PASSPHRASE);
  await button(page, 'Ort wählen und sichern').click();
  await page.getByText('sicherung.age ist geschrieben und geprüft').waitFor({ timeout: SLOW_MS });
  backupCode = await shownCode(page);
  expect(backupCode).not.toBe(vaultCode);
});

test('a backup is stopped by its button: it says so, and leaves no file and no part of one', async () => {
  const { page } = rig;
  const before = await readdir(folder);
  const { id } = await done(rig.ask('openCase', { conversation }));
  await addEvidence(rig, id, { name: 'Aufnahme.bin', bytes: new Uint8Array(LARGE_BYTES) });
  await saveTo('angehalten.age');
  await choosePassphrase(page, BACKUP_PASSPHRASE);
  await button(page, 'Ort wählen und sichern').click();
  await expect.poll(async () => await readdir(folder)).toContain('angehalten.age.part');
  await button(page, 'Anhalten').click({ timeout: SLOW_MS });
  await page.getByRole('alert').getByText('Angehalten. Es ist alles, wie es vorher war.').waitFor();
  expect(await readdir(folder)).toEqual(before);
});

test('the passphrase is forgotten: the printed code opens, and only a new passphrase after it', async () => {
  const { page } = rig;
  await page.keyboard.press('Control+l');
  await button(page, /Passphrase vergessen/).click();
  await page.getByLabel('Code vom Ausdruck').fill(vaultCode);
  await choosePassphrase(page, NEW_PASSPHRASE);
  await button(page, 'Tresor öffnen').click();
  await page.getByText(text).first().waitFor({ timeout: SLOW_MS });
  await rig.kill();
  await rig.start();
  expect(await rig.ask('unlock', { passphrase: PASSPHRASE })).toMatchObject({
    refusal: 'wrong-passphrase',
  });
});

test('the device is wiped while locked, and everything comes back from the backup', async () => {
  await rig.app().evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
  void rig.ask('wipe', null).catch(() => undefined);
  await rig.ended();
  await rig.start();
  const { page } = rig;
  await rig.app().evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    },
    path.join(folder, 'sicherung.age'),
  );
  await button(page, 'Stattdessen aus einer Sicherung wiederherstellen').click();
  await page.getByLabel('Passphrase oder Code der Sicherung').fill(backupCode);
  await page.getByLabel('Dein Name im Chat').fill('Mika');
  await choosePassphrase(page, NEW_PASSPHRASE);
  await button(page, 'Datei wählen und wiederherstellen').click();
  await page.getByText('Es ist alles da').waitFor({ timeout: SLOW_MS });
  await button(page, 'Zum Posteingang').click();
  await page.getByText(text).first().waitFor({ timeout: SLOW_MS });
});

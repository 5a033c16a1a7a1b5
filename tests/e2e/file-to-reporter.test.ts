/** The packaged app sends files to somebody in a browser, over the real relay; she opens what was sent. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { de as files } from '../../widget/files/i18n/de.ts';
import { openFirstTalk, type FirstTalk } from '../support/first-talk.ts';

const SLOW_MS = 120_000;
const FILES = path.join(import.meta.dirname, '../fixtures/files');
const PHOTO = path.join(FILES, 'photo.jpg');
const LEAFLET = path.join(FILES, 'README.md');

let talk: FirstTalk;

beforeAll(async () => {
  talk = await openFirstTalk('Habt ihr eine Karte?');
}, SLOW_MS);
afterAll(() => talk.stop());

test(
  'a photograph from the office reaches the reporter as a picture, and stands in the conversation on the desk',
  async () => {
    const { page } = talk.operator;
    await page.locator('input[type=file]').setInputFiles(PHOTO);
    const sheet = page.getByRole('dialog', { name: 'Datei senden' });
    await sheet.getByRole('img', { name: 'Bild, das gesendet wird' }).waitFor();
    await sheet.getByRole('button', { name: 'Bild senden' }).click();
    const sent = page.getByRole('article').filter({ hasText: 'Bild.jpg' });
    await sent.getByText(/zugestellt|gelesen/).waitFor();

    const { reporter } = talk;
    await reporter.waitForMessage('Bild.jpg');
    await reporter.frame.getByRole('button', { name: 'Datei laden' }).click();
    const picture = reporter.frame.locator('.row img');
    await picture.waitFor();
    const size = await picture.evaluate(async (img: HTMLImageElement) => {
      await img.decode();
      return [img.naturalWidth, img.naturalHeight];
    });
    expect(size).toEqual([64, 96]);
    // It is here, sealed, and shown without being fetched.
    await sent.getByRole('button', { name: 'Bild ansehen' }).click();
    await sent.getByRole('img').waitFor();
  },
  SLOW_MS,
);

test(
  'a document goes as it is, after it was said what stays in it, and the reporter saves the very same bytes',
  async () => {
    const { page } = talk.operator;
    await page.locator('input[type=file]').setInputFiles(LEAFLET);
    const sheet = page.getByRole('dialog', { name: 'Datei senden' });
    await sheet.getByText('Aus dieser Datei wird nichts herausgenommen').waitFor();
    await sheet.getByLabel('Name, den die Person sieht').fill('Merkblatt.md');
    await sheet.getByRole('button', { name: 'Unverändert senden' }).click();
    await page
      .getByRole('article')
      .filter({ hasText: 'Merkblatt.md' })
      .getByText(/zugestellt|gelesen/)
      .waitFor();

    const { reporter } = talk;
    await reporter.waitForMessage('Merkblatt.md');
    await reporter.frame.getByRole('button', { name: 'Datei laden' }).click();
    const links = reporter.frame.getByRole('link', { name: files.save });
    await links.nth(1).waitFor();
    const saving = reporter.page.waitForEvent('download');
    await links.nth(1).click();
    const saved = await (await saving).path();
    expect((await readFile(saved)).equals(await readFile(LEAFLET))).toBe(true);
  },
  SLOW_MS,
);

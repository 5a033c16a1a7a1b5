/** Sending a file to the person who writes, over a fake desk with the vault's own canvas: what goes out, and what is said of it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';
import { talk } from '../support/ui/table/screen.ts';

const { open, button, reply, asked, release, complaints } = screens();

const PHOTO = path.join(import.meta.dirname, '../fixtures/files/photo.jpg');
const TEXT = path.join(import.meta.dirname, '../fixtures/files/README.md');

async function opened(wishes = ''): Promise<Page> {
  const page = await open(wishes);
  await talk(page);
  return page;
}

/** Picks a file as a hand would: through the paper clip. */
async function pick(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button('Datei senden').click();
  await (await chooser).setFiles(file);
  await page.getByRole('dialog', { name: 'Datei senden' }).waitFor();
}

/** The bytes that went out. */
const sentBytes = async (page: Page): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate(() => [...(globalThis as unknown as { sentBytes: Uint8Array }).sentBytes]),
  );

const files = (page: Page) => page.getByRole('article').filter({ hasText: 'Bild.jpg' });

test('of a photograph the picture goes, upright, and nothing that its camera wrote', async () => {
  const page = await opened();
  expect((await readFile(PHOTO)).includes('Exif')).toBe(true);
  await pick(page, PHOTO);
  const shown = page.getByRole('dialog').getByRole('img', { name: 'Bild, das gesendet wird' });
  await expect
    .poll(() => shown.evaluate(({ width, height }: HTMLCanvasElement) => [width, height]))
    .toEqual([64, 96]);
  await page.getByText('Herausgenommen ist').waitFor();
  await button('Bild senden').click();
  await files(page).waitFor();
  const bytes = await sentBytes(page);
  expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  expect(bytes.includes('Exif')).toBe(false);
  expect(bytes.includes('http')).toBe(false);
  expect(await asked('sendFile')).toMatchObject([{ as: 'cleaned', name: 'Bild.jpg' }]);
});

test('whoever wants to send a picture as it is reads first what stays in it', async () => {
  const page = await opened();
  await pick(page, PHOTO);
  await button('die Datei, wie sie ist').click();
  await page.getByText('Aus dieser Datei wird nichts herausgenommen').waitFor();
  await button('Unverändert senden').click();
  await files(page).waitFor();
  expect((await sentBytes(page)).equals(await readFile(PHOTO))).toBe(true);
});

test('what is no picture goes only unchanged, under a neutral name with its own ending', async () => {
  const page = await opened();
  await pick(page, TEXT);
  await page.getByText('Säubern lassen sich hier nur Bilder').waitFor();
  expect(await button('Bild senden').count()).toBe(0);
  await page.getByText('bekommt die Person ohne Endung').waitFor();
  const name = page.getByLabel('Name, den die Person sieht');
  expect(await name.inputValue()).toBe('Datei.md');
  await name.fill(' ');
  await page.getByText('braucht einen Namen').waitFor();
  expect(await button('Unverändert senden').isDisabled()).toBe(true);
  await name.fill('Merkblatt.md');
  await button('Unverändert senden').click();
  await page.getByRole('article').filter({ hasText: 'Merkblatt.md' }).waitFor();
  expect(await asked('sendFile')).toMatchObject([{ as: 'original', name: 'Merkblatt.md' }]);
});

test('a picture that cannot be drawn is said to be one, and goes only unchanged', async () => {
  const page = await opened();
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  await pick(page, { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: bytes });
  await page.getByText('zu groß oder beschädigt').waitFor();
  expect(await button('nur das Bild').count()).toBe(0);
  expect(await button('Unverändert senden').isEnabled()).toBe(true);
});

test('a sheet that is closed before its file was read shows the vault nothing', async () => {
  const page = await opened('hold=fileLimit');
  await pick(page, PHOTO);
  await page.getByText('Die Datei wird durchgesehen').waitFor();
  await button('Abbrechen').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await release();
  await pick(page, TEXT);
  await page.getByText('Säubern lassen sich hier nur Bilder').waitFor();
  expect(await asked('prepareFile')).toHaveLength(1);
});

test('where a colleague answers the sheet says whose conversation it stays', async () => {
  const page = await opened('refuse=mika');
  await pick(page, PHOTO);
  await page.getByRole('dialog').getByText('das Gespräch bleibt bei Mika').waitFor();
});

test('too large or empty is said with the limit, and the reply that was begun stays', async () => {
  const page = await opened();
  await reply().fill('Ich schicke dir ein Blatt');
  const film = { name: 'film.bin', mimeType: '', buffer: Buffer.alloc(1_000_001) };
  await pick(page, film);
  await page.getByRole('alert').getByText('Höchstens 1 MB gehen').waitFor();
  expect(await asked('prepareFile')).toEqual([]);
  await button('Abbrechen').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await pick(page, { ...film, buffer: Buffer.alloc(0) });
  await page.getByRole('alert').getByText('Diese Datei ist leer').waitFor();
  await button('Abbrechen').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await reply().inputValue()).toBe('Ich schicke dir ein Blatt');
});

test('a picture is pasted or dropped; of several files the first is asked about, and words stay words', async () => {
  const page = await opened();
  const photo = (await readFile(PHOTO)).toString('base64');
  const give = (how: 'paste' | 'drop', count: number, words = ''): Promise<void> =>
    reply().evaluate(
      (box, [base64, kind, many, text]) => {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0);
        const dataTransfer = new DataTransfer();
        for (let n = 0; n < many; n += 1)
          dataTransfer.items.add(new File([bytes], `IMG_${n}.jpg`, { type: 'image/jpeg' }));
        if (text !== '') dataTransfer.setData('text/plain', text);
        const loose = { bubbles: true, cancelable: true };
        box.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { ...loose, dataTransfer })
            : new ClipboardEvent('paste', { ...loose, clipboardData: dataTransfer }),
        );
      },
      [photo, how, count, words] as const,
    );
  await give('paste', 1, 'aus einem Textprogramm');
  await give('paste', 1);
  const sheet = page.getByRole('dialog', { name: 'Datei senden' });
  await sheet.getByText('heißt sie „IMG_0.jpg“').waitFor();
  expect(await asked('prepareFile')).toHaveLength(1);
  await button('Abbrechen').click();
  await sheet.waitFor({ state: 'detached' });
  await give('drop', 2);
  await sheet.getByText('Das ist die erste').waitFor();
});

test('on its way it shows how far it is, and can be taken back', async () => {
  const page = await opened('refuse=slow');
  await pick(page, PHOTO);
  await button('Bild senden').click();
  await page.getByText('Wird versiegelt und zum Relay gebracht').waitFor();
  const bar = page.getByRole('progressbar', { name: 'Wird versiegelt' });
  expect(await bar.getAttribute('aria-valuenow')).toBe('25');
  await button('Nicht senden').click();
  await bar.waitFor({ state: 'detached' });
  expect(await files(page).count()).toBe(0);
});

test('a relay without room is said, and a person may try again', async () => {
  const page = await opened('refuse=no-room');
  await pick(page, PHOTO);
  await button('Bild senden').click();
  await page.getByText('Beim Relay ist gerade kein Platz').waitFor();
  await button('Noch einmal versuchen').click();
  await files(page).waitFor();
});

test('refused by the vault, the sheet stays and says why', async () => {
  const page = await opened('refuse=sendFile');
  await pick(page, PHOTO);
  await button('Bild senden').click();
  await page.getByRole('alert').getByText('Die Festplatte ist voll').waitFor();
});

test('nothing on any of these screens was refused by the policy or threw', () => {
  expect(complaints()).toEqual([]);
});

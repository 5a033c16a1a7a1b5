/** Files, contact details and wishes in a conversation, over a fake desk. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { blankLine } from '../../src/renderer/ui/app/rehearsal-lines.ts';
import { screens } from '../support/ui/screens.ts';

const { open, button, asked, tell, complaints } = screens();

const esche = '4'.padStart(32, '0');

async function opened(wishes = '', name = 'Esche 44') {
  const page = await open(wishes);
  await page.getByText(name).click();
  await page.getByRole('region', { name: `Gespräch mit ${name}` }).waitFor();
  return page;
}

test('a picture is fetched when somebody asks, drawn as pixels, and put away again', async () => {
  const page = await opened();
  expect(await asked('openAttachment')).toEqual([]);
  await button('Bild ansehen').click();
  await button('Bild aufdecken').click();
  const picture = page.getByRole('img', { name: 'Bild aus dem Gespräch', exact: true });
  await expect
    .poll(() => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).width))
    .toBe(900);
  const pixel = await picture.evaluate((canvas) => [
    ...((canvas as HTMLCanvasElement).getContext('2d')?.getImageData(5, 5, 1, 1).data ?? []),
  ]);
  expect(pixel).toEqual([0x5b, 0x8a, 0x72, 255]);
  await button('Bild schließen').click();
  await picture.waitFor({ state: 'detached' });
  expect(complaints()).toEqual([]);
});

/** The most pixels any canvas of the page has had on a side, however short. */
const largest = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { readonly largest: number }).largest);

async function watched(wishes = '') {
  const page = await open(wishes);
  await page.evaluate(() => {
    Object.assign(window, { largest: 0 });
    const pen = CanvasRenderingContext2D.prototype;
    const draw = Reflect.get(pen, 'drawImage') as (...all: unknown[]) => void;
    pen.drawImage = function (this: CanvasRenderingContext2D, ...all: unknown[]): void {
      const seen = window as unknown as { largest: number };
      seen.largest = Math.max(seen.largest, this.canvas.width, this.canvas.height);
      Reflect.apply(draw, this, all);
    };
  });
  await page.getByText('Esche 44').click();
  return page;
}

test('a picture stays covered until somebody wants to see it: nothing sharp is drawn before, and it can be covered again', async () => {
  const page = await watched();
  await button('Bild ansehen').click();
  await page.getByRole('img', { name: 'Verdecktes Bild' }).waitFor();
  await expect.poll(() => largest(page)).toBe(8);
  await button('Bild aufdecken').press('Enter');
  await expect.poll(() => largest(page)).toBe(900);
  await button('Wieder verdecken').click();
  await page.getByRole('img', { name: 'Verdecktes Bild' }).waitFor();
  await expect.poll(() => page.locator('canvas').count()).toBe(1);
});

test('whoever saw violence marks it for colleagues, and where only such is covered it is from then on', async () => {
  const page = await open();
  await page.getByRole('navigation').getByRole('button', { name: 'Team' }).click();
  await button('nur als gewalttätig markierte').click();
  await page.getByRole('navigation').getByRole('button', { name: 'Posteingang' }).click();
  await page.getByText('Esche 44').click();
  await button('Bild ansehen').click();
  await page.getByRole('img', { name: 'Bild aus dem Gespräch', exact: true }).waitFor();
  await button('Zeigt Gewalt').click();
  await page.getByText('Im Team als gewalttätig markiert').waitFor();
  await page.getByText('Hat ein Bild als gewalttätig markiert').waitFor();
  await page.getByRole('img', { name: 'Verdecktes Bild' }).waitFor();
  expect(await asked('warnOf')).toEqual([{ conversation: '4'.padStart(32, '0'), mark: 'photo' }]);
});

test('what cannot be drawn says so and can still be saved', async () => {
  const page = await opened('refuse=broken');
  await button('Bild ansehen').click();
  await page.getByText('lässt sich hier nicht zeigen').waitFor();
});

test.each([
  ['gone', 'liegt nicht mehr beim Relay'],
  ['damaged', 'nicht die Datei, die angekündigt war'],
  ['offline', 'nicht erreichbar'],
])('a file that does not come is explained: %s', async (why, words) => {
  const page = await opened(`refuse=${why}`);
  await button('Bild ansehen').click();
  await page.getByRole('alert').getByText(words).waitFor();
  expect(await button('Bild ansehen').count()).toBe(1);
});

test('waiting for a file can be stopped', async () => {
  const page = await opened('refuse=slow');
  await button('Bild ansehen').click();
  await page.getByRole('progressbar', { name: 'Datei wird geholt und geprüft …' }).waitFor();
  await button('Anhalten').click();
  await page.getByText('Angehalten. Die Datei wurde nicht geholt.').waitFor();
});

test('a file leaves the vault only after a plain warning, and an unchanged one says what it may reveal', async () => {
  const page = await opened();
  const paper = page.getByRole('article').filter({ hasText: 'Anzeige.pdf' });
  await paper.getByText('Ort, Zeit oder Gerät können darin stehen').waitFor();
  expect(await paper.getByRole('button', { name: 'Bild ansehen' }).count()).toBe(0);
  await paper.getByRole('button', { name: 'Speichern unter …' }).click();
  await page.getByRole('dialog').getByText('unverschlüsselt').waitFor();
  await page.getByRole('dialog').getByText('kann verraten, wer').waitFor();
  expect(await asked('saveAttachment')).toEqual([]);
  await button('Ort wählen').click();
  await page.getByText('Gespeichert als attachment.jpg').waitFor();
});

test('a save that was cancelled leaves everything as it was', async () => {
  const page = await opened('refuse=cancel');
  const paper = page.getByRole('article').filter({ hasText: 'Anzeige.pdf' });
  await paper.getByRole('button', { name: 'Speichern unter …' }).click();
  await button('Ort wählen').click();
  await expect.poll(() => asked('saveAttachment')).toHaveLength(1);
  await paper.getByRole('button', { name: 'Speichern unter …' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('contact details stand in one card with what they are for, and only those that count', async () => {
  const page = await opened();
  await page.getByText('Nur für einen Rückruf wegen der Beratung.').waitFor();
  expect(await page.getByText('030 123456').count()).toBe(1);
  expect(await page.getByText('Sie gelten nicht mehr').count()).toBe(1);
  await button('Telefon kopieren').click();
  await page.getByText('kopiert', { exact: false }).first().waitFor();
  await tell({
    type: 'conversation-changed',
    summary: { ...(await lineOf(page)), contact: 'f'.repeat(32) },
  });
  await expect.poll(() => page.getByText('030 123456').count()).toBe(0);
  await expect.poll(() => page.getByText('Sie gelten nicht mehr').count()).toBe(2);
});

test('who asks for the earlier conversation gets it by one press, once', async () => {
  const page = await opened();
  await button('Senden, was gesagt wurde').click();
  await page.getByText('Ist beantwortet.').waitFor();
  expect(await asked('sendEarlier')).toEqual([{ conversation: esche }]);
  await button('Senden, was gesagt wurde').waitFor({ state: 'detached' });
});

test('a wish to be erased is marked in the queue and leads to the question with its consequences', async () => {
  const page = await opened('', 'Weide 63');
  await page.getByText('Löschung erbeten').waitFor();
  await button('Fall und Gespräch löschen …').click();
  await page.getByRole('dialog').getByText('Die Schlüssel werden vernichtet').waitFor();
  expect(await button('Endgültig löschen').isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: '2026-0103' }).fill('2026-0103');
  await button('Endgültig löschen').click();
  await expect
    .poll(() => asked('eraseConversation'))
    .toEqual([{ conversation: expect.any(String) }]);
});

async function lineOf(page: Awaited<ReturnType<typeof open>>) {
  await page.getByRole('log').waitFor();
  return {
    ...blankLine,
    id: esche,
    name: 'Esche 44',
    hue: 3,
    language: 'de',
    topic: '',
    preview: '',
    previewBy: 'reporter',
    previewKind: 'contact',
    consent: '',
    lastAt: Date.now(),
    waitingSince: null,
    unread: 0,
    stars: null,
    case: null,
    live: false,
    typing: false,
    asks: { resume: null, erase: null },
    erasedBy: null,
  };
}

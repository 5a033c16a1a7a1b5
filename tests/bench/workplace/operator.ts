/** Somebody at the keyboard: looks into conversations and answers, by mouse and keys. */
import type { Locator, Page } from 'playwright-core';
import { pause } from './pause.ts';

/** Between two keys of somebody who types fast, ms. */
const KEY_MS = 110;
const KEY_SPREAD_MS = 80;
/** Between two conversations looked into, ms. */
const GLANCE_MS = 500;
const GLANCES = 5;
const LOOK_MS = 100;
const LOOKS = 300;
const sentence = 'Danke, dass du das erzählst. Ich bin da.';

/** Looks into some conversations, opens one more and answers it. */
export async function oneRound(page: Page, random: () => number): Promise<void> {
  for (let n = 0; n < GLANCES; n += 1) {
    await openAny(page, random);
    await pause(GLANCE_MS);
  }
  await openAny(page, random);
  const box = page.getByRole('textbox', { name: 'Antwort schreiben' });
  await box.focus();
  for (const letter of sentence) {
    await page.keyboard.type(letter);
    await pause(KEY_MS + random() * KEY_SPREAD_MS);
  }
  await page.keyboard.press('Enter');
}

/** Presses a line that is on screen and not open, as soon as there is one: right after the unlock there is none. */
async function openAny(page: Page, random: () => number): Promise<void> {
  const lines = page.getByRole('list', { name: 'Gespräche' }).locator('[id^=line-]');
  const closed = lines.and(page.locator('[aria-current=false]'));
  let shown = await visibleOf(closed);
  for (let looked = 0; shown.length === 0; looked += 1) {
    if (looked === LOOKS) throw new Error('nothing in the queue can be pressed');
    await pause(LOOK_MS);
    shown = await visibleOf(closed);
  }
  const line = shown[Math.floor(random() * shown.length)];
  // Where it stands now: a queue moves under whoever presses.
  if (line !== undefined) await page.mouse.click(line.x, line.y);
}

const visibleOf = (
  lines: Locator,
): Promise<readonly { readonly x: number; readonly y: number }[]> =>
  lines.evaluateAll((all) =>
    all
      .map((line) => line.getBoundingClientRect())
      .filter(({ top, bottom }) => bottom < innerHeight && top > 0)
      .map(({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 }))
      .filter(({ x, y }) => document.elementFromPoint(x, y)?.closest('[id^=line-]') !== null),
  );

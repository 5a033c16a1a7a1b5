import type { Page } from 'playwright-core';

/**
 * Waits until the room on screen stands: its title is there, nothing in it is still coming, its letters
 * are drawn, no tip hangs over it. A picture taken sooner may show an empty room.
 */
export async function untilItStands(page: Page): Promise<void> {
  // A pointer that rests on something would leave its tip in the picture.
  await page.mouse.move(0, 0);
  // A moment ago it may have rested on two.
  await page.waitForFunction(() => document.querySelector('[role=tooltip]') === null);
  await page.locator('h1').filter({ visible: true }).first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => true));
  // Not an async function: a promise counts as true at once, whatever comes of it.
  await page.waitForFunction(() => {
    const busy = document.querySelectorAll('[aria-busy=true]');
    return [...busy].every((box) => box.closest('[hidden]') !== null);
  });
}

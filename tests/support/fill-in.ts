import type { Locator } from 'playwright-core';

const TRIES = 50;
const BETWEEN_MS = 100;
const GONE_MS = 1_000;

/**
 * Fills a field and sees that the words stand in it. A person types where the caret is seen; a browser that is told to
 * type while its focus is on the way into a frame of another process types into nothing.
 * What a field makes of the words (groups of a code, capitals) is its own affair. Throws where nothing ever stands there.
 */
export async function fillIn(field: Locator, text: string): Promise<void> {
  const before = await field.inputValue();
  for (let tries = 0; tries < TRIES; tries += 1) {
    await field.fill(text);
    // A field that has what it wanted may be gone.
    const now = await field.inputValue({ timeout: GONE_MS }).catch(() => text);
    if (now === text || (now !== before && (now === '') === (text === ''))) return;
    await field.page().waitForTimeout(BETWEEN_MS);
    // What a person does whose words do not appear. A frame that believes it has the caret asks the browser for nothing: the page takes it first.
    await field.page().evaluate(() => window.focus());
    await field.click({ timeout: GONE_MS }).catch(() => undefined);
  }
  throw new Error(`typed in vain: ${text.slice(0, 60)}`);
}

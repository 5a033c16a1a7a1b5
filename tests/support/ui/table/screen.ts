/** One way the screen can look, and how a person gets there. */
import type { Locator, Page } from 'playwright-core';
import type { DeskFact } from '../../../../src/contract/desk.ts';

export interface Screen {
  /** What the fake desk is asked for, as it stands in the harness's address. */
  readonly wishes: string;
  /** From the page as it opens to the screen that is meant. */
  readonly reach: (page: Page) => Promise<void>;
}

/** By a name that says what stands there. */
export type Screens = Readonly<Record<string, Screen>>;

/** Opens the conversation of this name, and has its messages: before them a key may have nothing to go by. */
export const talk = async (page: Page, name = 'Ahorn 27'): Promise<void> => {
  await page.getByText(name).click();
  const pane = page.getByRole('region', { name: `Gespräch mit ${name}` });
  await pane.getByRole('article').first().waitFor();
};

/** Takes the conversation that is open. It is ours when the vault has said so, not when the key was pressed. */
export const take = async (page: Page): Promise<void> => {
  await page.keyboard.press('a');
  await page.getByRole('group', { name: 'Arbeit im Team' }).getByText('Du antwortest').waitFor();
};

/** The whole screen in Hebrew, and so right to left, wherever it stands; it was reached by its German words. */
export const inHebrew = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    const { speak } = window as unknown as { readonly speak: (language: string) => Promise<void> };
    return speak('he');
  });
  await page.locator('html[lang=he][dir=rtl]').waitFor();
};

/** Goes to an area by the rail. */
export const go = async (page: Page, place: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: place }).click();
};

/** Goes to a part of the settings. */
export const settings = async (page: Page, part: string): Promise<void> => {
  await go(page, 'Sicherheit & Aufbewahrung');
  await page.getByRole('button', { name: part, exact: true }).click();
};

/** Tells facts as the vault would; the screen has heard them then. */
export const tell = async (page: Page, facts: readonly DeskFact[]): Promise<void> => {
  await page.evaluate(async (told) => {
    const { fake } = window as unknown as {
      readonly fake: { readonly tell: (fact: object) => Promise<void> };
    };
    for (const fact of told) await fake.tell(fact);
  }, facts);
};

/** Waits until the keyboard is there. */
export const focusOn = async (place: Locator): Promise<void> =>
  place.and(place.page().locator(':focus')).waitFor();

/** Opens the palette; letters that are typed then are typed into it. */
export const palette = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Was möchtest du tun?' });
  await focusOn(field);
};

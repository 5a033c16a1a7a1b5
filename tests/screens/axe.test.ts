/** Every screen, light and dark, the fullest in Hebrew too: nothing for axe to complain about. */
import { source } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilItStands } from '../support/standing.ts';
import { startUiBrowser, type UiBrowser } from '../support/ui/browser.ts';
import { everyScreen } from '../support/ui/table/every-screen.ts';
import { inHebrew, type Screen } from '../support/ui/table/screen.ts';

let ui: UiBrowser;

beforeAll(async () => {
  ui = await startUiBrowser(inject('ui'));
});
afterAll(async () => {
  await ui.close();
});

/** What axe, which is on the page, found: short lines that name the rule and the place. */
const findings = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const { axe } = window as unknown as {
      readonly axe: {
        run(
          of: Document,
          how: object,
        ): Promise<{
          violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
        }>;
      };
    };
    // While a menu is open everything else is hidden from assistive technology, landmarks included.
    const menu = document.querySelector('[role=listbox], [role=menu]') !== null;
    const { violations } = await axe.run(
      document,
      menu ? { rules: { region: { enabled: false } } } : {},
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${String(node.target)} ${node.failureSummary ?? ''}`),
    );
  });

/** In Hebrew the fullest screens stand for the others: direction changes places and words, not roles or colours. */
const hebrewToo: ReadonlySet<string> = new Set([
  'case with problems',
  'release, planned',
  'profile, website',
  'settings, retention',
  'search',
  'palette',
  'words that are being marked',
  'a message out of sight',
  'how it goes, the team',
]);

const paperOf = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** What axe finds in both schemes, looked at on one page: the scheme changes colours and nothing else. */
async function inBothSchemes({ wishes, reach }: Screen, hebrew = false): Promise<object> {
  const page = await ui.open(wishes, { scheme: 'light' });
  await reach(page);
  if (hebrew) await inHebrew(page);
  await untilItStands(page);
  await page.evaluate(source);
  const light = await findings(page);
  const paper = await paperOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await untilItStands(page);
  const dark = await findings(page);
  expect(await paperOf(page)).not.toBe(paper);
  await page.close();
  return { light, dark };
}

for (const [name, screen] of Object.entries(everyScreen)) {
  test(`${name}, light and dark`, async () => {
    expect(await inBothSchemes(screen)).toEqual({ light: [], dark: [] });
  });
  if (!hebrewToo.has(name)) continue;
  test(`${name}, in Hebrew`, async () => {
    expect(await inBothSchemes(screen, true)).toEqual({ light: [], dark: [] });
  });
}

test('the policy refused nothing and nothing threw', () => {
  expect(ui.complaints).toEqual([]);
});

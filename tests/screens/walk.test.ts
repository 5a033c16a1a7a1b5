/** The fullest screens at twice their size, and in the system's own colours: nothing cut off, covered, or told by a colour alone. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilItStands } from '../support/standing.ts';
import { startUiBrowser, type UiBrowser } from '../support/ui/browser.ts';
import { lostIn, plainIn } from '../support/ui/looks.ts';
import { everyScreen } from '../support/ui/table/every-screen.ts';

/** What is left of 1440 by 900 when everything is drawn twice as large. */
const ENLARGED = { width: 720, height: 450 };

let ui: UiBrowser;

beforeAll(async () => {
  ui = await startUiBrowser(inject('ui'));
});
afterAll(async () => {
  await ui.close();
});

/** Rooms where they are fullest, and kinds of sheets over them; the others are made of the same parts. */
const walked: readonly string[] = [
  'unlock, refused',
  'first run, root code',
  'conversation with gaps, forks, rating',
  'queue, every view',
  'a line with tags, and the queue narrowed by one',
  'search',
  'palette',
  'far back in a long conversation',
  'taking from a colleague',
  'acute danger, as a team goes through it',
  'ready replies after a slash',
  'codebook, one code',
  'team, somebody asks',
  'my workplace',
  'profile, website',
  'how it goes, the team',
  'settings, this computer',
  'settings, retention',
  'settings, audit log',
];

for (const name of walked) {
  test(`${name}, enlarged and in the system’s colours`, async () => {
    const screen = everyScreen[name];
    if (screen === undefined) throw new Error('there is no such screen');
    const page = await ui.open(screen.wishes);
    await screen.reach(page);
    await untilItStands(page);
    await page.emulateMedia({ forcedColors: 'active' });
    const plain = await plainIn(page);
    await page.emulateMedia({ forcedColors: 'none' });
    await page.setViewportSize(ENLARGED);
    await untilItStands(page);
    const lost = await lostIn(page);
    await page.close();
    expect({ plain, lost }).toEqual({ plain: [], lost: [] });
  });
}

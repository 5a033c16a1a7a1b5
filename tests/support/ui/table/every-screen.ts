/**
 * Every screen of the desktop app there is: what axe looks at (tests/screens/axe.test.ts) and what
 * `npm run screens` pictures. Who builds a screen adds it to its room here.
 */
import { caseScreens } from './cases.ts';
import { doorScreens } from './door.ts';
import { dutyScreens } from './duty.ts';
import { figureScreens } from './figures.ts';
import { keepingScreens } from './keeping.ts';
import { markingScreens } from './marking.ts';
import { profileScreens } from './profile.ts';
import type { Screens } from './screen.ts';
import { talkScreens } from './talks.ts';
import { teamScreens } from './team.ts';

export const everyScreen: Screens = {
  ...doorScreens,
  ...talkScreens,
  ...markingScreens,
  ...caseScreens,
  ...teamScreens,
  ...profileScreens,
  ...dutyScreens,
  ...figureScreens,
  ...keepingScreens,
};

/** Being there or not, and how one is called. */
import { settings, talk, type Screens } from './screen.ts';

export const dutyScreens: Screens = {
  'being there': {
    wishes: '',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Noa, / }).click();
      await page.getByRole('menuitemradio').first().waitFor();
    },
  },
  'being there, busy': {
    wishes: '',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Noa, / }).waitFor();
      await page.keyboard.press('b');
      await page.getByText('Du bist als beschäftigt').waitFor();
    },
  },
  'calling for help': {
    wishes: 'refuse=callHelp',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('!');
      await page.getByRole('button', { name: 'Jetzt rufen' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'a colleague calls': {
    wishes: 'refuse=called',
    reach: async (page) => {
      await page.getByText('Mika braucht Hilfe.').waitFor();
    },
  },
  'somebody comes': {
    wishes: 'refuse=coming',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('!');
      await page.getByRole('button', { name: 'Jetzt rufen' }).click();
      await page.getByText('David kommt.').waitFor();
    },
  },
  'settings, this computer': {
    wishes: 'refuse=setMachine',
    reach: async (page) => {
      await settings(page, 'Dieser Rechner');
      await page.getByRole('button', { name: 'Strg + Alt + B', exact: true }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'settings, being there': { wishes: '', reach: (page) => settings(page, 'Da sein') },
};

import { go, talk, type Screens } from './screen.ts';

/** Words of a conversation, marked with codes. */
export const markingScreens: Screens = {
  'words that are being marked': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('x');
      const bar = page.getByRole('group', { name: 'Wörter markieren' });
      await bar.getByRole('button', { name: 'Antisemitismus', pressed: false }).waitFor();
      await page.keyboard.press('5');
      await bar.getByRole('button', { name: 'Antisemitismus', pressed: true }).waitFor();
    },
  },
  'all codes': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.keyboard.press('x');
      await page.getByRole('button', { name: 'Alle Codes und Notiz' }).click();
      await page.getByRole('combobox', { name: 'Code suchen' }).press('1');
      await page.getByRole('button', { name: 'Bedrohung' }).waitFor();
    },
  },
  'codebook, one code': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Codes');
      await page.getByRole('button', { name: /^Bedrohung/ }).click();
      await page.getByRole('heading', { name: 'Bedrohung' }).waitFor();
    },
  },
  'codebook, a new code': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Codes');
      await page.getByRole('button', { name: 'Neuer Code' }).click();
      await page.getByLabel('Name', { exact: true }).waitFor();
    },
  },
  'codebook, only to be read': {
    wishes: 'refuse=operator',
    reach: async (page) => {
      await go(page, 'Codes');
      await page.getByRole('button', { name: /^Bedrohung/ }).click();
      await page.getByRole('heading', { name: 'Bedrohung' }).waitFor();
    },
  },
  'codes that occur together': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Codes');
      await page.getByRole('button', { name: 'Was zusammen vorkommt' }).click();
      await page.getByRole('table').first().waitFor();
    },
  },
  'two coders': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Codes');
      await page.getByRole('button', { name: 'Übereinstimmung' }).click();
      await page.getByRole('table').waitFor();
    },
  },
  'marks looked at': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('button', { name: 'Markierungen ansehen' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
};

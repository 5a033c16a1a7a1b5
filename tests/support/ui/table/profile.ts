/** The profile editor, with the real chat beside it. */
import type { Page } from 'playwright-core';
import { go, type Screens } from './screen.ts';

/** A part of the editor, once the chat beside it stands. */
const profile = async (page: Page, part: string): Promise<void> => {
  await go(page, 'Team');
  await page.getByRole('button', { name: 'Profil bearbeiten' }).click();
  await page.frameLocator('iframe').getByText('Schön, dass du da bist').waitFor();
  await page.getByRole('button', { name: part, exact: true }).click();
};

export const profileScreens: Screens = {
  'profile, hours': {
    wishes: '',
    reach: async (page) => {
      await profile(page, 'Zeiten');
      await page.getByRole('button', { name: /^Montag bis Freitag/ }).click();
      await page.getByRole('button', { name: 'Freie Tage hinzufügen' }).click();
    },
  },
  'profile, names': { wishes: '', reach: (page) => profile(page, 'Namen') },
  'profile, topics': { wishes: '', reach: (page) => profile(page, 'Themen') },
  'profile, privacy and files': {
    wishes: '',
    reach: (page) => profile(page, 'Datenschutz & Dateien'),
  },
  'profile, versions': { wishes: '', reach: (page) => profile(page, 'Frühere Stände') },
  'profile, a pale colour is published': {
    wishes: '',
    reach: async (page) => {
      await profile(page, 'Aussehen');
      await page.getByRole('textbox', { name: 'Farbe', exact: true }).fill('#ffe066');
      await page.getByText('Der Chat nimmt deshalb').waitFor();
      await page.getByRole('button', { name: 'Veröffentlichen …' }).click();
      await page.getByLabel('Das ist so gewollt').waitFor();
    },
  },
  'profile, ways with a problem': {
    wishes: '',
    reach: async (page) => {
      await profile(page, 'Andere Wege');
      await page.getByRole('button', { name: 'Weg hinzufügen' }).click();
      await page.getByText('Hier fehlt, wohin der Weg führt.').waitFor();
    },
  },
  'profile, a clash': {
    wishes: 'refuse=clash',
    reach: async (page) => {
      await profile(page, 'Texte');
      await page.getByRole('textbox', { name: 'Name des Teams' }).fill('Neu');
      await page.getByRole('button', { name: 'Veröffentlichen …' }).click();
      await page.getByRole('button', { name: 'Unterschreiben' }).click();
      await page.getByText('Von Mika geändert').waitFor();
    },
  },
  'profile, website': {
    wishes: '',
    reach: async (page) => {
      await profile(page, 'Website');
      await page
        .getByRole('textbox', { name: 'Adresse des Chats' })
        .fill('https://chat.example.org');
      await page.getByRole('textbox', { name: 'HTML der Seite' }).fill('<script data-team=x>');
      await page.getByText('integrity fehlt').waitFor();
    },
  },
};

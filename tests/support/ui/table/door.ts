/** Before the vault is open: the first run, and every way in. */
import type { Page } from 'playwright-core';
import type { Screens } from './screen.ts';

const passphrase = async (page: Page, words: string): Promise<void> => {
  await page.getByLabel('Passphrase', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Öffnen' }).click();
};
const names = async (page: Page): Promise<void> => {
  await page.getByLabel('Name des Teams').fill('Team');
  await page.getByLabel('Dein Name im Chat').fill('Noa');
  await page.getByRole('button', { name: 'Weiter' }).click();
};

const foundTeam = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Team mit dem Hauptcode wiederherstellen' }).click();
  await page.getByLabel('Relay-Adresse oder ein alter Link').fill('wss://relay.example.org');
  await page.getByLabel('Hauptcode vom Ausdruck').fill('7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA');
  await page.getByRole('button', { name: 'Team suchen' }).click();
  await page.getByText('Dieser Code gehört zu').waitFor();
};

export const doorScreens: Screens = {
  'first run, names': {
    wishes: 'vault=none',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByText('Bitte noch ausfüllen.').first().waitFor();
    },
  },
  'first run, passphrase': {
    wishes: 'vault=none',
    reach: async (page) => {
      await names(page);
      await page.getByLabel('Passphrase', { exact: true }).fill('kurz');
      await page.getByLabel('Passphrase wiederholen').fill('anders');
    },
  },
  'first run, root code': {
    wishes: 'vault=none',
    reach: async (page) => {
      await names(page);
      await page.getByLabel('Passphrase', { exact: true }).fill('mond tulpe ziegel 7');
      await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
      await page.getByRole('button', { name: 'Team anlegen' }).click();
      await page.getByTestId('root-code').waitFor();
    },
  },
  'unlock, refused': {
    wishes: 'vault=locked&link=offline',
    reach: async (page) => {
      await passphrase(page, 'falsch');
      await page.getByText('Das war nicht die Passphrase').waitFor();
    },
  },
  'unlock, damaged': {
    wishes: 'vault=locked',
    reach: async (page) => {
      await passphrase(page, 'damaged-journal');
      await page.getByRole('alert').waitFor();
    },
  },
  'first run, by invite': {
    wishes: 'vault=none',
    reach: (page) => page.getByRole('button', { name: 'Mit Einladung ins Team' }).click(),
  },
  'first run, by the root code': {
    wishes: 'vault=none',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Team mit dem Hauptcode wiederherstellen' }).click();
      await page.getByLabel('Hauptcode vom Ausdruck').fill('7k4m');
    },
  },
  'first run, whose root code it is': {
    wishes: 'vault=none&refuse=moved',
    reach: foundTeam,
  },
  'first run, which devices are lost': {
    wishes: 'vault=none&refuse=over',
    reach: async (page) => {
      await foundTeam(page);
      await page.getByRole('button', { name: 'Das ist unser Team' }).click();
      await page.getByLabel('Passphrase', { exact: true }).waitFor();
    },
  },
  'unlock, by the printed code': {
    wishes: 'vault=locked',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Passphrase vergessen/ }).click();
      await page.getByLabel('Code vom Ausdruck').fill('7k4u');
      await page.getByLabel('Neue Passphrase').fill('passwort 12345');
      await page.getByText('Das raten Programme zuerst').waitFor();
    },
  },
  'unlock, emptying the device': {
    wishes: 'vault=locked',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Weitere Möglichkeiten' }).click();
      await page.getByRole('menuitem').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'first look': {
    wishes: 'vault=locked&refuse=half',
    reach: async (page) => {
      await passphrase(page, 'richtig');
      await page.getByText('Ahorn 27').click();
      await page.getByText('Kommt gleich').waitFor();
    },
  },
  'first run, from a backup': {
    wishes: 'vault=none',
    reach: (page) => page.getByRole('button', { name: /^Stattdessen/ }).click(),
  },
  'first run, a backup read halfway': {
    wishes: 'vault=none&refuse=halfway',
    reach: async (page) => {
      await page.getByRole('button', { name: /^Stattdessen/ }).click();
      await page.getByLabel('Passphrase oder Code der Sicherung').fill('richtig');
      await page.getByLabel('Dein Name im Chat').fill('Noa');
      await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
      await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
      await page.getByRole('button', { name: 'Datei wählen und wiederherstellen' }).click();
      await page.getByText('Nur ein Teil ist angekommen').waitFor();
    },
  },
};

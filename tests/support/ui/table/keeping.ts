/** How the vault keeps: security, backup, retention, trouble. */
import { settings, tell, type Screens } from './screen.ts';

export const keepingScreens: Screens = {
  'trouble and jobs': {
    wishes: 'refuse=member',
    reach: async (page) => {
      await tell(page, [
        { type: 'backup-due', lastAt: null },
        { type: 'trouble', trouble: { kind: 'journal-damaged', count: 3 } },
        { type: 'trouble', trouble: { kind: 'older-profile', count: 0 } },
        { type: 'job', state: { job: 'backup', state: 'running', done: 1, total: 9 } },
      ]);
      await page.getByText('Die Sicherung wird geschrieben · 11 %').waitFor();
    },
  },
  'settings, security': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Sicherheit');
      await page.getByRole('button', { name: 'Neuen Code anlegen' }).click();
      await page.getByLabel('Passphrase des Tresors').fill('richtig');
      await page.getByRole('button', { name: 'Neuen Code anlegen' }).click();
      await page.getByTestId('recovery-code').waitFor();
    },
  },
  'settings, new keys for this device': {
    wishes: 'refuse=alone',
    reach: async (page) => {
      await settings(page, 'Sicherheit');
      await page.getByRole('button', { name: 'Neue Schlüssel …' }).click();
      await page.getByText('Nur dieses Gerät koordiniert, also').waitFor();
    },
  },
  'settings, backup': {
    wishes: 'refuse=slow',
    reach: async (page) => {
      await settings(page, 'Sicherung');
      await page.getByLabel('Neue Passphrase').fill('mond tulpe ziegel 7');
      await page.getByLabel('Passphrase wiederholen').fill('mond tulpe ziegel 7');
      await page.getByRole('button', { name: 'Ort wählen und sichern' }).click();
      await page.getByRole('button', { name: 'Anhalten' }).first().waitFor();
    },
  },
  'settings, retention': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Löschfristen');
      await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
      await page.getByRole('button', { name: 'Löschen …' }).click();
      await page.getByRole('button', { name: 'Endgültig löschen' }).click();
      await page.getByText('Der Nachweis enthält nur Zahlen').waitFor();
      await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
      await page.getByText('2024-0031').waitFor();
    },
  },
  'settings, what is due is confirmed': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Löschfristen');
      await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
      await page.getByRole('button', { name: 'Löschen …' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'settings, somebody asks': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Auskunft und Löschen');
      await page.getByLabel('Rückkehrcode').fill('1111-AAAA');
      await page.getByRole('button', { name: 'Nachsehen' }).click();
      await page.getByText('Das ist da').waitFor();
    },
  },
  'settings, audit log': {
    wishes: '',
    reach: async (page) => {
      await settings(page, 'Protokoll');
      await page.getByRole('button', { name: 'Protokoll prüfen' }).click();
      await page.getByText('Lückenlos').waitFor();
    },
  },
};

/** Who is in the team, and what is reached from there. */
import { go, tell, type Screens } from './screen.ts';

export const teamScreens: Screens = {
  team: { wishes: '', reach: (page) => go(page, 'Team') },
  'team, somebody asks': {
    wishes: 'refuse=asking',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Einladung erzeugen' }).click();
      await page.getByTestId('invite-link').waitFor();
    },
  },
  'team, a new device may read what was before': {
    wishes: 'refuse=newcomer',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Ja, weitergeben' }).waitFor();
    },
  },
  'team, an invite as a QR code': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Einladung erzeugen' }).click();
      await page.getByRole('button', { name: 'QR-Code zeigen' }).click();
      await page.getByTestId('invite-code').scrollIntoViewIfNeeded();
    },
  },
  'team, two versions of it': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await tell(page, [{ type: 'trouble', trouble: { kind: 'forked-team', count: 0 } }]);
      await page.getByText('Nur eine kann echt sein').waitFor();
    },
  },
  'team, a device is removed': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mira am Empfang bearbeiten' }).click();
      await page.getByRole('button', { name: 'Aus dem Team entfernen …' }).click();
      await page.getByText('Was es schon gelesen hat').waitFor();
    },
  },
  'team, a coordinator is removed': {
    wishes: 'refuse=two',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mira am Empfang bearbeiten' }).click();
      await page.getByRole('button', { name: 'Aus dem Team entfernen …' }).click();
      await page.getByLabel('Hauptcode vom Ausdruck').fill('7k4m');
    },
  },
  'my workplace': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByText('Beweise sichern').waitFor();
    },
  },
  'my workplace, without coordinating': {
    wishes: 'refuse=operator',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByText('Was wir tun können').waitFor();
    },
  },
  'my workplace, steps for acute danger': {
    wishes: 'refuse=team-list',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByRole('heading', { name: 'Akute Gefahr' }).scrollIntoViewIfNeeded();
      await page.getByText('Bereitschaft der Leitung angerufen').waitFor();
    },
  },
  'a step for acute danger': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByRole('button', { name: /^Ändern: Gefragt: Wo bist du/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'a number for acute danger': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByRole('button', { name: 'Neue Nummer' }).click();
      await page.getByLabel('Nummer', { exact: true }).fill('ruf an');
      await page.getByText('Hier passen Ziffern').waitFor();
    },
  },
  'a ready reply in two languages': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Mein Arbeitsplatz' }).click();
      await page.getByRole('button', { name: 'Bearbeiten: Begrüßung' }).click();
      await page.getByLabel('Hebräisch', { exact: true }).waitFor();
    },
  },
  'team, coordinating by the root code': {
    wishes: 'refuse=member',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Koordination übernehmen …' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'team, its signed history': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Ganze Geschichte ansehen' }).click();
      await page.getByText('2 nicht gesehen').waitFor();
    },
  },
  'team, who left holds its key': {
    wishes: 'refuse=keeper',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByRole('button', { name: 'Neuen Schlüssel für das Team …' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'team, somebody asks again under new keys': {
    wishes: 'refuse=asking-again',
    reach: async (page) => {
      await go(page, 'Team');
      await page.getByText('Im Team steht schon ein Gerät namens').waitFor();
    },
  },
  'team, after new keys': {
    wishes: 'refuse=renewed',
    reach: async (page) => {
      await page.getByText('Dieses Gerät hat neue Schlüssel.').waitFor();
    },
  },
  'team, waiting': { wishes: 'refuse=waiting', reach: (page) => go(page, 'Team') },
};

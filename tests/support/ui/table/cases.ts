/** Cases and releases. */
import { idOf } from '../fake-talk.ts';
import { go, talk, tell, type Screens } from './screen.ts';

export const caseScreens: Screens = {
  'case with problems': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Kiefer 91');
      await page.getByRole('button', { name: 'Fall anlegen' }).click();
      await page.getByLabel('Datum des Vorfalls').fill('2031-01-01');
      await page.getByText('Dieses Datum liegt in der Zukunft.').waitFor();
    },
  },
  'case menu': {
    wishes: '',
    reach: async (page) => {
      await talk(page);
      await page.getByRole('button', { name: 'Fall zeigen' }).click();
      await page.getByRole('combobox', { name: 'Hauptkategorie' }).click();
      await page.getByRole('option', { name: 'Bedrohung' }).waitFor();
    },
  },
  cases: {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Fälle');
      await page.getByRole('button', { name: '2026-0117' }).click();
    },
  },
  'no cases': { wishes: 'empty', reach: (page) => go(page, 'Fälle') },
  'release, planned': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Freigabe');
      await page.getByRole('button', { name: 'Vorschau berechnen' }).click();
      await page.getByRole('columnheader').first().waitFor();
    },
  },
  'release, refused': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Freigabe');
      await page.getByLabel('Kleinste Gruppe').fill('2');
      await page.getByRole('button', { name: 'Vorschau berechnen' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'case, its conversation erased': {
    wishes: '',
    reach: async (page) => {
      await talk(page, 'Kiefer 91');
      await page.getByRole('button', { name: 'Fall anlegen' }).click();
      await page.getByRole('region', { name: /^Fall / }).waitFor();
      await tell(page, [{ type: 'conversation-gone', conversation: idOf(3) }]);
      await go(page, 'Fälle');
      await page.getByRole('button', { name: '2026-0118' }).click();
      await page.getByText('Das Gespräch zu diesem Fall ist gelöscht.').waitFor();
    },
  },
  'case, held': {
    wishes: '',
    reach: async (page) => {
      await go(page, 'Fälle');
      await page.getByRole('button', { name: '2026-0117' }).click();
      await page.getByRole('button', { name: 'Gegen Löschen sperren' }).click();
      await page.getByLabel('Grund').fill('Laufendes Verfahren');
      await page.getByRole('button', { name: 'Sperren', exact: true }).click();
      await page.getByText('Gesperrt seit').waitFor();
    },
  },
};

import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppDriver } from '../support/app-driver.ts';
import { fixtureIncidents } from './incidents.ts';
import type { Pictures } from './pictures.ts';
import { institution, narrative, placeName, registerValues } from './talk.ts';

const SLOW_MS = 60_000;

/** Paths of what was released. */
export interface ReleaseFiles {
  readonly csv: string;
  readonly pdf: string;
}

/** Documents the conversation whose newest line reads so as the 25th incident, through the form beside it. */
export async function document25th(
  operator: AppDriver,
  shots: Pictures,
  preview: string,
): Promise<void> {
  const { page } = operator;
  await operator.openConversation(preview);
  await page.getByRole('button', { name: 'Fall anlegen' }).click();
  const panel = page.getByRole('region', { name: /^Fall / });
  await panel.waitFor();
  const pick = async (label: string, option: string | RegExp): Promise<void> => {
    await panel.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const press = async (group: string, name: string | RegExp): Promise<void> => {
    await panel.getByRole('group', { name: group }).getByRole('button', { name }).click();
  };
  await panel.getByLabel('Datum des Vorfalls').fill('2026-11-20');
  await pick('Genauigkeit des Datums', /genau/i);
  await pick('Art des Ortes', 'Schule');
  await pick('Bundesland', 'Berlin');
  await panel.getByLabel('Ort', { exact: true }).fill('Berlin');
  await panel.getByLabel('Name der Einrichtung').fill(institution);
  await panel.getByLabel('Genaue Stelle').fill(placeName);
  await pick('Hauptkategorie', /Verletzendes Verhalten/);
  await press('Vorurteilsmotiv', /^Antisemitismus/);
  await pick('Erscheinungsform', /Othering/);
  await press('Alter der betroffenen Person', '14–17');
  await press('Geschlecht der betroffenen Person', /weiblich/);
  await pick('Meldeweg', 'Chat');
  await pick('Wer meldet', /betroffen/i);
  await pick('Nachweis', 'verifiziert');
  const register = panel.getByRole('textbox', { name: 'Namen, Nummern, Konten' });
  for (const value of registerValues) {
    await register.fill(value);
    await register.press('Enter');
  }
  await panel.getByLabel('Ablauf in eigenen Worten').fill(narrative);
  await press('Wofür die Meldung verwendet werden darf', /Statistik/);
  await panel.getByText(/^gespeichert/).waitFor();
  await shots.screen('case');
  await operator.go('Fälle');
  await shots.screen('cases');
}

/** Reads 24 incidents of partner organisations in, through the same button an operator would press. */
export async function importFixtures(operator: AppDriver, folder: string): Promise<void> {
  const file = path.join(folder, 'partner.json');
  await writeFile(
    file,
    JSON.stringify({ format: 'beistand-incidents', version: 1, incidents: fixtureIncidents }),
  );
  await operator.answerDialogs({ open: file });
  await operator.go('Freigabe');
  await operator.page.getByRole('button', { name: 'Vorfälle einlesen' }).click();
  await operator.page.getByText('24 Vorfälle eingelesen.').waitFor({ timeout: SLOW_MS });
}

/** Plans at k = 3 and writes both files of the release. */
export async function release(
  operator: AppDriver,
  out: string,
  shots: Pictures,
): Promise<ReleaseFiles> {
  const { page } = operator;
  const csv = path.join(out, 'incidents.csv');
  const pdf = path.join(out, 'report.pdf');
  await operator.go('Freigabe');
  await shots.screen('release');
  await page.getByLabel('Kleinste Gruppe').fill('3');
  await page.getByRole('button', { name: 'Vorschau berechnen' }).click();
  await page.getByRole('button', { name: 'Als CSV ausgeben' }).waitFor();
  await operator.answerDialogs({ save: csv });
  await page.getByRole('button', { name: 'Als CSV ausgeben' }).click();
  await page.getByText('incidents.csv gespeichert').waitFor({ timeout: SLOW_MS });
  await operator.answerDialogs({ save: pdf });
  await page.getByRole('button', { name: 'Als PDF ausgeben' }).click();
  await page.getByText('report.pdf gespeichert').waitFor({ timeout: SLOW_MS });
  await shots.screen('release-done');
  await stat(csv);
  await stat(pdf);
  return { csv, pdf };
}

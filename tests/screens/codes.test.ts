/** The codebook is changed without anything getting lost; what was coded is counted, and two coders are compared. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../support/ui/screens.ts';

const { open, button, asked, complaints } = screens();

const codes = async (wishes = ''): Promise<Page> => {
  const page = await open(wishes);
  await page.getByRole('navigation').getByRole('button', { name: 'Codes', exact: true }).click();
  await page.getByText('Das Codebuch gilt für das ganze Team').waitFor();
  return page;
};

test('a code is renamed, put on another key, retired, and used again', async () => {
  const page = await codes();
  await button(/^Extreme Gewalt/).click();
  await page.getByLabel('Name', { exact: true }).fill('Lebensgefahr');
  await button('Speichern').click();
  await page.getByRole('heading', { name: 'Lebensgefahr' }).waitFor();
  await page.getByRole('combobox', { name: 'Taste beim Markieren' }).click();
  await page.getByRole('option', { name: '1' }).click();
  await button(/^Lebensgefahr.*Taste 1/).waitFor();
  expect(await button(/^Bedrohung.*Taste/).count()).toBe(0);
  await button('Stilllegen').click();
  await button(/^Lebensgefahr.*stillgelegt/).waitFor();
  await button('Wieder benutzen').click();
  await button('Stilllegen').waitFor();
  expect(complaints()).toEqual([]);
});

test('who does not coordinate reads what a code means, and changes nothing', async () => {
  const page = await codes('refuse=operator');
  await button(/^Bedrohung/).click();
  await page.getByRole('heading', { name: 'Bedrohung' }).waitFor();
  expect(await page.getByLabel('Name', { exact: true }).count()).toBe(0);
  expect(await button('Neuer Code').count()).toBe(0);
});

test('two codes become one and part again; a new one lies where it was put', async () => {
  const page = await codes();
  await button(/^Geschlecht/).click();
  await page.getByRole('combobox', { name: 'Zusammenlegen mit' }).click();
  await page.getByRole('option', { name: 'Motiv › Queerfeindlichkeit' }).click();
  await button('Zusammenlegen').click();
  await button(/^Geschlecht.*zählt als Queerfeindlichkeit/).waitFor();
  await button('Wieder benutzen').click();
  await button('Neuer Code').click();
  await page.getByLabel('Name', { exact: true }).fill('Schulweg');
  await button('Anlegen').click();
  await button(/^Schulweg/).waitFor();
  expect((await asked('editCodebook')).at(-1)).toMatchObject({
    type: 'add',
    label: 'Schulweg',
    parent: 'bias/GENDER',
  });
});

test('a count opens the words behind it, and they lead into the conversation', async () => {
  const page = await codes();
  await button('Was zusammen vorkommt').click();
  await button('17 zeigen: Verletzendes Verhalten + Antisemitismus').click();
  await page.getByRole('dialog').getByText('die haben „du Jude“ gerufen').waitFor();
  await button('Im Gespräch zeigen').first().click();
  await page.getByRole('log').waitFor();
});

test('where nothing is marked it says how to begin', async () => {
  const page = await codes('refuse=nothing-coded');
  await button('Was zusammen vorkommt').click();
  await page.getByText('Noch ist nichts markiert.').waitFor();
});

test('two coders are compared, code by code; a second name codes apart', async () => {
  const page = await codes();
  await button('Übereinstimmung').click();
  await page.getByRole('row', { name: /Antisemitismus 15 5 10 70 0,57/ }).waitFor();
  await page.getByRole('row', { name: /Schule.*nicht messbar/ }).waitFor();
  await page.getByLabel('Hier codiert gerade').fill('Mika');
  await button('Übernehmen').click();
  await expect.poll(() => asked('setCoder')).toEqual([{ name: 'Mika' }]);
});

/** How it goes, of oneself and of the team, and a word of care. */
import type { Page } from 'playwright-core';
import { go, type Screens } from './screen.ts';

const figures = async (page: Page): Promise<void> => {
  await go(page, 'Wie es läuft');
  await page.getByRole('heading', { name: 'Auf dich achten' }).waitFor();
};

/** With its first table open. */
const team = async (page: Page): Promise<void> => {
  await figures(page);
  await page.getByRole('button', { name: 'Das Team' }).click();
  await page.getByText('Fragt einander').waitFor();
  await page.getByRole('button', { name: /^Als Tabelle: Sterne/ }).click();
};

export const figureScreens: Screens = {
  'how it goes, for oneself': { wishes: '', reach: figures },
  'how it goes, for oneself, further down': {
    wishes: '',
    reach: async (page) => {
      await figures(page);
      await page.getByRole('heading', { name: 'Die letzten 14 Tage' }).scrollIntoViewIfNeeded();
    },
  },
  'how it goes, the team': { wishes: '', reach: team },
  'how it goes, the team, further down': {
    wishes: '',
    reach: async (page) => {
      await team(page);
      await page.getByRole('button', { name: '52 Wochen' }).click();
      await page.getByRole('heading', { name: 'Auf dich achten' }).scrollIntoViewIfNeeded();
    },
  },
  'how it goes, nothing yet': { wishes: 'refuse=nothing-yet', reach: figures },
  'a word of care': {
    wishes: 'refuse=long',
    reach: async (page) => {
      await page.getByText('Du antwortest seit 3 h ohne Pause').waitFor();
    },
  },
};

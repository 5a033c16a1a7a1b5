import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { languageOf, languages, loadTexts } from './texts.ts';

const all = { de, en, nl };
const said = (value: string | ((n: never) => string)): string =>
  typeof value === 'string' ? value : (value as (n: number) => string)(3);

test('every language says everything, and says it itself', () => {
  const shared = new Set(['frameTitle', 'team']);
  for (const language of languages) {
    for (const [key, value] of Object.entries(all[language])) {
      expect(said(value).trim(), `${language} ${key}`).not.toBe('');
      if (language === 'de' || shared.has(key)) continue;
      expect(said(value), `${language} ${key}`).not.toBe(said(de[key as keyof typeof de]));
    }
  }
});

test('a number or a name that is handed in is said', () => {
  for (const texts of Object.values(all)) {
    for (const [key, value] of Object.entries(texts)) {
      if (typeof value === 'function') expect(said(value), key).toContain('3');
    }
  }
});

test('a language tag leads to the language we speak, or to none', async () => {
  expect([languageOf('de-AT'), languageOf('EN'), languageOf('fr')]).toEqual(['de', 'en', null]);
  expect(await loadTexts('nl')).toBe(nl);
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { languages, type Language } from '../../app/i18n/texts.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { he } from './he.ts';
import { nl } from './nl.ts';
import { ru } from './ru.ts';
import { loadFileTexts } from './texts.ts';
import { tr } from './tr.ts';
import { uk } from './uk.ts';

const all = { de, en, nl, he, ru, ar, tr, uk } as const;
const keys = Object.keys(de) as readonly (keyof typeof de)[];
const blanks = (text: string): readonly string[] => text.match(/\{[^}]*\}/g) ?? [];

test.each(languages)('%s says of files what German says, in words of its own', (language) => {
  const words: Readonly<Record<string, string>> = all[language];
  expect(Object.keys(words).toSorted()).toEqual([...keys].toSorted());
  for (const key of keys) {
    const word = words[key] ?? '';
    expect(word.trim(), key).toBe(word);
    expect(word, key).not.toBe('');
    expect(blanks(word), key).toEqual(blanks(de[key]));
    if (language !== 'de') expect(word, key).not.toBe(de[key]);
    expect(word, key).not.toMatch(/"|\.\.\.| - |\s{2}|[a-z]'[a-z]/i);
    if (language === 'ar') expect(word, key).not.toMatch(/[,;?]/);
  }
});

const scripts = {
  de: /[a-zäöüß]/i,
  en: /[a-z]/i,
  nl: /[a-zéëïöü]/i,
  he: /\p{Script=Hebrew}/u,
  ru: /[а-яё]/i,
  ar: /\p{Script=Arabic}/u,
  tr: /[a-zçğıİöşüâîû]/i,
  uk: /(?![ыэёъ])[а-яіїєґ]/i,
} as const satisfies Record<Language, RegExp>;

test.each(languages)(
  '%s has no letter of another alphabet in its words about files',
  (language) => {
    for (const word of Object.values<string>(all[language])) {
      const letters = word.replaceAll(/\{n\}|\{name\}/g, '').match(/\p{L}/gu) ?? [];
      expect(letters.filter((letter) => !scripts[language].test(letter)).join(''), word).toBe('');
    }
  },
);

test('numbers and names are filled in', async () => {
  for (const language of languages) {
    const t = await loadFileTexts(language);
    expect(t.percent(25)).toContain('25');
    expect(t.withName('a.pdf')).toContain('\u2068a.pdf\u2069');
  }
});

test('the translators’ list names every word about files with its purpose and its German source', async () => {
  const page = new URL('../../../docs/WIDGET-TEXTS.md', import.meta.url);
  const rows = (await readFile(page, 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('| `file.'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, key]) => key)).toEqual(keys.map((key) => `\`file.${key}\``));
  for (const [, key, purpose, german] of rows) {
    expect(purpose, key).not.toBe('');
    expect(Object.values<string>(de)).toContain(german);
  }
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { he } from './he.ts';
import { ar as arLater } from './later/ar.ts';
import { de as deLater } from './later/de.ts';
import { en as enLater } from './later/en.ts';
import { he as heLater } from './later/he.ts';
import { nl as nlLater } from './later/nl.ts';
import { ru as ruLater } from './later/ru.ts';
import { loadLaterTexts } from './later/texts.ts';
import { tr as trLater } from './later/tr.ts';
import { uk as ukLater } from './later/uk.ts';
import { nl } from './nl.ts';
import { ru } from './ru.ts';
import {
  directionOf,
  languageNames,
  languageOf,
  languages,
  loadTexts,
  localeOf,
  type Language,
} from './texts.ts';
import { tr } from './tr.ts';
import { uk } from './uk.ts';

type Word = string | Readonly<Record<string, string>>;
type Key = keyof typeof de | keyof typeof deLater;

const all = {
  de: { ...de, ...deLater },
  en: { ...en, ...enLater },
  nl: { ...nl, ...nlLater },
  he: { ...he, ...heLater },
  ru: { ...ru, ...ruLater },
  ar: { ...ar, ...arLater },
  tr: { ...tr, ...trLater },
  uk: { ...uk, ...ukLater },
} as const satisfies Record<Language, unknown>;
const keys = Object.keys(all.de).toSorted() as readonly Key[];
const wordOf = (language: Language, key: Key): Word => all[language][key];
const formsOf = (word: Word): readonly string[] =>
  typeof word === 'string' ? [word] : Object.values(word);
const everyForm = (language: Language): readonly (readonly [Key, string])[] =>
  keys.flatMap((key) => formsOf(wordOf(language, key)).map((form) => [key, form] as const));

test.each(languages)('%s says everything, and says it itself', (language) => {
  expect(Object.keys(all[language]).toSorted()).toEqual(keys);
  const shared = new Set<Key>(['frameTitle', 'team']);
  for (const key of keys) {
    for (const form of formsOf(wordOf(language, key))) {
      expect(form.trim(), key).not.toBe('');
      if (language === 'de' || shared.has(key)) continue;
      expect(formsOf(wordOf('de', key)), key).not.toContain(form);
    }
  }
});

test('no word stands in both lists of a language', () => {
  const first = Object.keys(de);
  expect(Object.keys(deLater).filter((key) => first.includes(key))).toEqual([]);
});

const blanks = (text: string): readonly string[] => text.match(/\{[^}]*\}/g) ?? [];

test.each(languages)('%s has the blanks of the German words and no others', (language) => {
  for (const key of keys) {
    const german = wordOf('de', key);
    const word = wordOf(language, key);
    expect(typeof word, key).toBe(typeof german);
    if (typeof word === 'string' && typeof german === 'string') {
      expect(blanks(word), key).toEqual(blanks(german));
    } else {
      for (const form of formsOf(word)) expect(['', '{n}'], key).toContain(blanks(form).join(''));
    }
  }
});

/** Which whole numbers up to 200 a category stands for. */
function numbersOf(language: Language): ReadonlyMap<string, readonly number[]> {
  const rules = new Intl.PluralRules(localeOf(language));
  const numbers = Array.from({ length: 201 }, (_, n) => n);
  return new Map(
    rules
      .resolvedOptions()
      .pluralCategories.map((category) => [
        category,
        numbers.filter((n) => rules.select(n) === category),
      ]),
  );
}

test.each(languages)('%s counts with every category it has, and names the number', (language) => {
  const numbers = numbersOf(language);
  for (const key of keys) {
    const word = wordOf(language, key);
    if (typeof word === 'string') continue;
    expect(Object.keys(word).toSorted(), key).toEqual([...numbers.keys()].toSorted());
    for (const [category, form] of Object.entries(word)) {
      const standsForOne = (numbers.get(category) ?? []).length <= 1;
      if (!standsForOne) expect(form, `${key} ${category}`).toContain('{n}');
    }
  }
});

test('a number and a name that are handed in are said, the name in a direction of its own', async () => {
  for (const language of languages) {
    const t = { ...(await loadTexts(language)), ...(await loadLaterTexts(language)) };
    expect(t.howWho('נועה $&')).toContain('\u2068נועה $&\u2069');
    expect(t.typing('Noa')).toContain('\u2068Noa\u2069');
    expect(t.rated(4)).toContain('4');
    expect(t.left(25)).toContain('25');
  }
  const [russian, arabic, hebrew] = await Promise.all(
    (['ru', 'ar', 'he'] as const).map(loadLaterTexts),
  );
  expect([1, 2, 5, 21].map((n) => russian?.star(n))).toEqual([
    '1 звезда',
    '2 звезды',
    '5 звёзд',
    '21 звезда',
  ]);
  expect([1, 2, 3, 11].map((n) => arabic?.star(n))).toEqual([
    'نجمة واحدة',
    'نجمتان',
    '3 نجوم',
    '11 نجمة',
  ]);
  expect([1, 2, 3].map((n) => hebrew?.star(n))).toEqual(['כוכב אחד', 'שני כוכבים', '3 כוכבים']);
});

const scripts = {
  de: /[a-zäöüß]/i,
  en: /[a-z]/i,
  nl: /[a-zéëïöü]/i,
  he: /\p{Script=Hebrew}/u,
  // Russian has ы, э, ё and ъ, which Ukrainian has not; Ukrainian has і, ї, є and ґ.
  ru: /[а-яё]/i,
  ar: /\p{Script=Arabic}/u,
  tr: /[a-zçğıİöşüâîû]/i,
  uk: /(?![ыэёъ])[а-яіїєґ]/i,
} as const satisfies Record<Language, RegExp>;

test.each(languages)('%s has no letter of another alphabet in it', (language) => {
  for (const [key, form] of everyForm(language)) {
    const letters =
      form.replaceAll(/\{n\}|\{name\}|\b(Esc|HTML|TXT|Wi‑Fi)\b/g, '').match(/\p{L}/gu) ?? [];
    const strange = letters.filter((letter) => !scripts[language].test(letter));
    expect(strange.join(''), `${key}: ${form}`).toBe('');
  }
});

test.each(languages)('%s sets its signs as print does', (language) => {
  for (const [key, form] of everyForm(language)) {
    expect(form, key).not.toMatch(/"|\.\.\.| - |\s{2}|^\s|\s$/);
    expect(form, key).not.toMatch(/[a-z]'[a-z]/i);
    if (language === 'ar') expect(form, key).not.toMatch(/[,;?]/);
  }
});

test('Hebrew and Arabic are read from the right, the others from the left', () => {
  expect(languages.filter((language) => directionOf(language) === 'rtl')).toEqual(['he', 'ar']);
});

test('each language is named in its own words', () => {
  for (const language of languages) {
    const letters = languageNames[language].match(/\p{L}/gu) ?? [];
    expect(letters.every((letter) => scripts[language].test(letter))).toBe(true);
  }
});

test('the time of day is written as the language writes it, in the digits of the return code', () => {
  const said = languages.map((language) =>
    new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'short', timeZone: 'UTC' }).format(
      Date.UTC(2026, 0, 5, 14, 30),
    ),
  );
  const arabic = said[languages.indexOf('ar')] ?? '';
  expect(arabic).toMatch(/^2:30\s/);
  expect(new Set(said.filter((time) => time !== arabic))).toEqual(new Set(['14:30']));
});

test('a language tag leads to the language we speak, or to none', () => {
  expect(['de-AT', 'EN', 'iw-IL', 'ar-SY', 'arn', 'fr', ''].map(languageOf)).toEqual([
    'de',
    'en',
    'he',
    'ar',
    null,
    null,
    null,
  ]);
});

const TEXTS_FILE = new URL('../../../docs/WIDGET-TEXTS.md', import.meta.url);

test('the translators’ list names every word with its purpose and its German source', async () => {
  const rows = (await readFile(TEXTS_FILE, 'utf8'))
    .split('\n')
    .filter((line) => /^\| `\w+`/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, key]) => key?.replaceAll('`', '')).toSorted()).toEqual(keys);
  for (const [, key, purpose, german] of rows) {
    const word = wordOf('de', (key ?? '').replaceAll('`', '') as Key);
    expect(german, key).toBe([...new Set(formsOf(word))].join(' / '));
    expect(purpose, key).not.toBe('');
  }
});

import { expect, test } from 'vitest';
import { keptUnder, soughtFor, soughtIn } from './forms.ts';
import {
  MAX_QUERY_WORDS,
  MAX_WORD,
  MIN_PREFIX,
  MIN_STEM,
  ONE_EDIT_FROM,
  TWO_EDITS_FROM,
} from './limits.ts';

/** Whether a query word finds a word of a text, as the index does it, typing mistakes aside. */
function finds(asked: string, written: string, language: string): boolean {
  const terms = keptUnder(written, language);
  const { prefixes, whole } = soughtFor(asked);
  return terms.some(
    (term) => whole.includes(term) || prefixes.some((prefix) => term.startsWith(prefix)),
  );
}

test.each([
  ['Häuser', 'Häuser'],
  ['hauser', 'Häuser'],
  ['haeuser', 'Häuser'],
  ['Häuser', 'Haeuser'],
  ['Haus', 'Häuser'],
  ['Straße', 'STRASSE'],
  ['strasse', 'Straße'],
  ['Beleidigung', 'Beleidigungen'],
  ['Synagogenbesucher', 'Synagogenbesuchern'],
  ['antisemitischer', 'antisemitische'],
  ['Universitat', 'Universitätsstraße'],
])('German: %s finds %s', (asked, written) => {
  expect(finds(asked, written, 'de')).toBe(true);
});

test.each([
  ['bedreiging', 'bedreigingen'],
  ['bedreigingen', 'bedreiging'],
  ['een', 'één'],
  ['vernieling', 'vernielingen'],
])('Dutch: %s finds %s', (asked, written) => {
  expect(finds(asked, written, 'nl')).toBe(true);
});

test.each([
  ['threatened', 'threatening'],
  ['universities', 'university'],
  ['attacks', 'ATTACK'],
])('English: %s finds %s', (asked, written) => {
  expect(finds(asked, written, 'en')).toBe(true);
});

test.each([
  ['בית', 'בבית'],
  ['הבית', 'לבית'],
  ['בית', 'ובבית'],
  ['שלום', 'שָׁלוֹם'],
  ['צהל', 'צה"ל'],
  ['כנסת', 'שבכנסת'],
])('Hebrew: %s finds %s', (asked, written) => {
  expect(finds(asked, written, 'he')).toBe(true);
});

test.each([
  ['еврей', 'Еврейский'],
  ['ребёнок', 'ребенок'],
  ['ребенок', 'РЕБЁНОК'],
  ['мята', "м'ята"],
  ['їжак', 'ЇЖАК'],
  ['замок', 'за\u0301мок'],
])('Russian and Ukrainian: %s finds %s', (asked, written) => {
  expect(finds(asked, written, 'ru')).toBe(true);
});

test('Cyrillic й and ї are not taken for и and і', () => {
  expect(keptUnder('мой', 'ru')).toEqual(['мой']);
  expect(finds('іжак', 'їжак', 'uk')).toBe(false);
});

test.each([
  ['سلام', 'سَلَام'],
  ['سلام', 'ســـلام'],
  ['احمد', 'أحمد'],
  ['مدرسه', 'مدرسة'],
  ['مصطفي', 'مصطفى'],
  ['مدرسة', 'المدرسة'],
  ['المدرسة', 'والمدرسة'],
  ['2026', '٢٠٢٦'],
])('Arabic: %s finds %s', (asked, written) => {
  expect(finds(asked, written, 'ar')).toBe(true);
});

test('words written otherwise in bytes are the same: composed or not, wide, with soft hyphens', () => {
  expect(keptUnder('Cafe\u0301', '')).toEqual(keptUnder('CAFÉ', ''));
  expect(keptUnder('Ｗｉｄｅ', '')).toEqual(['wide']);
  expect(finds('Drohung', 'Dro\u00ADhung', 'de')).toBe(true);
});

test('a word is not stemmed in a language that is not its own', () => {
  expect(keptUnder('threatening', 'de')).not.toContain('threaten');
});

test(`words shorter than ${MIN_STEM} have no stem`, () => {
  expect(keptUnder('des', 'de')).toEqual(['des']);
});

test(`a beginning shorter than ${MIN_PREFIX} only finds whole words`, () => {
  expect(finds('7', '7', '')).toBe(true);
  expect(finds('7', '77', '')).toBe(false);
});

test('typing mistakes are forgiven in long words only', () => {
  expect(soughtFor('a'.repeat(ONE_EDIT_FROM - 1)).edits).toBe(0);
  expect(soughtFor('a'.repeat(ONE_EDIT_FROM)).edits).toBe(1);
  expect(soughtFor('a'.repeat(TWO_EDITS_FROM - 1)).edits).toBe(1);
  expect(soughtFor('a'.repeat(TWO_EDITS_FROM)).edits).toBe(2);
});

test('a number with another digit is another number', () => {
  expect(soughtFor('01701234567').edits).toBe(0);
  expect(soughtFor('wohnung12').edits).toBe(0);
});

test('a query has a bounded number of words, each once', () => {
  expect(soughtIn('eins eins zwei')).toHaveLength(2);
  const many = Array.from({ length: 40 }, (_, i) => `wort${i}`).join(' ');
  expect(soughtIn(many)).toHaveLength(MAX_QUERY_WORDS);
});

test(`of a longer word the first ${MAX_WORD} units are kept`, () => {
  for (const term of keptUnder('ä'.repeat(500), 'de')) {
    expect(term.length).toBeLessThanOrEqual(MAX_WORD);
  }
  expect(finds('x'.repeat(300), 'x'.repeat(400), '')).toBe(true);
});

test('text without words asks for nothing', () => {
  expect(soughtIn('.*+?^${}()|[]\\ — … 🙂 \u200F\u202E')).toEqual([]);
});

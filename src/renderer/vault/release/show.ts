/** Vault, release: one value of a row in words. Everything shown comes from a code list or a template. */
import type { CodeListName, Language } from '../../../contract/case.ts';
import { CODES_JOINED_BY, type ReleaseRow } from '../../../contract/release.ts';
import { currentCodes, type GroupedList } from '../cases/codes.ts';
import { REMOVED } from './ladders.ts';
import { releaseWords } from './words.ts';

const lists = {
  geography: 'state',
  placeType: 'placeType',
  ageBand: 'ageBand',
  gender: 'gender',
  category: 'category',
  bias: 'bias',
  form: 'form',
  channel: 'channel',
  reporterRole: 'reporterRole',
} as const satisfies Record<Exclude<keyof ReleaseRow, 'period'>, CodeListName>;

const PERIOD = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})))?$/;

/**
 * A column's value as a person reads it. Throws for anything that stands neither in a code list nor in
 * a template: such a value must never reach a file.
 */
export function shown(column: keyof ReleaseRow, value: string, language: Language): string {
  const words = releaseWords[language];
  if (value === REMOVED) return words.removed;
  if (value === 'unknown') return words.unknown;
  if (column === 'form' && value === '') return '';
  if (column === 'period') return periodText(value, language);
  if (column === 'geography' && value === 'DE') return words.countries.DE;
  return value
    .split(CODES_JOINED_BY)
    .map((code) => codeText(column, code, language))
    .join(' + ');
}

function codeText(column: keyof typeof lists, code: string, language: Language): string {
  const codes = currentCodes();
  const list = lists[column];
  const group = isGrouped(list) ? codes.groups[list].codes : [];
  const entry = [...group, ...codes.lists[list]].find((one) => one.code === code);
  if (entry === undefined) throw new Error('a value of a release stands in no list');
  return entry.label[language];
}

function periodText(value: string, language: Language): string {
  const [, year, quarter, month] = PERIOD.exec(value) ?? [];
  if (year === undefined) throw new Error('a period of a release has no known form');
  if (quarter !== undefined) return releaseWords[language].quarter(quarter, year);
  return month === undefined ? year : `${year}-${month}`;
}

const isGrouped = (list: CodeListName): list is GroupedList =>
  Object.hasOwn(currentCodes().groups, list);

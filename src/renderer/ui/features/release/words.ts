// Room: ui/features/release. Turns the plan's codes and steps into words.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CodeListName } from '../../../../contract/case.ts';
import { CODES_JOINED_BY, type ReleaseRow } from '../../../../contract/release.ts';
import { useCodes } from '../../app/use-codes.ts';
import { useLanguage } from '../../app/use-language.ts';
import { monthName } from '../../i18n/format.ts';
import type { ScreenLanguage } from '../../i18n/language.ts';

/** Ladder steps we have words for. Another one is shown as the vault named it. */
const steps = [
  'exact',
  'month',
  'quarter',
  'year',
  'state',
  'country',
  'group',
  'band',
  'removed',
] as const;

const isStep = (name: string): name is (typeof steps)[number] =>
  steps.some((step) => step === name);

/** The word for one step of a ladder. */
export function useStepWords(): (step: string) => string {
  const { t } = useTranslation();
  return (step) => (isStep(step) ? t(`columns.level.${step}`) : step);
}

const lists: Readonly<Record<Exclude<keyof ReleaseRow, 'period'>, CodeListName>> = {
  geography: 'state',
  placeType: 'placeType',
  ageBand: 'ageBand',
  gender: 'gender',
  category: 'category',
  bias: 'bias',
  form: 'form',
  channel: 'channel',
  reporterRole: 'reporterRole',
};

/** The words for one cell, from the code lists where the code is in one. */
export function useCellWords(): (field: keyof ReleaseRow, code: string) => string {
  const { t } = useTranslation();
  const codes = useCodes();
  const { language } = useLanguage();
  return (field, code) => {
    if (code === '') return '–';
    if (code === 'removed') return t('columns.value.removed');
    if (code === 'unknown') return t('columns.value.unknown');
    if (field === 'period') return periodWords(code, t, language);
    if (field === 'geography' && code === 'DE') return t('columns.value.country');
    return code
      .split(CODES_JOINED_BY)
      .map((part) => codes.released(lists[field], part))
      .join(' + ');
  };
}

/** A quarter, a month or a year in words; something else as it is. */
function periodWords(code: string, t: TFunction, language: ScreenLanguage): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(code) ?? [];
  if (year !== undefined && quarter !== undefined)
    return t('columns.value.quarter', { year, quarter });
  return /^\d{4}-\d{2}$/.test(code) ? monthName(code, language) : code;
}

// Room: ui/features/case. Hands the open incident to its fields, with labels, problems and how to change it.
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeListName, Incident } from '../../../../contract/case.ts';
import type { CaseEntry } from '../../app/state/cases.ts';
import { useCodes } from '../../app/use-codes.ts';
import { useLanguage } from '../../app/use-language.ts';
import type { Option } from '../../parts/Choice.tsx';

export interface CaseForm {
  readonly entry: CaseEntry;
  readonly edit: (change: Partial<Incident>) => void;
}

export const CaseFormContext = createContext<CaseForm | null>(null);

export function useCaseForm(): CaseForm {
  const form = useContext(CaseFormContext);
  if (form === null) throw new Error('useCaseForm outside a case');
  return form;
}

/** What a field is called and what is wrong with it; "missing" is a quiet word, not an error. */
export interface FieldWords {
  readonly label: string;
  readonly missing?: string;
  readonly problem?: string;
}

export function useFieldWords(field: keyof Incident): FieldWords {
  const { t } = useTranslation();
  const { entry } = useCaseForm();
  const label = t(`case.field.${field}`);
  const found = entry.problems?.find((problem) => problem.field === field)?.problem;
  if (found === undefined) return { label };
  const words = t(`case.problem.${found}`);
  return found === 'required' ? { label, missing: words } : { label, problem: words };
}

/** A code list as options in the interface's language. */
export function useOptions(list: CodeListName): readonly Option[] {
  const { entries } = useCodes();
  const { codesIn } = useLanguage();
  return entries(list).map((entry) => ({
    value: entry.code,
    label: entry.label[codesIn],
    definition: entry.definition[codesIn],
  }));
}

// Room: ui/features/case. The three kinds of field an incident is made of, bound to one property each.
import { useTranslation } from 'react-i18next';
import type { CodeListName, Incident } from '../../../../contract/case.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Picker } from '../../parts/Picker.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useCaseForm, useFieldWords, useOptions } from './form-context.ts';

type FieldOf<V> = {
  [K in keyof Incident]: Incident[K] extends V ? (V extends Incident[K] ? K : never) : never;
}[keyof Incident];
export type CodeField = FieldOf<string | null>;
export type ListField = FieldOf<readonly string[]>;
export type TextFieldName = FieldOf<string>;

interface CodeProps {
  readonly field: CodeField;
  readonly list: CodeListName;
  readonly help?: string;
}

/** One code from a long list. */
export function CodePicker({ field, list, help }: CodeProps) {
  const { entry, edit } = useCaseForm();
  return (
    <Picker
      {...useFieldWords(field)}
      help={help}
      options={useOptions(list)}
      value={entry.incident[field]}
      onChange={(value) => edit({ [field]: value })}
    />
  );
}

/** One code from a short list, all choices in view. */
export function CodeChoice({ field, list, help }: CodeProps) {
  const { entry, edit } = useCaseForm();
  const value = entry.incident[field];
  return (
    <Choice
      pick="one"
      {...useFieldWords(field)}
      help={help}
      options={useOptions(list)}
      chosen={value === null ? [] : [value]}
      onChange={([code]) => edit({ [field]: code ?? null })}
    />
  );
}

interface ListProps {
  readonly field: Exclude<ListField, 'identifiers'>;
  readonly list: CodeListName;
  readonly help?: string;
  /** A code that makes no sense here, e.g. the main category among the further ones. */
  readonly without?: string | null;
}

/** Several codes. */
export function CodesChoice({ field, list, help, without }: ListProps) {
  const { entry, edit } = useCaseForm();
  return (
    <Choice
      pick="many"
      {...useFieldWords(field)}
      help={help}
      options={useOptions(list).filter(({ value }) => value !== without)}
      chosen={entry.incident[field]}
      onChange={(codes) => edit({ [field]: codes })}
    />
  );
}

interface WordsProps {
  readonly field: TextFieldName;
  readonly rows?: number;
  readonly help?: string;
  /** A direct identifier: it never leaves this device, and the field says so. */
  readonly stays?: boolean;
}

/** Free text. */
export function WordsField({ field, rows, help, stays }: WordsProps) {
  const { t } = useTranslation();
  const { entry, edit } = useCaseForm();
  return (
    <TextField
      {...useFieldWords(field)}
      note={stays === true ? t('common.stays') : undefined}
      help={help}
      value={entry.incident[field]}
      onChange={(value) => edit({ [field]: value })}
      {...(rows === undefined ? {} : { rows })}
    />
  );
}

// Room: ui/parts. Choosing one of many from a menu, with an empty first entry.
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { styled } from '@mui/material/styles';
import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colour } from '../theme/colour.ts';
import type { Option } from './Choice.tsx';
import { Field } from './Field.tsx';
import { STROKE } from './IconAction.tsx';

const Icon = (props: { readonly className?: string }) => (
  <ChevronsUpDown size={16} strokeWidth={STROKE} aria-hidden className={props.className} />
);

const Definition = styled('span')({
  display: 'block',
  fontSize: 12,
  lineHeight: '17px',
  color: colour.inkSoft,
});

interface Props {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  /** Without an empty entry a choice cannot be taken back. */
  readonly clearable?: boolean;
  readonly missing?: string | undefined;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  /** Shows each option's definition under it, where choosing needs it. */
  readonly described?: boolean;
  /** Shown in the closed field; the label of the chosen option otherwise. */
  readonly shown?: (option: Option) => ReactNode;
}

export function Picker({ label, options, value, onChange, clearable = true, described, shown, ...rest }: Props) {
  const { t } = useTranslation();
  const chosen = options.find((option) => option.value === value);
  return (
    <Field label={label} kind="group" {...rest}>
      {({ id, labelId, describedBy }) => (
        <Select
          fullWidth
          displayEmpty
          labelId={labelId}
          value={value ?? ''}
          error={rest.problem !== undefined}
          IconComponent={Icon}
          SelectDisplayProps={{ id, 'aria-describedby': describedBy }}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
          renderValue={() =>
            chosen === undefined ? (
              <span style={{ color: colour.inkFaint }}>{value ?? t('common.none')}</span>
            ) : (
              (shown?.(chosen) ?? chosen.label)
            )
          }
        >
          {clearable && (
            <MenuItem value="" sx={{ color: colour.inkFaint }}>
              {t('common.none')}
            </MenuItem>
          )}
          {options.map((option) => (
            <MenuItem
              key={option.value}
              value={option.value}
              {...(described === true && { 'aria-label': option.label })}
            >
              <span>
                {option.label}
                {described === true && <Definition>{option.definition}</Definition>}
              </span>
            </MenuItem>
          ))}
        </Select>
      )}
    </Field>
  );
}

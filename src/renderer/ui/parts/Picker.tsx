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

const Empty = styled('span')({ color: colour.inkFaint });
/** On the field's side, cut at the end of its own direction. */
const Label = styled('span')({
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  textAlign: 'left',
});
const Code = styled('span')({ color: colour.inkSoft });

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
  /** What no choice is called; "nicht angegeben" otherwise. */
  readonly empty?: string;
  readonly missing?: string | undefined;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  /** Shows each option's definition under it, where choosing needs it. */
  readonly described?: boolean;
  /** Shows the code beside the chosen label. */
  readonly withCode?: boolean;
}

export function Picker({
  label,
  options,
  value,
  onChange,
  empty,
  described = false,
  withCode = false,
  ...rest
}: Props) {
  const { t } = useTranslation();
  const nothing = empty ?? t('common.none');
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
          MenuProps={{ slotProps: { paper: { sx: { maxWidth: 'min(360px, 92vw)' } } } }}
          SelectDisplayProps={{ id, 'aria-describedby': describedBy, title: chosen?.label }}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
          renderValue={() => (
            <Shown option={chosen} otherwise={value ?? nothing} withCode={withCode} />
          )}
        >
          <MenuItem value="" sx={{ color: colour.inkFaint }}>
            {nothing}
          </MenuItem>
          {options.map((option) => (
            <MenuItem
              key={option.value}
              value={option.value}
              {...(described ? { 'aria-describedby': `${id}-${option.value}` } : {})}
            >
              <span>
                <bdi>{option.label}</bdi>
                {described && (
                  <Definition id={`${id}-${option.value}`} aria-hidden>
                    <bdi>{option.definition}</bdi>
                  </Definition>
                )}
              </span>
            </MenuItem>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface ShownProps {
  readonly option: Option | undefined;
  readonly otherwise: string;
  readonly withCode: boolean;
}

/** What the closed field says. */
function Shown({ option, otherwise, withCode }: ShownProps) {
  if (option === undefined) return <Empty>{otherwise}</Empty>;
  if (!withCode) return <Label dir="auto">{option.label}</Label>;
  return (
    <Label dir="auto">
      <b>{option.label}</b> <Code>{option.value}</Code>
    </Label>
  );
}

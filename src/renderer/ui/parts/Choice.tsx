// Room: ui/parts. Choosing by pressing: short lists stand open as buttons instead of hiding in a menu.
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { styled } from '@mui/material/styles';
import { Check } from 'lucide-react';
import { colour } from '../theme/colour.ts';
import { Field } from './Field.tsx';
import { edge } from './Pill.tsx';

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });

/** A pressable chip; pressed = chosen. */
export const Chip = styled(ButtonBase)({
  minHeight: 26,
  padding: '2px 10px',
  gap: 5,
  borderRadius: 13,
  fontSize: 13,
  fontWeight: 500,
  lineHeight: '20px',
  textAlign: 'start',
  backgroundColor: colour.sunken,
  color: colour.inkSoft,
  ...edge,
  '&:hover': { color: colour.ink },
  '&[aria-pressed=true]': { backgroundColor: colour.accent, color: colour.accentInk },
});

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly definition?: string;
}

interface Props {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  /** `one` replaces the choice; pressing the chosen one again takes it back. */
  readonly pick: 'one' | 'many';
  readonly note?: string | undefined;
  readonly missing?: string | undefined;
  readonly help?: string | undefined;
  readonly problem?: string | undefined;
}

export function Choice({ label, options, chosen, onChange, pick, ...rest }: Props) {
  const press = (value: string): void => {
    if (chosen.includes(value)) onChange(chosen.filter((other) => other !== value));
    else onChange(pick === 'one' ? [value] : [...chosen, value]);
  };
  return (
    <Field kind="group" label={label} {...rest}>
      {({ labelId, describedBy }) => (
        <Row role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
          {options.map(({ value, label: name, definition }) => (
            <Tooltip
              key={value}
              title={definition === undefined ? '' : <bdi>{definition}</bdi>}
              describeChild
              placement="left"
            >
              <Chip aria-pressed={chosen.includes(value)} onClick={() => press(value)}>
                {pick === 'many' && chosen.includes(value) && (
                  <Check size={14} strokeWidth={2} aria-hidden />
                )}
                <bdi>{name}</bdi>
              </Chip>
            </Tooltip>
          ))}
        </Row>
      )}
    </Field>
  );
}

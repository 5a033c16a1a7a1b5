// Room: ui/features/profile. A colour to pick or to type.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';

const Pick = styled('input')({
  width: 30,
  height: 30,
  padding: 2,
  border: `1px solid ${colour.line}`,
  borderRadius: 6,
  backgroundColor: 'transparent',
  cursor: 'pointer',
});

interface Props {
  readonly label: string;
  readonly value: string;
  /** What is shown as picked while nothing is. */
  readonly otherwise: string;
  readonly disabled?: boolean;
  readonly help?: string;
  readonly problem?: string | undefined;
  readonly onChange: (value: string) => void;
}

export function ColourField({ label, value, otherwise, disabled = false, ...rest }: Props) {
  const { t } = useTranslation();
  const shown = /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise;
  return (
    <TextField
      label={label}
      value={value}
      disabled={disabled}
      problem={rest.problem}
      help={rest.help}
      onChange={(typed) => rest.onChange(typed.trim())}
      end={
        <Pick
          type="color"
          value={shown}
          disabled={disabled}
          aria-label={t('profileParts.look.pick')}
          onChange={({ target }) => rest.onChange(target.value)}
        />
      }
    />
  );
}

// Room: ui/parts. "I have stored it safely": a tick before something that cannot be done again.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { colour } from '../theme/colour.ts';

const Label = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  fontWeight: 500,
  cursor: 'pointer',
});

const Tick = styled('input')({
  flex: 'none',
  width: 18,
  height: 18,
  margin: 0,
  accentColor: colour.accent,
});

interface Props {
  readonly kept: boolean;
  /** Another sentence to agree to. */
  readonly label?: string;
  readonly onChange: (kept: boolean) => void;
}

export function Kept({ kept, label, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Label>
      <Tick type="checkbox" checked={kept} onChange={({ target }) => onChange(target.checked)} />
      {label ?? t('common.kept')}
    </Label>
  );
}

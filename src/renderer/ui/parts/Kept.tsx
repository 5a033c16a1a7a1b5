// Room: ui/parts. "I have stored it safely": a tick before a code disappears.
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

const Tick = styled('input')({ width: 18, height: 18, margin: 0, accentColor: colour.accent });

interface Props {
  readonly kept: boolean;
  readonly onChange: (kept: boolean) => void;
}

export function Kept({ kept, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Label>
      <Tick type="checkbox" checked={kept} onChange={({ target }) => onChange(target.checked)} />
      {t('common.kept')}
    </Label>
  );
}

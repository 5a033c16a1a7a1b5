// Room: ui/features/conversation. A message that a colleague's device told: not proven to come from its sender.
import { styled } from '@mui/material/styles';
import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { useDeviceName } from '../people/use-device-name.ts';

const Mark = styled('button')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  minHeight: 24,
  padding: 0,
  border: 'none',
  borderRadius: 6,
  background: 'none',
  font: 'inherit',
  fontSize: 12,
  lineHeight: '17px',
  color: colour.inkSoft,
  textAlign: 'start',
  cursor: 'pointer',
  '&:hover': { color: colour.ink },
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 2 },
});

/** Leads to the sheet that says what that means. */
export function ToldBy({ device }: { readonly device: string }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const name = useDeviceName()(device);
  return (
    <Mark type="button" onClick={() => stores.view.send({ type: 'sheet', sheet: 'why' })}>
      <MessagesSquare size={14} strokeWidth={STROKE} aria-hidden />
      {t('catchUp.told', { name })}
    </Mark>
  );
}

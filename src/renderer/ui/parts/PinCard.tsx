// Room: ui/parts. The pin for the website's operator, to be read and copied.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { colour } from '../theme/colour.ts';
import { MONO } from '../theme/theme.ts';
import { CopyButton } from './CopyButton.tsx';
import { labelStyle } from './Field.tsx';

const Frame = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 8,
});

const Value = styled('code')({
  display: 'block',
  width: '100%',
  padding: '8px 12px',
  border: `1px solid ${colour.line}`,
  borderRadius: 8,
  backgroundColor: colour.surface,
  fontFamily: MONO,
  fontSize: 12,
  lineHeight: '18px',
  overflowWrap: 'anywhere',
  userSelect: 'all',
});

export function PinCard({ pin }: { readonly pin: string }) {
  const { t } = useTranslation();
  return (
    <Frame>
      <span style={labelStyle}>{t('team.pin')}</span>
      <Value data-testid="pin" dir="ltr">
        {pin}
      </Value>
      <CopyButton text={pin} label={t('team.copyPin')} />
    </Frame>
  );
}

// Room: ui/features/conversation. Three dots while the reporter writes.
import { keyframes } from '@emotion/react';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { colour } from '../../theme/colour.ts';

const breathe = keyframes({ '0%, 60%, 100%': { opacity: 0.35 }, '30%': { opacity: 1 } });

const Frame = styled('p')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  fontSize: 12,
  color: colour.inkSoft,
});
const Dots = styled('span')({
  display: 'flex',
  gap: 3,
  '& i': {
    width: 8,
    height: 8,
    borderRadius: 4,
    backgroundColor: colour.inkFaint,
    animation: `${breathe} 1.4s infinite`,
  },
  '& i:nth-of-type(2)': { animationDelay: '150ms' },
  '& i:nth-of-type(3)': { animationDelay: '300ms' },
});

export function TypingSign({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <Frame>
      <Dots aria-hidden>
        <i />
        <i />
        <i />
      </Dots>
      {t('conversation.typing', { name })}
    </Frame>
  );
}

// Room: ui/features/people. Sixty digits, or the twelve words that say the same, to be read out and compared without losing the place.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { Help, labelStyle } from '../../parts/Field.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';

const Groups = styled('ol')({
  display: 'grid',
  gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
  '@media (max-width: 440px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  gap: 6,
  width: '100%',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& li': {
    padding: '4px 0',
    border: `1px solid ${colour.line}`,
    borderRadius: 6,
    backgroundColor: colour.surface,
    fontFamily: MONO,
    fontSize: 15,
    fontWeight: 600,
    letterSpacing: 1,
    textAlign: 'center',
  },
  '&[data-words] li': { fontFamily: 'inherit', fontSize: 14, letterSpacing: 0 },
});

const Frame = styled('div')({ display: 'flex', flexDirection: 'column', gap: 6, width: '100%' });

interface Props {
  readonly numbers: string;
  readonly words: string;
}

export function Digits({ numbers, words }: Props) {
  const { t } = useTranslation();
  return (
    <Frame>
      <span style={labelStyle}>{t('people.numbers')}</span>
      <Groups dir="ltr" aria-label={t('people.numbers')} data-testid="join-numbers">
        {numbers.split(' ').map((group, at) => (
          // Groups may repeat; their place is their identity.
          <li key={`${at}-${group}`}>{group}</li>
        ))}
      </Groups>
      <span style={labelStyle}>{t('people.words')}</span>
      <Groups dir="ltr" lang="en" aria-label={t('people.words')} data-words>
        {words.split(' ').map((word, at) => (
          <li key={`${at}-${word}`}>{word}</li>
        ))}
      </Groups>
      <Help>{t('people.wordsHelp')}</Help>
    </Frame>
  );
}

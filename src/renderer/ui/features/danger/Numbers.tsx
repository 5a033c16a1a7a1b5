// Room: ui/features/danger. Whom one can call, by country.
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COUNTRIES, CRISIS_NUMBERS, type Country } from '../../../../contract/danger.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Help } from '../../parts/Field.tsx';
import { colour } from '../../theme/colour.ts';

const Box = styled('div')({ display: 'flex', flexDirection: 'column', gap: 12, minWidth: 0 });
const List = styled('dl')({
  margin: 0,
  '& div': {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: 12,
    padding: '8px 0',
    borderBottom: `1px solid ${colour.line}`,
  },
  '& dt': { minWidth: 0 },
  '& dt small': { display: 'block', fontSize: 12, color: colour.inkSoft },
  '& dd': {
    flex: 'none',
    margin: 0,
    fontSize: 18,
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    userSelect: 'all',
  },
});

/** Where the language of a conversation is mostly spoken; only what is shown first. */
const likely: Readonly<Record<string, Country>> = { de: 'DE', nl: 'NL', he: 'IL' };

interface Props {
  /** The conversation's language; '' where it is not known. */
  readonly language: string;
}

export function Numbers({ language }: Props) {
  const { t } = useTranslation();
  const screen = useLanguage().language;
  const first = likely[language.slice(0, 2)] ?? likely[screen] ?? 'DE';
  const [country, setCountry] = useState<Country>(first);
  const names = new Intl.DisplayNames([screen], { type: 'region' });
  return (
    <Box>
      <Choice
        pick="one"
        label={t('danger.country')}
        options={COUNTRIES.map((one) => ({ value: one, label: names.of(one) ?? one }))}
        chosen={[country]}
        onChange={([picked]) => {
          const next = COUNTRIES.find((one) => one === picked);
          if (next !== undefined) setCountry(next);
        }}
      />
      <List>
        {CRISIS_NUMBERS[country].map(({ kind, name, number }) => (
          <div key={number}>
            <dt>
              {name === '' ? (
                t(`danger.kind.${kind}`)
              ) : (
                <>
                  <bdi>{name}</bdi>
                  <small>{t(`danger.kind.${kind}`)}</small>
                </>
              )}
            </dt>
            <dd dir="ltr">{number}</dd>
          </div>
        ))}
      </List>
      <Help>{t('danger.numbersHelp')}</Help>
    </Box>
  );
}

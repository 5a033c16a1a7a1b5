// Room: ui/features/danger. Whom one can call, by country: the national numbers, then the team's own.
import { styled } from '@mui/material/styles';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checklist } from '../../../../contract/checklist.ts';
import type { Country, CrisisNumber } from '../../../../contract/danger.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Help } from '../../parts/Field.tsx';
import { colour } from '../../theme/colour.ts';
import { CountryChoice } from './CountryChoice.tsx';
import { countriesOf, numbersIn } from './wording.ts';

const Box = styled('div')({ display: 'flex', flexDirection: 'column', gap: 12, minWidth: 0 });
export const NumberLines = styled('dl')({
  margin: 0,
  '& > div': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: '0 12px',
    padding: '8px 0',
    borderBottom: `1px solid ${colour.line}`,
  },
  '& dt': { flex: '1 1 130px', minWidth: 0, overflowWrap: 'anywhere' },
  '& dt small': { display: 'block', fontSize: 12, color: colour.inkSoft },
  '& dd': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0 4px', margin: 0 },
});
const Dialled = styled('b')({
  fontSize: 18,
  fontWeight: 600,
  fontVariantNumeric: 'tabular-nums',
  userSelect: 'all',
});

/** Where the language of a conversation is mostly spoken; only what is shown first. */
const likely: Readonly<Record<string, Country>> = { de: 'DE', nl: 'NL', he: 'IL' };

/** The country whose numbers are shown until somebody picks another. */
export const likelyCountry = (...languages: readonly string[]): Country =>
  languages.map((one) => likely[one.slice(0, 2)]).find((one) => one !== undefined) ?? 'DE';

interface Props {
  /** The conversation's language; '' where it is not known. */
  readonly language: string;
  readonly list: Checklist;
}

export function Numbers({ language, list }: Props) {
  const { t } = useTranslation();
  const screen = useLanguage().language;
  const [country, setCountry] = useState<string>(() => likelyCountry(language, screen));
  const { shown, local } = numbersIn(country, list);
  return (
    <Box>
      <CountryChoice
        label={t('danger.country')}
        countries={countriesOf(list.numbers)}
        country={country}
        onPick={setCountry}
      />
      {shown.length + local.length === 0 ? (
        <Help>{t('danger.noNumbers')}</Help>
      ) : (
        <NumberLines>
          {shown.map((one) => (
            <BuiltInLine key={one.number} line={one} />
          ))}
          {local.map(({ id, name, number, reachable }) => (
            <NumberLine key={id} name={name} below={reachable} number={number} />
          ))}
        </NumberLines>
      )}
      <Help>{t('danger.numbersHelp')}</Help>
    </Box>
  );
}

interface BuiltInProps {
  readonly line: CrisisNumber;
  readonly children?: ReactNode;
}

export function BuiltInLine({ line: { kind, name, number }, children }: BuiltInProps) {
  const { t } = useTranslation();
  const what = t(`danger.kind.${kind}`);
  return (
    <NumberLine name={name === '' ? what : name} below={name === '' ? '' : what} number={number}>
      {children}
    </NumberLine>
  );
}

interface LineProps {
  readonly name: string;
  /** What more is to be said of it; '' for nothing. */
  readonly below: string;
  readonly number: string;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

export const NumberLine = ({ name, below, number, children }: LineProps) => (
  <div>
    <dt>
      <bdi>{name}</bdi>
      {below !== '' && (
        <small>
          <bdi>{below}</bdi>
        </small>
      )}
    </dt>
    <dd>
      <Dialled dir="ltr">{number}</Dialled>
      {children}
    </dd>
  </div>
);

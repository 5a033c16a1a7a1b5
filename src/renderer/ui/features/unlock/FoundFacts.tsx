// Room: ui/features/unlock. Whose root code this is, in plain words: what is proven, and what a person has to compare.
import { styled } from '@mui/material/styles';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundTeam } from '../../../../contract/people.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { dateTime, shortDate } from '../../i18n/format.ts';
import { labelStyle } from '../../parts/Field.tsx';
import { Note } from '../../parts/Note.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';
import { nameOf } from '../people/names.ts';
import { Heading } from './Stage.tsx';

const List = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& li': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 },
});

const Fact = styled('div')({ display: 'flex', flexDirection: 'column', gap: 4 });
const Mono = styled('span')({
  alignSelf: 'flex-start',
  fontFamily: MONO,
  fontSize: 13,
  overflowWrap: 'anywhere',
});
const Soft = styled('p')({ color: colour.inkSoft, fontSize: 13 });

const HOUR_MS = 3_600_000;

export function FoundFacts({ found }: { readonly found: FoundTeam }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const now = useNow(HOUR_MS);
  const heading = useRef<HTMLDivElement>(null);
  // The field that was typed in is gone; what is to be read comes first.
  useEffect(() => heading.current?.focus(), []);
  const { name, numbers, seq, issued, expires, relay, relays, devices } = found;
  return (
    <>
      <Heading ref={heading} role="status" tabIndex={-1}>
        <h1>{name === '' ? t('regain.foundUnnamed') : t('regain.found', { name })}</h1>
        <p>{t('regain.proof')}</p>
      </Heading>
      {!relays.includes(relay) && (
        <Note role="alert">
          <div>{t('regain.moved', { relay: relays.join(', ') })}</div>
        </Note>
      )}
      <Fact>
        <span>{t('regain.signed', { seq, when: dateTime(issued, language) })}</span>
        {expires <= now && <Soft>{t('regain.over', { date: shortDate(expires, language) })}</Soft>}
      </Fact>
      <Fact>
        <span style={labelStyle}>{t('regain.devices')}</span>
        <List aria-label={t('regain.devices')}>
          {devices.map(({ id, roles }) => (
            <li key={id}>
              <bdi>{nameOf(t, { id, name: '' })}</bdi>
              {roles.map((role) => (
                <Pill key={role} tone="quiet">
                  {t(`people.role.${role}`)}
                </Pill>
              ))}
            </li>
          ))}
        </List>
      </Fact>
      <Fact>
        <span style={labelStyle}>{t('regain.numbers')}</span>
        <Mono dir="ltr">{numbers}</Mono>
      </Fact>
    </>
  );
}

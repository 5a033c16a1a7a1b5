// Room: ui/features/team. The cards: the signed document, the pin for the website, and this screen's settings.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamView } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { modKey } from '../../app/keys.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { languageNames, languages } from '../../i18n/i18n.ts';
import { longDate } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Kbd, Pill } from '../../parts/Pill.tsx';
import { PinCard } from '../../parts/PinCard.tsx';
import { colour } from '../../theme/colour.ts';
import { LinkSign } from '../inbox/LinkSign.tsx';

const Card = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 10,
  marginBottom: 16,
  padding: 20,
  breakInside: 'avoid',
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
  '& h2': { fontSize: 14 },
  '& p': { color: colour.inkSoft, fontSize: 13 },
});

const Fact = styled('div')({ '& strong': { display: 'block', fontSize: 18, fontWeight: 600 } });
const Mono = styled('span')({ overflowWrap: 'anywhere', fontWeight: 500 });
const Line = styled('div')({ display: 'flex', alignItems: 'center', gap: 10, flexWrap: 'wrap' });

const Keys = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'auto 1fr',
  gap: '6px 16px',
  margin: 0,
  fontSize: 13,
  '& dt': { display: 'flex', gap: 4 },
  '& dd': { margin: 0, color: colour.inkSoft },
});

export function TeamCards() {
  const { stores } = useApp();
  const { team } = useStore(stores.facts);
  return (
    <>
      {team !== null && <Document team={team} />}
      <ScreenCard />
      <KeysCard />
    </>
  );
}

function Box({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <h2>{title}</h2>
      {children}
    </Card>
  );
}

function Document({ team }: { readonly team: TeamView }) {
  const { t } = useTranslation();
  return (
    <>
      <Box title={t('team.name')}>
        <Fact>
          <strong dir="auto">{team.name}</strong>
        </Fact>
        <p>
          {t('team.alias')}: {team.alias}
        </p>
        <p>
          {t('team.devices', { count: team.devices })}. {t('team.devicesBody')}
        </p>
      </Box>
      <DocumentCard team={team} />
      <Box title={t('team.relay')}>
        <Line>
          <Mono dir="ltr">{team.relay}</Mono>
          <LinkSign />
        </Line>
        <p>{t('team.relayBody')}</p>
      </Box>
      <Box title={t('team.website')}>
        <p>{t('team.websiteBody')}</p>
        <PinCard pin={team.pin} />
      </Box>
    </>
  );
}

const DAY_MS = 24 * 3600 * 1000;
/** With fewer days left the date turns amber. */
const FEW_DAYS = 10;

function DocumentCard({ team }: { readonly team: TeamView }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const left = Math.floor((team.documentExpires - now) / DAY_MS);
  const date = longDate(team.documentExpires, language);
  return (
    <Box title={t('team.document')}>
      <Line>
        <span>{t('team.documentBody', { seq: team.documentSeq, date })}</span>
        <Pill tone={left < FEW_DAYS ? 'waiting' : 'accent'}>
          {left < 0 ? t('team.documentOver') : t('team.documentLeft', { count: left })}
        </Pill>
      </Line>
    </Box>
  );
}

function ScreenCard() {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  return (
    <Box title={t('team.screen')}>
      <Choice
        pick="one"
        label={t('common.language')}
        options={languages.map((one) => ({ value: one, label: languageNames[one] }))}
        chosen={[language]}
        onChange={([picked]) => {
          const next = languages.find((one) => one === picked);
          if (next !== undefined) choose(next);
        }}
      />
      <p>{t('team.appearance')}</p>
    </Box>
  );
}

function KeysCard() {
  const { t } = useTranslation();
  const ctrl = modKey(t);
  const keys = [
    [['J', 'K'], 'move'],
    [['R'], 'reply'],
    [['C'], 'caseFile'],
    [['Enter'], 'send'],
    [['⇧', 'Enter'], 'line'],
    [[ctrl, 'K'], 'search'],
    [[ctrl, 'L'], 'lock'],
  ] as const;
  return (
    <Box title={t('team.keys')}>
      <Keys>
        {keys.map(([caps, name]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              {caps.map((cap) => (
                <Kbd key={cap}>{cap}</Kbd>
              ))}
            </dt>
            <dd>{t(`team.key.${name}`)}</dd>
          </div>
        ))}
      </Keys>
    </Box>
  );
}

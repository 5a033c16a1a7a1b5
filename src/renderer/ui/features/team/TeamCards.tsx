// Room: ui/features/team. The cards: the signed document, the pin for the website, and this screen's settings.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { TeamView } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { commandList } from '../../app/commands/table.ts';
import { blurs, contrasts, densities } from '../../app/comfort.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { languageNames, languages } from '../../i18n/language.ts';
import { longDate } from '../../i18n/format.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { PinCard } from '../../parts/PinCard.tsx';
import { KeyList } from '../palette/KeyList.tsx';
import { SingleKeys } from '../palette/SingleKeys.tsx';
import { LinkSign } from '../inbox/LinkSign.tsx';
import { PeopleCards } from '../people/PeopleCards.tsx';
import { Box, Line } from './Box.tsx';

const Fact = styled('div')({ '& strong': { display: 'block', fontSize: 18, fontWeight: 600 } });
const Mono = styled('span')({ overflowWrap: 'anywhere', fontWeight: 500 });

export function TeamCards() {
  const { stores } = useApp();
  const { team } = useStore(stores.facts);
  return (
    <>
      <PeopleCards />
      {team !== null && <Document team={team} />}
      <OwnCard />
      <ScreenCard />
      <KeysCard />
    </>
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
      <ProfileCard />
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
      <Box title={t('team.numbers')}>
        <p>{t('team.numbersBody')}</p>
        <Line>
          <Mono dir="ltr" data-testid="numbers">
            {team.numbers}
          </Mono>
          <CopyButton text={team.numbers} label={t('team.copyNumbers')} />
        </Line>
      </Box>
    </>
  );
}

/** The way to the editor; whoever may not edit can look. */
function ProfileCard() {
  const { t } = useTranslation();
  const { stores } = useApp();
  return (
    <Box title={t('profile.title')}>
      <p>{t('profile.openLead')}</p>
      <Button onClick={() => stores.view.send({ type: 'went', room: 'profile' })}>
        {t('profile.open')}
      </Button>
    </Box>
  );
}

/** The way to what is set up for one's own work. */
function OwnCard() {
  const { t } = useTranslation();
  const { stores } = useApp();
  return (
    <Box title={t('workplace.title')}>
      <p>{t('workplace.openLead')}</p>
      <Button onClick={() => stores.view.send({ type: 'went', room: 'workplace' })}>
        {t('workplace.open')}
      </Button>
    </Box>
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
      <ComfortChoices />
      <SingleKeys />
    </Box>
  );
}

function ComfortChoices() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { blur, density, contrast } = useStore(stores.comfort);
  return (
    <>
      <Choice
        pick="one"
        label={t('team.density.title')}
        options={densities.map((one) => ({ value: one, label: t(`team.density.${one}`) }))}
        chosen={[density]}
        onChange={([picked]) => {
          const next = densities.find((one) => one === picked);
          if (next !== undefined) stores.comfort.send({ density: next });
        }}
      />
      <Choice
        pick="one"
        label={t('team.contrast.title')}
        help={t('team.contrast.help')}
        options={contrasts.map((one) => ({ value: one, label: t(`team.contrast.${one}`) }))}
        chosen={[contrast]}
        onChange={([picked]) => {
          const next = contrasts.find((one) => one === picked);
          if (next !== undefined) stores.comfort.send({ contrast: next });
        }}
      />
      <Choice
        pick="one"
        label={t('team.blur.title')}
        help={t('team.blur.help')}
        options={blurs.map((one) => ({ value: one, label: t(`team.blur.${one}`) }))}
        chosen={[blur]}
        onChange={([picked]) => {
          const next = blurs.find((one) => one === picked);
          if (next !== undefined) stores.comfort.send({ blur: next });
        }}
      />
    </>
  );
}

function KeysCard() {
  const { t } = useTranslation();
  return (
    <Box title={t('team.keys')}>
      <KeyList commands={commandList} />
    </Box>
  );
}

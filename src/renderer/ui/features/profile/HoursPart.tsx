// Room: ui/features/profile. When somebody is there: the week, days off, holidays, and what the chat says about it.
import { useTranslation } from 'react-i18next';
import Button from '@mui/material/Button';
import { Wand2 } from 'lucide-react';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { valueAt } from '../../app/state/profile-texts.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { Card, Lead, Row, Soft } from '../settings/card.tsx';
import { DaysCard } from './DaysCard.tsx';
import { ProfileField } from './fields.tsx';
import { HolidaysCard } from './HolidaysCard.tsx';
import { weekOf, weekWords } from './hours.ts';
import { WeekCard } from './WeekCard.tsx';

interface Props {
  readonly state: ProfileDesk;
}

export function HoursPart({ state }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Lead>{t('hours.lead')}</Lead>
      <WeekCard state={state} />
      <HolidaysCard state={state} />
      <DaysCard state={state} />
      <WordsCard state={state} />
    </>
  );
}

function WordsCard({ state }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const lang = state.looking.language;
  const words = weekWords(weekOf(valueAt(state.texts, 'hours.week')), lang);
  const isSaid = valueAt(state.texts, 'hours', lang) === words;
  return (
    <Card title={t('hours.words.title')}>
      <Soft>{t('hours.words.lead')}</Soft>
      <ProfileField
        {...{ state, lang }}
        name="hours"
        label={t('profileParts.field.hours')}
        rows={2}
      />
      {words !== '' && !isSaid && state.view?.mayEdit === true && (
        <Row>
          <Button
            startIcon={<Wand2 size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => acts.profile.set({ key: 'hours', lang, value: words })}
          >
            {t('hours.words.make', { words })}
          </Button>
        </Row>
      )}
      <ProfileField
        {...{ state, lang }}
        name="hours.closed"
        label={t('profileParts.field.closed')}
        rows={3}
      />
    </Card>
  );
}

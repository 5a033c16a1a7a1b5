// Room: ui/features/settings. When somebody counts as here, and how the app calls them.
import Button from '@mui/material/Button';
import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_CHOICES, AWAY_CHOICES, type DutyRules } from '../../../../contract/duty.ts';
import { useApp } from '../../app/app-context.ts';
import { play } from '../../app/sound.ts';
import { useStore } from '../../app/store.ts';
import { idle, type TaskOf } from '../../app/state/task.ts';
import { Choice } from '../../parts/Choice.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Card, Lead, Refused, Row, Soft } from './card.tsx';

export function DutyPart() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { rules } = useStore(stores.duty);
  const [task, setTask] = useState<TaskOf<'setDutyRules'>>(idle);
  const set = (change: Partial<DutyRules>): void => void acts.duty.setRules(change).then(setTask);
  const ask = (name: 'away' | 'alarm', choices: readonly number[], chosen: number) => (
    <Choice
      pick="one"
      label={t(`duty.${name}.label`)}
      options={[
        ...choices.map((count) => ({ value: String(count), label: t('duty.minutes', { count }) })),
        { value: '0', label: t('duty.never') },
      ]}
      chosen={[String(chosen)]}
      onChange={([picked]) => {
        if (picked !== undefined) set({ [`${name}Minutes`]: Number(picked) });
      }}
    />
  );
  const yesNo = (name: 'sound' | 'notices' | 'help') => (
    <Choice
      pick="one"
      label={name === 'help' ? t('duty.help.label') : t(`duty.calls.${name}`)}
      options={[
        { value: 'yes', label: t('common.yes') },
        { value: 'no', label: t('common.no') },
      ]}
      chosen={[rules[name] ? 'yes' : 'no']}
      onChange={([picked]) => {
        if (picked !== undefined) set({ [name]: picked === 'yes' });
      }}
    />
  );
  return (
    <>
      <Lead>{t('duty.lead')}</Lead>
      <Card title={t('duty.away.title')}>
        <Soft>{t('duty.away.body')}</Soft>
        {ask('away', AWAY_CHOICES, rules.awayMinutes)}
      </Card>
      <Card title={t('duty.alarm.title')}>
        <Soft>{t('duty.alarm.body')}</Soft>
        {ask('alarm', ALARM_CHOICES, rules.alarmMinutes)}
      </Card>
      <Card title={t('duty.calls.title')}>
        <Soft>{t('duty.calls.body')}</Soft>
        {yesNo('notices')}
        {yesNo('sound')}
        <Row>
          <Button
            startIcon={<Volume2 size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => void play('alarm')}
          >
            {t('duty.calls.try')}
          </Button>
        </Row>
      </Card>
      <Card title={t('duty.help.title')}>
        <Soft>{t('duty.help.body')}</Soft>
        {yesNo('help')}
      </Card>
      <Refused task={task} />
    </>
  );
}

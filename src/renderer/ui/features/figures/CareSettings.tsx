// Room: ui/features/figures. After what somebody wants to be reminded of themselves.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HARD_CHOICES, LONG_CHOICES, type CareRules } from '../../../../contract/figures.ts';
import { useApp } from '../../app/app-context.ts';
import { idle, type TaskOf } from '../../app/state/task.ts';
import { useStore } from '../../app/store.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Card, Refused, Soft } from '../settings/card.tsx';

export function CareSettings() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { strain } = useStore(stores.care);
  const [task, setTask] = useState<TaskOf<'setCare'>>(idle);
  useEffect(() => void acts.figures.strain(), [acts]);
  if (strain === null) return null;
  const { rules } = strain;
  const set = (change: Partial<CareRules>): void =>
    void acts.figures.setCare({ ...rules, ...change }).then(setTask);
  const never = { value: '0', label: t('figures.care.never') };
  return (
    <Card heading="h2" title={t('figures.care.title')}>
      <Soft>{t('figures.care.lead')}</Soft>
      <Choice
        pick="one"
        label={t('figures.care.long')}
        options={[
          ...LONG_CHOICES.map((count) => ({
            value: String(count),
            label: t('figures.care.hours', { count }),
          })),
          never,
        ]}
        chosen={[String(rules.longHours)]}
        onChange={([picked]) => {
          if (picked !== undefined) set({ longHours: Number(picked) });
        }}
      />
      <Choice
        pick="one"
        label={t('figures.care.hard')}
        help={t('figures.care.hardHelp')}
        options={[
          ...HARD_CHOICES.map((count) => ({
            value: String(count),
            label: t('figures.care.talks', { count }),
          })),
          never,
        ]}
        chosen={[String(rules.hardTalks)]}
        onChange={([picked]) => {
          if (picked !== undefined) set({ hardTalks: Number(picked) });
        }}
      />
      <Refused task={task} />
    </Card>
  );
}

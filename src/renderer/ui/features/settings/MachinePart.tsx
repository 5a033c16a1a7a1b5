// Room: ui/features/settings. How the app stands on this computer: opening at login, the sign in the bar, a key.
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTCUTS, type MachineView, type MachineWish } from '../../../../contract/machine.ts';
import { useApp } from '../../app/app-context.ts';
import { modKey } from '../../app/commands/keys.ts';
import { idle, type TaskOf } from '../../app/state/task.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Field.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';
import { Card, Lead, Soft } from './card.tsx';

export function MachinePart() {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [view, setView] = useState<MachineView | null>(null);
  const [task, setTask] = useState<TaskOf<'setMachine'>>(idle);
  useEffect(() => void acts.duty.machine().then(setView), [acts]);
  if (view === null) {
    return (
      <>
        <Lead>{t('machine.lead')}</Lead>
        <CardShapes heights={[120, 140, 130]} />
      </>
    );
  }
  const set = async (change: Partial<MachineWish>): Promise<void> => {
    const { taken: _, ...wish } = view;
    const done = await acts.duty.setMachine({ ...wish, ...change });
    setTask(done);
    if (done.status === 'done') setView(done.value);
  };
  const yesNo = (name: 'login' | 'sign' | 'badge', on: boolean, change: (on: boolean) => void) => (
    <Card title={t(`machine.${name}.title`)}>
      <Soft>{t(`machine.${name}.body`)}</Soft>
      <Choice
        pick="one"
        label={t(`machine.${name}.title`)}
        options={[
          { value: 'yes', label: t('common.yes') },
          { value: 'no', label: t('common.no') },
        ]}
        chosen={[on ? 'yes' : 'no']}
        onChange={([picked]) => {
          if (picked !== undefined) change(picked === 'yes');
        }}
      />
    </Card>
  );
  return (
    <>
      <Lead>{t('machine.lead')}</Lead>
      {yesNo('login', view.atLogin, (atLogin) => void set({ atLogin }))}
      {yesNo('sign', view.sign, (sign) => void set({ sign }))}
      {yesNo('badge', view.badge, (badge) => void set({ badge }))}
      <Card title={t('machine.key.title')}>
        <Soft>{t('machine.key.body')}</Soft>
        <Choice
          pick="one"
          label={t('machine.key.label')}
          options={[
            { value: '', label: t('machine.key.off') },
            ...SHORTCUTS.map((key) => ({ value: key, label: capsOf(key, t) })),
          ]}
          chosen={[view.shortcut ?? '']}
          onChange={([picked]) => {
            const shortcut = SHORTCUTS.find((key) => key === picked) ?? null;
            if (picked !== undefined) void set({ shortcut });
          }}
          problem={view.taken ? t('machine.key.taken') : undefined}
        />
      </Card>
      {task.status === 'refused' && (
        <div role="alert">
          <Problem>{t(`machine.refused.${task.why}`)}</Problem>
        </div>
      )}
    </>
  );
}

/** "Strg + Alt + B". */
const capsOf = (key: string, t: TFunction): string =>
  key.replace('CommandOrControl', modKey(t)).replaceAll('+', ' + ');

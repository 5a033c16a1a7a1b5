// Room: ui/features/figures. The team's figures as a file: the one way by which they leave the device.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FigureWeeks } from '../../../../contract/figures.ts';
import { useApp } from '../../app/app-context.ts';
import { idle, type TaskOf } from '../../app/state/task.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Problem } from '../../parts/Field.tsx';
import { Done } from '../settings/card.tsx';

const Said = styled('div')({ flexBasis: '100%' });

export function SaveTable({ weeks }: { readonly weeks: FigureWeeks }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { codesIn } = useLanguage();
  const { busy, run } = useBusy();
  const [task, setTask] = useState<TaskOf<'saveFigures'>>(idle);
  const refused = task.status === 'refused' && task.why !== 'cancelled';
  return (
    <>
      <Button
        variant="outlined"
        disabled={busy}
        onClick={() => run(async () => setTask(await acts.figures.save(weeks, codesIn)))}
      >
        {t('figures.save')}
      </Button>
      {task.status === 'done' && (
        <Said>
          <Done>{t('figures.saved', { name: task.value.name })}</Done>
        </Said>
      )}
      {refused && (
        <Said role="alert">
          <Problem>{t('figures.notSaved')}</Problem>
        </Said>
      )}
    </>
  );
}

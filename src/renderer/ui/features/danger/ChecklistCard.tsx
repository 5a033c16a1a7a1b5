// Room: ui/features/danger. The team's checklist for acute danger: everybody reads it, coordinators keep it.
import Button from '@mui/material/Button';
import { Plus, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { builtInChecklist, type ChecklistStep } from '../../../../contract/checklist.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Card, Row, Soft } from '../settings/card.tsx';
import { NumberPart } from './NumberPart.tsx';
import { Refusal } from './Refusal.tsx';
import { StepList } from './StepList.tsx';
import { StepSheet } from './StepSheet.tsx';
import { useChange } from './use-change.ts';
import { wordedSteps } from './wording.ts';

export function ChecklistCard() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { language } = useLanguage();
  const list = useStore(stores.checklist);
  const changing = useChange();
  const [editing, setEditing] = useState<ChecklistStep | 'new' | null>(null);
  const [restoring, setRestoring] = useState(false);
  const { steps, mayEdit, unread } = list;
  return (
    <Card heading="h2" title={t('checklist.title')}>
      <Soft>{t(mayEdit ? 'checklist.keep' : 'checklist.read')}</Soft>
      {unread && <Problem>{t('checklist.unread')}</Problem>}
      <h3>{t('checklist.steps')}</h3>
      <StepList
        steps={steps}
        worded={wordedSteps(steps, language, (name) => t(`danger.step.${name}`))}
        mayEdit={mayEdit}
        changing={changing}
        onEdit={setEditing}
      />
      {mayEdit && (
        <Row>
          <Button
            startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            {t('checklist.newStep')}
          </Button>
          {!isBuiltIn(steps) && (
            <Button
              sx={{ whiteSpace: 'normal' }}
              startIcon={<RotateCcw size={16} strokeWidth={STROKE} aria-hidden />}
              onClick={() => setRestoring(true)}
            >
              {t('checklist.restore')}
            </Button>
          )}
        </Row>
      )}
      <Refusal why={changing.why} />
      <NumberPart list={list} />
      {editing !== null && (
        <StepSheet step={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      <Confirm
        open={restoring}
        title={t('checklist.restoreTitle')}
        consequences={[t('checklist.restoreBody'), t('checklist.restoreKeeps')]}
        go={t('checklist.restoreGo')}
        onClose={() => setRestoring(false)}
        onGo={() => {
          setRestoring(false);
          changing.change({ type: 'restore' });
        }}
      />
    </Card>
  );
}

/** Nothing was moved, changed, added or taken away. */
const isBuiltIn = (steps: readonly ChecklistStep[]): boolean =>
  steps.length === builtInChecklist.steps.length &&
  steps.every(({ id, texts }, at) => id === builtInChecklist.steps[at]?.id && texts.length === 0);

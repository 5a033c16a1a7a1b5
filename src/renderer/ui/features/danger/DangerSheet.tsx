// Room: ui/features/danger. Acute danger: one step after the other, numbers to call, and the team one press away.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Siren } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROMISED_LIMIT, TICKS_LIMIT, type DangerState } from '../../../../contract/danger.ts';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { isShared } from '../../app/stores.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { clockTime } from '../../i18n/format.ts';
import { DangerText } from '../../parts/DangerButton.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Numbers } from './Numbers.tsx';
import { recordOf, stepsWith } from './record.ts';
import { Steps } from './Steps.tsx';
import { wordedSteps } from './wording.ts';

const Columns = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
  gap: '16px 28px',
  alignItems: 'start',
});

const Side = styled('div')({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 });

const NOTHING: DangerState = { ticked: [], promised: '' };

export function DangerSheet({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const [state, setState] = useState<DangerState | null>(null);
  const close = (): void => stores.view.send({ type: 'sheet', sheet: null });
  useEffect(() => {
    let over = false;
    void acts.danger.state(line.id).then((kept) => {
      if (!over) setState(kept ?? NOTHING);
    });
    return () => {
      over = true;
    };
  }, [acts, line.id]);
  return (
    <Sheet open wide title={t('danger.title')} onClose={close}>
      {state === null ? (
        <p role="status">{t('common.coming')}</p>
      ) : (
        <Form line={line} state={state} onChange={setState} onClose={close} />
      )}
    </Sheet>
  );
}

interface FormProps {
  readonly line: ConversationSummary;
  readonly state: DangerState;
  readonly onChange: (state: DangerState) => void;
  readonly onClose: () => void;
}

function Form({ line, state, onChange, onClose }: FormProps) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { language } = useLanguage();
  const shared = isShared(useStore(stores.facts));
  const { busy, run } = useBusy();
  const [refused, setRefused] = useState<'unkept' | 'full' | 'failed' | null>(null);
  const list = useStore(stores.checklist);
  const known = wordedSteps(list.steps, language, (name) => t(`danger.step.${name}`));
  const steps = stepsWith(
    known.map(({ words }) => words),
    state,
  );
  const keep = async (next: DangerState): Promise<void> => {
    if (next.ticked.length > TICKS_LIMIT) return setRefused('full');
    onChange(next);
    setRefused((await acts.danger.keep(line.id, next)) ? null : 'unkept');
  };
  const save = async (): Promise<void> => {
    const note = recordOf(steps, state, {
      title: t('danger.saved.title'),
      open: t('danger.saved.open'),
      promised: t('danger.saved.promised'),
      time: (at) => clockTime(at, language),
    });
    if ((await acts.work.note(line.id, note)) !== null) return setRefused('failed');
    await acts.danger.keep(line.id, null);
    onClose();
  };
  return (
    <>
      <p>{t('danger.lead')}</p>
      {list.unread && (
        <div role="alert">
          <Problem>{t('checklist.unread')}</Problem>
        </div>
      )}
      <Columns>
        <Steps
          steps={steps}
          languageOf={(step) => known.find(({ words }) => words === step)?.language ?? null}
          state={state}
          onChange={(next) => void keep(next)}
        />
        <Side>
          <Numbers language={line.language} list={list} />
          {shared && (
            <DangerText
              startIcon={<Siren size={16} strokeWidth={STROKE} aria-hidden />}
              onClick={() => stores.view.send({ type: 'sheet', sheet: 'help' })}
            >
              {t('danger.call')}
            </DangerText>
          )}
          <TextField
            rows={2}
            label={t('danger.promised')}
            help={t('danger.promisedHelp')}
            maxLength={PROMISED_LIMIT}
            value={state.promised}
            onChange={(promised) => onChange({ ...state, promised })}
            onBlur={() => void keep(state)}
          />
        </Side>
      </Columns>
      {refused !== null && (
        <div role="alert">
          <Problem>{t(`danger.refusal.${refused}`, { count: TICKS_LIMIT })}</Problem>
        </div>
      )}
      <Help>{t('danger.saveHelp')}</Help>
      <Ways>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => run(save)}>
          {t('danger.save')}
        </Button>
      </Ways>
    </>
  );
}

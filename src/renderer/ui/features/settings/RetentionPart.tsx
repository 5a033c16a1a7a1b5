// Room: ui/features/settings. How long things stay, what may go now, and the proof that it went.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PROPOSED_RETENTION,
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionView,
} from '../../../../contract/retention.ts';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { useStore } from '../../app/store.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Note } from '../../parts/Note.tsx';
import { CardShapes } from '../../parts/Shapes.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Done, Lead, Refused, Row, Soft } from './card.tsx';
import { ProofCard } from './ProofCard.tsx';
import { RetentionRun } from './RetentionRun.tsx';
import { isBad, isNews, rulesFrom, typedFrom } from './rules.ts';
import { useTasks } from './use-tasks.ts';

const names = ['setRetention', 'previewRetention', 'runRetention', 'exportProofs'] as const;

const Table = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  '& td, & th': {
    padding: '10px 0',
    borderBottom: `1px solid ${colour.line}`,
    verticalAlign: 'middle',
    textAlign: 'start',
    fontWeight: 400,
  },
  '& tr:last-of-type td, & tr:last-of-type th': { borderBottom: 0 },
  '& th > b': { display: 'block', fontWeight: 600 },
});
const Small = styled('span')({ fontSize: 12, color: colour.inkSoft });
const Days = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  whiteSpace: 'nowrap',
  '@media (max-width: 400px)': { display: 'inline-grid', justifyItems: 'end', gap: 2 },
});
const DaysField = styled('input')({
  width: 78,
  height: 34,
  padding: '0 10px',
  border: `1px solid ${colour.line}`,
  borderRadius: 8,
  backgroundColor: colour.raised,
  font: 'inherit',
  color: colour.ink,
  textAlign: 'end',
  '&:hover:enabled': { borderColor: colour.lineStrong },
  '&:focus': { outline: `2px solid ${colour.accent}`, outlineOffset: -1 },
  '&[aria-invalid=true]': { borderColor: colour.danger },
  '&:disabled': { backgroundColor: colour.surface, color: colour.inkSoft },
});

export function RetentionPart() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const tasks = useTasks('retention', names);
  const { retention: view } = useStore(stores.keeping).views;
  const ran = tasks.runRetention.status === 'done' ? tasks.runRetention.value : null;
  const proof = ran ?? view?.lastProof ?? null;
  return (
    <>
      <Lead>{t('retention.lead')}</Lead>
      {view === null ? (
        <CardShapes heights={[160, 420]} />
      ) : (
        <>
          <RetentionRun view={view} tasks={tasks} />
          {proof !== null && <ProofCard proof={proof} task={tasks.exportProofs} />}
          <Rules key={JSON.stringify(view.rules)} view={view} task={tasks.setRetention} />
        </>
      )}
    </>
  );
}

interface RulesProps {
  readonly view: RetentionView;
  readonly task: Tasks['setRetention'];
}

function Rules({ view, task }: RulesProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [typed, setTyped] = useState(() => typedFrom(view.rules));
  const rules = rulesFrom(typed);
  const changed = isNews(rules, view);
  return (
    <Card title={t('retention.rules.title')}>
      {view.unread && (
        <Note role="note">
          <Info size={16} strokeWidth={STROKE} aria-hidden />
          <p>{t('retention.rules.unread')}</p>
        </Note>
      )}
      {!view.shared && (
        <Note role="note">
          <Info size={16} strokeWidth={STROKE} aria-hidden />
          <p>{t('retention.rules.notShared')}</p>
        </Note>
      )}
      {!view.mayEdit && <Soft>{t('retention.rules.onlyCoordination')}</Soft>}
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (rules !== null) void acts.keep.run('setRetention', { rules });
        }}
      >
        <Table>
          <tbody>
            {RETENTION_CLASSES.map((one) => (
              <RuleRow
                key={one}
                name={one}
                typed={typed[one]}
                mayEdit={view.mayEdit}
                onChange={(value) => setTyped({ ...typed, [one]: value })}
              />
            ))}
            <tr>
              <th scope="row" colSpan={2}>
                <b>{t('retention.rules.statistics')}</b>
                <Small>{t('retention.rules.statisticsBody')}</Small>
              </th>
            </tr>
          </tbody>
        </Table>
        {view.mayEdit && (
          <Row>
            <Button
              type="submit"
              variant="contained"
              disabled={!changed || rules === null || task.status === 'working'}
            >
              {t('retention.rules.save')}
            </Button>
            {task.status === 'done' && !changed && <Done>{t('retention.rules.saved')}</Done>}
          </Row>
        )}
      </form>
      <Refused task={task} />
    </Card>
  );
}

interface RowProps {
  readonly name: RetentionClass;
  readonly typed: string;
  readonly mayEdit: boolean;
  readonly onChange: (typed: string) => void;
}

function RuleRow({ name, typed, mayEdit, onChange }: RowProps) {
  const { t } = useTranslation();
  const bad = isBad(typed);
  const advice = PROPOSED_RETENTION[name];
  return (
    <tr>
      <th scope="row">
        <b>{t(`retention.class.${name}`)}</b>
        <Small>{t(`retention.start.${name}`)}</Small>
      </th>
      <td style={{ textAlign: 'end' }}>
        <Days>
          <DaysField
            inputMode="numeric"
            value={typed}
            disabled={!mayEdit}
            placeholder="–"
            aria-label={`${t(`retention.class.${name}`)}, ${t('retention.rules.days')}`}
            aria-invalid={bad}
            onChange={({ target }) => onChange(target.value)}
          />
          {t('retention.rules.days')}
        </Days>
        <div>
          {bad ? (
            <Problem>{t('retention.rules.bad')}</Problem>
          ) : (
            <Small>
              {typed.trim() === ''
                ? t(name === 'evidence' ? 'retention.rules.withCase' : 'retention.rules.never')
                : advice === null
                  ? t('retention.rules.proposedNone')
                  : t('retention.rules.proposed', { count: advice })}
            </Small>
          )}
        </div>
      </td>
    </tr>
  );
}

// Room: ui/features/case. Reference, state of saving, completeness, and what is still open.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { MessageSquare, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { listTime, shortDate } from '../../i18n/format.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Ring } from '../../parts/Ring.tsx';
import { colour } from '../../theme/colour.ts';
import { completeness } from './completeness.ts';
import { useCaseForm } from './form-context.ts';
import { useTalkGone } from './use-talk-gone.ts';

const Row = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, minHeight: 40 });
const Names = styled('div')({ flex: 1, minWidth: 0 });
const Title = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '2px 8px',
});
const Under = styled('p')({ fontSize: 12, color: colour.inkSoft });
const Open = styled('p')({
  fontSize: 12,
  lineHeight: '17px',
  color: colour.waiting,
  paddingTop: 4,
});
const Stuck = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 6,
  padding: '6px 0',
});

export function CaseHead({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { entry } = useCaseForm();
  const part = completeness(entry.incident);
  return (
    <>
      <Row>
        <Names>
          <Title>
            <h2>{t('case.title', { reference: entry.file.reference })}</h2>
            <Standing />
          </Title>
          <SavedSign />
        </Names>
        <Ring part={part} label={t('case.done', { percent: Math.round(part * 100) })} />
        <ToConversation />
        <IconAction icon={X} label={t('case.close')} onClick={onClose} />
      </Row>
      <StillOpen />
      <SaveTrouble />
    </>
  );
}

/** The head of a case that is still being read: the same lines, so that nothing jumps. */
export function ComingHead({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const known = useStore(stores.heads).byId.get(id);
  return (
    <Row>
      <Names>
        <Title>
          {known !== undefined && <h2>{t('case.title', { reference: known.reference })}</h2>}
        </Title>
        <Under role="status">{t('case.loading')}</Under>
      </Names>
    </Row>
  );
}

/** Without its conversation, closed or held: what a person must know before touching it. */
function Standing() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { closedAt, hold } = useCaseForm().entry.file;
  const talkGone = useTalkGone();
  return (
    <>
      {talkGone && <Pill tone="quiet">{t('fate.talkGoneShort')}</Pill>}
      {hold !== null && <Pill tone="waiting">{t('fate.held')}</Pill>}
      {closedAt !== null && (
        <Pill tone="quiet">{t('fate.closed', { date: shortDate(closedAt, language) })}</Pill>
      )}
    </>
  );
}

/** From the list of cases back to the people behind one. */
function ToConversation() {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { room } = useStore(stores.view);
  const { entry } = useCaseForm();
  const { conversation } = entry.file;
  const { lines } = useStore(stores.inbox);
  if (room !== 'cases' || conversation === null || !lines.has(conversation)) return null;
  return (
    <IconAction
      icon={MessageSquare}
      label={t('case.toConversation')}
      onClick={() => void acts.talk.open(conversation)}
    />
  );
}

function SavedSign() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { entry } = useCaseForm();
  const now = useNow(60_000);
  const { status } = entry.saving;
  return (
    <Under role="status">
      {status === 'saved'
        ? t('case.saved', { time: listTime(entry.file.saved, now, language) })
        : t(`case.${status}`)}
    </Under>
  );
}

/** Counts what is missing, as the vault said it at the last save; the fields themselves say which. */
function StillOpen() {
  const { t } = useTranslation();
  const { entry } = useCaseForm();
  if (entry.problems === null) return null;
  const missing = entry.problems.filter(({ problem }) => problem === 'required');
  return missing.length === 0 ? null : <Open>{t('case.open', { count: missing.length })}</Open>;
}

function SaveTrouble() {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { entry } = useCaseForm();
  if (entry.saving.status !== 'stuck') return null;
  return (
    <Stuck role="alert">
      <Problem>{t(`case.refusal.${entry.saving.why}`)}</Problem>
      <Button onClick={() => void acts.cases.save(entry.file.id)}>{t('case.retry')}</Button>
    </Stuck>
  );
}

// Room: ui/features/conversation. How the conversation stands among colleagues: who answers, tags, closed or open.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import {
  AlarmClock,
  ArrowRightLeft,
  CircleCheck,
  Hand,
  LifeBuoy,
  Siren,
  Lock as LockSign,
  StickyNote,
  Tag as TagSign,
  Undo2,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { situationOf } from '../../app/commands/situation.ts';
import { useStore } from '../../app/store.ts';
import type { Sheet } from '../../app/state/view.ts';
import { readsOn } from '../../app/state/readers.ts';
import { isShared } from '../../app/stores.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { CloseSheet } from './CloseSheet.tsx';
import { DangerSheet } from '../danger/DangerSheet.tsx';
import { FullSheet } from './FullSheet.tsx';
import { LaterSheet } from './LaterSheet.tsx';
import { LaterSigns } from './LaterSigns.tsx';
import { NoteSheet } from './NoteSheet.tsx';
import { PassSheet } from './PassSheet.tsx';
import { Proposal } from './Proposal.tsx';
import { RestrictSheet } from './RestrictSheet.tsx';
import { TagsSheet } from './TagsSheet.tsx';
import { HideAll } from './Veil.tsx';

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 8px',
  flex: 'none',
  minHeight: 44,
  padding: '4px 20px',
  borderBottom: `1px solid ${colour.line}`,
  backgroundColor: colour.surface,
  fontSize: 13,
  color: colour.inkSoft,
});
const Signs = styled('div')({
  flex: '1 1 160px',
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 8px',
  minWidth: 0,
});
const Ways = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 4,
  minWidth: 0,
  marginInlineStart: 'auto',
});

type Why = 'held' | 'disk-full' | 'failed';

/** What a person can do about it; the rest of the reasons come to the same. */
const whyOf = (refusal: string): Why =>
  refusal === 'held' || refusal === 'disk-full' ? refusal : 'failed';

export function WorkBar({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { sheet } = useStore(stores.view);
  const shared = isShared(useStore(stores.facts));
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<Why | null>(null);
  const show = (next: Sheet | null): void => stores.view.send({ type: 'sheet', sheet: next });
  const told = (refusal: string | null): void => setWhy(refusal === null ? null : whyOf(refusal));
  const reopen = async (): Promise<void> =>
    told(await acts.work.change(line.id, { status: 'open' }));
  return (
    <>
      <Bar role="group" aria-label={t('work.bar')}>
        <Signs>
          <Standing line={line} shared={shared} />
          <LaterSigns line={line} onDone={told} />
          {line.tags.map((tag) => (
            <Pill key={tag} tone="quiet" dir="auto">
              {tag}
            </Pill>
          ))}
          {why !== null && (
            <div role="alert">
              <Problem>{t(`work.refusal.${why}`)}</Problem>
            </div>
          )}
        </Signs>
        <Ways>
          {readsOn(line) && (
            <>
              <IconAction
                icon={Siren}
                label={t('commands.name.danger')}
                onClick={() => show('danger')}
              />
              <IconAction
                icon={StickyNote}
                label={t('commands.name.note')}
                onClick={() => show('note')}
              />
              <IconAction
                icon={TagSign}
                label={t('commands.name.tags')}
                onClick={() => show('tags')}
              />
              {line.status !== 'muted' && (
                <IconAction
                  icon={AlarmClock}
                  label={t('commands.name.later')}
                  onClick={() => show('later')}
                />
              )}
              {line.status === 'open' ? (
                <>
                  {shared && (line.holder === null || line.holder.own) && (
                    <IconAction
                      icon={ArrowRightLeft}
                      label={t('commands.name.passOn')}
                      onClick={() => show('pass')}
                    />
                  )}
                  {shared && line.holder?.own === true && (
                    <IconAction
                      icon={LifeBuoy}
                      label={t('commands.name.giveAway')}
                      onClick={() => show('give')}
                    />
                  )}
                  <IconAction
                    icon={CircleCheck}
                    label={t('commands.name.close')}
                    onClick={() => show('close')}
                  />
                  {shared && <Claim line={line} onDone={told} />}
                </>
              ) : (
                <Button
                  startIcon={<Undo2 size={16} strokeWidth={STROKE} aria-hidden />}
                  aria-disabled={busy}
                  onClick={() => run(reopen)}
                >
                  {t('work.reopen')}
                </Button>
              )}
            </>
          )}
          <HideAll key={line.id} line={line} />
          {shared && line.mayRestrict && (
            <IconAction
              icon={LockSign}
              label={t('commands.name.restrict')}
              onClick={() => show('restrict')}
            />
          )}
        </Ways>
      </Bar>
      <Proposal line={line} onDone={told} />
      {sheet === 'note' && <NoteSheet id={line.id} onClose={() => show(null)} />}
      {sheet === 'tags' && <TagsSheet line={line} onClose={() => show(null)} />}
      {sheet === 'later' && <LaterSheet line={line} onClose={() => show(null)} />}
      {sheet === 'pass' && (
        <PassSheet
          id={line.id}
          readers={line.restricted?.devices ?? null}
          onClose={() => show(null)}
        />
      )}
      {sheet === 'restrict' && <RestrictSheet line={line} onClose={() => show(null)} />}
      {sheet === 'danger' && <DangerSheet key={line.id} line={line} />}
      {sheet === 'full' && <FullSheet line={line} onClose={() => show(null)} onDone={told} />}
      {sheet === 'close' && <CloseSheet id={line.id} onClose={() => show(null)} />}
    </>
  );
}

interface StandingProps {
  readonly line: ConversationSummary;
  readonly shared: boolean;
}

/** Who answers, or how it ended: one sentence. Where nobody else could answer, nobody is said to. */
function Standing({ line, shared }: StandingProps) {
  const { t } = useTranslation();
  const { holder, status, cameBack, soon } = line;
  if (status !== 'open') return <span>{t(`work.status.${status}`)}</span>;
  if (cameBack) return <Pill tone="waiting">{t('work.cameBack')}</Pill>;
  if (!shared) return null;
  if (soon && holder?.own !== true) return <Pill tone="danger">{t('give.needed')}</Pill>;
  if (holder === null) return <span>{t('work.free')}</span>;
  if (holder.own && line.claimWaits) return <Pill tone="waiting">{t('work.yoursWaits')}</Pill>;
  if (holder.own) return <span>{t(holder.offered ? 'work.offeredYou' : 'work.yours')}</span>;
  const name = holder.alias === '' ? t('work.somebody') : holder.alias;
  return <Pill tone="waiting">{t('work.heldBy', { name })}</Pill>;
}

interface ClaimProps {
  readonly line: ConversationSummary;
  readonly onDone: (refusal: string | null) => void;
}

function Claim({ line, onDone }: ClaimProps) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { busy, run } = useBusy();
  const own = line.holder?.own === true && !line.holder.offered;
  const press = async (): Promise<void> => {
    if (own) onDone(await acts.work.release(line.id));
    else if (situationOf(stores).full) stores.view.send({ type: 'sheet', sheet: 'full' });
    else onDone(await acts.work.claim(line.id, line.holder !== null));
  };
  return (
    <Button
      startIcon={<Hand size={16} strokeWidth={STROKE} aria-hidden />}
      aria-disabled={busy}
      onClick={() => run(press)}
    >
      {t(own ? 'work.release' : line.holder === null ? 'work.claim' : 'work.takeOver')}
    </Button>
  );
}

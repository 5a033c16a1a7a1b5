// Room: ui/features/conversation. What a colleague wanted to change without holding the conversation: take it over, or leave it.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { GitPullRequestArrow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { WorkChange } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { lookWords } from './look-words.ts';
import { wantedChange } from './looks.ts';

const Frame = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 10px',
  padding: '6px 20px',
  borderBottom: `1px solid ${colour.noteLine}`,
  backgroundColor: colour.note,
  fontSize: 13,
  '& svg': { flex: 'none' },
  '& p': { flex: 1, minWidth: 200, overflowWrap: 'anywhere' },
});

interface Props {
  readonly line: ConversationSummary;
  /** Told why it could not be done; null when it could. */
  readonly onDone: (refusal: string | null) => void;
}

/** Only who could change it now is asked. */
export function Proposal({ line, onDone }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { stores, acts } = useApp();
  const talk = useStore(stores.talks).get(line.id);
  const { busy, run } = useBusy();
  const now = useNow();
  if (line.proposal === null || line.holder?.own === false) return null;
  const message = talk?.messages.find(({ id }) => id === line.proposal);
  const wanted = message?.kind === 'work' ? message : null;
  const wantedNow = wanted === null ? null : wantedChange(wanted, line);
  const change = async (to: WorkChange): Promise<void> =>
    onDone(await acts.work.change(line.id, to));
  return (
    <Frame role="group" aria-label={t('work.wish.title')}>
      <GitPullRequestArrow size={16} strokeWidth={STROKE} aria-hidden />
      <p dir="auto">
        {wanted === null
          ? t('work.wish.unread')
          : t('work.wish.wanted', {
              name: wanted.alias === '' ? t('work.wish.somebody') : wanted.alias,
              what: lookWords(t, { look: wanted.look, base: wanted.base, now, language }),
            })}
      </p>
      {wanted === null && (
        <Button onClick={() => void acts.talk.open(line.id, line.proposal)}>
          {t('work.wish.look')}
        </Button>
      )}
      {wantedNow !== null && (
        <Button aria-disabled={busy} onClick={() => run(async () => await change(wantedNow))}>
          {t('work.wish.accept')}
        </Button>
      )}
      <Button aria-disabled={busy} onClick={() => run(async () => await change({}))}>
        {t('work.wish.dismiss')}
      </Button>
    </Frame>
  );
}

// Room: ui/features/inbox. The views everybody has: in one row those that are used all day, the others one press away.
import { styled } from '@mui/material/styles';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QUEUE_VIEWS, type QueueView } from '../../../../contract/workplace.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { Chip } from '../../parts/Choice.tsx';
import { STROKE } from '../../parts/IconAction.tsx';

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });
const View = styled(Chip)({ paddingInline: 8, fontWeight: 600, fontSize: 12 });

/** What fits beside each other in every language. */
const ALWAYS: readonly QueueView[] = ['waiting', 'mine', 'all'];

/** Another one that is chosen stands in their place, beside the first: it cannot be out of sight. */
const folded = (chosen: QueueView): readonly QueueView[] =>
  ALWAYS.includes(chosen) ? ALWAYS : ['waiting', chosen];

export function Views({ counts }: { readonly counts: Readonly<Record<QueueView, number>> }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { view: chosen } = useStore(stores.inbox).filter;
  const [open, setOpen] = useState(false);
  const Arrow = open ? ChevronUp : ChevronDown;
  return (
    <Row role="group" aria-label={t('inbox.filter')}>
      {(open ? QUEUE_VIEWS : folded(chosen)).map((view) => (
        <View
          key={view}
          aria-pressed={chosen === view}
          onClick={() => stores.inbox.send({ type: 'filtered', filter: { view } })}
        >
          {t(`inbox.${view}`)} {counts[view]}
        </View>
      ))}
      <View aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'inbox.fewer' : 'inbox.more')}
        <Arrow size={14} strokeWidth={STROKE} aria-hidden />
      </View>
    </Row>
  );
}

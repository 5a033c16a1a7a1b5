// Room: ui/features/inbox. The views somebody has named: each one press, like those that everybody has.
import { styled } from '@mui/material/styles';
import { Bookmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { isView } from '../../app/state/queue-filter.ts';
import { useStore } from '../../app/store.ts';
import { Chip } from '../../parts/Choice.tsx';
import { STROKE } from '../../parts/IconAction.tsx';

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });
const Name = styled('bdi')({ overflowWrap: 'anywhere' });

export function SavedViews() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { views } = useStore(stores.workplace);
  const { filter } = useStore(stores.inbox);
  if (views.length === 0) return null;
  return (
    <Row role="group" aria-label={t('workplace.views.title')}>
      {views.map((one) => (
        <Chip
          key={one.name}
          aria-pressed={isView(filter, one)}
          sx={{ fontSize: 12, fontWeight: 600 }}
          onClick={() => {
            const { name: _, ...saved } = one;
            stores.inbox.send({ type: 'filtered', filter: saved });
          }}
        >
          <Bookmark size={13} strokeWidth={STROKE} aria-hidden />
          <Name dir="auto">{one.name}</Name>
        </Chip>
      ))}
    </Row>
  );
}

// Room: ui/features/inbox. A view with nothing in it says what that means, and leads back to everything.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { everything, isNarrowed } from '../../app/state/queue-filter.ts';
import { useStore } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';

const Nothing = styled('div')({
  padding: '40px 24px',
  textAlign: 'center',
  color: colour.inkSoft,
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  gap: 12,
});

const ShowAll = styled(ButtonBase)({
  color: colour.accent,
  fontWeight: 500,
  borderRadius: 6,
  padding: '2px 6px',
});

export function NoLines() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { lines, filter, total } = useStore(stores.inbox);
  // Without any conversation the pane beside it explains how the first one comes.
  if (lines.size === 0) return null;
  const narrowed = isNarrowed(filter);
  return (
    <Nothing role="status">
      <p>{t(narrowed ? 'inbox.noneNarrowed' : `inbox.none.${filter.view}`)}</p>
      {lines.size < total && <p>{t('inbox.stillComing', { have: lines.size, total })}</p>}
      <ShowAll onClick={() => stores.inbox.send({ type: 'filtered', filter: everything })}>
        {t('inbox.showAll')}
      </ShowAll>
    </Nothing>
  );
}

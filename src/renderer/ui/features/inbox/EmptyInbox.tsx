// Room: ui/features/inbox. Before the first conversation: how the chat gets onto the website.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { PinCard } from '../../parts/PinCard.tsx';
import { colour } from '../../theme/colour.ts';

const Frame = styled('section')({
  height: '100%',
  overflow: 'auto',
  display: 'grid',
  placeItems: 'center',
  padding: 32,
  backgroundColor: colour.raised,
});

const Sheet = styled('div')({
  maxWidth: 560,
  display: 'flex',
  flexDirection: 'column',
  gap: 20,
  '& h2': { fontSize: 20, marginBottom: 8 },
  '& p': { color: colour.inkSoft },
});

const Steps = styled('ol')({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  counterReset: 'step',
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  '& li': { display: 'grid', gridTemplateColumns: '28px 1fr', gap: 12, counterIncrement: 'step' },
  '& li::before': {
    content: 'counter(step)',
    display: 'grid',
    placeItems: 'center',
    height: 28,
    borderRadius: 14,
    backgroundColor: colour.accentSoft,
    color: colour.accent,
    fontWeight: 600,
    fontSize: 13,
  },
});

export function EmptyInbox() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { team } = useStore(stores.facts);
  return (
    <Frame aria-labelledby="empty-inbox">
      <Sheet>
        <div>
          <h2 id="empty-inbox">{t('inbox.empty.title')}</h2>
          <p>{t('inbox.empty.body')}</p>
        </div>
        <Steps>
          <li>{t('inbox.empty.step1')}</li>
          <li>{t('inbox.empty.step2')}</li>
          <li>{t('inbox.empty.step3')}</li>
        </Steps>
        {team !== null && <PinCard pin={team.pin} />}
      </Sheet>
    </Frame>
  );
}

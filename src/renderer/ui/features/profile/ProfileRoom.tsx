// Room: ui/features/profile. The team's public profile: what everybody sees, edited beside the real chat.
import { styled } from '@mui/material/styles';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { useStore } from '../../app/store.ts';
import { CardShapes } from '../../parts/Shapes.tsx';
import { colour } from '../../theme/colour.ts';

const Page = styled('section')({
  display: 'grid',
  gridTemplateRows: 'auto minmax(0, 1fr)',
  height: '100%',
  backgroundColor: colour.canvas,
});

const Waiting = styled('div')({ gridRow: '1 / -1', maxWidth: 720, padding: '24px 28px' });

const shape = (soon: ReactNode) => (
  <Waiting>
    {soon}
    <CardShapes heights={[60, 320, 240]} />
  </Waiting>
);

export function ProfileRoom() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { view } = useStore(stores.profile);
  useEffect(() => {
    void acts.profile.load();
    // Whoever leaves the room has lost nothing: what was typed last is stored now.
    return () => void acts.profile.flush();
  }, [acts]);
  return (
    <Page aria-label={t('profile.title')}>
      <Later module={later.profile} ready={view !== null} shape={shape}>
        {({ Editor }) => <Editor />}
      </Later>
    </Page>
  );
}

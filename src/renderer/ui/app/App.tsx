// Room: ui/app. The top: which stage the session is at.
import { useDeferredValue, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FirstRun } from '../features/unlock/FirstRun.tsx';
import { HalfRestoredPage, RestoredPage } from '../features/unlock/RestoreStep.tsx';
import { RootCode } from '../features/unlock/RootCode.tsx';
import { Stage } from '../features/unlock/Stage.tsx';
import { Unlock } from '../features/unlock/Unlock.tsx';
import { directions } from '../i18n/language.ts';
import { DeskTheme } from '../theme/DeskTheme.tsx';
import { useApp } from './app-context.ts';
import { Rehearsal } from './Rehearsal.tsx';
import { Shell } from './Shell.tsx';
import { useStore } from './store.ts';
import { useLanguage } from './use-language.ts';

export function App() {
  const { language } = useLanguage();
  const direction = directions[language];
  const { contrast, density } = useStore(useApp().stores.comfort);
  useEffect(() => {
    document.documentElement.dataset['contrast'] = contrast;
    document.documentElement.dataset['density'] = density;
  }, [contrast, density]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  return (
    <DeskTheme direction={direction}>
      <Stages />
    </DeskTheme>
  );
}

function Stages() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const now = useStore(stores.session);
  const soon = useDeferredValue(now);
  // The first screen is drawn in slices: there is nothing yet that anyone could have typed into.
  const session = soon.stage === 'starting' ? soon : now;
  useEffect(() => {
    void acts.session.start();
  }, [acts]);
  switch (session.stage) {
    case 'starting':
      return (
        <Stage>
          <p role="status">{t('unlock.starting')}</p>
        </Stage>
      );
    case 'dead':
      return (
        <Stage>
          <p role="alert">{t('unlock.dead')}</p>
        </Stage>
      );
    case 'fresh':
      return <FirstRun session={session} />;
    case 'root-code':
      return <RootCode session={session} />;
    case 'restored':
      return <RestoredPage session={session} />;
    case 'half-restored':
      return <HalfRestoredPage session={session} />;
    case 'locked':
      return (
        <>
          <Unlock session={session} />
          <Rehearsal />
        </>
      );
    case 'opening':
    case 'open':
      return <Shell />;
  }
}

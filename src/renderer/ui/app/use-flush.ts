// Room: ui/app. Stores what is being typed as soon as the window is left: it may be the screen locking.
import { useEffect } from 'react';
import { useApp } from './app-context.ts';

export function useFlush(): void {
  const { acts } = useApp();
  useEffect(() => {
    const flush = (): void => {
      void acts.cases.saveAll();
      void acts.drafts.flush();
      void acts.profile.flush();
    };
    addEventListener('blur', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('blur', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [acts]);
}

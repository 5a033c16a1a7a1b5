// Room: ui/app. Watches keys and pointer, and locks when both have been still for too long.
import { useEffect } from 'react';
import { useApp } from './app-context.ts';
import { idleState } from './idle.ts';

const CHECK_EVERY_MS = 2000;
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** A time is compared instead of counted: timers of a hidden or sleeping window come late. */
export function useIdleLock(): void {
  const { acts, stores } = useApp();
  useEffect(() => {
    let touched = Date.now();
    const touch = (): void => {
      touched = Date.now();
      stores.status.send({ type: 'dismissed', kind: 'locks-soon' });
    };
    const timer = setInterval(() => {
      const idle = idleState(touched, Date.now());
      if (idle === 'lock') {
        clearInterval(timer);
        void acts.session.lock();
      }
      if (idle === 'soon') stores.status.send({ type: 'noticed', notice: { kind: 'locks-soon' } });
    }, CHECK_EVERY_MS);
    for (const type of touches) addEventListener(type, touch, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const type of touches) removeEventListener(type, touch, { capture: true });
    };
  }, [acts, stores]);
}

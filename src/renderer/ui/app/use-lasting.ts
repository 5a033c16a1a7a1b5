// Room: ui/app. True only when something has been true for a while: short hiccups stay unsaid.
import { useEffect, useState } from 'react';

/** Whether `now` has held for `ms` without a break. */
export function useLasting(now: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return undefined;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [now, ms]);
  return lasting;
}

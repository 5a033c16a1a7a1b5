// Room: ui/app. A clock for waiting times: one tick for the whole screen, none while nobody looks.
import { useEffect, useState } from 'react';

/** The time, renewed every `every` ms. */
export function useNow(every = 10_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

// Room: ui/app. One run at a time: what a double click presses twice is done once.
import { useRef, useState } from 'react';

export interface Busy {
  readonly busy: boolean;
  /** Starts it, unless one is still running: then nothing happens. */
  readonly run: (work: () => Promise<void>) => void;
}

export function useBusy(): Busy {
  const [busy, setBusy] = useState(false);
  // The second press may come before the screen is drawn anew.
  const running = useRef(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await work();
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, run: (work) => void run(work) };
}

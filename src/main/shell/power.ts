/** What the operating system says about the person and the machine. */
import { powerMonitor } from 'electron/main';

export interface PowerListener {
  /** The screen was locked or the machine goes to sleep: whoever sits there next may be someone else. */
  readonly onLock: () => void;
  readonly onWakeUp: () => void;
}

/** Listens until stopped. */
export function watchPower({ onLock, onWakeUp }: PowerListener): () => void {
  powerMonitor.on('lock-screen', onLock);
  powerMonitor.on('suspend', onLock);
  powerMonitor.on('resume', onWakeUp);
  powerMonitor.on('unlock-screen', onWakeUp);
  return () => {
    powerMonitor.off('lock-screen', onLock);
    powerMonitor.off('suspend', onLock);
    powerMonitor.off('resume', onWakeUp);
    powerMonitor.off('unlock-screen', onWakeUp);
  };
}

import { openWorkshop } from './workshop.ts';
import type { ToWorker } from './messages.ts';

/*
 * The thread in which files are cleaned and sealed. Loaded by a page instead (hire-files.ts), the file
 * only leaves there what it has.
 */
if (typeof document === 'undefined') {
  const hear = openWorkshop((message, transfer = []) =>
    self.postMessage(message, { transfer: [...transfer] }),
  );
  self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => hear(data));
} else Object.assign(globalThis, { beistandFiles: openWorkshop });

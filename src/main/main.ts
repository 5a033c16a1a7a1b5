/** Composition only: which parts there are and who is told what. Every decision lives in the part it belongs to. */
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { shell } from 'electron/common';
import { app, Menu, session, type BrowserWindow } from 'electron/main';
import { declareAppScheme, serveApp } from './app-scheme.ts';
import { carrierSeat } from './carrier.ts';
import { askOpenIn, askSaveIn } from './files/dialogs.ts';
import { printToPdf } from './files/print.ts';
import { freeBytes, watchSpace } from './files/space.ts';
import { openVaultFolder } from './files/vault-files.ts';
import { hardenContents, hardenEarly, hardenSession } from './hardening.ts';
import { handOverPorts } from './ipc/hand-over.ts';
import { openJournal } from './journal/journal.ts';
import { Link } from './link/link.ts';
import { menuTemplate } from './shell/menu.ts';
import { sparingly } from './shell/notices.ts';
import { notify } from './shell/notify.ts';
import { watchPower } from './shell/power.ts';
import { safeOpen } from './shell/safe-open.ts';
import { hintFrom } from './shell/setup-link.ts';
import { bringToFront, openWindow } from './window.ts';
import { speechFor } from './words.ts';

const RANDOM_STEPS = 2 ** 32;

declareAppScheme();
hardenEarly();

if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  let window: BrowserWindow | null = null;
  let hint = hintFrom(process.argv);
  app.on('second-instance', (_event, argv) => {
    hint = hintFrom(argv);
    bringToFront(window);
  });
  app.on('open-url', (event, address) => {
    event.preventDefault();
    hint = hintFrom([address]);
  });
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const speech = speechFor(app.getLocale());
  const present = (): BrowserWindow => {
    if (window === null) throw new Error('no window');
    return window;
  };

  hardenSession(session.defaultSession);
  hardenContents(
    safeOpen({
      window: () => window,
      speech,
      openOutside: (address) => shell.openExternal(address),
    }),
  );
  serveApp(path.join(__dirname, '../renderer/main_window'), session.defaultSession);

  const folder = await openVaultFolder(path.join(app.getPath('userData'), 'vault'));
  const journal = await openJournal(folder.journal);
  const space = watchSpace({
    look: () => freeBytes(app.getPath('userData')),
    onLevel: (level, free) => {
      if (level !== 'none') link.retell();
      if (level !== 'plenty') seat.tell({ type: 'low-space', free });
    },
    now: () => performance.now(),
  });
  const somethingWaits = sparingly(
    () => notify(speech.waiting, () => bringToFront(window)),
    () => Date.now(),
  );
  const link = new Link({
    mayTell: async () => (await space.level()) !== 'none',
    onWake: (read) => {
      if (!read || window?.isFocused() !== true) somethingWaits();
    },
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
  });
  const seat = carrierSeat({
    files: {
      folder,
      journal,
      space,
      askSave: askSaveIn(present),
      askOpen: askOpenIn(present),
      toPdf: printToPdf,
    },
    link,
    setupHint: () => hint,
    lowSpace: space.low,
  });
  handOverPorts(seat.serve);
  watchPower({ onLock: () => seat.tell({ type: 'os-locked' }), onWakeUp: () => link.nudge() });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(speech, { checkUpdates: () => null }, process.platform)),
  );
  window = openWindow(path.join(__dirname, 'preload.cjs'));
}

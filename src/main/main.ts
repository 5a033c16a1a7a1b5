/** Composition only: which parts there are and who is told what. Every decision lives in the part it belongs to. */
import { randomInt } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { shell } from 'electron/common';
import {
  app,
  dialog,
  globalShortcut,
  Menu,
  powerMonitor,
  safeStorage,
  session,
  type BrowserWindow,
} from 'electron/main';
import { declareAppScheme, serveApp } from './app-scheme.ts';
import { carrierSeat, type CarrierSeat } from './carrier.ts';
import { openChunkFiles } from './files/chunk-files.ts';
import { askOpenIn, askSaveIn } from './files/dialogs.ts';
import { CHUNKS } from './files/names.ts';
import { createPrinter } from './files/print.ts';
import type { FileParts } from './files/requests.ts';
import { freeBytes, watchSpace } from './files/space.ts';
import { openVaultFolder } from './files/vault-files.ts';
import { hardenContents, hardenEarly, hardenSession } from './hardening.ts';
import { handOverPorts } from './ipc/hand-over.ts';
import { openJournals } from './journal/journals.ts';
import { Link } from './link/link.ts';
import { idleWatch } from './shell/idle.ts';
import { desktopLoginItem, systemLoginItem, type LoginItem } from './shell/login-item.ts';
import { openMachine, type Machine } from './shell/machine.ts';
import { menuTemplate } from './shell/menu.ts';
import { makeCaller } from './shell/caller.ts';
import { notify } from './shell/notify.ts';
import { watchPower } from './shell/power.ts';
import { safeOpen } from './shell/safe-open.ts';
import { hintFrom } from './shell/setup-link.ts';
import { signSurface } from './shell/sign-surface.ts';
import { makeSign, type Sign } from './shell/sign.ts';
import { startUpdates } from './update/updates.ts';
import { bringToFront, openWindow } from './window.ts';
import { finishWipe, MACHINE, noteWipe, removeVault, VAULT } from './wipe/remains.ts';
import { wipe, type WipeSteps } from './wipe/wipe.ts';
import { speechFor, type Speech } from './words.ts';

const RANDOM_STEPS = 2 ** 32;

/** The one window, while there is one, and what the app was started with. */
let window: BrowserWindow | null = null;
let hint = hintFrom(process.argv);

declareAppScheme();
hardenEarly();

if (app.requestSingleInstanceLock()) {
  finishWipe(app.getPath('userData'), loginItem());
  void start();
} else app.quit();

async function start(): Promise<void> {
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
  hardenSession(session.defaultSession);
  hardenContents(
    safeOpen({
      window: () => window,
      speech,
      openOutside: (address) => shell.openExternal(address),
    }),
  );
  const built = (name: string): string => path.join(__dirname, '../renderer', name);
  serveApp({ desk: built('main_window'), chat: built('chat') }, session.defaultSession);

  const carrier = openCarrier(speech);
  handOverPorts((port) => void carrier.then(({ serve }) => serve(port)));
  window = openWindow(path.join(__dirname, 'preload.cjs'));
  void carrier.then(endWithoutParts);
  carrier.catch(() => {
    dialog.showErrorBox('Beistand', speech.noVault(vaultFolder()));
    app.exit(1);
  });

  const updates = await startUpdates({
    resources: process.resourcesPath,
    env: process.env,
    window: () => window,
    speech,
  });
  const menu = menuTemplate(speech, { checkUpdates: updates.lookByHand }, process.platform);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
}

/** Files and link, behind one door. */
async function openCarrier(speech: Speech): Promise<CarrierSeat> {
  const folder = await openVaultFolder(vaultFolder());
  const sign = signs(speech);
  const machine = await thisMachine(sign);
  const journals = openJournals(folder.path);
  const chunks = await openChunkFiles(path.join(folder.path, CHUNKS));
  const caller = makeCaller({
    show: (what) => {
      notify(speech[calls[what]], () => {
        bringToFront(window);
        if (what !== 'help') seat.tell({ type: 'notice-pressed' });
      });
      if (window?.isFocused() !== true) sign.call();
    },
    isLookedAt: () => window?.isFocused() === true,
    now: () => performance.now(),
  });
  const space = watchSpace({
    look: () => freeBytes(app.getPath('userData')),
    onLevel: (level, free) => {
      if (level !== 'none') link.retell();
      if (level !== 'plenty') seat.tell({ type: 'low-space', free });
    },
    now: () => performance.now(),
  });
  const link = new Link({
    mayTell: async () => (await space.level()) !== 'none',
    onWake: caller.wake,
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
  });
  const idle = idleWatch({
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    onIdle: () => seat.tell({ type: 'idle' }),
  });
  const away = idleWatch({
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    onIdle: () => seat.tell({ type: 'left' }),
    onReturn: () => seat.tell({ type: 'returned' }),
  });
  const seat = carrierSeat({
    files: { folder, journals, chunks, space },
    documents: {
      askSave: askSaveIn(ourWindow),
      askOpen: askOpenIn(ourWindow),
      toPdf: createPrinter(),
    },
    keychain: { storage: safeStorage, platform: process.platform, folder },
    link,
    idle,
    away,
    caller,
    machine,
    wipe: () => wipe(wipeSteps({ folder, journals, chunks, machine }, seat)),
    setupHint: () => hint,
    lowSpace: space.low,
  });
  watchPower({ onLock: () => seat.tell({ type: 'os-locked' }), onWakeUp: () => link.nudge() });
  return seat;
}

const wipeSteps = (
  {
    folder,
    journals,
    chunks,
    machine,
  }: Pick<FileParts, 'folder' | 'journals' | 'chunks'> & { readonly machine: Machine },
  seat: CarrierSeat,
): WipeSteps => ({
  note: () => noteWipe(app.getPath('userData')),
  destroyKeys: () => folder.destroy(),
  closeFiles: async () => {
    await Promise.all([journals.close(), chunks.close(), seat.abandon()]);
  },
  removeFiles: async () => {
    await Promise.all([removeVault(app.getPath('userData')), machine.forget()]);
  },
  clearPages: async () => {
    await session.defaultSession.clearStorageData();
    await session.defaultSession.clearCache();
  },
  startAnew: () => {
    app.relaunch();
    app.exit();
  },
});

/** Quitting waits for the deletion of a file that was being saved; nothing else is unfinished. */
function endWithoutParts(seat: CarrierSeat): void {
  app.on('will-quit', (event) => {
    if (!seat.saving()) return;
    event.preventDefault();
    void seat.abandon().finally(() => app.quit());
  });
}

/** What the person set of this computer, taken up again. */
async function thisMachine(sign: Sign): Promise<Machine> {
  const bringUp = (): void => bringToFront(window);
  return await openMachine({
    file: path.join(app.getPath('userData'), MACHINE),
    login: loginItem(),
    keys: {
      take: (key) => globalShortcut.register(key, bringUp),
      give: (key) => globalShortcut.unregister(key),
    },
    sign,
  });
}

function signs(speech: Speech): Sign {
  const bringUp = (): void => bringToFront(window);
  const surface = signSurface({ speech, bringUp, window: () => window });
  const sign = makeSign({ speech, platform: process.platform, surface });
  app.on('browser-window-focus', sign.lookedAt);
  return sign;
}

function loginItem(): LoginItem {
  return process.platform === 'linux'
    ? desktopLoginItem({
        config: process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'),
        command: process.env['APPIMAGE'] ?? process.execPath,
      })
    : systemLoginItem(app);
}

/** Which of our words stand in which notice. */
const calls = { waits: 'waiting', 'waits-long': 'waitsLong', help: 'help' } as const;

const vaultFolder = (): string => path.join(app.getPath('userData'), VAULT);

function ourWindow(): BrowserWindow {
  if (window === null) throw new Error('no window');
  return window;
}

// The packaged app on a real desktop: opening at login, the sign in the bar, the key for the window, and its notices.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAIN_MACHINE } from '../../src/contract/machine.ts';
import { ok, refuse } from '../../src/contract/outcome.ts';
import { firstDesk, launchApp } from './launch.ts';
import { ask, takePort } from './main-door.ts';

const KEY = 'CommandOrControl+Alt+B';
const OTHER = 'CommandOrControl+F12';

let folder: string;
let app: ElectronApplication;

async function start(): Promise<void> {
  app = await launchApp({
    userDataDir: path.join(folder, 'app'),
    args: ['--lang=de'],
    env: { XDG_CONFIG_HOME: path.join(folder, 'config') },
  });
  await firstDesk(app);
  await takePort(app);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-machine-'));
  await start();
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const entry = (): string => path.join(folder, 'config/autostart/beistand.desktop');
const isThere = (name: string): Promise<boolean> =>
  stat(name).then(
    () => true,
    () => false,
  );
const holds = (key: string): Promise<boolean> =>
  app.evaluate(({ globalShortcut }, asked) => globalShortcut.isRegistered(asked), key);

test.runIf(process.platform === 'linux')(
  'nothing is touched before somebody asks; then it opens at login and takes its key, over a restart too',
  async () => {
    expect(await ask(app, 'machine', null)).toEqual({ ...PLAIN_MACHINE, taken: false });
    expect([await isThere(entry()), await holds(KEY)]).toEqual([false, false]);

    const wish = { atLogin: true, sign: true, badge: true, shortcut: KEY } as const;
    // A desktop without a bar for signs must not fail: this one has none.
    expect(await ask(app, 'setMachine', wish)).toEqual(ok({ ...wish, taken: false }));
    expect(await ask(app, 'countUnread', { unread: 3 })).toBeNull();
    const program = await app.evaluate(() => process.execPath);
    expect(await readFile(entry(), 'utf8')).toContain(`Exec="${program}"\n`);
    expect(await holds(KEY)).toBe(true);

    await app.close();
    await start();
    expect(await holds(KEY)).toBe(true);
    expect(await ask(app, 'setMachine', PLAIN_MACHINE)).toMatchObject({ ok: true });
    expect([await isThere(entry()), await holds(KEY)]).toEqual([false, false]);
  },
);

test('a key that is held already is refused, and the one before stays', async () => {
  await app.evaluate(
    ({ globalShortcut }, key) => globalShortcut.register(key, () => undefined),
    OTHER,
  );
  await ask(app, 'setMachine', { ...PLAIN_MACHINE, shortcut: KEY });
  const refused = await ask(app, 'setMachine', { ...PLAIN_MACHINE, shortcut: OTHER });
  expect(refused).toEqual(refuse('taken'));
  expect(await holds(KEY)).toBe(true);
});

test('a call of the vault is a notice of fixed words, once in a while', async () => {
  await app.evaluate(({ Notification }) => {
    const main = globalThis as unknown as { notices: string[] };
    main.notices = [];
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      main.notices.push(`${this.title}: ${this.body}`);
    };
  });
  await ask(app, 'call', { what: 'waits-long' });
  await ask(app, 'call', { what: 'waits-long' });
  const notices = () =>
    app.evaluate(() => (globalThis as unknown as { notices: string[] }).notices);
  await expect.poll(notices).toEqual(['Beistand: Es wartet etwas schon länger']);
});

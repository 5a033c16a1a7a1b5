import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAIN_MACHINE, type Shortcut } from '../../contract/machine.ts';
import { desktopLoginItem } from './login-item.ts';
import { openMachine, type Machine } from './machine.ts';

let folder: string;
/** Keys that this app holds, and those another program does. */
let held: Set<Shortcut>;
let others: Set<Shortcut>;
let shown: { readonly sign: boolean; readonly badge: boolean }[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-machine-'));
  held = new Set();
  others = new Set();
  shown = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = (): string => path.join(folder, 'config/autostart/beistand.desktop');
const there = (name: string): Promise<boolean> =>
  stat(name).then(
    () => true,
    () => false,
  );
const login = (command = '/opt/Beistand/beistand') =>
  desktopLoginItem({ config: path.join(folder, 'config'), command });
const opened = (more: { readonly command?: string } = {}): Promise<Machine> =>
  openMachine({
    file: path.join(folder, 'machine'),
    login: login(more.command),
    keys: {
      take: (key) => {
        if (others.has(key)) return false;
        held.add(key);
        return true;
      },
      give: (key) => held.delete(key),
    },
    sign: {
      show: ({ sign, badge }) => shown.push({ sign, badge }),
      count: () => undefined,
    },
  });

const KEY = 'CommandOrControl+Alt+B';
const OTHER = 'CommandOrControl+F12';

test('nothing of the computer is touched before somebody asks for it', async () => {
  const machine = await opened();
  expect(await machine.view()).toEqual({ ...PLAIN_MACHINE, taken: false });
  const nothing = { sign: false, badge: false };
  expect([held.size, shown, await there(entry())]).toEqual([0, [nothing], false]);
});

test('what was asked for is there again at the next start', async () => {
  const wish = { atLogin: true, sign: true, badge: false, shortcut: KEY } as const;
  expect(await (await opened()).set(wish)).toMatchObject({ ok: true, value: wish });
  held.clear();
  const again = await opened();
  expect(await again.view()).toEqual({ ...wish, taken: false });
  expect([...held]).toEqual([KEY]);
  expect(shown.slice(1)).toEqual([
    { sign: true, badge: false },
    { sign: true, badge: false },
  ]);
});

test('opening at login is one file of the desktop’s, and gone when it is switched off', async () => {
  const machine = await opened({ command: String.raw`/opt/a "b" $c 100%\x` });
  await machine.set({ ...PLAIN_MACHINE, atLogin: true });
  const text = await readFile(entry(), 'utf8');
  expect(text).toContain('Type=Application\n');
  expect(text).toContain(String.raw`Exec="/opt/a \\"b\\" \\$c 100%%\\\\x"`);
  await machine.set(PLAIN_MACHINE);
  expect(await there(entry())).toBe(false);
});

test('a key that another program has is refused, and the one before stays', async () => {
  const machine = await opened();
  await machine.set({ ...PLAIN_MACHINE, shortcut: KEY });
  others.add(OTHER);
  const refused = await machine.set({ atLogin: true, sign: true, badge: false, shortcut: OTHER });
  expect(refused).toEqual({ ok: false, refusal: 'taken' });
  expect([...held]).toEqual([KEY]);
  expect(await machine.view()).toEqual({ ...PLAIN_MACHINE, shortcut: KEY, taken: false });
  await machine.set(PLAIN_MACHINE);
  expect(held.size).toBe(0);
});

test('a key that was lost since is said, and taken as soon as it can be had', async () => {
  await (await opened()).set({ ...PLAIN_MACHINE, shortcut: KEY });
  held.clear();
  others.add(KEY);
  const machine = await opened();
  expect(await machine.view()).toMatchObject({ shortcut: KEY, taken: true });
  others.clear();
  await machine.set({ ...PLAIN_MACHINE, shortcut: KEY });
  expect(await machine.view()).toMatchObject({ shortcut: KEY, taken: false });
  expect([...held]).toEqual([KEY]);
});

test('a key that was lost keeps nothing else from being set', async () => {
  await (await opened()).set({ ...PLAIN_MACHINE, shortcut: KEY });
  held.clear();
  others.add(KEY);
  const machine = await opened();
  const wish = { atLogin: true, sign: true, badge: false, shortcut: KEY } as const;
  expect(await machine.set(wish)).toEqual({ ok: true, value: { ...wish, taken: true } });
  expect(await (await opened()).view()).toMatchObject({ ...wish, taken: true });
});

test('where the computer does not let us, everything stays as it was', async () => {
  const machine = await opened();
  await machine.set({ ...PLAIN_MACHINE, shortcut: KEY });
  // A file where the folder should be.
  await writeFile(path.join(folder, 'config'), '');
  const refused = await machine.set({ atLogin: true, sign: true, badge: false, shortcut: OTHER });
  expect(refused).toEqual({ ok: false, refusal: 'refused' });
  expect([...held]).toEqual([KEY]);
  expect(await machine.view()).toMatchObject({ sign: false, shortcut: KEY, atLogin: false });
  expect(await (await opened()).view()).toMatchObject({ sign: false, shortcut: KEY });
});

test('a file that is none counts as nothing set, and a wipe leaves nothing', async () => {
  await writeFile(path.join(folder, 'machine'), '{"shortcut":"Enter","sign":1}');
  const machine = await opened();
  expect(await machine.view()).toEqual({ ...PLAIN_MACHINE, taken: false });
  await machine.set({ atLogin: true, sign: true, badge: false, shortcut: KEY });
  await machine.forget();
  expect(await there(path.join(folder, 'machine'))).toBe(false);
  expect(await there(entry())).toBe(false);
});

test('who had the sign before the number could be chosen keeps both', async () => {
  await writeFile(path.join(folder, 'machine'), JSON.stringify({ sign: true, shortcut: null }));
  const machine = await opened();
  expect(await machine.view()).toMatchObject({ sign: true, badge: true });
  expect(shown).toEqual([{ sign: true, badge: true }]);
});

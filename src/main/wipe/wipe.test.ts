import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FileId } from '../../../protocol/ids.ts';
import { openChunkFiles } from '../files/chunk-files.ts';
import { openVaultFolder } from '../files/vault-files.ts';
import { openJournals } from '../journal/journals.ts';
import { desktopLoginItem } from '../shell/login-item.ts';
import { WIPE_PATIENCE_MS } from '../limits.ts';
import { finishWipe, noteWipe, removeVault } from './remains.ts';
import { wipe, type WipeSteps } from './wipe.ts';

let userData: string;
let vault: string;

beforeEach(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'beistand-wipe-'));
  vault = path.join(userData, 'vault');
});

afterEach(() => rm(userData, { recursive: true, force: true }));

const nothing = async (): Promise<void> => undefined;

/** Steps that only say that they ran. */
function said(changes: Partial<WipeSteps> = {}): {
  readonly steps: WipeSteps;
  readonly ran: string[];
} {
  const ran: string[] = [];
  const say =
    (name: keyof WipeSteps, does: () => Promise<void> | void = nothing) =>
    async (): Promise<void> => {
      ran.push(name);
      await does();
    };
  const names = ['note', 'destroyKeys', 'closeFiles', 'removeFiles', 'clearPages'] as const;
  const steps = Object.fromEntries(names.map((name) => [name, say(name, changes[name])]));
  return { steps: { ...steps, startAnew: () => ran.push('startAnew') } as never, ran };
}

const inOrder = ['note', 'destroyKeys', 'closeFiles', 'removeFiles', 'clearPages', 'startAnew'];

describe('the order', () => {
  test('is the note, what opens the rest, then the rest, then a new start', async () => {
    const { steps, ran } = said();
    await wipe(steps);
    expect(ran).toEqual(inOrder);
  });

  test('is kept where every step fails', async () => {
    const fail = async (): Promise<void> => {
      throw new Error('stubborn');
    };
    const { steps, ran } = said({
      note: fail,
      destroyKeys: fail,
      closeFiles: fail,
      removeFiles: fail,
      clearPages: fail,
    });
    await wipe(steps);
    expect(ran).toEqual(inOrder);
  });

  test('goes on where a step hangs', async () => {
    vi.useFakeTimers();
    const { steps, ran } = said({ closeFiles: () => new Promise(() => undefined) });
    const done = wipe(steps);
    await vi.advanceTimersByTimeAsync(WIPE_PATIENCE_MS);
    await done;
    vi.useRealTimers();
    expect(ran).toEqual(inOrder);
  });
});

test('header and keyrings are gone while the journal still has every byte, and then all is gone', async ({
  annotate,
}) => {
  const folder = await openVaultFolder(vault);
  const journals = openJournals(vault);
  const chunks = await openChunkFiles(path.join(vault, 'files'));
  await folder.writeHeader(new Uint8Array(1000).fill(1));
  await folder.writeKeyring(3, new Uint8Array(3_000_000).fill(2));
  await folder.writeSecret(new Uint8Array(100).fill(3));
  await journals.open({ generation: 5, fresh: false });
  await journals.append(5, [new Uint8Array(1_000_000).fill(4)]);
  await chunks.put(FileId.random(), 0, new Uint8Array(1000).fill(5));

  const left: (readonly string[])[] = [];
  const look = async (): Promise<void> => void left.push((await readdir(vault)).toSorted());
  const begun = performance.now();
  let keysGone = 0;
  await wipe({
    note: () => noteWipe(userData),
    destroyKeys: async () => {
      await folder.destroy();
      keysGone = performance.now() - begun;
    },
    closeFiles: async () => {
      await look();
      expect((await journals.replay(5, 0)).entries[0]).toHaveLength(1_000_000);
      await journals.close();
      await chunks.close();
    },
    removeFiles: () => removeVault(userData),
    clearPages: nothing,
    startAnew: () => undefined,
  });
  await annotate(`note, header, keyring and secret gone after ${keysGone.toFixed(1)} ms`);
  expect(left).toEqual([['files', 'journal-5']]);
  expect(existsSync(vault)).toBe(false);
  await expect(folder.writeHeader(Uint8Array.of(1))).rejects.toThrow('destroyed');
  await expect(journals.open({ generation: 5, fresh: false })).rejects.toThrow('closed');
});

describe('the next start', () => {
  const login = () =>
    desktopLoginItem({ config: path.join(userData, 'config'), command: '/opt/x' });
  const noLogin = { forget: () => undefined };

  test('opens the app by itself no more', async () => {
    await login().turn(true);
    expect(finishWipe(userData, login())).toBe(false);
    expect(await login().isOn()).toBe(true);
    await noteWipe(userData);
    expect(finishWipe(userData, login())).toBe(true);
    expect(await login().isOn()).toBe(false);
  });

  test('tries again what the system did not let go', async () => {
    await noteWipe(userData);
    const stubborn = {
      forget: () => {
        throw new Error('stubborn');
      },
    };
    expect(finishWipe(userData, stubborn)).toBe(true);
    expect(finishWipe(userData, noLogin)).toBe(true);
    expect(finishWipe(userData, noLogin)).toBe(false);
  });

  test('finishes a wipe that was begun, and leaves what is not ours', async () => {
    for (const folder of ['vault', 'IndexedDB', 'Photos']) {
      await mkdir(path.join(userData, folder));
      await writeFile(path.join(userData, folder, 'x'), 'x');
    }
    for (const file of ['Cookies', 'SingletonLock', 'letter.txt']) {
      await writeFile(path.join(userData, file), 'x');
    }
    await noteWipe(userData);
    expect(finishWipe(userData, noLogin)).toBe(true);
    expect((await readdir(userData)).toSorted()).toEqual(['Photos', 'SingletonLock', 'letter.txt']);
    expect(finishWipe(userData, noLogin)).toBe(false);
  });

  test('touches nothing where none was begun', async () => {
    await openVaultFolder(vault);
    expect(finishWipe(userData, noLogin)).toBe(false);
    expect(existsSync(vault)).toBe(true);
  });
});

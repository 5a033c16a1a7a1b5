/** What lies in the app's own folder, and how all of it goes. */
import { existsSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LoginItem } from '../shell/login-item.ts';

/** In the app's folder: a wipe was begun. It says nothing else. */
const NOTE = 'wipe';
export const VAULT = 'vault';
/** In the app's folder: how the app stands on this computer. */
export const MACHINE = 'machine';

/**
 * What Chromium keeps there, by name: the folder may have been chosen on the command line and hold
 * other things. The locks of the running app are not among them.
 */
const CHROMIUM = [
  'IndexedDB',
  'Local Storage',
  'Session Storage',
  'WebStorage',
  'File System',
  'Service Worker',
  'databases',
  'blob_storage',
  'Cache',
  'Code Cache',
  'GPUCache',
  'GrShaderCache',
  'ShaderCache',
  'DawnCache',
  'DawnGraphiteCache',
  'DawnWebGPUCache',
  'Partitions',
  'Network',
  'Cookies',
  'Cookies-journal',
  'TransportSecurity',
  'Network Persistent State',
  'Trust Tokens',
  'Trust Tokens-journal',
  'SharedStorage',
  'SharedStorage-wal',
  'Shared Dictionary',
  'shared_proto_db',
  'VideoDecodeStats',
  'DIPS',
  'DIPS-shm',
  'DIPS-wal',
  'Dictionaries',
  'Crashpad',
  'Crash Reports',
  'logs',
  'Preferences',
  'Local State',
] as const;

/** Leaves the note, durably. */
export async function noteWipe(userData: string): Promise<void> {
  const handle = await open(path.join(userData, NOTE), 'w', 0o600);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Deletes everything in the vault's folder, whatever it is called. */
export const removeVault = (userData: string): Promise<void> =>
  rm(path.join(userData, VAULT), { recursive: true, force: true });

/**
 * Finishes a wipe that was begun, before anything of the app's folder is opened: to be called once the
 * app is alone and before it is ready. The app no longer opens by itself either. True when there was one.
 * What cannot be deleted is tried again at the next start.
 */
export function finishWipe(userData: string, login: Pick<LoginItem, 'forget'>): boolean {
  const note = path.join(userData, NOTE);
  if (!existsSync(note)) return false;
  const all = [VAULT, MACHINE, ...CHROMIUM].map(
    (name) => (): void => rmSync(path.join(userData, name), { recursive: true, force: true }),
  );
  const gone = [login.forget, ...all].map(isGone);
  if (gone.every((one) => one)) rmSync(note, { force: true });
  return true;
}

function isGone(remove: () => void): boolean {
  try {
    remove();
    return true;
  } catch {
    return false;
  }
}

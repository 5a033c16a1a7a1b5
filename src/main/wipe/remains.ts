/** What lies in the app's own folder, and how all of it goes. */
import { existsSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';

/** In the app's folder: a wipe was begun. It says nothing else. */
const NOTE = 'wipe';
export const VAULT = 'vault';

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
 * app is alone and before it is ready. True when there was one. What cannot be deleted is tried again
 * at the next start.
 */
export function finishWipe(userData: string): boolean {
  const note = path.join(userData, NOTE);
  if (!existsSync(note)) return false;
  const gone = [VAULT, ...CHROMIUM].map((name) => isGone(path.join(userData, name)));
  if (gone.every((one) => one)) rmSync(note, { force: true });
  return true;
}

function isGone(name: string): boolean {
  try {
    rmSync(name, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

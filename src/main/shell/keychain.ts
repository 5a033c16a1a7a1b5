/**
 * The vault's second secret, sealed by the operating system's keychain into a file of ours.
 *
 * Electron's safeStorage seals a text and keeps nothing; so the sealed bytes lie in the vault's folder,
 * and only the same account on the same system opens them. Only its asynchronous calls are used: the
 * synchronous ones stop the whole app while a system asks for a password.
 */
import { randomBytes } from 'node:crypto';
import type { CarrierRequests, KeychainState } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import type { VaultFolder } from '../files/vault-files.ts';
import { KEYCHAIN_TIMEOUT_MS, MAX_SECRET_FILE_BYTES } from '../limits.ts';
import { keychainStateOf } from './keychain-policy.ts';

/** What of Electron's safeStorage is used. Older runtimes lack the asynchronous calls. */
export interface SafeStorageSurface {
  readonly isAsyncEncryptionAvailable?: () => Promise<boolean>;
  readonly encryptStringAsync?: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync?: (
    sealed: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  readonly getSelectedStorageBackend?: () => string;
}

export interface KeychainParts {
  readonly storage: SafeStorageSurface;
  readonly platform: NodeJS.Platform;
  readonly folder: Pick<VaultFolder, 'readSecret' | 'writeSecret' | 'dropSecret'>;
  /** Shortened by tests. */
  readonly patienceMs?: number;
}

export type KeychainRequest = 'keychain' | 'makeSecret' | 'readSecret' | 'dropSecret';

const SECRET_BYTES = 32;

/** One handler per request. Nothing is asked of the system before a request needs it. */
export function keychainRequests(
  parts: KeychainParts,
): Pick<Handlers<CarrierRequests>, KeychainRequest> {
  const { storage, folder } = parts;

  const seal = async (secret: Uint8Array): Promise<Uint8Array | null> => {
    const sealed = await storage.encryptStringAsync?.(Buffer.from(secret).toString('base64'));
    return sealed === undefined ? null : Uint8Array.from(sealed);
  };

  return {
    keychain: () => stateOf(parts),
    makeSecret: async () => {
      if ((await stateOf(parts)) !== 'ready') return refuse('no-keychain');
      const secret = Uint8Array.from(randomBytes(SECRET_BYTES));
      const sealed = await seal(secret).catch(() => null);
      if (sealed === null) return refuse('no-keychain');
      const written = await folder.writeSecret(sealed);
      return written.ok ? ok(secret) : written;
    },
    readSecret: async () => {
      if ((await stateOf(parts)) !== 'ready') return refuse('no-keychain');
      const sealed = await folder.readSecret();
      if (sealed === null || sealed.length > MAX_SECRET_FILE_BYTES) return refuse('missing');
      const opened = await openSecret(storage, sealed);
      if (opened === null) return refuse('missing');
      const anew = opened.stale ? await seal(opened.secret).catch(() => null) : null;
      if (anew !== null) await folder.writeSecret(anew);
      return ok(opened.secret);
    },
    dropSecret: async () => {
      await folder.dropSecret();
      return null;
    },
  };
}

/** Null for what another account or system sealed, or a keychain that was made anew since. */
async function openSecret(
  storage: SafeStorageSurface,
  sealed: Uint8Array,
): Promise<{ readonly secret: Uint8Array; readonly stale: boolean } | null> {
  const opened = await storage.decryptStringAsync?.(Buffer.from(sealed)).catch(() => null);
  if (opened === undefined || opened === null) return null;
  const secret = Uint8Array.from(Buffer.from(opened.result, 'base64'));
  return secret.length === SECRET_BYTES ? { secret, stale: opened.shouldReEncrypt } : null;
}

async function stateOf({ storage, platform, patienceMs }: KeychainParts): Promise<KeychainState> {
  const { isAsyncEncryptionAvailable, encryptStringAsync, decryptStringAsync } = storage;
  const backend = platform === 'linux' ? (storage.getSelectedStorageBackend?.() ?? null) : null;
  const async =
    isAsyncEncryptionAvailable !== undefined &&
    encryptStringAsync !== undefined &&
    decryptStringAsync !== undefined;
  const available =
    async &&
    (await soon(storage.isAsyncEncryptionAvailable?.(), patienceMs ?? KEYCHAIN_TIMEOUT_MS));
  return keychainStateOf({ platform, async, backend, available });
}

/** The answer, or no: a system that fails or does not answer keeps no secrets for us. */
async function soon(answer: Promise<boolean> | undefined, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([answer ?? false, late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

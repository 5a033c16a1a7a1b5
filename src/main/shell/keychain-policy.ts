/** Whether the operating system's keychain is one: what it says of itself, judged. */
import type { KeychainState } from '../../contract/carrier.ts';

export interface KeychainFacts {
  readonly platform: NodeJS.Platform;
  /** The runtime has the asynchronous calls. The synchronous ones are never used. */
  readonly async: boolean;
  /** What `getSelectedStorageBackend` names on Linux; null elsewhere. */
  readonly backend: string | null;
  /** What `isAsyncEncryptionAvailable` says. */
  readonly available: boolean;
}

/** Those that keep secrets under the login password. `basic_text` is a fixed key in the program. */
const REAL_BACKENDS: ReadonlySet<string> = new Set([
  'gnome_libsecret',
  'kwallet',
  'kwallet5',
  'kwallet6',
]);

/** Ready only where a known keychain keeps secrets for us; any doubt is none. */
export function keychainStateOf(facts: KeychainFacts): KeychainState {
  if (!facts.async) return 'none';
  if (facts.platform !== 'linux') return facts.available ? 'ready' : 'none';
  if (facts.backend === 'basic_text') return 'basic';
  return facts.available && REAL_BACKENDS.has(facts.backend ?? '') ? 'ready' : 'none';
}

/** Contract: why a vault does not open, and what is said about passphrase, code and keychain. */

/** Why a vault does not open; each has its own plain words on the screen. */
export type UnlockRefusal =
  | 'wrong-passphrase'
  | 'damaged-header'
  /** The header asks for less work than the compiled floor: someone weakened it. */
  | 'weakened'
  | 'damaged-keyring'
  | 'damaged-journal'
  /** The journal, or keyring, is older than what the rest has seen. */
  | 'rolled-back'
  /** The passphrase needs the operating system's keychain, and its secret is not there (any more). */
  | 'keychain-missing'
  /** Written by a newer version of the app. */
  | 'newer-version'
  | 'disk-full';

/** How good a passphrase is. `score` 0–4 as zxcvbn's; acceptable from 3 on and {@link MIN_PASSPHRASE} code points. */
export interface Strength {
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly acceptable: boolean;
  /** zxcvbn's key of what is wrong with it, to be said in the screen's language; null when nothing. */
  readonly warning: string | null;
  readonly suggestions: readonly string[];
}

export interface SecurityView {
  /** When the recovery code was made, ms; null: there is none. */
  readonly recoverySince: number | null;
  /** It was never confirmed as kept. */
  readonly recoveryUnseen: boolean;
  /** `unavailable`: no real keychain here. `lost`: the next unlock needs its secret, and it is not there any more. */
  readonly keychain: 'on' | 'off' | 'unavailable' | 'lost';
  readonly argonMiB: number;
  readonly argonPasses: number;
  /** When the master key was last made anew. */
  readonly masterSince: number;
  /** When this device last made the short-lived key that others seal to. */
  readonly prekeySince: number;
  /** 0: never. */
  readonly idleMinutes: number;
  /** When the journal was last rewritten, and its size. */
  readonly snapshotAt: number;
  readonly journalBytes: number;
}

/** Minutes of idleness that may be chosen. */
export const IDLE_CHOICES = [1, 2, 5, 10, 15, 30] as const;

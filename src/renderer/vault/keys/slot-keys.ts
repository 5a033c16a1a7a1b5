/** Vault, keys: from what a person types to the key of a slot. */
import { CODE_BYTES, formatCode, parseCode } from '../../../../protocol/crypto/crockford.ts';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import { ARGON_FLOOR } from '../limits.ts';
import { labels } from '../store/labels.ts';
import { passphraseKey, SALT_BYTES, type Sodium, type Work } from './passphrase.ts';
import type { SlotHead, SlotKey } from './slots.ts';

export interface SecretParts {
  readonly env: Pick<Env, 'now' | 'ticks' | 'random' | 'workFor' | 'measured'>;
  readonly sodium: Sodium;
  readonly carrier: Pick<Carrier, 'readSecret'>;
}

/**
 * The key that a passphrase makes for this slot. Blocks for as long as Argon2id takes, which is
 * measured. The operating system is asked only for a slot that says so.
 */
export async function keyFor(
  parts: SecretParts,
  slot: Pick<SlotHead, 'kind' | 'work' | 'salt'>,
  passphrase: string,
): Promise<Outcome<Uint8Array, 'keychain-missing'>> {
  const { env, sodium, carrier } = parts;
  const { kind, work, salt } = slot;
  if (work === null) throw new RangeError('no passphrase opens a recovery slot');
  const secret = kind === 'keychain' ? await carrier.readSecret(null) : null;
  if (secret !== null && !secret.ok) return refuse('keychain-missing');
  const start = env.ticks();
  const key = passphraseKey(sodium, passphrase, { salt, work });
  env.measured('vault-kdf', env.ticks() - start);
  return ok(secret === null ? key : mixed(key, secret.value));
}

/** A slot's key for a new passphrase, under a fresh salt. `secret`, taken over and wiped, makes it one with keychain. */
export function newPassphraseKey(
  { env, sodium }: Pick<SecretParts, 'env' | 'sodium'>,
  passphrase: string,
  how: { readonly work: Work; readonly secret?: Uint8Array | undefined },
): SlotKey {
  const salt = env.random(SALT_BYTES);
  const { work, secret } = how;
  const key = passphraseKey(sodium, passphrase, { salt, work });
  const head = { made: env.now(), work, salt };
  return secret === undefined
    ? { ...head, kind: 'passphrase', key }
    : { ...head, kind: 'keychain', key: mixed(key, secret) };
}

/** What Argon2id work this machine does in about a second: one try at the floor tells. */
export function calibrated({ env, sodium }: Pick<SecretParts, 'env' | 'sodium'>): Work {
  const start = env.ticks();
  passphraseKey(sodium, '', { salt: new Uint8Array(SALT_BYTES), work: ARGON_FLOOR }).fill(0);
  return env.workFor(env.ticks() - start);
}

/**
 * What a slot asks for that takes the place of another (ADR 0046): as much as this machine does now, which may have
 * been busy or older when the first was made, and never less than before. `before` is null where none was.
 */
export function raised(
  parts: Pick<SecretParts, 'env' | 'sodium'>,
  before: Pick<SlotHead, 'work'> | null,
): Work {
  const now = calibrated(parts);
  const { memory, passes } = before?.work ?? now;
  return { memory: Math.max(memory, now.memory), passes: Math.max(passes, now.passes) };
}

/** 128 random bits; the slot that they open. The bytes are the caller's to format and wipe. */
export function newRecoveryKey({ env }: Pick<SecretParts, 'env'>): {
  readonly code: Uint8Array;
  readonly slot: SlotKey;
} {
  const code = env.random(CODE_BYTES);
  const head = { kind: 'recovery', made: env.now(), work: null } as const;
  return { code, slot: { ...head, salt: env.random(SALT_BYTES), key: recoveryKey(code) } };
}

export const recoveryKey = (code: Uint8Array): Uint8Array =>
  hkdf(code, NO_SALT, labels.printedCode);

/** As it is printed, with check symbols that no other kind of code has. */
export const formatRecoveryCode = (code: Uint8Array): string =>
  formatCode('sc1/recovery-check', code);

/** Null: mistyped, or another kind of code. */
export function parseRecoveryCode(typed: string): Uint8Array | null {
  try {
    return parseCode('sc1/recovery-check', typed);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** Both are needed, and neither says anything about the other. Takes them over and wipes them. */
function mixed(key: Uint8Array, secret: Uint8Array): Uint8Array {
  const both = hkdf(key, secret, labels.osSecret);
  key.fill(0);
  secret.fill(0);
  return both;
}

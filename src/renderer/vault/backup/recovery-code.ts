/**
 * Vault, backup: the code printed with one backup file, and the age identity that follows from it.
 *
 * 128 random bits of the file's own. The identity is an ordinary one of age, so that the stock `age`
 * program opens the file too, in ten years and without us (docs/BACKUP.md).
 */
import { bech32 } from '@scure/base';
import { CODE_BYTES, formatCode, parseCode } from '../../../../protocol/crypto/crockford.ts';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { labels } from '../store/labels.ts';

export const newBackupCode = (random: Random): Uint8Array => random(CODE_BYTES);

export const formatBackupCode = (code: Uint8Array): string => formatCode('sc1/backup-check', code);

/** Null when this is no code of a backup: then it may be a passphrase. */
export function parseBackupCode(typed: string): Uint8Array | null {
  try {
    return parseCode('sc1/backup-check', typed);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** `AGE-SECRET-KEY-1…` of HKDF(code, "sc1/backup-identity"): an X25519 secret as age writes it. */
export function identityOf(code: Uint8Array): string {
  const secret = hkdf(code, NO_SALT, labels.backupIdentity);
  const text = bech32.encodeFromBytes('age-secret-key-', secret).toUpperCase();
  secret.fill(0);
  return text;
}

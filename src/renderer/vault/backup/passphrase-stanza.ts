/**
 * Vault, backup: the passphrase's part of an age header.
 *
 * age's own passphrase stanza (scrypt) may not stand beside others, and a backup must open by its
 * printed code too. So this is a stanza of our own, which the stock program passes over:
 * `-> beistand-argon2id <salt, base64> <KiB> <passes>` and, as in age's own stanzas, the file key in
 * ChaCha20-Poly1305 under a key of its own with a zero nonce. Work below the floor is refused, or
 * someone could hand us a file that is cheap to try passphrases on; above the ceiling too.
 */
import sodium from 'libsodium-wrappers-sumo';
import { base64nopad } from '@scure/base';
import { Stanza, type Identity, type Recipient } from 'age-encryption';
import { hkdf, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import type { Random } from '../../../../protocol/crypto/random.ts';
import {
  isAcceptable,
  loadSodium,
  passphraseKey,
  SALT_BYTES,
  type Work,
} from '../keys/passphrase.ts';
import { labels } from '../store/labels.ts';
import { BACKUP_ARGON } from './limits.ts';

export const STANZA = 'beistand-argon2id';

const ARGUMENTS = 4;
const KIB = 1024;
const FILE_KEY_BYTES = 16;
const TAG_BYTES = 16;
/** The key is used once: its salt is fresh for every file. */
const NONCE = new Uint8Array(12);

/** Wraps a file's key under the passphrase, at {@link BACKUP_ARGON}. */
export const passphraseRecipient = (passphrase: string, random: Random): Recipient => ({
  wrapFileKey: async (fileKey) => {
    const salt = random(SALT_BYTES);
    const key = await keyOf(passphrase, salt, BACKUP_ARGON);
    const body = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(fileKey, null, null, NONCE, key);
    key.fill(0);
    const { memory, passes } = BACKUP_ARGON;
    return [new Stanza([STANZA, base64nopad.encode(salt), `${memory / KIB}`, `${passes}`], body)];
  },
});

/** Opens that stanza; `unmatched` is told when this passphrase does not. Throws for a stanza of ours that is malformed. */
export const passphraseIdentity = (passphrase: string, unmatched: () => void): Identity => ({
  unwrapFileKey: async (stanzas) => {
    const ours = stanzas.filter(({ args }) => args[0] === STANZA);
    const [stanza] = ours;
    if (ours.length > 1) throw new Error('more than one passphrase stanza');
    const fileKey = stanza === undefined ? null : await unwrapped(stanza, passphrase);
    if (fileKey === null) unmatched();
    return fileKey;
  },
});

async function unwrapped(stanza: Stanza, passphrase: string): Promise<Uint8Array | null> {
  const { salt, work } = argumentsOf(stanza);
  const key = await keyOf(passphrase, salt, work);
  try {
    return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, stanza.body, null, NONCE, key);
  } catch {
    return null;
  } finally {
    key.fill(0);
  }
}

function argumentsOf({ args, body }: Stanza): { readonly salt: Uint8Array; readonly work: Work } {
  const [, salt64 = '', kib = '', passes = ''] = args;
  const salt = base64nopad.decode(salt64);
  const work = { memory: numberOf(kib) * KIB, passes: numberOf(passes) };
  const isOurs =
    args.length === ARGUMENTS &&
    salt.length === SALT_BYTES &&
    body.length === FILE_KEY_BYTES + TAG_BYTES;
  if (!isOurs) throw new Error('not a stanza of ours');
  if (!isAcceptable(work) || work.memory < BACKUP_ARGON.memory) throw new Error('weakened');
  return { salt, work };
}

/** One spelling for every number. */
function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error('not a number of ours');
  return Number(text);
}

async function keyOf(passphrase: string, salt: Uint8Array, work: Work): Promise<Uint8Array> {
  const stretched = passphraseKey(await loadSodium(), passphrase, { salt, work });
  const key = hkdf(stretched, NO_SALT, labels.backupPassphrase);
  stretched.fill(0);
  return key;
}

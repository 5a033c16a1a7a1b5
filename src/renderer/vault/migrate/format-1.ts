/**
 * Vault, migrate: a vault of format 1 becomes one of format 2, under the same passphrase (ADR 0014).
 *
 * Everything new is written beside the old: the first generation, then keyring 1, then the header, which
 * is the moment at which it counts. Until then the old files are as they were, and the next try begins
 * anew. Rows stay as they were sealed; master and keyring key are fresh.
 */
import type { Carrier } from '../../../contract/carrier.ts';
import type { UnlockRefusal } from '../../../contract/secrets.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { newHeaderKeys, writeHeader, type HeaderKeys } from '../keys/header.ts';
import { sealBuckets, sealKeyring } from '../keys/keyring-file.ts';
import { wipeKeyring, type Keyring } from '../keys/keyring.ts';
import { passphraseKey } from '../keys/passphrase.ts';
import { sealSlot, type SlotKey } from '../keys/slots.ts';
import { fromV1, openV1, readV1Header, type V1Keyring } from '../keys/v1.ts';
import { chainKeyOf, type RowHash } from '../store/entry.ts';
import { migrateV1 } from '../store/migrate-v1.ts';
import { chainKeyV1 } from '../store/v1.ts';
import type { Migrate, UnlockParts } from '../unlock.ts';

const HASH_BYTES = 32;
/** Of journal, keyring file and IndexedDB copy: each begins anew. */
const FIRST = 1;

export const migrateFormat1: Migrate = async (parts, passphrase, files) => {
  const { env, carrier, sodium } = parts;
  const header = files.header === null ? 'damaged-header' : readV1Header(files.header);
  if (typeof header === 'string') return refuse(header);
  if (files.keyring === null) return refuse('damaged-keyring');
  const { work, salt, founding } = header;
  const start = env.ticks();
  const key = passphraseKey(sodium, passphrase, { work, salt });
  env.measured('vault-kdf', env.ticks() - start);
  const old = openV1({ header, keyring: files.keyring }, key);
  if (typeof old === 'string') {
    key.fill(0);
    return refuse(old);
  }
  const keys = newHeaderKeys(env.random);
  try {
    const keyring = await firstGeneration(parts, old.keyring);
    if (!keyring.ok) return keyring;
    const slot: SlotKey = { kind: 'passphrase', made: env.now(), work, salt, key };
    return await written(carrier, keyring.value, { keys, slot, founding, parts });
  } finally {
    for (const secret of [key, keys.master, keys.keyring, old.keys.master, old.keys.keyring]) {
      secret.fill(0);
    }
  }
};

/** The journal's rows in generation 1, and the keyring that goes with it. */
async function firstGeneration(
  { env, carrier, sodium }: UnlockParts,
  old: V1Keyring,
): Promise<Outcome<Keyring, UnlockRefusal>> {
  const hash: RowHash = (bytes) => sodium.crypto_hash_sha512(bytes).slice(0, HASH_BYTES);
  const { head, counter, skip, epochKey } = old;
  const at = { number: FIRST, generation: FIRST, now: env.now(), random: env.random };
  const keyring = fromV1(old, at);
  const reached = await migrateV1(
    carrier,
    { chain: { chainKey: chainKeyV1(epochKey), hash, skip }, head, keyring: counter },
    {
      generation: FIRST,
      chain: { chainKey: chainKeyOf(keyring.epochKey, FIRST), hash },
      keyring: counter,
    },
  );
  if (reached.ok) return ok({ ...keyring, ...reached.value });
  wipeKeyring(keyring);
  return reached;
}

/** Keyring, then header: from here on it is a vault of format 2. */
async function written(
  carrier: Carrier,
  keyring: Keyring,
  {
    keys,
    slot,
    founding,
    parts,
  }: {
    readonly keys: HeaderKeys;
    readonly slot: SlotKey;
    readonly founding: boolean;
    readonly parts: UnlockParts;
  },
): Promise<Outcome<null, 'disk-full'>> {
  const { env } = parts;
  const box = sealBuckets(keyring.buckets, keys.keyring, env.random);
  const bytes = sealKeyring(keyring, { box, keyringKey: keys.keyring }, env.random);
  wipeKeyring(keyring);
  const kept = await carrier.writeKeyring({ number: FIRST, bytes });
  if (!kept.ok) return kept;
  const slots = [sealSlot(slot, keys.master, { random: env.random })];
  const place = { generation: FIRST, keyring: FIRST, copy: FIRST };
  const state = { founding, ...place, masterSince: env.now(), slots };
  return await carrier.writeHeader({ bytes: writeHeader(state, keys, env.random) });
}

/** Vault: from closed to open. Every "no" the person can get is a value. */
import type { Carrier, LinkState } from '../../contract/carrier.ts';
import type { UnlockRefusal } from '../../contract/keeping.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import {
  openHeader,
  readHeader,
  type HeaderKeys,
  type HeaderState,
  type ReadHeader,
} from './keys/header.ts';
import { openBuckets, openCore } from './keys/keyring-file.ts';
import { wipeCore, type Keyring, type KeyringCore } from './keys/keyring.ts';
import type { Sodium } from './keys/passphrase.ts';
import { keyFor, recoveryKey, type Secret } from './keys/slot-keys.ts';
import { passphraseSlot, recoverySlot } from './keys/slots.ts';
import { readV1Header } from './keys/v1.ts';

/** Header and keyring as they lie on the disk, read while the passphrase is typed. */
export interface Prefetched {
  readonly header: Uint8Array | null;
  /** The keyring file that the header names. */
  readonly keyring: Uint8Array | null;
}

/** Files that a secret has opened. Whoever does not go on with them calls {@link wipeOpened}. */
export interface Opened {
  readonly header: HeaderState;
  readonly keys: HeaderKeys;
  readonly core: KeyringCore;
  /** The keyring's second box, still sealed. */
  readonly box: Uint8Array;
  /** Opens the second box: the core with every bucket's keys. Null: damaged. */
  readonly keyring: () => Keyring | null;
}

export interface UnlockParts {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly sodium: Sodium;
  readonly link: () => LinkState;
}

/** Brings files of format 1 to this format, once, under the same passphrase; durable when it answers. */
export type Migrate = (
  parts: UnlockParts,
  passphrase: string,
  files: Prefetched,
) => Promise<Outcome<null, UnlockRefusal>>;

/** Sealed bytes only; needs no secret. A damaged header names no keyring. */
export async function prefetch(
  carrier: Pick<Carrier, 'readHeader' | 'readKeyring'>,
): Promise<Prefetched> {
  const header = await carrier.readHeader(null);
  if (header === null) return { header, keyring: null };
  const read = readHeader(header);
  if (typeof read !== 'string') {
    return { header, keyring: await carrier.readKeyring({ number: read.state.keyring }) };
  }
  const keyring = read === 'older-version' ? await carrier.readKeyring({ number: 0 }) : null;
  return { header, keyring };
}

/** What stands here, as far as can be said without a secret. `unfinished`: founded, the code not yet seen. */
export function standing({ header }: Prefetched): 'none' | 'unfinished' | 'vault' {
  if (header === null) return 'none';
  const read = readHeader(header);
  const old = read === 'older-version' ? readV1Header(header) : null;
  const founding = typeof read === 'string' ? isFounding(old) : read.state.founding;
  return founding ? 'unfinished' : 'vault';
}

const isFounding = (old: ReturnType<typeof readV1Header> | null): boolean =>
  old !== null && typeof old !== 'string' && old.founding;

/** `older-version` means that {@link Migrate} comes first. */
export type FilesRefusal = UnlockRefusal | 'wrong-code' | 'no-recovery' | 'older-version';

/** Opens header and keyring core. The time of the key derivation is measured on its own. */
export async function unlockFiles(
  parts: Pick<UnlockParts, 'env' | 'sodium'> & { readonly carrier: Pick<Carrier, 'readSecret'> },
  secret: Secret,
  files: Prefetched,
): Promise<Outcome<Opened, FilesRefusal>> {
  if (files.header === null) return refuse('damaged-header');
  const read = readHeader(files.header);
  if (typeof read === 'string') return refuse(read);
  const keys = await headerKeys(parts, secret, read);
  if (!keys.ok) return keys;
  const { master, keyring: keyringKey } = keys.value;
  const { generation, keyring: number } = read.state;
  const core =
    files.keyring === null
      ? 'damaged-keyring'
      : openCore(files.keyring, { generation, number }, keyringKey);
  if (typeof core !== 'string') return ok(opened(read.state, keys.value, core));
  master.fill(0);
  keyringKey.fill(0);
  return refuse(core);
}

/** Overwrites everything that was opened. */
export function wipeOpened({ keys, core }: Pick<Opened, 'keys' | 'core'>): void {
  keys.master.fill(0);
  keys.keyring.fill(0);
  wipeCore(core);
}

function opened(
  header: HeaderState,
  keys: HeaderKeys,
  { core, box }: Pick<Opened, 'core' | 'box'>,
): Opened {
  const keyring = (): Keyring | null => {
    const buckets = openBuckets(box, keys.keyring);
    return buckets === null ? null : { ...core, buckets };
  };
  return { header, keys, core, box, keyring };
}

async function headerKeys(
  parts: Parameters<typeof unlockFiles>[0],
  secret: Secret,
  read: ReadHeader,
): Promise<Outcome<HeaderKeys, FilesRefusal>> {
  const { slots } = read.state;
  const slot = secret.kind === 'passphrase' ? passphraseSlot(slots) : recoverySlot(slots);
  if (slot === null) return refuse('no-recovery');
  const key =
    secret.kind === 'passphrase'
      ? await keyFor(parts, slot, secret.passphrase)
      : ok(recoveryKey(secret.code));
  if (!key.ok) return key;
  const keys = openHeader(read, slot, key.value);
  key.value.fill(0);
  if (keys === 'wrong') {
    return refuse(secret.kind === 'passphrase' ? 'wrong-passphrase' : 'wrong-code');
  }
  return keys === 'damaged-header' ? refuse(keys) : ok(keys);
}

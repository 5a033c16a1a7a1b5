/** Vault: from closed to open. Every "no" the person can get is a value. */
import type { Carrier, LinkState } from '../../contract/carrier.ts';
import type { UnlockRefusal } from '../../contract/secrets.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import {
  openHeader,
  readHeader,
  type HeaderKeys,
  type HeaderState,
  type ReadHeader,
} from './keys/header.ts';
import { boxHashIn, openBuckets, openCore } from './keys/keyring-file.ts';
import { wipeCore, type Keyring, type KeyringCore } from './keys/keyring.ts';
import type { Sodium, Work } from './keys/passphrase.ts';
import { keyFor, recoveryKey } from './keys/slot-keys.ts';
import { passphraseSlot, recoverySlots, type Slot } from './keys/slots.ts';
import { readV1Header } from './keys/v1.ts';
import type { Box } from './store/box.ts';

/** Header and keyring as they lie on the disk, read while the passphrase is typed. */
export interface Prefetched {
  readonly header: Uint8Array | null;
  /** There is no header, and a journal holds something all the same. */
  readonly orphaned?: boolean;
  /** The keyring file that the header names. */
  readonly keyring: Uint8Array | null;
  /** Worked out of the keyring's sealed bytes, so that nobody waits for it with the key in hand. */
  readonly boxHash?: Uint8Array | null;
}

/** Files that a secret has opened. Whoever does not go on with them calls {@link wipeOpened}. */
export interface Opened {
  readonly header: HeaderState;
  readonly keys: HeaderKeys;
  readonly core: KeyringCore;
  /** The keyring's second box, still sealed. */
  readonly box: Uint8Array;
  /** Opens the second box: the core with every bucket's keys. Null: damaged. */
  readonly keyring: (open?: Box['open']) => Keyring | null;
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
  carrier: Pick<Carrier, 'readHeader' | 'holdsJournal' | 'readKeyring'>,
): Promise<Prefetched> {
  const header = await carrier.readHeader(null);
  if (header === null) {
    return { header, keyring: null, orphaned: await carrier.holdsJournal(null) };
  }
  const read = readHeader(header);
  if (typeof read !== 'string') {
    const keyring = await carrier.readKeyring({ number: read.state.keyring });
    return { header, keyring, boxHash: keyring === null ? null : boxHashIn(keyring) };
  }
  const keyring = read === 'older-version' ? await carrier.readKeyring({ number: 0 }) : null;
  return { header, keyring };
}

/** Whether {@link Migrate} has to come first. */
export const isOlder = ({ header }: Prefetched): boolean =>
  header !== null && readHeader(header) === 'older-version';

/** The copy's number and a passphrase's work, as the header says them in clear; null where it says neither. */
export function placesIn({
  header,
}: Prefetched): { readonly copy: number; readonly work: Work } | null {
  const read = header === null ? 'damaged-header' : readHeader(header);
  if (typeof read === 'string') return null;
  const work = passphraseSlot(read.state.slots)?.work ?? null;
  return work === null ? null : { copy: read.state.copy, work };
}

/**
 * What stands here, as far as can be said without a secret. `unfinished`: founded, the code not yet
 * seen. One that has lost its header is a vault too: nothing may be made in its place.
 */
export function standing({ header, orphaned }: Prefetched): 'none' | 'unfinished' | 'vault' {
  if (header === null) return orphaned === true ? 'vault' : 'none';
  const read = readHeader(header);
  const old = read === 'older-version' ? readV1Header(header) : null;
  const founding = typeof read === 'string' ? isFounding(old) : read.state.founding;
  return founding ? 'unfinished' : 'vault';
}

const isFounding = (old: ReturnType<typeof readV1Header> | null): boolean =>
  old !== null && typeof old !== 'string' && old.founding;

/** The sealed files and a slot with its key: what opens is opened. */
interface Attempt {
  readonly read: ReadHeader;
  readonly slot: Slot;
  readonly key: Uint8Array;
  readonly files: Prefetched;
}

/** Opens header and keyring core by passphrase. The time of the key derivation is measured on its own. */
export async function unlockFiles(
  parts: Pick<UnlockParts, 'env' | 'sodium'> & { readonly carrier: Pick<Carrier, 'readSecret'> },
  passphrase: string,
  files: Prefetched,
): Promise<Outcome<Opened, UnlockRefusal>> {
  const read = readFiles(files);
  if (!read.ok) return read;
  const slot = passphraseSlot(read.value.state.slots);
  if (slot === null) return refuse('damaged-header');
  const key = await keyFor(parts, slot, passphrase);
  if (!key.ok) return key;
  return openedBy({ read: read.value, slot, key: key.value, files }, 'wrong-passphrase');
}

type ByCode = Outcome<
  Opened,
  Exclude<UnlockRefusal, 'wrong-passphrase'> | 'wrong-code' | 'no-recovery'
>;

/** The same by recovery code: on any machine, and without work. One that waits to be confirmed opens too. */
export function unlockByCode(code: Uint8Array, files: Prefetched): ByCode {
  const read = readFiles(files);
  if (!read.ok) return read;
  let opened: ByCode = refuse('no-recovery');
  for (const slot of recoverySlots(read.value.state.slots)) {
    opened = openedBy({ read: read.value, slot, key: recoveryKey(code), files }, 'wrong-code');
    if (opened.ok || opened.refusal !== 'wrong-code') break;
  }
  return opened;
}

/** Files of format 1 are migrated before anyone comes here; opening them as they are is our own bug. */
function readFiles({
  header,
}: Prefetched): Outcome<ReadHeader, 'damaged-header' | 'weakened' | 'newer-version'> {
  const read = header === null ? 'damaged-header' : readHeader(header);
  if (read === 'older-version') throw new Error('an older format is migrated first');
  return typeof read === 'string' ? refuse(read) : ok(read);
}

/** Takes the slot's key over and wipes it. */
function openedBy<R extends string>(
  { read, slot, key, files: { keyring, boxHash } }: Attempt,
  wrong: R,
): Outcome<Opened, R | 'damaged-header' | 'damaged-keyring' | 'rolled-back'> {
  const keys = openHeader(read, slot, key);
  key.fill(0);
  if (keys === 'wrong') return refuse(wrong);
  if (keys === 'damaged-header') return refuse(keys);
  const { generation, keyring: number } = read.state;
  const place = { generation, number, boxHash: boxHash ?? null };
  const core = keyring === null ? 'damaged-keyring' : openCore(keyring, place, keys.keyring);
  if (typeof core !== 'string') return ok(openedFiles(read.state, keys, core));
  keys.master.fill(0);
  keys.keyring.fill(0);
  return refuse(core);
}

/** Overwrites everything that was opened. */
export function wipeOpened({ keys, core }: Pick<Opened, 'keys' | 'core'>): void {
  keys.master.fill(0);
  keys.keyring.fill(0);
  wipeCore(core);
}

/** Files whose second box is opened by who asks. */
export function openedFiles(
  header: HeaderState,
  keys: HeaderKeys,
  { core, box }: Pick<Opened, 'core' | 'box'>,
): Opened {
  const keyring = (open?: Box['open']): Keyring | null => {
    const buckets = openBuckets(box, keys.keyring, open);
    return buckets === null ? null : { ...core, buckets };
  };
  return { header, keys, core, box, keyring };
}

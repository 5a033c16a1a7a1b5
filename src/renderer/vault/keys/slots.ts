/**
 * Vault, keys: the slots of a header. Each holds the master key for one secret: a passphrase, the
 * printed recovery code, or a passphrase together with a secret of the operating system (ADR 0014).
 */
import { concatBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { hkdf } from '../../../../protocol/crypto/kdf.ts';
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { Writer, type Reader } from '../../../../protocol/wire/bytes.ts';
import { MAX_SLOTS } from '../limits.ts';
import { labels } from '../store/labels.ts';
import { isAcceptable, isBelowFloor, SALT_BYTES, type Work } from './passphrase.ts';

/** `keychain` is a passphrase too, with the operating system's secret mixed in. */
export type SlotKind = 'passphrase' | 'recovery' | 'keychain';

/** The part of a slot that is in clear. A recovery code has 128 bits and needs no work. */
export interface SlotHead {
  readonly kind: SlotKind;
  /** When it was made, ms. */
  readonly made: number;
  /** Null for a recovery code, and only for it. */
  readonly work: Work | null;
  readonly salt: Uint8Array;
}

export interface Slot extends SlotHead {
  /**
   * A passphrase: opens nothing as long as another of its family is there. A recovery code: opens, and
   * nobody has said yet that it is kept; the one before it stays until then.
   */
  readonly pending: boolean;
  /** nonce 24 ‖ box 48 */
  readonly sealed: Uint8Array;
}

/** What a slot is sealed with. `key` is derived from the secret and is the holder's to wipe. */
export interface SlotKey extends SlotHead {
  readonly key: Uint8Array;
}

const KINDS = { passphrase: 1, recovery: 2, keychain: 3 } as const satisfies Record<
  SlotKind,
  number
>;
const KIB = 1024;
const KEY_BYTES = 32;
const SEALED_BYTES = nacl.secretbox.nonceLength + KEY_BYTES + nacl.secretbox.overheadLength;

/** Passphrase and passphrase with keychain are one family: only one of it opens. */
export const isPassphrase = ({ kind }: Pick<SlotHead, 'kind'>): boolean => kind !== 'recovery';

/**
 * The one slot a passphrase opens: the one that is not pending, else the pending one. Null only in a
 * header that opens by recovery code alone, and none is written so.
 */
export const passphraseSlot = (slots: readonly Slot[]): Slot | null => {
  const family = slots.filter(isPassphrase);
  return family.find(({ pending }) => !pending) ?? family[0] ?? null;
};

/** The code in force, and one that waits to be confirmed. */
export const recoverySlots = (slots: readonly Slot[]): readonly Slot[] =>
  slots.filter(({ kind }) => kind === 'recovery');

/** Holds the master key for this secret. */
export function sealSlot(
  { key, ...head }: SlotKey,
  master: Uint8Array,
  { pending = false, random = platformRandom }: { pending?: boolean; random?: Random } = {},
): Slot {
  if (head.work !== null && !isAcceptable(head.work)) {
    throw new RangeError('Argon2id work outside its bounds');
  }
  const nonce = random(nacl.secretbox.nonceLength);
  const boxKey = boxKeyOf(head, key);
  const sealed = concatBytes(nonce, nacl.secretbox(master, nonce, boxKey));
  boxKey.fill(0);
  return { ...head, pending, sealed };
}

/** The master key, or null: another secret. */
export function openSlot(slot: Slot, key: Uint8Array): Uint8Array | null {
  const boxKey = boxKeyOf(slot, key);
  const nonce = slot.sealed.slice(0, nacl.secretbox.nonceLength);
  const box = slot.sealed.slice(nacl.secretbox.nonceLength);
  const master = nacl.secretbox.open(box, nonce, boxKey);
  boxKey.fill(0);
  return master;
}

/** u8 kind ‖ u8 pending ‖ u64 made ‖ u32 KiB ‖ u32 passes ‖ salt 16 ‖ nonce 24 ‖ box 48. */
export function writeSlot(w: Writer, slot: Slot): void {
  w.u8(KINDS[slot.kind])
    .u8(slot.pending ? 1 : 0)
    .u64(slot.made)
    .raw(workOf(slot));
  w.exact(slot.salt, SALT_BYTES).exact(slot.sealed, SEALED_BYTES);
}

/**
 * Throws {@link ProtocolError}: `not-allowed` for work below the floor, which someone must have
 * asked for; `bad-body` for everything else that is no slot.
 */
function readSlot(r: Reader): Slot {
  const kind = kindOf(r.u8('kind'));
  const pending = r.flag('pending');
  const made = r.u64('made');
  const work = workFrom(kind, { memory: r.u32('memory') * KIB, passes: r.u32('passes') });
  const salt = r.raw(SALT_BYTES, 'salt');
  return { kind, pending, made, work, salt, sealed: r.raw(SEALED_BYTES, 'sealed') };
}

/** Of each family at most one in force and one pending, and some passphrase: nothing else is ever written. */
export function readSlots(r: Reader): readonly Slot[] {
  const count = r.u8('slots');
  if (count === 0 || count > MAX_SLOTS) throw new ProtocolError('bad-body', 'slots');
  const slots = Array.from({ length: count }, () => readSlot(r));
  const families = [slots.filter(isPassphrase), recoverySlots(slots)] as const;
  const sound = families.every((family) => {
    const pending = family.filter((slot) => slot.pending).length;
    return pending <= 1 && family.length - pending <= 1;
  });
  if (!sound || families[0].length === 0) throw new ProtocolError('bad-body', 'slots');
  return slots;
}

function kindOf(raw: number): SlotKind {
  if (raw === KINDS.passphrase) return 'passphrase';
  if (raw === KINDS.recovery) return 'recovery';
  if (raw === KINDS.keychain) return 'keychain';
  throw new ProtocolError('bad-body', 'kind');
}

function workFrom(kind: SlotKind, work: Work): Work | null {
  if (kind === 'recovery') {
    if (work.memory !== 0 || work.passes !== 0) throw new ProtocolError('bad-body', 'work');
    return null;
  }
  if (isBelowFloor(work)) throw new ProtocolError('not-allowed', 'work');
  if (!isAcceptable(work)) throw new ProtocolError('bad-body', 'work');
  return work;
}

const workOf = ({ work }: Pick<SlotHead, 'work'>): Uint8Array =>
  new Writer()
    .u32((work?.memory ?? 0) / KIB)
    .u32(work?.passes ?? 0)
    .done();

/** Bound to kind, work and salt: a slot under other parameters does not open. */
const boxKeyOf = (slot: SlotHead, key: Uint8Array): Uint8Array =>
  hkdf(key, slot.salt, concatBytes(labels.slot, Uint8Array.of(2, KINDS[slot.kind]), workOf(slot)));

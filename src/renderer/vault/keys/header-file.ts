/**
 * Vault, keys: an opened header and the file it lies in. What it says is what was last made durable.
 * Nothing here waits for its turn: {@link vaultKeys} does, and before it exists only one works.
 */
import nacl from 'tweetnacl';
import type { Random } from '../../../../protocol/crypto/random.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { writeHeader, type HeaderKeys, type HeaderState } from './header.ts';
import { openSlot, sealSlot, type Slot, type SlotKey } from './slots.ts';

/** What may be changed without a new generation. */
export type HeaderChange = Partial<Pick<HeaderState, 'slots' | 'founding'>>;

export class HeaderFile {
  readonly #carrier: Pick<Carrier, 'writeHeader'>;
  readonly #random: Random;
  #state: HeaderState;
  #keys: HeaderKeys;
  /** A write failed, and the new header may be on the disk all the same. */
  #unsure = false;

  constructor(
    opened: { readonly header: HeaderState; readonly keys: HeaderKeys },
    carrier: Pick<Carrier, 'writeHeader'>,
    random: Random,
  ) {
    this.#state = opened.header;
    this.#keys = opened.keys;
    this.#carrier = carrier;
    this.#random = random;
  }

  get state(): HeaderState {
    return this.#state;
  }

  get keys(): HeaderKeys {
    return this.#keys;
  }

  /** Whether this key opens the slot, and to this header's master key. */
  opens(slot: Slot, key: Uint8Array): boolean {
    const master = openSlot(slot, key);
    if (master === null) return false;
    const same = nacl.verify(master, this.#keys.master);
    master.fill(0);
    return same;
  }

  /** The master key for another secret. In no file yet. */
  seal(key: SlotKey, pending: boolean): Slot {
    return sealSlot(key, this.#keys.master, { pending, random: this.#random });
  }

  async write(change: HeaderChange): Promise<Outcome<null, 'disk-full'>> {
    return await this.replace({ ...this.#state, ...change }, this.#keys);
  }

  /**
   * One header for another. The keys it had and has no more are wiped once the new one is durable.
   * When it rejects, nobody knows which of the two is on the disk, and no other is written: the next
   * unlock reads it.
   */
  async replace(state: HeaderState, keys: HeaderKeys): Promise<Outcome<null, 'disk-full'>> {
    if (this.#unsure) throw new Error('which header counts is not known');
    const bytes = writeHeader(state, keys, this.#random);
    const written = await this.#written(bytes);
    if (!written.ok) return written;
    const before = this.#keys;
    this.#state = state;
    this.#keys = keys;
    if (before.master !== keys.master) before.master.fill(0);
    if (before.keyring !== keys.keyring) before.keyring.fill(0);
    return written;
  }

  async #written(bytes: Uint8Array): Promise<Outcome<null, 'disk-full'>> {
    try {
      return await this.#carrier.writeHeader({ bytes });
    } catch (error) {
      this.#unsure = true;
      throw error;
    }
  }

  zero(): void {
    this.#keys.master.fill(0);
    this.#keys.keyring.fill(0);
  }
}

/**
 * Vault, keys: one passphrase for another, so that at every moment exactly one opens (ADR 0014).
 *
 * The new slot is written as pending, which opens nothing, and read back from the disk and opened.
 * Only then a header without the old one takes its place.
 */
import type { Carrier } from '../../../contract/carrier.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { HeaderChange } from './header-file.ts';
import { readHeader, type HeaderState } from './header.ts';
import { isPassphrase, type Slot, type SlotKey } from './slots.ts';

/** A header that can be changed: an open vault's, or one that a recovery code has just opened. */
export interface HeaderHand {
  readonly state: () => HeaderState;
  readonly opens: (slot: Slot, key: Uint8Array) => boolean;
  readonly seal: (key: SlotKey, pending: boolean) => Slot;
  readonly write: (
    change: (state: HeaderState) => HeaderChange,
  ) => Promise<Outcome<null, 'disk-full'>>;
}

/** After `disk-full` the old passphrase opens. Throws when the disk gives back something else than it was given. */
export async function replacePassphrase(
  hand: HeaderHand,
  carrier: Pick<Carrier, 'readHeader'>,
  fresh: SlotKey,
): Promise<Outcome<null, 'disk-full'>> {
  const pending = hand.seal(fresh, true);
  const before = await hand.write(({ slots }) => ({ slots: [...settled(slots), pending] }));
  if (!before.ok) return before;
  if (!(await isThere(hand, carrier, fresh))) {
    await hand.write(({ slots }) => ({ slots: settled(slots) }));
    throw new Error('the new slot does not open');
  }
  return await hand.write(({ slots }) => ({
    slots: [{ ...pending, pending: false }, ...slots.filter((slot) => !isPassphrase(slot))],
  }));
}

/** Without what an interrupted change left behind. A code that waits to be confirmed goes on waiting. */
const settled = (slots: readonly Slot[]): readonly Slot[] =>
  slots.filter((slot) => !(slot.pending && isPassphrase(slot)));

async function isThere(
  hand: HeaderHand,
  carrier: Pick<Carrier, 'readHeader'>,
  { key }: SlotKey,
): Promise<boolean> {
  const bytes = await carrier.readHeader(null);
  const read = bytes === null ? 'damaged-header' : readHeader(bytes);
  if (typeof read === 'string') return false;
  const slot = read.state.slots.find((one) => one.pending && isPassphrase(one));
  return slot !== undefined && hand.opens(slot, key);
}

import { expect, test } from 'vitest';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { ok } from '../../../contract/outcome.ts';
import { ARGON_FLOOR } from '../limits.ts';
import { HeaderFile } from './header-file.ts';
import { newHeaderKeys, readHeader, type HeaderState } from './header.ts';
import { replacePassphrase } from './replace-slot.ts';
import { passphraseSlot, sealSlot, type SlotKey } from './slots.ts';

const keyOf = (fill: number): SlotKey => ({
  kind: 'passphrase',
  made: fill,
  work: ARGON_FLOOR,
  salt: new Uint8Array(16).fill(fill),
  key: new Uint8Array(32).fill(fill),
});

/** A header with one slot, and every header that was written. */
function rig() {
  const keys = newHeaderKeys();
  const places = { generation: 1, keyring: 1, copy: 1 };
  const slots = [sealSlot(keyOf(1), keys.master)];
  const header: HeaderState = { founding: false, ...places, masterSince: 0, slots };
  const written: Uint8Array[] = [];
  const writeHeader = async ({ bytes }: { readonly bytes: Uint8Array }) => {
    written.push(bytes);
    return ok(null);
  };
  const file = new HeaderFile({ header, keys }, { writeHeader }, platformRandom);
  const hand = {
    state: () => file.state,
    opens: file.opens.bind(file),
    seal: file.seal.bind(file),
    write: async (change: (state: HeaderState) => Partial<HeaderState>) =>
      await file.write(change(file.state)),
  };
  return { hand, written };
}

/** When the slot was made that a passphrase opens in this header. */
function opening(bytes: Uint8Array | undefined): number | undefined {
  const read = bytes === undefined ? 'damaged-header' : readHeader(bytes);
  return typeof read === 'string' ? undefined : passphraseSlot(read.state.slots)?.made;
}

test('the old slot opens until the new one was read back, and then only the new one', async () => {
  const { hand, written } = rig();
  const reads: (number | undefined)[] = [];
  const readHeaderFile = async () => {
    reads.push(opening(written.at(-1)));
    return written.at(-1) ?? null;
  };
  await replacePassphrase(hand, { readHeader: readHeaderFile }, keyOf(2));
  expect(reads).toEqual([1]);
  expect(written.map(opening)).toEqual([1, 2]);
  expect(hand.state().slots).toHaveLength(1);
});

test('a disk that does not give back what it was given keeps the old passphrase', async () => {
  for (const given of [null, new Uint8Array(300)]) {
    const { hand, written } = rig();
    const replaced = replacePassphrase(hand, { readHeader: async () => given }, keyOf(2));
    await expect(replaced).rejects.toThrow('does not open');
    expect(opening(written.at(-1))).toBe(1);
    expect(hand.state().slots).toHaveLength(1);
  }
});

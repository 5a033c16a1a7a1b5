import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha512 } from '@noble/hashes/sha2.js';
import { ARGON_CEILING, ARGON_FLOOR } from '../limits.ts';
import {
  newHeaderKeys,
  openHeader,
  readHeader,
  writeHeader,
  type HeaderState,
  type ReadHeader,
} from './header.ts';
import { passphraseSlot, recoverySlots, sealSlot, type Slot, type SlotKey } from './slots.ts';

const keys = newHeaderKeys();
const salt = new Uint8Array(16).fill(2);
const passphrase: SlotKey = {
  kind: 'passphrase',
  made: 7,
  work: ARGON_FLOOR,
  salt,
  key: new Uint8Array(32).fill(1),
};
const recovery: SlotKey = {
  kind: 'recovery',
  made: 9,
  work: null,
  salt,
  key: new Uint8Array(32).fill(3),
};
const state: HeaderState = {
  founding: false,
  generation: 4,
  keyring: 5,
  copy: 6,
  masterSince: 1_700_000_000_000,
  slots: [sealSlot(passphrase, keys.master), sealSlot(recovery, keys.master)],
};
const header = writeHeader(state, keys);

const SUM = 8;
/** Magic 4, founding 1, four counters of 8, number of slots 1. */
const SLOTS = 4 + 1 + 4 * 8 + 1;
const MEMORY = SLOTS + 2 + 8;
const PASSES = MEMORY + 4;
const SLOT = 2 + 8 + 8 + 16 + 72;

/** As an attacker would: the checksum made right again. */
function resummed(bytes: Uint8Array): Uint8Array {
  bytes.set(sha512(bytes.subarray(0, -SUM)).subarray(0, SUM), bytes.length - SUM);
  return bytes;
}

function changed(at: number, value: (before: number) => number): Uint8Array {
  const bytes = header.slice();
  bytes[at] = value(bytes[at] ?? 0);
  return bytes;
}

function read(bytes: Uint8Array): ReadHeader {
  const one = readHeader(bytes);
  if (typeof one === 'string') throw new Error(one);
  return one;
}

/** What becomes of these bytes in the hands of whoever knows the passphrase. */
function opened(bytes: Uint8Array): unknown {
  const one = readHeader(bytes);
  if (typeof one === 'string') return one;
  const slot = passphraseSlot(one.state.slots);
  return slot === null ? 'no slot' : openHeader(one, slot, passphrase.key);
}

const slotOf = (bytes: Uint8Array, pick: (slots: readonly Slot[]) => Slot | null): Slot => {
  const slot = pick(read(bytes).state.slots);
  if (slot === null) throw new Error('no slot');
  return slot;
};

test('each secret opens its own slot and no other, and both find the same keys', () => {
  const one = read(header);
  expect(one.state).toEqual(state);
  const [mine, code] = [
    slotOf(header, passphraseSlot),
    slotOf(header, (slots) => recoverySlots(slots)[0] ?? null),
  ];
  expect(openHeader(one, mine, passphrase.key)).toEqual(keys);
  expect(openHeader(one, code, recovery.key)).toEqual(keys);
  expect(openHeader(one, mine, recovery.key)).toBe('wrong');
  expect(openHeader(one, code, passphrase.key)).toBe('wrong');
});

test('one flipped bit anywhere is called damage, never a wrong passphrase', () => {
  for (let at = 0; at < header.length; at += 1) {
    expect(readHeader(changed(at, (before) => before ^ 1)), `byte ${at}`).toBe('damaged-header');
  }
  for (const cut of [0, 1, 12, header.length - 1]) {
    expect(readHeader(header.subarray(0, cut))).toBe('damaged-header');
  }
});

test('a byte changed by someone who makes the checksum right again never opens', () => {
  const refusals = ['wrong', 'damaged-header', 'weakened', 'newer-version', 'older-version'];
  for (let at = 0; at < header.length - SUM; at += 1) {
    const answer = opened(resummed(changed(at, (before) => before ^ 1)));
    expect(refusals, `byte ${at}: ${JSON.stringify(answer)}`).toContain(answer);
  }
});

test('every clear field is under the MAC: with the right passphrase the change shows', () => {
  const [founding, generation, copy, since, pending] = [4, 12, 28, 36, SLOTS + SLOT + 1];
  for (const at of [founding, generation, copy, since]) {
    expect(opened(resummed(changed(at, (before) => before ^ 1))), `byte ${at}`).toBe(
      'damaged-header',
    );
  }
  expect(opened(resummed(changed(pending, () => 1)))).toBe('damaged-header');
});

test('less work than the compiled floor is called weakened, whatever the checksum says', () => {
  // 65,536 KiB is 0x00010000: without that one bit nothing is left.
  expect(readHeader(resummed(changed(MEMORY + 1, () => 0)))).toBe('weakened');
  expect(readHeader(resummed(changed(PASSES + 3, () => 2)))).toBe('weakened');
  const greedy = resummed(changed(MEMORY, () => 0xff));
  expect(readHeader(greedy)).toBe('damaged-header');
});

test('work lowered no further than the floor opens nothing by the passphrase, and the recovery code tells', () => {
  const strong = { ...ARGON_FLOOR, memory: ARGON_FLOOR.memory * 4 };
  const slots = [
    sealSlot({ ...passphrase, work: strong }, keys.master),
    sealSlot(recovery, keys.master),
  ];
  const bytes = writeHeader({ ...state, slots }, keys);
  // 262,144 KiB is 0x00040000.
  bytes[MEMORY + 1] = 1;
  const weaker = resummed(bytes);
  expect(slotOf(weaker, passphraseSlot).work).toEqual(ARGON_FLOOR);
  expect(opened(weaker)).toBe('wrong');
  const code = slotOf(weaker, (all) => recoverySlots(all)[0] ?? null);
  expect(openHeader(read(weaker), code, recovery.key)).toBe('damaged-header');
});

test('work outside floor and ceiling is never written', () => {
  for (const work of [
    { ...ARGON_FLOOR, passes: 1 },
    { ...ARGON_CEILING, memory: ARGON_CEILING.memory * 2 },
  ]) {
    expect(() => sealSlot({ ...passphrase, work }, keys.master)).toThrow(RangeError);
  }
});

test('a slot under another kind, other work or another salt does not open', () => {
  const slot = slotOf(header, passphraseSlot);
  const one = read(header);
  const changes = [
    { kind: 'keychain' },
    { work: { ...ARGON_FLOOR, passes: 4 } },
    { salt: new Uint8Array(16) },
  ] as const;
  for (const change of changes) {
    expect(openHeader(one, { ...slot, ...change }, passphrase.key)).toBe('wrong');
  }
  expect(openHeader(one, { ...slot, made: 8 }, passphrase.key)).toEqual(keys);
});

test('a whole header of another format is not called damaged', () => {
  expect(readHeader(resummed(changed(3, () => 0x33)))).toBe('newer-version');
  expect(readHeader(resummed(changed(3, () => 0x31)))).toBe('older-version');
  expect(readHeader(changed(3, () => 0x33))).toBe('damaged-header');
});

test('a pending slot opens only where no other passphrase is', () => {
  const pending = sealSlot(passphrase, keys.master, { pending: true });
  const keychain = sealSlot({ ...passphrase, kind: 'keychain' }, keys.master);
  expect(passphraseSlot([pending, keychain])).toBe(keychain);
  expect(passphraseSlot([pending])).toBe(pending);
  expect(() => writeHeader({ ...state, slots: [keychain, ...state.slots] }, keys)).toThrow();
});

test('beside the code in force one waits to be confirmed, and no third is written', () => {
  const code = sealSlot(recovery, keys.master);
  const waiting = { ...code, pending: true };
  const slots = [...state.slots, waiting];
  expect(read(writeHeader({ ...state, slots }, keys)).state.slots).toEqual(slots);
  for (const third of [code, waiting]) {
    expect(() => writeHeader({ ...state, slots: [...slots, third] }, keys)).toThrow();
  }
  expect(() => writeHeader({ ...state, slots: [...state.slots, code] }, keys)).toThrow();
});

test('what is written is read back, whatever it says', () => {
  const counter = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const head = fc.record({ made: counter, salt: bytes(16), sealed: bytes(72) });
  const work = fc.record({
    memory: fc.integer({ min: 64, max: 1024 }).map((mib) => mib * 1024 * 1024),
    passes: fc.integer({ min: 3, max: 16 }),
  });
  const own = fc
    .record({ kind: fc.constantFrom('passphrase', 'keychain'), work, head })
    .map(({ kind, work: asked, head: rest }) => ({ ...rest, kind, work: asked, pending: false }));
  const code = head.map((rest) => ({
    ...rest,
    kind: 'recovery' as const,
    work: null,
    pending: false,
  }));
  const slots = fc
    .tuple(
      own,
      fc.option(own, { nil: null }),
      fc.option(code, { nil: null }),
      fc.option(code, { nil: null }),
    )
    .map(([first, second, third, fourth]): readonly Slot[] => [
      first,
      ...(second === null ? [] : [{ ...second, pending: true }]),
      ...(third === null ? [] : [third]),
      ...(fourth === null ? [] : [{ ...fourth, pending: true }]),
    ]);
  const states = fc.record({
    founding: fc.boolean(),
    generation: counter,
    keyring: counter,
    copy: counter,
    masterSince: counter,
    slots,
  });
  fc.assert(
    fc.property(states, (one) => {
      expect(read(writeHeader(one, keys)).state).toEqual(one);
    }),
  );
});

import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bytes,
  everything,
  journalRig,
  numbered,
  type JournalRig,
} from '../../../tests/support/journal-rig.ts';
import { ok } from '../../contract/outcome.ts';
import { FRAME_BYTES, MAX_WRITE_BYTES, writeEntries } from './entry.ts';
import type { Journal } from './journal.ts';

let rig: JournalRig;
let file: string;
let openHere: JournalRig['openHere'];

beforeEach(async () => {
  rig = await journalRig();
  ({ file, openHere } = rig);
});

afterEach(() => rig.stop());

/** Opens what `append` left, cut off after `length` bytes, as a crash might have. */
async function reopenedAt(length: number): Promise<Journal> {
  await truncate(file, length);
  return await openHere();
}

describe('a torn tail', () => {
  test('is cut wherever the crash came, and what was promised before stays', async () => {
    const first = writeEntries(numbered(3)).length;
    const second = writeEntries(numbered(2, 100)).length;
    for (let kept = 0; kept < second; kept += 7) {
      await rm(file, { force: true });
      const journal = await openHere();
      await journal.append(numbered(3));
      await journal.append(numbered(2, 100));
      await journal.close();
      const again = await reopenedAt(first + kept);
      expect(again.cut).toBe(kept);
      expect(await everything(again)).toEqual(numbered(3));
      expect((await again.append([bytes(9)])).ok).toBe(true);
      expect(await everything(again)).toEqual([...numbered(3), bytes(9)]);
    }
  });

  test('goes as a whole, also when its first entries were written', async () => {
    const journal = await openHere();
    await journal.append(numbered(10));
    await journal.close();
    const again = await reopenedAt(9 * (FRAME_BYTES + 4));
    expect(await everything(again)).toEqual([]);
  });

  test('of zeros or noise, as some file systems leave it, is cut too', async () => {
    for (const tail of [Buffer.alloc(5000), Buffer.alloc(5000, 0xa7), Buffer.alloc(3, 1)]) {
      const whole = writeEntries(numbered(3));
      await writeFile(file, Buffer.concat([whole, tail]));
      const journal = await openHere();
      expect(journal.cut).toBe(tail.length);
      expect(await everything(journal)).toEqual(numbered(3));
      expect((await stat(file)).size).toBe(whole.length);
    }
  });
});

describe('damage', () => {
  const one = writeEntries(numbered(3, 50));

  /** Three writes of three entries, with these bytes of the second changed. */
  function damaged(change: (second: Buffer) => void): Buffer {
    const whole = Buffer.concat([one, one, one]);
    change(whole.subarray(one.length, 2 * one.length));
    return whole;
  }
  const flipOne = damaged((second) => second.writeUInt8(second.readUInt8(30) ^ 1, 30));

  test('in the middle is never cut: what stands before and behind it can be read', async () => {
    await writeFile(file, flipOne);
    const journal = await openHere();
    expect(journal.cut).toBe(0);
    expect(journal.end()).toBe(flipOne.length);
    expect(await journal.replay(0)).toEqual({
      entries: numbered(3, 50),
      next: one.length,
      end: false,
    });
    await expect(journal.replay(one.length)).rejects.toThrow('damaged');
    expect(await journal.replay(2 * one.length)).toEqual({
      entries: numbered(3, 50),
      next: flipOne.length,
      end: true,
    });
    expect(await readFile(file)).toEqual(flipOne);
  });

  test('in the middle does not keep new entries out', async () => {
    await writeFile(file, flipOne);
    const journal = await openHere();
    expect(await journal.append([bytes(7)])).toEqual(ok({ end: flipOne.length + FRAME_BYTES + 1 }));
    expect((await journal.replay(flipOne.length)).entries).toEqual([bytes(7)]);
  });

  test('with a torn write at the end: the torn one is cut, the damaged one stays', async () => {
    const torn = writeEntries(numbered(2, 90)).subarray(0, 150);
    await writeFile(file, Buffer.concat([flipOne, torn]));
    const journal = await openHere();
    expect(journal.cut).toBe(torn.length);
    expect(await readFile(file)).toEqual(flipOne);
  });

  test('before a torn write of which one entry arrived stays; the torn one goes', async () => {
    const torn = Buffer.from(one).fill(0, one.length - 60);
    await writeFile(file, Buffer.concat([flipOne.subarray(0, 2 * one.length), torn]));
    const journal = await openHere();
    expect(journal.cut).toBe(torn.length);
    expect(await readFile(file)).toEqual(flipOne.subarray(0, 2 * one.length));
  });

  test('of a zeroed block is no torn write as long as two writes stand behind it', async () => {
    const zeroed = Buffer.concat([damaged((second) => second.fill(0, 0, 62)), one]);
    await writeFile(file, zeroed);
    const journal = await openHere();
    expect(journal.cut).toBe(0);
    expect(await readFile(file)).toEqual(zeroed);
  });

  test('longer than any write is not cut, and then nothing more is taken', async () => {
    const tail = Buffer.alloc(MAX_WRITE_BYTES + 1, 0xa7);
    await writeFile(file, Buffer.concat([one, tail]));
    const journal = await openHere();
    expect(journal.cut).toBe(0);
    expect(await journal.replay(0)).toEqual({
      entries: numbered(3, 50),
      next: one.length,
      end: false,
    });
    await expect(journal.replay(one.length)).rejects.toThrow('damaged');
    await expect(journal.append([bytes(1)])).rejects.toThrow('unusable');
    expect((await stat(file)).size).toBe(one.length + tail.length);
  });

  test(
    'of any one bit before the last write costs nothing of what was promised after it',
    { timeout: 60_000 },
    async () => {
      const before = writeEntries(numbered(2, 50));
      const last = writeEntries(numbered(1, 70));
      const whole = Buffer.concat([before, before, last]);
      const promised = before.length * 2 * 8;
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: promised - 1 }), async (bit) => {
          const flipped = Buffer.from(whole);
          flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
          await writeFile(file, flipped);
          const journal = await openHere();
          expect(journal.cut).toBe(0);
          expect(await readFile(file)).toEqual(flipped);
          await expect(everything(journal)).rejects.toThrow('damaged');
          await journal.close();
        }),
        { numRuns: 300 },
      );
    },
  );

  test('a torn write of several entries is cut even where its later ones arrived', async () => {
    const [whole, torn] = [writeEntries(numbered(2)), writeEntries(numbered(4, 40).slice(1))];
    for (const [from, to] of [
      [0, FRAME_BYTES + 9],
      [FRAME_BYTES, FRAME_BYTES + 9],
      [FRAME_BYTES + 40, 2 * FRAME_BYTES + 60],
    ] as const) {
      await writeFile(file, Buffer.concat([whole, Buffer.from(torn).fill(0, from, to)]));
      const journal = await openHere();
      expect(journal.cut).toBe(torn.length);
      expect(await everything(journal)).toEqual(numbered(2));
      await journal.close();
    }
  });

  test('of any one bit is never taken for an entry', { timeout: 60_000 }, async () => {
    const whole = writeEntries([bytes(1, 2, 3), bytes(4, 5)]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length * 8 - 1 }), async (bit) => {
        const flipped = Buffer.from(whole);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        await writeFile(file, flipped);
        const journal = await openHere();
        const entries = await everything(journal).catch(() => []);
        expect(entries).toEqual([]);
        await journal.close();
      }),
      { numRuns: 200 },
    );
  });
});

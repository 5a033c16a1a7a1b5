import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { MAX_ENTRY_BYTES, REPLAY_PAGE_BYTES } from '../limits.ts';
import { FRAME_BYTES, writeEntries } from './entry.ts';
import { openJournal, type Journal, type JournalFile } from './journal.ts';

let folder: string;
let file: string;
let opened: Journal[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-journal-'));
  file = path.join(folder, 'journal');
});

afterEach(async () => {
  for (const journal of opened) await journal.close().catch(() => null);
  opened = [];
  await rm(folder, { recursive: true, force: true });
});

async function openHere(openFile?: (name: string) => Promise<JournalFile>): Promise<Journal> {
  const journal = await openJournal(file, openFile);
  opened.push(journal);
  return journal;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const numbered = (count: number, length = 4): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) => new Uint8Array(length).fill(index % 256));

async function everything(journal: Journal): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (let from = 0, end = false; !end;) {
    const page = await journal.replay(from);
    all.push(...page.entries);
    ({ next: from, end } = page);
  }
  return all;
}

/** Opens what `append` left, cut off after `length` bytes, as a crash might have. */
async function reopenedAt(length: number): Promise<Journal> {
  await truncate(file, length);
  return await openHere();
}

describe('appending', () => {
  test('entries come back in order, after a restart too', async () => {
    const journal = await openHere();
    expect(await journal.append([bytes(1), bytes(), bytes(2, 3)])).toEqual(ok(null));
    expect(await journal.append([bytes(4)])).toEqual(ok(null));
    const written = [bytes(1), bytes(), bytes(2, 3), bytes(4)];
    expect(await everything(journal)).toEqual(written);
    await journal.close();
    const again = await openHere();
    expect(again.cut).toBe(0);
    expect(await everything(again)).toEqual(written);
  });

  test('appends that wait are written together, in the order they were asked for', async () => {
    let writes = 0;
    const journal = await openHere(async (name) => {
      const handle = await open(name, 'wx+');
      return counting(handle, { onWrite: () => (writes += 1) });
    });
    const asked = Array.from({ length: 50 }, (_, index) => journal.append([bytes(index)]));
    expect(await Promise.all(asked)).toEqual(asked.map(() => ok(null)));
    expect(await everything(journal)).toEqual(numbered(50, 1));
    expect(writes).toBeLessThan(5);
  });

  test('an append is answered only after its bytes were synced', async () => {
    const steps: string[] = [];
    const journal = await openHere(async (name) =>
      counting(await open(name, 'wx+'), {
        onWrite: () => steps.push('write'),
        onSync: () => steps.push('sync'),
      }),
    );
    await journal.append([bytes(1)]);
    steps.push('answer');
    expect(steps).toEqual(['write', 'sync', 'answer']);
  });

  test('the file is readable by its owner only', async () => {
    await openHere();
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});

describe('replaying', () => {
  test('pages hold no more than their bound, and a position leads on', async () => {
    const journal = await openHere();
    const big = numbered(7, REPLAY_PAGE_BYTES / 3);
    await journal.append(big);
    const first = await journal.replay(0);
    expect(first.entries).toHaveLength(3);
    expect(first.end).toBe(false);
    const second = await journal.replay(first.next);
    expect(second.entries[0]).toEqual(big[3]);
    expect(await everything(journal)).toEqual(big);
  });

  test('the largest entry is a page of its own', async () => {
    const journal = await openHere();
    await journal.append(numbered(2, MAX_ENTRY_BYTES));
    expect((await journal.replay(0)).entries).toHaveLength(1);
  });

  test('the end of an empty journal is its start', async () => {
    expect(await (await openHere()).replay(0)).toEqual({ entries: [], next: 0, end: true });
  });

  test('a position that main never gave is refused', async () => {
    const journal = await openHere();
    await journal.append(numbered(3));
    await expect(journal.replay(1)).rejects.toThrow('damaged');
    await expect(journal.replay(1_000_000)).rejects.toThrow('beyond');
  });
});

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
      expect(await again.append([bytes(9)])).toEqual(ok(null));
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
  test('in the middle is never cut: replay stops there and nothing more is appended', async () => {
    const one = writeEntries(numbered(3, 50));
    const whole = Buffer.concat([one, one, one]);
    whole.writeUInt8(whole.readUInt8(one.length + 30) ^ 1, one.length + 30);
    await writeFile(file, whole);
    const journal = await openHere();
    expect(journal.cut).toBe(0);
    expect((await stat(file)).size).toBe(whole.length);
    await expect(everything(journal)).rejects.toThrow('damaged');
    await expect(journal.append([bytes(1)])).rejects.toThrow('unusable');
    expect(await readFile(file)).toEqual(whole);
  });

  test('of any one bit before the last write costs nothing of what was promised after it', async () => {
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
  });

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

  test('of any one bit is never taken for an entry', async () => {
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

describe('a full disk', () => {
  test('refuses, leaves the journal as it was, and takes entries again once there is room', async () => {
    let room = 60;
    const journal = await openHere(async (name) => withRoom(await open(name, 'wx+'), () => room));
    expect(await journal.append([bytes(1)])).toEqual(ok(null));
    expect(await journal.append(numbered(4, 20))).toEqual(refuse('disk-full'));
    expect((await stat(file)).size).toBe(FRAME_BYTES + 1);
    room = 10_000;
    expect(await journal.append([bytes(2)])).toEqual(ok(null));
    expect(await everything(journal)).toEqual([bytes(1), bytes(2)]);
  });

  test('a failed sync that is not for want of space ends the journal: fsync may not be retried', async () => {
    let broken = false;
    const journal = await openHere(async (name) =>
      counting(await open(name, 'wx+'), {
        onSync: () => {
          if (!broken) return;
          broken = false;
          throw Object.assign(new Error('EIO'), { code: 'EIO' });
        },
      }),
    );
    await journal.append([bytes(1)]);
    broken = true;
    await expect(journal.append([bytes(2)])).rejects.toThrow('EIO');
    await expect(journal.append([bytes(3)])).rejects.toThrow('unusable');
    expect(await everything(journal)).toEqual([bytes(1)]);
  });
});

interface Watch {
  readonly onWrite?: () => void;
  readonly onSync?: () => void;
}

/** The real file, watched. */
const counting = (handle: Awaited<ReturnType<typeof open>>, watch: Watch): JournalFile => ({
  read: (into, offset, length, position) => handle.read(into, offset, length, position),
  write: (from, offset, length, position) => {
    watch.onWrite?.();
    return handle.write(from, offset, length, position);
  },
  datasync: async () => {
    watch.onSync?.();
    await handle.datasync();
  },
  truncate: (length) => handle.truncate(length),
  stat: () => handle.stat(),
  close: () => handle.close(),
});

/** The real file on a disk that ends after so many bytes: it takes what fits, then says ENOSPC. */
const withRoom = (handle: Awaited<ReturnType<typeof open>>, room: () => number): JournalFile => ({
  ...counting(handle, {}),
  write: async (from, offset, length, position) => {
    const fits = Math.min(length, room() - position);
    if (fits <= 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    return await handle.write(from, offset, fits, position);
  },
});

import { open, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bytes,
  everything,
  journalRig,
  numbered,
  watched,
  withRoom,
  type JournalRig,
} from '../../../tests/support/journal-rig.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { MAX_ENTRY_BYTES, REPLAY_PAGE_BYTES } from '../limits.ts';
import { FRAME_BYTES } from './entry.ts';
import type { JournalFile } from './journal.ts';

let rig: JournalRig;
let file: string;
let openHere: JournalRig['openHere'];

beforeEach(async () => {
  rig = await journalRig();
  ({ file, openHere } = rig);
});

afterEach(() => rig.stop());

describe('appending', () => {
  test('entries come back in order, after a restart too', async () => {
    const journal = await openHere();
    expect(await journal.append([bytes(1), bytes(), bytes(2, 3)])).toEqual(
      ok({ end: 3 * FRAME_BYTES + 3 }),
    );
    expect(await journal.append([bytes(4)])).toEqual(ok({ end: 4 * FRAME_BYTES + 4 }));
    expect(journal.end()).toBe(4 * FRAME_BYTES + 4);
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
      return watched(handle, { onWrite: () => (writes += 1) });
    });
    const asked = Array.from({ length: 50 }, (_, index) => journal.append([bytes(index)]));
    expect(await Promise.all(asked)).toEqual(
      asked.map((_, index) => ok({ end: (index + 1) * (FRAME_BYTES + 1) })),
    );
    expect(await everything(journal)).toEqual(numbered(50, 1));
    expect(writes).toBeLessThan(5);
  });

  test('an append is answered only after its bytes were synced', async () => {
    const steps: string[] = [];
    const journal = await openHere(async (name) =>
      watched(await open(name, 'wx+'), {
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

describe('a full disk', () => {
  test('refuses, leaves the journal as it was, and takes entries again once there is room', async () => {
    let room = 60;
    const journal = await openHere(async (name) => withRoom(await open(name, 'wx+'), () => room));
    expect(await journal.append([bytes(1)])).toEqual(ok({ end: FRAME_BYTES + 1 }));
    expect(await journal.append(numbered(4, 20))).toEqual(refuse('disk-full'));
    expect((await stat(file)).size).toBe(FRAME_BYTES + 1);
    room = 10_000;
    expect(await journal.append([bytes(2)])).toEqual(ok({ end: 2 * (FRAME_BYTES + 1) }));
    expect(await everything(journal)).toEqual([bytes(1), bytes(2)]);
  });

  test('that refuses even to cut back is cut back before the next write', async () => {
    let full = false;
    const refused = (): void => {
      if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    };
    const journal = await openHere(async (name) => {
      const handle = await open(name, 'wx+');
      const room = withRoom(handle, () => (full ? 40 : 10_000));
      return {
        ...room,
        truncate: async (length) => {
          refused();
          await handle.truncate(length);
        },
      };
    });
    await journal.append([bytes(1)]);
    full = true;
    expect(await journal.append(numbered(1, 90))).toEqual(refuse('disk-full'));
    expect((await stat(file)).size).toBe(40);
    expect(await everything(journal)).toEqual([bytes(1)]);
    full = false;
    expect((await journal.append([bytes(2)])).ok).toBe(true);
    expect((await stat(file)).size).toBe(2 * (FRAME_BYTES + 1));
    expect(await everything(journal)).toEqual([bytes(1), bytes(2)]);
  });

  test('met in one step by thousands of rows keeps every row that was answered, over restarts too', async () => {
    let room = 1_000_000;
    await writeFile(file, '');
    const openFull = async (name: string): Promise<JournalFile> =>
      withRoom(await open(name, 'r+'), () => room);
    const journal = await openHere(openFull);
    const kept: Uint8Array[] = [];
    for (let row = 0; row < 2500; row += 50) {
      if (row === 2000) room = 1000;
      const rows = numbered(50, 200).map((entry) => entry.fill(row / 50));
      const answers = await Promise.all(rows.map((entry) => journal.append([entry])));
      kept.push(...rows.filter((_, index) => answers[index]?.ok));
    }
    expect(kept).toHaveLength(2000);
    await journal.close();
    const whileFull = await openHere(openFull);
    expect(await everything(whileFull)).toEqual(kept);
    await whileFull.close();
    room = 1_000_000;
    const freed = await openHere(openFull);
    expect((await freed.append([bytes(1)])).ok).toBe(true);
    expect(await everything(freed)).toEqual([...kept, bytes(1)]);
  });

  test('a failed sync that is not for want of space ends the journal: fsync may not be retried', async () => {
    let broken = false;
    const journal = await openHere(async (name) =>
      watched(await open(name, 'wx+'), {
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

import { mkdtemp, open as openFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { MAX_OPEN_JOURNALS } from '../limits.ts';
import { FRAME_BYTES } from './entry.ts';
import { openJournal } from './journal.ts';
import { openJournals, type Journals } from './journals.ts';

let folder: string;
let journals: Journals;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-journals-'));
  journals = openJournals(folder);
});

afterEach(async () => {
  await journals.close();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const files = async (): Promise<readonly string[]> => (await readdir(folder)).toSorted();

async function restart(): Promise<void> {
  await journals.close();
  journals = openJournals(folder);
}

test('each generation is a file of its own; 0 is the one without a number', async () => {
  for (const generation of [0, 7]) {
    expect(await journals.open({ generation, fresh: false })).toEqual(ok({ end: 0 }));
    await journals.append(generation, [bytes(generation)]);
  }
  expect(await files()).toEqual(['journal', 'journal-7']);
  await restart();
  expect(await journals.open({ generation: 7, fresh: false })).toEqual(
    ok({ end: FRAME_BYTES + 1 }),
  );
  expect((await journals.replay(7, 0)).entries).toEqual([bytes(7)]);
});

test('one that is open is found as it is: the end it says is the end it has', async () => {
  await journals.open({ generation: 1, fresh: false });
  await journals.append(1, [bytes(1, 2, 3)]);
  expect(await journals.open({ generation: 1, fresh: false })).toEqual(
    ok({ end: FRAME_BYTES + 3 }),
  );
});

test('a journal that was begun and never written to holds nothing', async () => {
  expect(await journals.holdSomething()).toBe(false);
  await journals.open({ generation: 1, fresh: true });
  expect(await journals.holdSomething()).toBe(false);
  await journals.append(1, [bytes(1)]);
  await restart();
  expect(await journals.holdSomething()).toBe(true);
});

test('a fresh one begins empty, whatever an unfinished rewrite has left', async () => {
  await journals.open({ generation: 2, fresh: true });
  await journals.append(2, [bytes(1)]);
  expect(await journals.open({ generation: 2, fresh: true })).toEqual(ok({ end: 0 }));
  await restart();
  await writeFile(path.join(folder, 'journal-2'), 'what a kill left');
  expect(await journals.open({ generation: 2, fresh: true })).toEqual(ok({ end: 0 }));
  expect(await journals.append(2, [bytes(5)])).toEqual(ok({ end: FRAME_BYTES + 1 }));
});

test('what was not opened takes and gives nothing', async () => {
  await expect(journals.append(1, [bytes(1)])).rejects.toThrow('not open');
  await expect(journals.replay(1, 0)).rejects.toThrow('not open');
  expect(await files()).toEqual([]);
});

test('all but one generation go, opened or not, and no other file', async () => {
  for (const generation of [0, 1, 2]) await journals.open({ generation, fresh: false });
  await journals.append(2, [bytes(2)]);
  for (const name of ['journal-9', 'keyring-1', 'header', 'journal-2x']) {
    await writeFile(path.join(folder, name), '');
  }
  await journals.keepOnly(2);
  expect(await files()).toEqual(['header', 'journal-2', 'journal-2x', 'keyring-1']);
  await expect(journals.append(1, [bytes(1)])).rejects.toThrow('not open');
  expect((await journals.replay(2, 0)).entries).toEqual([bytes(2)]);
});

test('nothing goes where the one to keep is missing', async () => {
  await journals.open({ generation: 1, fresh: false });
  await expect(journals.keepOnly(2)).rejects.toThrow('missing');
  expect(await files()).toEqual(['journal-1']);
  expect((await journals.append(1, [bytes(1)])).ok).toBe(true);
});

test('no more are open at once than a rewrite needs', async () => {
  for (let generation = 0; generation < MAX_OPEN_JOURNALS; generation += 1) {
    await journals.open({ generation, fresh: false });
  }
  const beyond = { generation: MAX_OPEN_JOURNALS, fresh: false };
  await expect(journals.open(beyond)).rejects.toThrow('too many');
  await journals.keepOnly(1);
  expect((await journals.open(beyond)).ok).toBe(true);
});

test('a disk too full for a new file is said', async () => {
  const full = openJournals(folder, async () => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  });
  expect(await full.open({ generation: 1, fresh: false })).toEqual(refuse('disk-full'));
});

test('a journal ended by a failed sync stays ended when it is opened again', async () => {
  let broken = true;
  const failing = openJournals(folder, (name) =>
    openJournal(name, async () => {
      const handle = await openFile(name, 'a+');
      const datasync = async (): Promise<void> => {
        if (broken) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      };
      return Object.assign(handle, { datasync });
    }),
  );
  await failing.open({ generation: 1, fresh: false });
  await expect(failing.append(1, [bytes(1)])).rejects.toThrow('EIO');
  broken = false;
  await failing.open({ generation: 1, fresh: false });
  await expect(failing.append(1, [bytes(1)])).rejects.toThrow('unusable');
  await failing.close();
});

test('once closed, none is opened any more', async () => {
  await journals.open({ generation: 1, fresh: false });
  await journals.close();
  await expect(journals.open({ generation: 2, fresh: false })).rejects.toThrow('closed');
  expect(await files()).toEqual(['journal-1']);
});

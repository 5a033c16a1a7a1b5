/** A journal file in a folder of its own, opened as often as a test likes. */
import { mkdtemp, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openJournal, type Journal, type JournalFile } from '../../src/main/journal/journal.ts';

export interface JournalRig {
  readonly file: string;
  readonly openHere: (openFile?: (name: string) => Promise<JournalFile>) => Promise<Journal>;
  readonly stop: () => Promise<void>;
}

export async function journalRig(): Promise<JournalRig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-journal-'));
  const file = path.join(folder, 'journal');
  const opened: Journal[] = [];
  return {
    file,
    openHere: async (openFile) => {
      const journal = await openJournal(file, openFile);
      opened.push(journal);
      return journal;
    },
    stop: async () => {
      for (const journal of opened) await journal.close().catch(() => null);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

export const numbered = (count: number, length = 4): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, index) => new Uint8Array(length).fill(index % 256));

export async function everything(journal: Journal): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (let from = 0, end = false; !end;) {
    const page = await journal.replay(from);
    all.push(...page.entries);
    ({ next: from, end } = page);
  }
  return all;
}

interface Watch {
  readonly onWrite?: () => void;
  readonly onSync?: () => void;
}

/** The real file, watched. */
export const watched = (handle: FileHandle, watch: Watch): JournalFile => ({
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
export const withRoom = (handle: FileHandle, room: () => number): JournalFile => ({
  ...watched(handle, {}),
  write: async (from, offset, length, position) => {
    const fits = Math.min(length, room() - position);
    if (fits <= 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    return await handle.write(from, offset, fits, position);
  },
});

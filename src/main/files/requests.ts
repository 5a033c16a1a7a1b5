/** The vault's requests that touch files. */
import { open as openFile } from 'node:fs/promises';
import path from 'node:path';
import type { CarrierRequests } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Journal } from '../journal/journal.ts';
import { MAX_OPEN_BYTES } from '../limits.ts';
import type { AskOpen, AskSave } from './dialogs.ts';
import type { ToPdf } from './print.ts';
import type { Space } from './space.ts';
import type { VaultFolder } from './vault-files.ts';
import { writeOut } from './write-out.ts';

export type FileRequest =
  | 'readVault'
  | 'writeVault'
  | 'append'
  | 'replay'
  | 'save'
  | 'print'
  | 'open'
  | 'space';

export interface FileParts {
  readonly folder: VaultFolder;
  readonly journal: Journal;
  readonly space: Pick<Space, 'free'>;
  readonly askSave: AskSave;
  readonly askOpen: AskOpen;
  readonly toPdf: ToPdf;
}

type Written = Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>;

/** One handler per request over these parts. */
export function fileRequests(parts: FileParts): Pick<Handlers<CarrierRequests>, FileRequest> {
  const { folder, journal, space, askSave, askOpen, toPdf } = parts;

  /** Asks first, makes the bytes only for a chosen path. */
  const write = async (name: string, make: () => Promise<Uint8Array>): Promise<Written> => {
    const file = await askSave(name);
    if (file === null) return refuse('cancelled');
    try {
      await writeOut(file, await make());
      return ok({ name: path.basename(file) });
    } catch {
      return refuse('cannot-write');
    }
  };

  return {
    readVault: () => folder.read(),
    writeVault: (files) => folder.write(files),
    append: ({ entries }) => journal.append(entries),
    replay: ({ from }) => journal.replay(from),
    save: ({ name, bytes }) => write(name, async () => bytes),
    print: ({ name, html }) => write(name, () => toPdf(html)),
    open: async ({ extensions }) => {
      const file = await askOpen(extensions);
      return file === null ? refuse('cancelled') : await readIn(file);
    },
    space: async () => ({ free: await space.free() }),
  };
}

async function readIn(file: string): Promise<CarrierRequests['open']['output']> {
  const handle = await openFile(file, 'r').catch(() => null);
  if (handle === null) return refuse('cannot-read');
  try {
    const { size } = await handle.stat();
    if (size > MAX_OPEN_BYTES) return refuse('too-large');
    const bytes = await handle.readFile();
    if (bytes.length > MAX_OPEN_BYTES) return refuse('too-large');
    return ok({ name: path.basename(file), bytes: Uint8Array.from(bytes) });
  } catch {
    return refuse('cannot-read');
  } finally {
    await handle.close();
  }
}

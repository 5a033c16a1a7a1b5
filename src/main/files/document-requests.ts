/** The vault's requests for documents: saved, printed and read in, each where a person says. */
import { open as openFile } from 'node:fs/promises';
import path from 'node:path';
import type { CarrierRequests } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { MAX_OPEN_BYTES } from '../limits.ts';
import type { AskOpen, AskSave } from './dialogs.ts';
import type { ToPdf } from './print.ts';
import { writeOut } from './write-out.ts';

export type DocumentRequest = 'save' | 'print' | 'open';

export interface DocumentParts {
  readonly askSave: AskSave;
  readonly askOpen: AskOpen;
  readonly toPdf: ToPdf;
}

type Written = Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>;

/** One handler per request over these parts. */
export function documentRequests({
  askSave,
  askOpen,
  toPdf,
}: DocumentParts): Pick<Handlers<CarrierRequests>, DocumentRequest> {
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
    save: ({ name, bytes }) => write(name, async () => bytes),
    print: ({ name, html }) => write(name, () => toPdf(html)),
    open: async ({ extensions }) => {
      const file = await askOpen(extensions);
      return file === null ? refuse('cancelled') : await readIn(file);
    },
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

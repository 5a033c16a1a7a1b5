/**
 * Large files written and read piece by piece, to and from paths a person chose in a dialog.
 *
 * The handles belong to one page; when it goes, they are closed and unfinished files deleted.
 */
import path from 'node:path';
import type { CarrierRequests } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { MAX_STREAMS } from '../limits.ts';
import type { AskOpen, AskSave } from './dialogs.ts';
import { beginIncoming, type Incoming } from './incoming.ts';
import { beginOutgoing, type Outgoing } from './outgoing.ts';

export type StreamRequest =
  | 'beginSave'
  | 'writeSave'
  | 'readSave'
  | 'endSave'
  | 'beginOpen'
  | 'readOpen'
  | 'endOpen';

export interface StreamParts {
  readonly askSave: AskSave;
  readonly askOpen: AskOpen;
}

export interface Streams {
  readonly handlers: Pick<Handlers<CarrierRequests>, StreamRequest>;
  /** Whether a file is being written: an app that ends now would leave it unfinished. */
  readonly saving: () => boolean;
  /** Closes everything and deletes unfinished files; nothing can be begun any more. */
  readonly close: () => Promise<void>;
}

/** The streams of one page; none is open yet. */
export function openStreams({ askSave, askOpen }: StreamParts): Streams {
  const begun = new Begun();
  const saves = new Map<number, Outgoing>();
  const opens = new Map<number, Incoming>();
  return {
    handlers: {
      beginSave: async ({ name }) => {
        const made = await begun.begin(saves, () => askSave(name), beginOutgoing);
        if (!made.ok) return refuse(made.refusal === 'failed' ? 'cannot-write' : made.refusal);
        return ok({ handle: made.value.handle, name: made.value.name });
      },
      writeSave: async ({ handle, bytes }) =>
        (await saves.get(handle)?.write(bytes)) ?? refuse('cannot-write'),
      readSave: async ({ handle, at, length }) =>
        (await saves.get(handle)?.read(at, length)) ?? refuse('cannot-read'),
      endSave: async ({ handle, keep }) => {
        const save = begun.end(saves, handle);
        if (keep) return (await save?.keep()) ?? refuse('cannot-write');
        await save?.abandon();
        return ok(null);
      },
      beginOpen: async ({ extensions }) => {
        const made = await begun.begin(opens, () => askOpen(extensions), beginIncoming);
        if (!made.ok) return refuse(made.refusal === 'failed' ? 'cannot-read' : made.refusal);
        const { handle, name, stream } = made.value;
        return ok({ handle, name, size: stream.size });
      },
      readOpen: async ({ handle, at, length }) =>
        (await opens.get(handle)?.read(at, length)) ?? refuse('cannot-read'),
      endOpen: async ({ handle }) => {
        await begun.end(opens, handle)?.abandon();
        return null;
      },
    },
    saving: () => saves.size > 0,
    close: async () => {
      const all = [...saves.values(), ...opens.values()];
      saves.clear();
      opens.clear();
      begun.close();
      await Promise.all(all.map((one) => one.abandon()));
    },
  };
}

interface Stream {
  readonly abandon: () => Promise<void>;
}

interface Made<T> {
  readonly handle: number;
  readonly name: string;
  readonly stream: T;
}

/** Numbers the handles and counts them, with the dialogs that stand open. */
class Begun {
  #last = 0;
  #count = 0;
  #over = false;

  async begin<T extends Stream>(
    table: Map<number, T>,
    ask: () => Promise<string | null>,
    make: (file: string) => Promise<T>,
  ): Promise<Outcome<Made<T>, 'cancelled' | 'failed'>> {
    if (this.#over || this.#count >= MAX_STREAMS) return refuse('failed');
    this.#count += 1;
    const made = await this.#made(ask, make);
    if (!made.ok) {
      this.#count -= 1;
      return made;
    }
    const { handle, stream } = made.value;
    table.set(handle, stream);
    return made;
  }

  /** Takes the stream out of its table, once. */
  end<T>(table: Map<number, T>, handle: number): T | null {
    const stream = table.get(handle) ?? null;
    if (table.delete(handle)) this.#count -= 1;
    return stream;
  }

  close(): void {
    this.#over = true;
  }

  async #made<T extends Stream>(
    ask: () => Promise<string | null>,
    make: (file: string) => Promise<T>,
  ): Promise<Outcome<Made<T>, 'cancelled' | 'failed'>> {
    const file = await ask();
    if (file === null) return refuse('cancelled');
    const stream = await make(file).catch(() => null);
    if (stream === null) return refuse('failed');
    // The page may have gone while the dialog stood open.
    if (this.#over) {
      await stream.abandon();
      return refuse('cancelled');
    }
    this.#last += 1;
    return ok({ handle: this.#last, name: path.basename(file), stream });
  }
}

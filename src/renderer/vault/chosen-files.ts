/**
 * Vault: the system's dialogs and the files chosen in them, counted on their way to main.
 *
 * A dialog stands in front of whatever door the screen shows: behind a shut one none is opened any more (ADR 0049).
 */
import type { Carrier } from '../../contract/carrier.ts';
import { refuse, type Outcome } from '../../contract/outcome.ts';

interface ChosenFiles {
  readonly carrier: Carrier;
  /** Dialogs nobody has answered, and files that are still written or read. */
  readonly open: () => number;
}

export function chosenFiles(carrier: Carrier, shut: () => boolean): ChosenFiles {
  let dialogs = 0;
  const handles = new Set<number>();

  async function asked<T, R extends string>(
    ask: () => Promise<Outcome<T, R>>,
  ): Promise<Outcome<T, R | 'cancelled'>> {
    if (shut()) return refuse('cancelled');
    dialogs += 1;
    return await ask().finally(() => {
      dialogs -= 1;
    });
  }

  async function begun<T extends { readonly handle: number }, R extends string>(
    ask: () => Promise<Outcome<T, R>>,
  ): Promise<Outcome<T, R | 'cancelled'>> {
    const made = await asked(ask);
    if (made.ok) handles.add(made.value.handle);
    return made;
  }

  const ended = async <T>(handle: number, end: () => Promise<T>): Promise<T> =>
    await end().finally(() => handles.delete(handle));

  return {
    carrier: {
      ...carrier,
      save: async (input) => await asked(async () => await carrier.save(input)),
      print: async (input) => await asked(async () => await carrier.print(input)),
      open: async (input) => await asked(async () => await carrier.open(input)),
      beginSave: async (input) => await begun(async () => await carrier.beginSave(input)),
      beginOpen: async (input) => await begun(async () => await carrier.beginOpen(input)),
      endSave: async (input) => await ended(input.handle, async () => await carrier.endSave(input)),
      endOpen: async (input) => await ended(input.handle, async () => await carrier.endOpen(input)),
    },
    open: () => dialogs + handles.size,
  };
}

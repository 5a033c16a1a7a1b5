/** Vault, store: a journal generation read back, page by page. Nothing is decrypted: rows stay sealed. */
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import {
  NO_ENTRIES,
  parseEntry,
  readEntry,
  type Chain,
  type Entry,
  type Head,
  type OpenedEntry,
} from './entry.ts';

/** A place in a generation that one has come to. */
export interface Reached {
  readonly head: Head;
  /** Bytes of the file up to there. */
  readonly end: number;
}

export const JOURNAL_START: Reached = { head: NO_ENTRIES, end: 0 };

interface Page {
  readonly entries: readonly Uint8Array[];
  readonly next: number;
}

/** Main's pages from a position it gave. Where main finds the file damaged this throws {@link ProtocolError}. */
export async function* pagesOf(
  carrier: Pick<Carrier, 'replay'>,
  generation: number,
  start: number,
): AsyncGenerator<Page, void> {
  let from = start;
  for (;;) {
    const page = await pageAt(carrier, generation, from);
    yield page;
    if (page.end) return;
    if (page.next <= from) throw new Error('replay does not advance');
    from = page.next;
  }
}

/** An answer that main cannot give is a file it cannot read: it has no other reason. */
async function pageAt(carrier: Pick<Carrier, 'replay'>, generation: number, from: number) {
  try {
    return await carrier.replay({ generation, from });
  } catch {
    throw new ProtocolError('bad-body', 'journal');
  }
}

/**
 * Every entry after `from`, each proven before the next is looked at; returns where it ended. Throws
 * {@link ProtocolError} at the first one that does not belong.
 */
export async function* replay(
  carrier: Pick<Carrier, 'replay'>,
  generation: number,
  chain: Chain,
  from: Reached = JOURNAL_START,
): AsyncGenerator<OpenedEntry, Reached> {
  let { head, end } = from;
  const order = new Order(from.head.count > 0);
  for await (const page of pagesOf(carrier, generation, from.end)) {
    for (const bytes of page.entries) {
      const entry = readEntry(bytes, head, chain);
      order.take(entry.kind);
      ({ head } = entry);
      yield entry;
    }
    end = page.next;
  }
  order.end();
  return { head, end };
}

/** The base comes first and is whole; a generation without one has none of its rows. */
class Order {
  #base: 'maybe' | 'open' | 'past';

  constructor(later: boolean) {
    this.#base = later ? 'past' : 'maybe';
  }

  take(kind: Entry['kind']): void {
    if (kind === 'changes') {
      if (this.#base === 'open') throw new ProtocolError('bad-body', 'base');
      this.#base = 'past';
      return;
    }
    if (this.#base === 'past') throw new ProtocolError('bad-body', 'base');
    this.#base = kind === 'base-end' ? 'past' : 'open';
  }

  end(): void {
    if (this.#base === 'open') throw new ProtocolError('bad-body', 'base');
  }
}

/**
 * Rows of a generation without the chain's proof, as far as it can be read: for rows whose hash is
 * known. What is not an entry is passed over.
 */
export async function* scan(
  carrier: Pick<Carrier, 'replay'>,
  generation: number,
): AsyncGenerator<readonly SealedRow[], void> {
  try {
    for await (const { entries } of pagesOf(carrier, generation, 0)) {
      for (const bytes of entries) yield rowsOf(bytes);
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}

function rowsOf(bytes: Uint8Array): readonly SealedRow[] {
  try {
    return parseEntry(bytes).rows;
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

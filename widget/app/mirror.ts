import type { OpenShelf } from './shelf.ts';

/** The two storages a browser has for a page. A worker has neither. */
export type ShelfName = 'session' | 'local';

/** What the page's storages hold for the engine when it starts; null where there is no storage. */
export type Kept = Readonly<Record<ShelfName, Readonly<Record<string, string>> | null>>;

/** One change to a storage. They are numbered, and made in that order. */
export interface Write {
  readonly rev: number;
  readonly shelf: ShelfName;
  readonly name: string;
  readonly value: string;
}

/** Calls `release` once everything written before this moment is durable, in the order asked. */
export type Barrier = (release: () => void) => void;

export interface Mirror {
  readonly session: OpenShelf | null;
  readonly local: OpenShelf | null;
  /**
   * The law "durable before SEND, durable before ACK" (PROTOCOL §4), where the storage is in another
   * thread: what waits here leaves when the page has answered for every earlier write, and never before.
   */
  readonly afterWrites: Barrier;
  /** The page has made this change and all before it, or the browser refused it for good. */
  readonly confirm: (rev: number) => void;
}

/**
 * widget/app: the page's storages as the engine sees them.
 *
 * Reads are answered from what was handed over and written since; every write is told to the page.
 */
export function makeMirror(kept: Kept, tell: (write: Write) => void): Mirror {
  let written = 0;
  let confirmed = 0;
  const waiting: { readonly rev: number; readonly release: () => void }[] = [];

  const shelfOf = (shelf: ShelfName): OpenShelf | null => {
    if (kept[shelf] === null) return null;
    const items = new Map(Object.entries(kept[shelf]));
    return {
      getItem: (name) => items.get(name) ?? null,
      setItem: (name, value) => {
        items.set(name, value);
        written += 1;
        tell({ rev: written, shelf, name, value });
      },
    };
  };

  return {
    session: shelfOf('session'),
    local: shelfOf('local'),
    afterWrites: (release) => {
      if (confirmed === written) release();
      else waiting.push({ rev: written, release });
    },
    confirm: (rev) => {
      confirmed = Math.max(confirmed, rev);
      while (waiting[0] !== undefined && waiting[0].rev <= confirmed) waiting.shift()?.release();
    },
  };
}

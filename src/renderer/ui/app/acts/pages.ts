// Room: ui/app/acts. Long lists come in pages: the first at once, the others when the screen has nothing better to do.
import { answered, type ActContext } from './context.ts';

/** What fills a screen at once, and what comes in each quiet moment after. */
const FIRST = 50;
const NEXT = 200;
/** So long a page waits for a quiet moment at most, ms. */
const PATIENCE_MS = 300;

const quiet = (): Promise<void> =>
  new Promise((go) => {
    if (typeof requestIdleCallback === 'function') {
      requestIdleCallback(() => go(), { timeout: PATIENCE_MS });
    } else setTimeout(go);
  });

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** So often all is asked for again when lines were missed. */
const ROUNDS = 3;

/**
 * Asks page after page until all are here, or the vault stops answering. Lines move while pages are on
 * their way, and one may slip from a page to come into one that has come: then it begins anew.
 */
async function rest<T extends { readonly id: string }>(
  ask: (from: number) => Promise<Page<T> | null>,
  first: Page<T>,
  take: (page: Page<T>) => void,
): Promise<void> {
  const known = new Set(first.items.map(({ id }) => id));
  let { total } = first;
  let from = first.items.length;
  for (let round = 0; round < ROUNDS && known.size < total; round += 1) {
    while (from < total) {
      await quiet();
      const page = await ask(from);
      if (page === null || page.items.length === 0) return;
      for (const { id } of page.items) known.add(id);
      from += page.items.length;
      total = page.total;
      take(page);
    }
    from = 0;
  }
}

/** Loads the inbox. Resolves after its first page; the others follow by themselves. */
export async function loadLines(context: ActContext): Promise<void> {
  const { desk, stores } = context;
  const ask = async (from: number) => {
    const limit = from === 0 ? FIRST : NEXT;
    const page = await answered(context, desk.conversations({ from, limit }));
    return page === null ? null : { items: page.conversations, total: page.total };
  };
  const first = await ask(0);
  if (first === null) return;
  stores.inbox.send({ type: 'loaded', lines: first.items, total: first.total });
  void rest(ask, first, ({ items, total }) =>
    stores.inbox.send({ type: 'paged', lines: items, total }),
  );
}

/** The same for the list of cases. */
export async function loadHeads(context: ActContext): Promise<void> {
  const { desk, stores } = context;
  const ask = async (from: number) => {
    const limit = from === 0 ? FIRST : NEXT;
    const page = await answered(context, desk.cases({ from, limit }));
    return page === null ? null : { items: page.cases, total: page.total };
  };
  const first = await ask(0);
  if (first === null) return;
  stores.heads.send({ type: 'loaded', heads: first.items, total: first.total });
  void rest(ask, first, ({ items, total }) =>
    stores.heads.send({ type: 'paged', heads: items, total }),
  );
}

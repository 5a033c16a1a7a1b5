// Room: ui/app/acts. Searching while somebody types, and going to what was found.
import type { MessageId } from '../../../../contract/desk.ts';
import type { SearchHit } from '../../../../contract/search.ts';
import { queryOf, type SearchFilters } from '../state/search.ts';
import { ended } from '../state/task.ts';
import type { ActContext } from './context.ts';
import type { TalkActs } from './talk-acts.ts';

/** Quiet time after a letter before the vault is asked, ms. */
const SEARCH_AFTER_MS = 90;

export interface SearchActs {
  readonly open: () => void;
  readonly close: () => void;
  readonly type: (text: string) => void;
  readonly filter: (change: Partial<SearchFilters>) => void;
  readonly go: (hit: SearchHit) => void;
}

export function searchActs(context: ActContext, talk: Pick<TalkActs, 'open'>): SearchActs {
  const { desk, stores } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async (): Promise<void> => {
    const state = stores.search.get();
    if (!state.open || state.text.trim() === '') return;
    stores.search.send({ type: 'asking' });
    const { asked } = stores.search.get();
    const found = await ended<'search'>(desk.search(queryOf(state)));
    if (found.status === 'done') stores.search.send({ type: 'found', asked, answer: found.value });
    else stores.search.send({ type: 'failed', asked });
  };

  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), SEARCH_AFTER_MS);
  };

  const close = (): void => {
    clearTimeout(timer);
    stores.search.send({ type: 'closed' });
  };

  return {
    open: () => stores.search.send({ type: 'opened' }),
    close,
    type: (text) => {
      stores.search.send({ type: 'typed', text });
      soon();
    },
    filter: (change) => {
      stores.search.send({ type: 'filtered', change });
      soon();
    },
    go: (hit) => {
      close();
      if ((hit.kind === 'message' || hit.kind === 'note') && hit.conversation !== null) {
        void talk.open(hit.conversation, hit.item as MessageId | null);
      } else if (hit.case !== null) stores.view.send({ type: 'case-opened', id: hit.case });
      else if (hit.conversation !== null) void talk.open(hit.conversation);
    },
  };
}

// Room: ui/app/state. The search over everything: what is asked, what was found, which hit is chosen.
import type { SearchAnswer, SearchKind, SearchQuery } from '../../../../contract/search.ts';

/** Most hits shown at once. */
const SEARCH_LIMIT = 50;

export interface SearchFilters {
  readonly kinds: readonly SearchKind[];
  /** ISO dates. */
  readonly from: string | null;
  readonly to: string | null;
  readonly code: string | null;
  readonly operator: string;
  readonly language: string | null;
}

export interface Search {
  readonly open: boolean;
  readonly text: string;
  readonly filters: SearchFilters;
  /** Counts what was asked: an answer to an older question is not shown. */
  readonly asked: number;
  readonly status: 'idle' | 'asking' | 'ready' | 'failed';
  readonly answer: SearchAnswer | null;
  /** Place of the chosen hit in the answer. */
  readonly chosen: number;
}

export type SearchEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'filtered'; readonly change: Partial<SearchFilters> }
  | { readonly type: 'asking' }
  | { readonly type: 'found'; readonly asked: number; readonly answer: SearchAnswer }
  | { readonly type: 'failed'; readonly asked: number }
  | { readonly type: 'moved'; readonly by: number }
  | { readonly type: 'chose'; readonly at: number };

export const noFilters: SearchFilters = {
  kinds: [],
  from: null,
  to: null,
  code: null,
  operator: '',
  language: null,
};

export const closedSearch: Search = {
  open: false,
  text: '',
  filters: noFilters,
  asked: 0,
  status: 'idle',
  answer: null,
  chosen: 0,
};

/** Folds one event into the search. Closing forgets the words: they are about somebody. */
export function search(state: Search, event: SearchEvent): Search {
  switch (event.type) {
    case 'opened':
      return state.open ? state : { ...closedSearch, asked: state.asked, open: true };
    case 'closed':
      return { ...closedSearch, asked: state.asked + 1 };
    case 'typed':
      return { ...state, text: event.text, ...(event.text.trim() === '' ? cleared(state) : {}) };
    case 'filtered':
      return { ...state, filters: { ...state.filters, ...event.change } };
    case 'asking':
      return { ...state, asked: state.asked + 1, status: 'asking' };
    case 'found':
      return event.asked === state.asked
        ? { ...state, status: 'ready', answer: event.answer, chosen: 0 }
        : state;
    case 'failed':
      return event.asked === state.asked ? { ...state, status: 'failed', answer: null } : state;
    case 'moved':
      return chose(state, state.chosen + event.by);
    case 'chose':
      return chose(state, event.at);
  }
}

const cleared = (state: Search): Partial<Search> => ({
  status: 'idle',
  answer: null,
  chosen: 0,
  asked: state.asked + 1,
});

function chose(state: Search, at: number): Search {
  const last = (state.answer?.hits.length ?? 0) - 1;
  const chosen = Math.max(0, Math.min(at, last));
  return chosen === state.chosen ? state : { ...state, chosen };
}

/** The first and last moment of a local day, which has 23 or 25 hours twice a year. */
const dayStart = (iso: string | null): number | null =>
  iso === null ? null : new Date(`${iso}T00:00:00`).getTime();
const dayEnd = (iso: string | null): number | null =>
  iso === null ? null : new Date(`${iso}T23:59:59.999`).getTime();

/** What the vault is asked. */
export const queryOf = ({ text, filters }: Search): SearchQuery => ({
  text: text.trim(),
  kinds: filters.kinds,
  from: dayStart(filters.from),
  to: dayEnd(filters.to),
  codes: filters.code === null ? [] : [filters.code],
  operator: filters.operator.trim() === '' ? null : filters.operator.trim(),
  language: filters.language,
  limit: SEARCH_LIMIT,
});

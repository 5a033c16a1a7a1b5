// Room: ui/app/state. The queue: every conversation's line, the filter and the search.
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';

export type InboxFilter = 'waiting' | 'all';

export interface Inbox {
  readonly loaded: boolean;
  readonly lines: ReadonlyMap<ConversationId, ConversationSummary>;
  readonly filter: InboxFilter;
  readonly query: string;
}

export type InboxEvent =
  | { readonly type: 'loaded'; readonly lines: readonly ConversationSummary[] }
  | { readonly type: 'changed'; readonly line: ConversationSummary }
  | { readonly type: 'filtered'; readonly filter: InboxFilter }
  | { readonly type: 'searched'; readonly query: string };

export const emptyInbox: Inbox = { loaded: false, lines: new Map(), filter: 'all', query: '' };

export function inbox(state: Inbox, event: InboxEvent): Inbox {
  switch (event.type) {
    case 'loaded':
      return { ...state, loaded: true, lines: new Map(event.lines.map((line) => [line.id, line])) };
    case 'changed':
      return { ...state, lines: new Map(state.lines).set(event.line.id, event.line) };
    case 'filtered':
      return { ...state, filter: event.filter };
    case 'searched':
      return { ...state, query: event.query };
  }
}

/** Who waits longest comes first; below them the newest conversation. */
function byUrgency(a: ConversationSummary, b: ConversationSummary): number {
  if (a.waitingSince !== null && b.waitingSince !== null) return a.waitingSince - b.waitingSince;
  if (a.waitingSince !== null) return -1;
  if (b.waitingSince !== null) return 1;
  return b.lastAt - a.lastAt;
}

const matches = (line: ConversationSummary, query: string): boolean =>
  line.name.toLocaleLowerCase().includes(query) ||
  line.preview.toLocaleLowerCase().includes(query) ||
  (line.case?.reference.includes(query) ?? false);

/** The lines to show, in order. The open conversation stays even when it just stopped waiting. */
export function visibleLines(
  state: Inbox,
  open: ConversationId | null,
): readonly ConversationSummary[] {
  const query = state.query.trim().toLocaleLowerCase();
  return [...state.lines.values()]
    .filter((line) => state.filter === 'all' || line.waitingSince !== null || line.id === open)
    .filter((line) => query === '' || matches(line, query))
    .toSorted(byUrgency);
}

export const waitingCount = (state: Inbox): number =>
  [...state.lines.values()].filter((line) => line.waitingSince !== null).length;

export const unreadCount = (state: Inbox): number =>
  [...state.lines.values()].reduce((sum, line) => sum + line.unread, 0);

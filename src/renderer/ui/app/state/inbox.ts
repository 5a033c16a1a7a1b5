// Room: ui/app/state. The queue: every conversation's line in the order of need, and the filter.
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import { byUrgency } from '../../../../contract/queue.ts';
import { everything, shownLines, type QueueFilter } from './queue-filter.ts';

export interface Inbox {
  readonly loaded: boolean;
  readonly lines: ReadonlyMap<ConversationId, ConversationSummary>;
  /** The same lines, most urgent first. Kept in order line by line: ten thousand are never sorted again for one. */
  readonly order: readonly ConversationSummary[];
  /** How many there are in the vault; more than `lines` while pages are still coming. */
  readonly total: number;
  readonly waiting: number;
  readonly unread: number;
  readonly filter: QueueFilter;
}

export type InboxEvent =
  /** The first page: takes the place of what was there. */
  | {
      readonly type: 'loaded';
      readonly lines: readonly ConversationSummary[];
      readonly total: number;
    }
  /** A further page: joins what is there. A line that a fact brought meanwhile is the newer one. */
  | {
      readonly type: 'paged';
      readonly lines: readonly ConversationSummary[];
      readonly total: number;
    }
  | { readonly type: 'changed'; readonly line: ConversationSummary }
  | { readonly type: 'gone'; readonly conversation: ConversationId }
  | { readonly type: 'cleared' }
  | { readonly type: 'filtered'; readonly filter: Partial<QueueFilter> };

export const emptyInbox: Inbox = {
  loaded: false,
  lines: new Map(),
  order: [],
  total: 0,
  waiting: 0,
  unread: 0,
  filter: everything,
};

export function inbox(state: Inbox, event: InboxEvent): Inbox {
  switch (event.type) {
    case 'loaded':
      return { ...counted(state, event.lines, event.total), loaded: true };
    case 'paged': {
      const fresh = event.lines.filter(({ id }) => !state.lines.has(id));
      return fresh.length === 0 && state.total === event.total
        ? state
        : counted(state, [...state.order, ...fresh], event.total);
    }
    case 'changed':
      return changed(state, event.line);
    case 'gone':
      return gone(state, event.conversation);
    case 'cleared':
      return { ...emptyInbox, filter: state.filter };
    case 'filtered':
      return { ...state, filter: { ...state.filter, ...event.filter } };
  }
}

/** Counts and orders anew: once per page, not once per message. */
function counted(state: Inbox, lines: readonly ConversationSummary[], total: number): Inbox {
  const order = lines.toSorted(byUrgency);
  return {
    ...state,
    lines: new Map(order.map((line) => [line.id, line])),
    order,
    total: Math.max(total, order.length),
    waiting: order.reduce((sum, line) => sum + waits(line), 0),
    unread: order.reduce((sum, { unread }) => sum + unread, 0),
  };
}

function changed(state: Inbox, line: ConversationSummary): Inbox {
  const before = state.lines.get(line.id);
  const others = before === undefined ? state.order : without(state.order, before);
  return {
    ...state,
    lines: new Map(state.lines).set(line.id, line),
    order: others.toSpliced(placeFor(others, line), 0, line),
    total: before === undefined ? state.total + 1 : state.total,
    waiting: state.waiting + waits(line) - waits(before),
    unread: state.unread + line.unread - (before?.unread ?? 0),
  };
}

function gone(state: Inbox, conversation: ConversationId): Inbox {
  const before = state.lines.get(conversation);
  if (before === undefined) return state;
  const lines = new Map(state.lines);
  lines.delete(conversation);
  return {
    ...state,
    lines,
    order: without(state.order, before),
    total: Math.max(0, state.total - 1),
    waiting: state.waiting - waits(before),
    unread: state.unread - before.unread,
  };
}

const waits = (line: ConversationSummary | undefined): number =>
  line === undefined || (line.waitingSince === null && !line.soon) ? 0 : 1;

const without = (
  order: readonly ConversationSummary[],
  line: ConversationSummary,
): readonly ConversationSummary[] => {
  const at = order.indexOf(line);
  return at === -1 ? order : order.toSpliced(at, 1);
};

/** Where a line belongs among ordered ones: found by halving. */
function placeFor(order: readonly ConversationSummary[], line: ConversationSummary): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = order[middle];
    if (there !== undefined && byUrgency(there, line) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines to show, in order. */
export const visibleLines = (
  { order, filter }: Pick<Inbox, 'order' | 'filter'>,
  open: ConversationId | null,
  now: number,
): readonly ConversationSummary[] => shownLines(order, { filter, open, now });

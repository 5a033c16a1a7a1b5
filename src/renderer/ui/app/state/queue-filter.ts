// Room: ui/app/state. Which lines of the queue are shown. Kept until the lock; only what somebody saves by a name is written down.
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import type { QueueView, SavedView } from '../../../../contract/workplace.ts';
import { isAway, isDue, laterAt } from './later.ts';
import { readsOn } from './readers.ts';

export interface QueueFilter {
  readonly view: QueueView;
  /** In the team's words; null for every topic. */
  readonly topic: string | null;
  /** As the widget was used in, e.g. "he"; null for every language. */
  readonly language: string | null;
  /** One that the team has given; null: whatever its tags. */
  readonly tag: string | null;
}

export const everything: QueueFilter = { view: 'all', topic: null, language: null, tag: null };

/** Somebody waits in it, or whoever answered it could not go on. */
const needsAnswer = ({ waitingSince, soon }: ConversationSummary): boolean =>
  waitingSince !== null || soon;

/** What is put away is in no view of what is to be done now; when its moment comes, it is back. */
const inView: Readonly<Record<QueueView, (line: ConversationSummary, now: number) => boolean>> = {
  waiting: (line, now) => (needsAnswer(line) && !isAway(line, now)) || isDue(line, now),
  unread: ({ unread }) => unread > 0,
  mine: (line, now) => line.status === 'open' && line.holder?.own === true && !isAway(line, now),
  free: (line, now) =>
    line.status === 'open' && line.holder === null && readsOn(line) && !isAway(line, now),
  later: (line, now) => laterAt(line, now) !== null,
  closed: ({ status }) => status !== 'open',
  all: () => true,
};

/** It wants an answer, is not put away, and no colleague has it: it is for whoever sits here to answer. */
export const calls = (line: ConversationSummary, now: number): boolean =>
  needsAnswer(line) && !isAway(line, now) && (line.holder === null || line.holder.own);

/** Whether a filter is what somebody saved. */
export const isView = (
  { view, topic, language, tag }: QueueFilter,
  saved: Omit<SavedView, 'name'>,
): boolean =>
  view === saved.view && topic === saved.topic && language === saved.language && tag === saved.tag;

/** Whether something is left out of the view that is chosen. */
export const isNarrowed = ({ topic, language, tag }: QueueFilter): boolean =>
  topic !== null || language !== null || tag !== null;

/** How many lines each view has, however it is narrowed. */
export function countViews(
  lines: readonly ConversationSummary[],
  now: number,
): Readonly<Record<QueueView, number>> {
  const count = (view: QueueView): number => lines.filter((line) => inView[view](line, now)).length;
  return {
    waiting: count('waiting'),
    mine: count('mine'),
    free: count('free'),
    unread: count('unread'),
    later: count('later'),
    all: lines.length,
    closed: count('closed'),
  };
}

interface Asked {
  readonly filter: QueueFilter;
  /** The open conversation stays even when it just stopped waiting. */
  readonly open: ConversationId | null;
  readonly now: number;
}

/** The lines to show, in order; what comes back later in the order in which it does. */
export function shownLines(
  order: readonly ConversationSummary[],
  { filter, open, now }: Asked,
): readonly ConversationSummary[] {
  const { view, topic, language, tag } = filter;
  if (view === 'all' && !isNarrowed(filter)) return order;
  const shown = order.filter(
    (line) =>
      line.id === open ||
      (inView[view](line, now) &&
        (topic === null || line.topic === topic) &&
        (language === null || line.language === language) &&
        (tag === null || line.tags.includes(tag))),
  );
  const moment = (line: ConversationSummary): number => laterAt(line, now) ?? 0;
  return view === 'later' ? shown.toSorted((a, b) => moment(a) - moment(b)) : shown;
}

/** What there is to choose from: topics, languages and tags that stand in a line, each once. */
export function choicesIn(lines: readonly ConversationSummary[]): {
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly tags: readonly string[];
} {
  const sorted = (all: readonly string[]) =>
    [...new Set(all)].filter((one) => one !== '').toSorted((a, b) => a.localeCompare(b));
  return {
    topics: sorted(lines.map(({ topic }) => topic)),
    languages: sorted(lines.map(({ language }) => language)),
    tags: sorted(lines.flatMap(({ tags }) => tags)),
  };
}

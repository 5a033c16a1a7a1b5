// Room: ui/app/state. What the bar above the screen has to say: link, space, document, take-over.
import type { LinkState } from '../../../../contract/desk.ts';
import type { Trouble } from '../../../../contract/jobs.ts';
import type { TeamNews } from '../../../../contract/people.ts';

/** A notice a person may put away. */
export type NoticeKind = Notice['kind'];

export type Notice =
  | { readonly kind: 'taken-over' | 'failed' | 'gone' }
  | { readonly kind: 'low-space'; readonly free: number }
  | { readonly kind: 'stale-document'; readonly expires: number }
  | { readonly kind: 'rebuilt'; readonly count: number }
  | { readonly kind: Trouble['kind']; readonly count: number }
  | { readonly kind: 'backup-due'; readonly lastAt: number | null }
  | { readonly kind: 'retention-due'; readonly due: boolean }
  | { readonly kind: 'retention-news'; readonly news: boolean }
  | { readonly kind: 'team-news'; readonly news: readonly TeamNews[] };

export interface Status {
  readonly link: LinkState;
  /** At most one of each kind, newest last. */
  readonly notices: readonly Notice[];
}

export type StatusEvent =
  | { readonly type: 'link'; readonly link: LinkState }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'dismissed'; readonly kind: NoticeKind };

export const startingStatus: Status = { link: 'connecting', notices: [] };

export function status(state: Status, event: StatusEvent): Status {
  switch (event.type) {
    case 'link':
      return state.link === event.link ? state : { ...state, link: event.link };
    case 'noticed':
      return isOver(event.notice)
        ? away(state, event.notice.kind)
        : noticed(state, summed(state, event.notice));
    case 'dismissed':
      return away(state, event.kind);
  }
}

const away = (state: Status, kind: NoticeKind): Status =>
  state.notices.some((notice) => notice.kind === kind)
    ? { ...state, notices: without(state.notices, kind) }
    : state;

/** What it said is so no longer: messages that were set aside stand in their place, nothing is due. */
const isOver = (notice: Notice): boolean =>
  (notice.kind === 'set-aside' && notice.count === 0) ||
  (notice.kind === 'retention-due' && !notice.due) ||
  (notice.kind === 'retention-news' && !notice.news);

/** Rows that were put right are told as they are found: the line says how many since it was last put away. */
function summed({ notices }: Status, notice: Notice): Notice {
  if (notice.kind !== 'copy-repaired') return notice;
  const told = notices.reduce(
    (sum, known) => (known.kind === 'copy-repaired' ? sum + known.count : sum),
    0,
  );
  return { ...notice, count: notice.count + told };
}

const noticed = (state: Status, notice: Notice): Status =>
  has(state, notice)
    ? state
    : { ...state, notices: [...without(state.notices, notice.kind), notice] };

const without = (notices: readonly Notice[], kind: NoticeKind): readonly Notice[] =>
  notices.filter((notice) => notice.kind !== kind);

/** The same notice told again changes nothing. */
const has = ({ notices }: Status, notice: Notice): boolean =>
  notices.some((known) => JSON.stringify(known) === JSON.stringify(notice));

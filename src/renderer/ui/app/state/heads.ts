// Room: ui/app/state. The list of cases: one head each, newest first. The files themselves are read one by one.
import type { CaseFile, CaseHead } from '../../../../contract/case.ts';
import type { ConversationId } from '../../../../contract/desk.ts';
import { completeness } from '../../features/case/completeness.ts';

export interface Heads {
  readonly loaded: boolean;
  readonly byId: ReadonlyMap<string, CaseHead>;
  /** Newest first; kept in order head by head. */
  readonly order: readonly CaseHead[];
  readonly total: number;
}

export type HeadsEvent =
  | { readonly type: 'loaded'; readonly heads: readonly CaseHead[]; readonly total: number }
  | { readonly type: 'paged'; readonly heads: readonly CaseHead[]; readonly total: number }
  | { readonly type: 'changed'; readonly head: CaseHead }
  | { readonly type: 'gone'; readonly id: string };

export const noHeads: Heads = { loaded: false, byId: new Map(), order: [], total: 0 };

export function heads(state: Heads, event: HeadsEvent): Heads {
  switch (event.type) {
    case 'loaded':
      return { ...listed(event.heads, event.total), loaded: true };
    case 'paged': {
      const fresh = event.heads.filter(({ id }) => !state.byId.has(id));
      return fresh.length === 0 && state.total === event.total
        ? state
        : { ...listed([...state.order, ...fresh], event.total), loaded: state.loaded };
    }
    case 'changed':
      return changed(state, event.head);
    case 'gone':
      return gone(state, event.id);
  }
}

function listed(list: readonly CaseHead[], total: number): Omit<Heads, 'loaded'> {
  const order = list.toSorted(byNewest);
  return {
    byId: new Map(order.map((head) => [head.id, head])),
    order,
    total: Math.max(total, order.length),
  };
}

/** A case seldom changes its place: only a new one moves others. */
function changed(state: Heads, head: CaseHead): Heads {
  const before = state.byId.get(head.id);
  const byId = new Map(state.byId).set(head.id, head);
  if (before === undefined) {
    const order = [head, ...state.order];
    const inPlace = order[1] === undefined || byNewest(head, order[1]) <= 0;
    return {
      ...state,
      byId,
      order: inPlace ? order : order.toSorted(byNewest),
      total: state.total + 1,
    };
  }
  return { ...state, byId, order: state.order.with(state.order.indexOf(before), head) };
}

function gone(state: Heads, id: string): Heads {
  const before = state.byId.get(id);
  if (before === undefined) return state;
  const byId = new Map(state.byId);
  byId.delete(id);
  return {
    ...state,
    byId,
    order: state.order.toSpliced(state.order.indexOf(before), 1),
    total: Math.max(0, state.total - 1),
  };
}

/** References of the cases about one conversation: one as a rule, more after a restore. */
export function casesAbout(
  { order }: Heads,
  conversation: ConversationId,
): { readonly held: readonly string[]; readonly free: readonly string[] } {
  const all = order.filter((head) => head.conversation === conversation);
  const references = (held: boolean): readonly string[] =>
    all.filter((head) => head.held === held).map(({ reference }) => reference);
  return { held: references(true), free: references(false) };
}

/** Newest first; incidents read in together by their reference. */
const byNewest = (a: CaseHead, b: CaseHead): number =>
  b.created - a.created || compare(b.reference, a.reference);

/** References are digits and dashes: plain comparison is right, and fifty times faster than a locale's. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a list shows of a case. */
export const headOf = ({ incident, hold, ...file }: CaseFile): CaseHead => ({
  id: file.id,
  reference: file.reference,
  conversation: file.conversation,
  created: file.created,
  saved: file.saved,
  verifiedAt: file.verifiedAt,
  closedAt: file.closedAt,
  held: hold !== null,
  date: incident.date,
  category: incident.category,
  placeType: incident.placeType,
  verification: incident.verification,
  completeness: completeness(incident),
});

// Room: ui/app/state. The evidence of the cases that are open.
import type { EvidenceItem } from '../../../../contract/evidence.ts';

export type Evidence = ReadonlyMap<string, readonly EvidenceItem[]>;

export type EvidenceEvent =
  | { readonly type: 'listed'; readonly case: string; readonly items: readonly EvidenceItem[] }
  | { readonly type: 'item'; readonly case: string; readonly item: EvidenceItem }
  | { readonly type: 'removed'; readonly case: string; readonly id: EvidenceItem['id'] }
  | { readonly type: 'gone'; readonly case: string };

export const noEvidence: Evidence = new Map();

export function evidence(state: Evidence, event: EvidenceEvent): Evidence {
  const items = state.get(event.case) ?? [];
  switch (event.type) {
    case 'listed':
      return new Map(state).set(event.case, event.items);
    case 'item': {
      const at = items.findIndex(({ id }) => id === event.item.id);
      const next = at === -1 ? [...items, event.item] : items.with(at, event.item);
      return new Map(state).set(event.case, next);
    }
    case 'removed':
      return new Map(state).set(
        event.case,
        items.filter(({ id }) => id !== event.id),
      );
    case 'gone': {
      const rest = new Map(state);
      return rest.delete(event.case) ? rest : state;
    }
  }
}

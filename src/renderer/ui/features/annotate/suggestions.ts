// Room: ui/features/annotate. What marked words can fill in the case form. Only what is empty is offered: nobody's choice is replaced. Pure.
import type { CodeFills, CodeId, ShownAnnotation } from '../../../../contract/annotation.ts';
import type { Incident } from '../../../../contract/case.ts';
import type { CodeTree } from './code-tree.ts';

export interface Suggestion {
  readonly field: keyof Incident;
  readonly code: CodeId;
  /** What one click changes. */
  readonly change: Partial<Incident>;
  /** Where it comes from. */
  readonly mark: ShownAnnotation;
}

/** In the order of the conversation, each once. */
export function suggestionsFor(
  marks: readonly ShownAnnotation[],
  tree: CodeTree,
  incident: Incident,
): readonly Suggestion[] {
  const seen = new Set<string>();
  return marks.flatMap((mark) =>
    mark.codeIds.flatMap((code): readonly Suggestion[] => {
      const fills = tree.fills(code);
      const change = fills === null ? null : changeOf(fills, mark, incident);
      if (change === null) return [];
      const same = JSON.stringify(change);
      if (seen.has(same)) return [];
      seen.add(same);
      const [field] = Object.keys(change) as (keyof Incident)[];
      return field === undefined ? [] : [{ field, code, change, mark }];
    }),
  );
}

/** Null where the form says it already, or says something else. */
function changeOf(
  fills: CodeFills,
  { target: { exact } }: ShownAnnotation,
  incident: Incident,
): Partial<Incident> | null {
  if (fills.field === 'identifiers') return added(incident, 'identifiers', exact);
  const { field, code } = fills;
  if (field === 'bias') return added(incident, 'bias', code);
  if (incident[field] === null) return { [field]: code };
  // One main category; whatever else was marked stands beside it.
  return field === 'category' && incident.category !== code
    ? added(incident, 'secondaryCategories', code)
    : null;
}

function added(
  incident: Incident,
  field: 'identifiers' | 'bias' | 'secondaryCategories',
  value: string,
): Partial<Incident> | null {
  const now = incident[field];
  return now.includes(value) ? null : { [field]: [...now, value] };
}

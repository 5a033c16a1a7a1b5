// Room: ui/features/annotate. Coders as they are offered to be chosen: two of one name are told apart. Pure.
import type { CodeReport } from '../../../../contract/annotation.ts';

export interface Coder {
  readonly value: string;
  readonly label: string;
}

/** The first of a name bears it alone, the others with a number. */
export function codersOf({ creators }: Pick<CodeReport, 'creators'>): readonly Coder[] {
  const seen = new Map<string, number>();
  return creators.map(({ id, name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { value: id, label: count === 1 ? name : `${name} (${count})` };
  });
}

// Room: ui/app/state. Names under which somebody answers and for which the public profile has no face. Pure.
import type { RosterDevice } from '../../../../contract/people.ts';

export interface OutsideName {
  readonly name: string;
  /** What stands in the profile for the same person; null: nothing, or somebody else writes under it too. */
  readonly before: string | null;
}

type Known = Pick<RosterDevice, 'alias' | 'roles'>;

/** Each once, in the order of the list. What a device is called on this one is nobody else's, and is never offered. */
export function namesOutside(
  devices: readonly Known[],
  known: readonly string[],
): readonly OutsideName[] {
  const operators = devices.filter(({ roles }) => roles.includes('operator'));
  const used = new Set(operators.map(({ alias }) => alias.now));
  const isPublic = new Set(known);
  const found = new Map<string, OutsideName>();
  for (const { alias } of operators) {
    const { now: name, before } = alias;
    if (name === '' || isPublic.has(name) || found.has(name)) continue;
    found.set(name, { name, before: isPublic.has(before) && !used.has(before) ? before : null });
  }
  return [...found.values()];
}

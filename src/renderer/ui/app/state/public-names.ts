// Room: ui/app/state. Names under which somebody answers and for which the public profile has no face. Pure.
import type { RosterDevice } from '../../../../contract/people.ts';

export interface OutsideName {
  readonly name: string;
  /** What stands in the profile for the same person; null: nothing, or somebody else writes under it too. */
  readonly before: string | null;
}

type Known = Pick<RosterDevice, 'name' | 'alias' | 'roles'>;

/** What a device says of itself, else what it is called here: whoever was invited came under that name. */
const nameOf = ({ alias, name }: Known): string => alias.now || name;

/** Each once, in the order of the list. */
export function namesOutside(
  devices: readonly Known[],
  known: readonly string[],
): readonly OutsideName[] {
  const operators = devices.filter(({ roles }) => roles.includes('operator'));
  const used = new Set(operators.map(nameOf));
  const isPublic = new Set(known);
  const found = new Map<string, OutsideName>();
  for (const device of operators) {
    const name = nameOf(device);
    if (name === '' || isPublic.has(name) || found.has(name)) continue;
    const { before } = device.alias;
    found.set(name, { name, before: isPublic.has(before) && !used.has(before) ? before : null });
  }
  return [...found.values()];
}

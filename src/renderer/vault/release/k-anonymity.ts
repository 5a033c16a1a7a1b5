/**
 * Vault, release: the least generalisation under which every class holds k. Deterministic.
 *
 * All 1,296 combinations of ladder steps are looked at in order of their loss. A few records may be
 * left out where that costs less than generalising everyone: at most one in ten, each counted as if
 * it had been generalised away completely.
 */
import type { Incident } from '../../../contract/case.ts';
import type { Generalisation, ReleaseField } from '../../../contract/release.ts';
import type { Codes } from '../cases/codes.ts';
import type { Breathe } from '../turns.ts';
import { ladders, releaseFields, weights, type Step } from './ladders.ts';

/** The most that may be suppressed, as a share of what was selected. */
export const SUPPRESSION_BOUND = 0.1;

export interface Anonymised {
  /** Indices into the incidents that stay. */
  readonly kept: readonly number[];
  readonly steps: Readonly<Record<ReleaseField, Step>>;
  readonly generalisation: Generalisation;
  readonly suppressed: number;
  readonly classes: number;
  readonly smallestClass: number;
  /** 0 nothing was lost, 1 everything. */
  readonly loss: number;
}

/** Null when even one single class would be smaller than k. */
export async function anonymise(
  incidents: readonly Incident[],
  { k, codes, turn }: { readonly k: number; readonly codes: Codes; readonly turn: Breathe },
): Promise<Anonymised | null> {
  if (incidents.length < k) return null;
  const tables = releaseFields.map((field) => tableOf(field, incidents, codes));
  const bound = Math.floor(incidents.length * SUPPRESSION_BOUND);
  let best: { readonly levels: readonly number[]; readonly loss: number } | null = null;
  for (const { levels, loss } of lattice()) {
    if (best !== null && loss >= best.loss) break;
    await turn();
    const suppressed = suppressedIn(countsOf(namesUnder(tables, levels)), k);
    if (suppressed > bound || incidents.length - suppressed < k) continue;
    const total = loss + suppressed / incidents.length;
    if (best === null || total < best.loss) best = { levels, loss: total };
  }
  return best === null ? null : described(namesUnder(tables, best.levels), best, k);
}

/** One step of a ladder over all records, its values as numbers from 0. */
interface Column {
  readonly values: readonly number[];
  readonly distinct: number;
}

const tableOf = (
  field: ReleaseField,
  incidents: readonly Incident[],
  codes: Codes,
): readonly Column[] =>
  ladders[field].map((step: Step) => {
    const numbers = new Map<string, number>();
    const values = incidents.map((incident) => {
      const value = step.of(incident, codes);
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    });
    return { values, distinct: numbers.size };
  });

/** Per record one number that names its class: the fields' values as digits, each in its own base. */
function namesUnder(
  tables: readonly (readonly Column[])[],
  levels: readonly number[],
): readonly number[] {
  let names: readonly number[] = [];
  for (const [i, table] of tables.entries()) {
    const column = table[levels[i] ?? 0];
    if (column === undefined) throw new RangeError('a ladder has this step');
    const { values, distinct } = column;
    const before = names;
    names = values.map((value, record) => (before[record] ?? 0) * distinct + value);
    if (names.some((name) => !Number.isSafeInteger(name))) throw new RangeError('too many classes');
  }
  return names;
}

function countsOf(names: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function suppressedIn(counts: ReadonlyMap<number, number>, k: number): number {
  let suppressed = 0;
  for (const count of counts.values()) if (count < k) suppressed += count;
  return suppressed;
}

const TOTAL_WEIGHT = Object.values(weights).reduce((sum, weight) => sum + weight, 0);

/** Every combination of steps, cheapest first; equal ones in a fixed order. */
function lattice(): readonly { readonly levels: readonly number[]; readonly loss: number }[] {
  let combinations: readonly (readonly number[])[] = [[]];
  for (const field of releaseFields) {
    combinations = combinations.flatMap((levels) =>
      ladders[field].map((_, level) => [...levels, level]),
    );
  }
  return combinations
    .map((levels) => ({ levels, loss: lossOf(levels) }))
    .toSorted((a, b) => a.loss - b.loss);
}

const lossOf = (levels: readonly number[]): number =>
  releaseFields.reduce((sum, field, i) => {
    const steps = ladders[field].length - 1;
    return sum + (weights[field] * (levels[i] ?? 0)) / steps;
  }, 0) / TOTAL_WEIGHT;

function described(
  names: readonly number[],
  { levels, loss }: { readonly levels: readonly number[]; readonly loss: number },
  k: number,
): Anonymised {
  const chosen = releaseFields.map((field, i) => {
    const step: Step | undefined = ladders[field][levels[i] ?? 0];
    if (step === undefined) throw new RangeError('a ladder has this step');
    return [field, step] as const;
  });
  const counts = countsOf(names);
  const large = [...counts.values()].filter((count) => count >= k);
  const kept = [...names.entries()]
    .filter(([, name]) => (counts.get(name) ?? 0) >= k)
    .map(([index]) => index);
  return {
    kept,
    steps: Object.fromEntries(chosen) as Record<ReleaseField, Step>,
    generalisation: Object.fromEntries(
      chosen.map(([field, { name }]) => [field, name]),
    ) as Generalisation,
    suppressed: names.length - kept.length,
    classes: large.length,
    smallestClass: Math.min(...large),
    loss,
  };
}

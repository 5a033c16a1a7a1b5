/**
 * Vault, release: the least generalisation under which every class holds k. Pure and deterministic.
 *
 * All 1,296 combinations of ladder steps are looked at in order of their loss. A few records may be
 * left out where that costs less than generalising everyone: at most one in ten, each counted as if
 * it had been generalised away completely.
 */
import type { Incident } from '../../../contract/case.ts';
import type { Generalisation, ReleaseField } from '../../../contract/release.ts';
import type { Codes } from '../cases/codes.ts';
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
export function anonymise(
  incidents: readonly Incident[],
  k: number,
  codes: Codes,
): Anonymised | null {
  if (incidents.length < k) return null;
  const tables = releaseFields.map((field) => tableOf(field, incidents, codes));
  const bound = Math.floor(incidents.length * SUPPRESSION_BOUND);
  let best: {
    readonly levels: readonly number[];
    readonly found: Classes;
    readonly loss: number;
  } | null = null;
  for (const { levels, loss } of lattice()) {
    if (best !== null && loss >= best.loss) break;
    const found = classesUnder(tables, levels, incidents.length, k);
    if (found.suppressed > bound || found.kept.length < k) continue;
    const total = loss + found.suppressed / incidents.length;
    if (best === null || total < best.loss) best = { levels, found, loss: total };
  }
  return best === null ? null : described(best.levels, best.found, best.loss);
}

/** One ladder's values as small numbers: level → record → value. */
type Table = readonly (readonly number[])[];

function tableOf(field: ReleaseField, incidents: readonly Incident[], codes: Codes): Table {
  return ladders[field].map((step: Step) => {
    const numbers = new Map<string, number>();
    return incidents.map((incident) => {
      const value = step.of(incident, codes);
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    });
  });
}

interface Classes {
  readonly kept: readonly number[];
  readonly suppressed: number;
  readonly classes: number;
  readonly smallestClass: number;
}

function classesUnder(
  tables: readonly Table[],
  levels: readonly number[],
  records: number,
  k: number,
): Classes {
  const columns = tables.map((table, i) => table[levels[i] ?? 0] ?? []);
  const members = new Map<string, number[]>();
  for (let record = 0; record < records; record += 1) {
    const name = columns.map((column) => column[record]).join();
    const known = members.get(name);
    if (known === undefined) members.set(name, [record]);
    else known.push(record);
  }
  const large = [...members.values()].filter(({ length }) => length >= k);
  const kept = large.flat();
  return {
    kept,
    suppressed: records - kept.length,
    classes: large.length,
    smallestClass: large.reduce((least, { length }) => Math.min(least, length), records),
  };
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

function described(levels: readonly number[], found: Classes, loss: number): Anonymised {
  const chosen = releaseFields.map((field, i) => {
    const step: Step | undefined = ladders[field][levels[i] ?? 0];
    if (step === undefined) throw new RangeError('a ladder has this step');
    return [field, step] as const;
  });
  const steps = Object.fromEntries(chosen) as Record<ReleaseField, Step>;
  const generalisation = Object.fromEntries(
    chosen.map(([field, { name }]) => [field, name]),
  ) as Generalisation;
  return { ...found, steps, generalisation, loss };
}

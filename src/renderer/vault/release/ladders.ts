/**
 * Vault, release: how each quasi-identifier is generalised, step by step (ANONYMISATION, DOMAIN ladders).
 *
 * The first step is the finest that may ever leave: never a day, never anything below a state (so
 * school, day-care, university, home and workplace are far coarser than a district), never an exact age.
 */
import type { Code, Incident } from '../../../contract/case.ts';
import { CODES_JOINED_BY, type ReleaseField } from '../../../contract/release.ts';
import { rootOf, type Codes, type GroupedList } from '../cases/codes.ts';

/** What stands in a field that was generalised away. */
export const REMOVED = 'removed';
const UNKNOWN = 'unknown';

export interface Step {
  readonly name: string;
  readonly of: (incident: Incident, codes: Codes) => Code;
}

const removed: Step = { name: 'removed', of: () => REMOVED };

/** Finest first. */
export const ladders = {
  period: [
    { name: 'month', of: (incident) => period(incident, 'month') },
    { name: 'quarter', of: (incident) => period(incident, 'quarter') },
    { name: 'year', of: (incident) => period(incident, 'year') },
    removed,
  ],
  geography: [
    { name: 'state', of: ({ state }) => state ?? UNKNOWN },
    { name: 'country', of: ({ state }) => (state ?? UNKNOWN).split('-')[0] ?? UNKNOWN },
    removed,
  ],
  placeType: [
    { name: 'exact', of: ({ placeType }) => placeType ?? UNKNOWN },
    { name: 'group', of: ({ placeType }, codes) => grouped(codes, 'placeType', placeType) },
    removed,
  ],
  ageBand: [
    { name: 'band', of: ({ victimAge }, codes) => grouped(codes, 'ageBand', victimAge) },
    removed,
  ],
  gender: [{ name: 'exact', of: ({ victimGender }) => victimGender ?? UNKNOWN }, removed],
  category: [
    { name: 'exact', of: ({ category }) => category ?? UNKNOWN },
    { name: 'group', of: ({ category }, codes) => grouped(codes, 'category', category) },
    removed,
  ],
  bias: [
    { name: 'exact', of: ({ bias }) => together(bias) },
    {
      name: 'group',
      of: ({ bias }, codes) => together(bias.map((one) => rootOf(codes, 'bias', one))),
    },
    removed,
  ],
} as const satisfies Record<ReleaseField, readonly Step[]>;

export const releaseFields = Object.keys(ladders) as readonly ReleaseField[];

/** What a whole step of each ladder costs; more where a reader of the figures loses more. */
export const weights = {
  period: 2,
  geography: 2,
  placeType: 2,
  ageBand: 2,
  gender: 1,
  category: 4,
  bias: 4,
} as const satisfies Record<ReleaseField, number>;

/** An incident whose date is only known to the year cannot be shown in a month. */
function period({ date, datePrecision }: Incident, wanted: 'month' | 'quarter' | 'year'): Code {
  if (date === null || datePrecision === null || datePrecision === UNKNOWN) return UNKNOWN;
  const [year = UNKNOWN, month = '01'] = date.split('-');
  if (wanted === 'year' || datePrecision === 'year') return year;
  if (wanted === 'quarter' || datePrecision === 'quarter') {
    return `${year}-Q${Math.ceil(Number(month) / 3)}`;
  }
  return `${year}-${month}`;
}

const grouped = (codes: Codes, list: GroupedList, code: Code | null): Code =>
  codes.groups[list].of[code ?? UNKNOWN] ?? UNKNOWN;

/** Several codes as one value, always in the same order, each once. */
const together = (codes: readonly Code[]): Code =>
  [...new Set(codes)].toSorted().join(CODES_JOINED_BY);

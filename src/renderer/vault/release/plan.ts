/** Vault, release: from case files to the rows that may leave, or the reason why none may. */
import type { Incident } from '../../../contract/case.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import {
  K_FLOOR,
  type ReleaseField,
  type ReleasePlan,
  type ReleaseRefusal,
  type ReleaseRequest,
  type ReleaseRow,
} from '../../../contract/release.ts';
import { currentCodes, type Codes } from '../cases/codes.ts';
import type { Env } from '../env.ts';
import { breather } from '../turns.ts';
import { anonymise } from './k-anonymity.ts';
import { releaseFields, REMOVED, type Step } from './ladders.ts';
import { select, type Cases } from './select.ts';

/** Codes that leave as they are: harmless ones, and nothing that is not named here. */
const plainFields = {
  form: ({ form }) => form ?? '',
  channel: ({ channel }) => channel ?? 'unknown',
  reporterRole: ({ reporterRole }) => reporterRole ?? 'unknown',
} as const satisfies Record<
  Exclude<keyof ReleaseRow, ReleaseField>,
  (incident: Incident) => string
>;

/** Every column of a release, in the order it is shown. */
export const releaseColumns = [
  ...releaseFields,
  ...(Object.keys(plainFields) as (keyof typeof plainFields)[]),
] as const satisfies readonly (keyof ReleaseRow)[];

/** Writes nothing, and gives others their turns. The rows are sorted by what they say, so their order tells nothing about the cases. */
export async function planFor(
  cases: Cases,
  request: ReleaseRequest,
  env: Pick<Env, 'now' | 'ticks'>,
): Promise<Outcome<ReleasePlan, ReleaseRefusal>> {
  if (request.k < K_FLOOR) return refuse('below-floor');
  const turn = breather(env.ticks);
  const { incidents, left } = await select(cases, request, { now: env.now(), turn });
  if (incidents.length === 0) return refuse('nothing');
  const codes = currentCodes();
  const found = await anonymise(incidents, { k: request.k, codes, turn });
  if (found === null) return refuse('below-k');
  const { generalisation, smallestClass, classes, suppressed, steps } = found;
  const rows = found.kept
    .map((index) => rowOf(incidents[index], steps, codes))
    .toSorted((a, b) => (rowText(a) < rowText(b) ? -1 : 1));
  return ok({
    k: request.k,
    incidents: incidents.length,
    left: { ...left, suppressed },
    smallestClass,
    classes,
    generalisation,
    rows,
  });
}

function rowOf(
  incident: Incident | undefined,
  steps: Readonly<Record<ReleaseField, Step>>,
  codes: Codes,
): ReleaseRow {
  if (incident === undefined) throw new RangeError('a kept index is an incident');
  const generalised = releaseFields.map((field) => [field, steps[field].of(incident, codes)]);
  const plain = Object.entries(plainFields).map(([field, read]) => [field, read(incident)]);
  const row = Object.fromEntries([...generalised, ...plain]) as ReleaseRow;
  // There is a form exactly where the bias is antisemitism: it would say again what was taken away.
  return row.bias === REMOVED ? { ...row, form: REMOVED } : row;
}

const rowText = (row: ReleaseRow): string => releaseColumns.map((column) => row[column]).join('\n');

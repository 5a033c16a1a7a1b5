/** Vault, cases: what is still missing or wrong in an incident, in the domain's words. Pure. */
import type { CaseProblem, Code, CodeListName, Incident } from '../../../contract/case.ts';
import { currentCodes, hasCode } from './codes.ts';
import { isEmpty } from './completeness.ts';

/** Without these an incident cannot count (DOMAIN rules 1, 4). */
const required = [
  'date',
  'datePrecision',
  'state',
  'placeType',
  'category',
  'bias',
  'channel',
  'reporterRole',
  'verification',
] as const satisfies readonly (keyof Incident)[];

/** Which list a coded field takes its codes from. */
export const listOf = {
  datePrecision: 'datePrecision',
  state: 'state',
  placeType: 'placeType',
  platform: 'platform',
  category: 'category',
  secondaryCategories: 'category',
  bias: 'bias',
  form: 'form',
  victimAge: 'ageBand',
  victimGender: 'gender',
  victimCount: 'countBand',
  perpetratorRelation: 'relation',
  perpetratorCount: 'countBand',
  channel: 'channel',
  reporterRole: 'reporterRole',
  verification: 'verification',
  consent: 'consentPurpose',
} as const satisfies Partial<Record<keyof Incident, CodeListName>>;

export type CodedField = keyof typeof listOf;

/** Everything wrong at once, so that nobody saves five times to find five gaps. */
export function problemsOf(incident: Incident, now: number): readonly CaseProblem[] {
  return [
    ...required
      .filter((field) => isEmpty(incident[field]))
      .map((field) => ({ field, problem: 'required' as const })),
    ...formProblems(incident),
    ...dateProblems(incident, now),
    ...(Object.keys(listOf) as CodedField[])
      .filter((field) =>
        codesIn(incident, field).some((code) => !hasCode(currentCodes(), listOf[field], code)),
      )
      .map((field) => ({ field, problem: 'unknown-code' as const })),
  ];
}

/** Complete enough to count and to leave in a release. */
export const isComplete = (incident: Incident, now: number): boolean =>
  problemsOf(incident, now).length === 0;

const ANTISEM = 'ANTISEM';

/** A form of antisemitism exactly when the bias says ANTISEM. */
function formProblems({ bias, form }: Incident): readonly CaseProblem[] {
  const antisemitic = bias.includes(ANTISEM);
  if (antisemitic && form === null) return [{ field: 'form', problem: 'antisem-needs-form' }];
  if (!antisemitic && form !== null) return [{ field: 'form', problem: 'form-needs-antisem' }];
  return [];
}

/** By UTC, plus the hours a clock in Europe may be ahead of it. */
function dateProblems({ date }: Incident, now: number): readonly CaseProblem[] {
  const latest = new Date(now + AHEAD_MS).toISOString().slice(0, 10);
  return date !== null && date > latest ? [{ field: 'date', problem: 'future-date' }] : [];
}

const AHEAD_MS = 3 * 60 * 60 * 1000;

function codesIn(incident: Incident, field: CodedField): readonly Code[] {
  const value = incident[field];
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

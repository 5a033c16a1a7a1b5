/** Vault, cases: the shape of an incident, checked wherever one comes in: from the screen, a file, a row. */
import * as v from 'valibot';
import type { Incident } from '../../../contract/case.ts';
import { MAX_FIELD, MAX_IDENTIFIERS, MAX_NARRATIVE } from '../limits.ts';

const MAX_CODE = 40;
const MAX_CODES = 40;

const code = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_<>+-]+$/), v.maxLength(MAX_CODE));
const codes = v.pipe(v.array(code), v.maxLength(MAX_CODES));
const text = (max: number) =>
  v.pipe(
    v.string(),
    v.check((value) => Array.from(value).length <= max),
  );

/** ISO date that exists, e.g. 2026-02-28. */
const isDate = (value: string): boolean => {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === value;
};

/** Strict: a field nobody knows is refused, so nothing can ride along into a release. */
export const incidentSchema = v.strictObject({
  date: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/), v.check(isDate))),
  datePrecision: v.nullable(code),
  placeName: text(MAX_FIELD),
  institution: text(MAX_FIELD),
  municipality: text(MAX_FIELD),
  district: text(MAX_FIELD),
  state: v.nullable(code),
  placeType: v.nullable(code),
  platform: v.nullable(code),
  category: v.nullable(code),
  secondaryCategories: codes,
  assembly: v.boolean(),
  bias: codes,
  form: v.nullable(code),
  victimAge: v.nullable(code),
  victimGender: v.nullable(code),
  victimCount: v.nullable(code),
  perpetratorRelation: v.nullable(code),
  perpetratorCount: v.nullable(code),
  channel: v.nullable(code),
  reporterRole: v.nullable(code),
  verification: v.nullable(code),
  policeReported: v.nullable(v.boolean()),
  identifiers: v.pipe(v.array(text(MAX_FIELD)), v.maxLength(MAX_IDENTIFIERS)),
  narrative: text(MAX_NARRATIVE),
  consent: codes,
}) satisfies v.GenericSchema<unknown, Incident>;

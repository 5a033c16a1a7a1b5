/** Vault, retention: how long what is kept (ADR 0016), as the team's paper says it. */
import * as v from 'valibot';
import {
  MAX_RETENTION_DAYS,
  PROPOSED_RETENTION,
  RETENTION_CLASSES,
  type ProvenRules,
  type RetentionRules,
} from '../../../contract/retention.ts';

const days = v.nullable(
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_RETENTION_DAYS)),
);

const first = {
  'chat-without-case': days,
  'chat-of-documented-case': days,
  contacts: days,
  'case-documentation': days,
  evidence: days,
  'audit-log': days,
};

/** Every class and nothing else. */
export const rulesSchema = v.strictObject({
  ...first,
  'chat-of-abuse': days,
}) satisfies v.GenericSchema<unknown, RetentionRules>;

/** As they stand in a proof: unchanged, so that its hash stays right. */
export const provenRulesSchema = v.strictObject({
  ...first,
  'chat-of-abuse': v.exactOptional(days),
}) satisfies v.GenericSchema<unknown, ProvenRules>;

/** Rules that were decided before there was a class for abuse have the proposed period for it. */
const keptSchema = v.strictObject({
  ...first,
  'chat-of-abuse': v.optional(days, PROPOSED_RETENTION['chat-of-abuse']),
});

/** Whole days from 1 to {@link MAX_RETENTION_DAYS}, or null, for each class and nothing else. Null when they are not. */
export function readRules(value: unknown): RetentionRules | null {
  const read = v.safeParse(keptSchema, value);
  return read.success ? read.output : null;
}

/** Without any period: nothing becomes due. */
export const KEPT_FOR_NOW: RetentionRules = {
  'chat-without-case': null,
  'chat-of-documented-case': null,
  'chat-of-abuse': null,
  contacts: null,
  'case-documentation': null,
  evidence: null,
  'audit-log': null,
};

/** For how many classes the two say something else. */
export const differing = (a: RetentionRules, b: RetentionRules): number =>
  RETENTION_CLASSES.filter((name) => a[name] !== b[name]).length;

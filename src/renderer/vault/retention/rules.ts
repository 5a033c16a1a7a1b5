/** Vault, retention: how long what is kept, and the setting it stands in (ADR 0016). */
import * as v from 'valibot';
import {
  MAX_RETENTION_DAYS,
  RETENTION_CLASSES,
  type RetentionRules,
} from '../../../contract/retention.ts';

const days = v.nullable(
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_RETENTION_DAYS)),
);

/** Every class and nothing else. */
export const rulesSchema = v.strictObject({
  'chat-without-case': days,
  'chat-of-documented-case': days,
  contacts: days,
  'case-documentation': days,
  evidence: days,
  'audit-log': days,
}) satisfies v.GenericSchema<unknown, RetentionRules>;

/** Whole days from 1 to {@link MAX_RETENTION_DAYS}, or null, for each class and nothing else. Null when they are not. */
export function readRules(value: unknown): RetentionRules | null {
  const read = v.safeParse(rulesSchema, value);
  return read.success ? read.output : null;
}

export const sameRules = (a: RetentionRules, b: RetentionRules): boolean =>
  RETENTION_CLASSES.every((name) => a[name] === b[name]);

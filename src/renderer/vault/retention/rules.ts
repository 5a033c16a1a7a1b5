/** Vault, retention: how long what is kept, and the setting it stands in (ADR 0016). */
import * as v from 'valibot';
import type { RetentionClass, RetentionRules } from '../../../contract/keeping.ts';
import { MAX_RETENTION_DAYS } from '../limits.ts';

/** In the order in which a preview and a proof name them. */
export const CLASSES = [
  'chat-without-case',
  'chat-of-documented-case',
  'contacts',
  'case-documentation',
  'evidence',
  'audit-log',
] as const satisfies readonly RetentionClass[];

/** Proposed, until a coordinator decides otherwise. Statistics hold nobody's data and have no period. */
export const proposedRules: RetentionRules = {
  'chat-without-case': 7,
  'chat-of-documented-case': 30,
  contacts: 30,
  'case-documentation': 730,
  evidence: 730,
  'audit-log': 1095,
};

const days = v.nullable(
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_RETENTION_DAYS)),
);

const schema = v.strictObject({
  'chat-without-case': days,
  'chat-of-documented-case': days,
  contacts: days,
  'case-documentation': days,
  evidence: days,
  'audit-log': days,
}) satisfies v.GenericSchema<unknown, RetentionRules>;

/** Whole days from 1 to {@link MAX_RETENTION_DAYS}, or null, for each class and nothing else. Null when they are not. */
export function readRules(value: unknown): RetentionRules | null {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : null;
}

export const sameRules = (a: RetentionRules, b: RetentionRules): boolean =>
  CLASSES.every((name) => a[name] === b[name]);

// Room: ui/features/settings. Periods as they are typed. The vault has the last word.
import type { RetentionClass, RetentionRules } from '../../../../contract/keeping.ts';

/** In the order they are read. */
export const classes: readonly RetentionClass[] = [
  'chat-without-case',
  'chat-of-documented-case',
  'contacts',
  'case-documentation',
  'evidence',
  'audit-log',
];

/** What we propose, in days; null: as the case it belongs to. */
export const proposed: RetentionRules = {
  'chat-without-case': 7,
  'chat-of-documented-case': 30,
  contacts: 30,
  'case-documentation': 730,
  evidence: null,
  'audit-log': 1095,
};

const MOST_DAYS = 3650;

export type Typed = Readonly<Record<RetentionClass, string>>;

export const typedFrom = (rules: RetentionRules): Typed =>
  Object.fromEntries(classes.map((one) => [one, rules[one]?.toString() ?? ''])) as Typed;

/** Empty: kept until somebody decides. */
const days = (typed: string): number | null | undefined => {
  const text = typed.trim();
  if (text === '') return null;
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= MOST_DAYS ? count : undefined;
};

export const isBad = (typed: string): boolean => days(typed) === undefined;

/** The rules as typed, or null while one of them is no number of days. */
export function rulesFrom(typed: Typed): RetentionRules | null {
  const read = classes.map((one) => [one, days(typed[one])] as const);
  return read.some(([, count]) => count === undefined)
    ? null
    : (Object.fromEntries(read) as RetentionRules);
}

export const sameRules = (a: RetentionRules, b: RetentionRules): boolean =>
  classes.every((one) => a[one] === b[one]);

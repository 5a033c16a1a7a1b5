// Room: ui/features/settings. Periods as they are typed. The vault has the last word.
import {
  MAX_RETENTION_DAYS,
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionRules,
  type RetentionView,
} from '../../../../contract/retention.ts';

export type Typed = Readonly<Record<RetentionClass, string>>;

export const typedFrom = (rules: RetentionRules): Typed =>
  Object.fromEntries(RETENTION_CLASSES.map((one) => [one, rules[one]?.toString() ?? ''])) as Typed;

/** Empty: kept until somebody decides. */
const days = (typed: string): number | null | undefined => {
  const text = typed.trim();
  if (text === '') return null;
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= MAX_RETENTION_DAYS ? count : undefined;
};

export const isBad = (typed: string): boolean => days(typed) === undefined;

/** The rules as typed, or null while one of them is no number of days. */
export function rulesFrom(typed: Typed): RetentionRules | null {
  const read = RETENTION_CLASSES.map((one) => [one, days(typed[one])] as const);
  return read.some(([, count]) => count === undefined)
    ? null
    : (Object.fromEntries(read) as RetentionRules);
}

const sameRules = (a: RetentionRules, b: RetentionRules): boolean =>
  RETENTION_CLASSES.every((one) => a[one] === b[one]);

/** Whether saving these would change something: also the same ones, while the team has none. */
export const isNews = (
  rules: RetentionRules | null,
  stands: Pick<RetentionView, 'rules' | 'shared'>,
): boolean => rules === null || !stands.shared || !sameRules(rules, stands.rules);

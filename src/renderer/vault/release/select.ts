/** Vault, release: which incidents may be counted at all, and why the others may not. Pure. */
import type { CaseFile, Incident } from '../../../contract/case.ts';
import type { ReleasePlan, ReleaseRequest } from '../../../contract/release.ts';
import { isComplete } from '../cases/checks.ts';

/** Counts only with this purpose; a withdrawal removes it from the incident. */
const STATISTICS = 'internal_statistics';
const VERIFIED = 'verified';

export interface Selection {
  readonly incidents: readonly Incident[];
  readonly left: Omit<ReleasePlan['left'], 'suppressed'>;
}

/** Verified (DOMAIN rule 4), consented (rule 5), complete: each incident is left out for its first reason only. */
export function select(
  cases: readonly CaseFile[],
  { from, to }: Pick<ReleaseRequest, 'from' | 'to'>,
  now: number,
): Selection {
  const inside = cases
    .map(({ incident }) => incident)
    .filter(({ date }) => isInside(date, from, to));
  const unverified = inside.filter(({ verification }) => verification !== VERIFIED);
  const checked = inside.filter(({ verification }) => verification === VERIFIED);
  const consented = checked.filter(({ consent }) => consent.includes(STATISTICS));
  const incidents = consented.filter((incident) => isComplete(incident, now));
  return {
    incidents,
    left: {
      unverified: unverified.length,
      withoutConsent: checked.length - consented.length,
      incomplete: consented.length - incidents.length,
    },
  };
}

/** Inclusive months. Without a date an incident is inside, and then incomplete: it must not vanish uncounted. */
const isInside = (date: string | null, from: string | null, to: string | null): boolean => {
  if (date === null) return true;
  const month = date.slice(0, 'YYYY-MM'.length);
  return (from === null || month >= from) && (to === null || month <= to);
};

/**
 * Vault, release: which incidents may be counted at all, and why the others may not.
 *
 * Cases come one at a time. Of those that count only what a release may say is kept: no narrative and
 * no name is held longer than it takes to look.
 */
import type { CaseFile, Incident } from '../../../contract/case.ts';
import type { ReleasePlan, ReleaseRequest } from '../../../contract/release.ts';
import { VERIFIED } from '../cases/case-file.ts';
import { isComplete } from '../cases/checks.ts';
import type { Breathe } from '../turns.ts';

/** Counts only with this purpose; a withdrawal removes it from the incident. */
const STATISTICS = 'internal_statistics';

/** Every case, however it is read. */
export type Cases = Iterable<CaseFile> | AsyncIterable<CaseFile>;

export interface Selection {
  readonly incidents: readonly Incident[];
  readonly left: Omit<ReleasePlan['left'], 'suppressed'>;
}

/** Verified (DOMAIN rule 4), consented (rule 5), complete: each incident is left out for its first reason only. */
export async function select(
  cases: Cases,
  { from, to }: Pick<ReleaseRequest, 'from' | 'to'>,
  { now, turn }: { readonly now: number; readonly turn: Breathe },
): Promise<Selection> {
  const incidents: Incident[] = [];
  const left = { unverified: 0, withoutConsent: 0, incomplete: 0 };
  for await (const { incident } of cases) {
    await turn();
    if (!isInside(incident.date, from, to)) continue;
    const why = whyLeft(incident, now);
    if (why === null) incidents.push(countable(incident));
    else left[why] += 1;
  }
  return { incidents, left };
}

function whyLeft(incident: Incident, now: number): keyof Selection['left'] | null {
  if (incident.verification !== VERIFIED) return 'unverified';
  if (!incident.consent.includes(STATISTICS)) return 'withoutConsent';
  return isComplete(incident, now) ? null : 'incomplete';
}

/** The incident without what never leaves. */
const countable = (incident: Incident): Incident => ({
  ...incident,
  placeName: '',
  institution: '',
  municipality: '',
  district: '',
  identifiers: [],
  narrative: '',
});

/** Inclusive months. Without a date an incident is inside, and then incomplete: it must not vanish uncounted. */
const isInside = (date: string | null, from: string | null, to: string | null): boolean => {
  if (date === null) return true;
  const month = date.slice(0, 'YYYY-MM'.length);
  return (from === null || month >= from) && (to === null || month <= to);
};

/** Vault, testing: release plans over invented incidents. */
import type { CaseFile, Incident } from '../../../contract/case.ts';
import type { ReleasePlan, ReleaseRequest } from '../../../contract/release.ts';
import { planFor } from '../release/plan.ts';
import { caseOf, NOW } from './incidents.ts';

export const request: ReleaseRequest = { k: 3, language: 'de', from: null, to: null };

/** It stands still; turns are taken by the real one. */
export const clock = { now: (): number => NOW, ticks: (): number => performance.now() };

export const cases = (incidents: readonly Incident[]): readonly CaseFile[] => incidents.map(caseOf);

/** The plan, or a thrown refusal. */
export async function planned(
  incidents: readonly Incident[],
  more: Partial<ReleaseRequest> = {},
): Promise<ReleasePlan> {
  const plan = await planFor(cases(incidents), { ...request, ...more }, clock);
  if (!plan.ok) throw new Error(plan.refusal);
  return plan.value;
}

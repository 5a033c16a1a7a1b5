/** Vault, release: the finished file, searched once more, then handed to main for the one path the person chose. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Carrier } from '../../../contract/carrier.ts';
import type { CaseFile } from '../../../contract/case.ts';
import type { DeskRequests } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { ReleasePlan, ReleaseRefusal, ReleaseRequest } from '../../../contract/release.ts';
import { currentCodes } from '../cases/codes.ts';
import { csvOf } from './csv.ts';
import { planFor } from './plan.ts';
import { reportOf } from './report.ts';
import { findsIdentifier } from './scan.ts';
import { releaseWords } from './words.ts';

export interface Release {
  readonly carrier: Pick<Carrier, 'save' | 'print'>;
  readonly cases: readonly CaseFile[];
  readonly now: number;
}

/** One row per incident. */
export async function exportCsv(
  release: Release,
  request: ReleaseRequest,
): Promise<DeskRequests['exportCsv']['output']> {
  const text = finished(release, request, (plan) => csvOf(plan.rows, request.language));
  if (!text.ok) return text;
  return await release.carrier.save({
    name: `${nameOf(request)}.csv`,
    bytes: utf8ToBytes(text.value),
  });
}

/** The report, printed by main. What is searched is the page; main adds nothing to it. */
export async function exportPdf(
  release: Release,
  request: ReleaseRequest,
): Promise<DeskRequests['exportPdf']['output']> {
  const html = finished(release, request, (plan) => reportOf(plan, request));
  if (!html.ok) return html;
  return await release.carrier.print({ name: `${nameOf(request)}.pdf`, html: html.value });
}

/** Plans, writes and searches. Exported for the gates' tests: no file is made without passing here. */
export function finished(
  { cases, now }: Pick<Release, 'cases' | 'now'>,
  request: ReleaseRequest,
  write: (plan: ReleasePlan) => string,
): Outcome<string, ReleaseRefusal> {
  const plan = planFor(cases, request, now);
  if (!plan.ok) return plan;
  const text = write(plan.value);
  const template = write({ ...plan.value, rows: [] }) + codeWords();
  return findsIdentifier(text, template, cases) ? refuse('identifier-found') : ok(text);
}

/** Every label of every list: a place called like its state is no identifier. */
function codeWords(): string {
  const { lists, groups } = currentCodes();
  const entries = [
    ...Object.values(lists).flat(),
    ...Object.values(groups).flatMap(({ codes }) => codes),
  ];
  return entries.flatMap(({ label }) => Object.values(label)).join('\n');
}

/** Says what it is and when, and nothing about anyone in it. */
const nameOf = ({ language, from, to, k }: ReleaseRequest): string =>
  [releaseWords[language].file, from, to, `k${k}`].filter((part) => part !== null).join('_');

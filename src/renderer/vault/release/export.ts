/** Vault, release: the finished file, searched once more, then handed to main for the one path the person chose. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskRequests } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { ReleasePlan, ReleaseRefusal, ReleaseRequest } from '../../../contract/release.ts';
import type { Note } from '../audit/audit.ts';
import { currentCodes } from '../cases/codes.ts';
import type { Env } from '../env.ts';
import { breather } from '../turns.ts';
import { csvOf } from './csv.ts';
import { planFor } from './plan.ts';
import { reportOf } from './report.ts';
import { findsIdentifier } from './scan.ts';
import type { Cases } from './select.ts';
import { releaseWords } from './words.ts';

export interface Release {
  readonly carrier: Pick<Carrier, 'save' | 'print'>;
  /** Every case, from the beginning: they are read once to plan, and once more to search for names. */
  readonly cases: () => Cases;
  readonly env: Pick<Env, 'now' | 'ticks'>;
  readonly audit: { readonly note: Note };
}

/** One row per incident. */
export async function exportCsv(
  release: Release,
  request: ReleaseRequest,
): Promise<DeskRequests['exportCsv']['output']> {
  const text = await finished(release, request, (plan) => csvOf(plan.rows, request.language));
  if (!text.ok) return text;
  const bytes = utf8ToBytes(text.value);
  return noted(release, await release.carrier.save({ name: `${nameOf(request)}.csv`, bytes }));
}

/** The report, printed by main. What is searched is the page; main adds nothing to it. */
export async function exportPdf(
  release: Release,
  request: ReleaseRequest,
): Promise<DeskRequests['exportPdf']['output']> {
  const html = await finished(release, request, (plan) => reportOf(plan, request));
  if (!html.ok) return html;
  const name = `${nameOf(request)}.pdf`;
  return noted(release, await release.carrier.print({ name, html: html.value }));
}

function noted<T extends { readonly ok: boolean }>({ audit }: Release, saved: T): T {
  if (saved.ok) audit.note('released');
  return saved;
}

/** Plans, writes and searches. Exported for the gates' tests: no file is made without passing here. */
export async function finished(
  { cases, env }: Pick<Release, 'cases' | 'env'>,
  request: ReleaseRequest,
  write: (plan: ReleasePlan) => string,
): Promise<Outcome<string, ReleaseRefusal>> {
  const plan = await planFor(cases(), request, env);
  if (!plan.ok) return plan;
  const text = write(plan.value);
  const template = write({ ...plan.value, rows: [] }) + codeWords();
  const found = await findsIdentifier({ text, template }, cases(), breather(env.ticks));
  return found ? refuse('identifier-found') : ok(text);
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

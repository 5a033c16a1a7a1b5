/**
 * Vault, release: the report as one self-contained page, printed to PDF by main in a window without
 * network. Style stands in one element; the window's own policy allows that and nothing else.
 */
import type { Language } from '../../../contract/case.ts';
import type {
  ReleaseField,
  ReleasePlan,
  ReleaseRequest,
  ReleaseRow,
} from '../../../contract/release.ts';
import { releaseFields } from './ladders.ts';
import { releaseColumns } from './plan.ts';
import { shown } from './show.ts';
import { releaseWords, type ReleaseWords } from './words.ts';

const STYLE = `
  @page { size: A4 landscape; margin: 14mm; }
  * { box-sizing: border-box; }
  body { margin: 0; color: #1e2422; font: 10pt/1.5 "IBM Plex Sans", "Segoe UI", "Liberation Sans", sans-serif; }
  h1 { margin: 0; font-size: 20pt; line-height: 1.2; color: #0f5d57; }
  h2 { margin: 8mm 0 2mm; font-size: 13pt; break-after: avoid; }
  .checked { margin: 1mm 0 6mm; color: #58615d; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 6mm; margin: 0; }
  dt { color: #58615d; }
  dd { margin: 0; font-variant-numeric: tabular-nums; }
  .note { max-width: 190mm; }
  .overview { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm; align-items: start; }
  table { width: 100%; border-collapse: collapse; font-size: 8.5pt; }
  caption { text-align: start; font-weight: 600; padding-block: 1mm; }
  th, td { text-align: start; vertical-align: top; padding: 1mm 2mm; border-block-end: 0.2mm solid #ddd7cd; }
  thead th { background: #ece8e1; }
  .number { text-align: end; font-variant-numeric: tabular-nums; }
  tr { break-inside: avoid; }
`;

/** The whole page. Whatever stands in it is escaped; nothing in it can run. */
export function reportOf(plan: ReleasePlan, request: ReleaseRequest): string {
  const { language } = request;
  const words = releaseWords[language];
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(words.title)}</title>`,
    `<style>${STYLE}</style></head><body><main>`,
    `<h1>${escaped(words.title)}</h1><p class="checked">${escaped(words.checked)}</p>`,
    `<h2>${escaped(words.method)}</h2>${factsOf(plan, request, words)}`,
    `<p class="note">${escaped(words.note(plan.k))}</p>`,
    `<h2>${escaped(words.overview)}</h2><div class="overview">`,
    ...releaseFields
      .filter((field) => plan.generalisation[field] !== 'removed')
      .map((field) => countsOf(field, plan.rows, language)),
    `</div><h2>${escaped(words.rows)}</h2>${rowsOf(plan.rows, language)}`,
    '</main></body></html>',
  ].join('\n');
}

function factsOf(plan: ReleasePlan, request: ReleaseRequest, words: ReleaseWords): string {
  const { facts, columns, steps } = words;
  const { left } = plan;
  const generalised = releaseFields
    .map((field) => `${columns[field]}: ${steps[plan.generalisation[field]] ?? ''}`)
    .join(' · ');
  const pairs: readonly (readonly [string, string | number])[] = [
    [facts.period, facts.span(request.from, request.to)],
    [facts.filter, facts.filterText],
    [facts.k, plan.k],
    [facts.smallest, plan.smallestClass],
    [facts.classes, plan.classes],
    [facts.rows, plan.rows.length],
    [facts.suppressed, left.suppressed],
    [facts.left, facts.leftText(left.unverified, left.withoutConsent, left.incomplete)],
    [facts.generalised, generalised],
  ];
  const items = pairs.map(
    ([term, value]) => `<dt>${escaped(term)}</dt><dd>${escaped(String(value))}</dd>`,
  );
  return `<dl>${items.join('')}</dl>`;
}

/** Counts over one field: sums of whole classes, so none is smaller than k. */
function countsOf(field: ReleaseField, rows: readonly ReleaseRow[], language: Language): string {
  const words = releaseWords[language];
  const counts = Map.groupBy(rows, (row) => shown(field, row[field], language));
  const lines = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([label, group]) =>
        `<tr><th scope="row">${escaped(label)}</th><td class="number">${group.length}</td></tr>`,
    );
  const name = escaped(words.columns[field]);
  return (
    `<table><caption>${name}</caption><thead><tr><th scope="col">${name}</th>` +
    `<th scope="col" class="number">${escaped(words.count)}</th></tr></thead><tbody>${lines.join('')}</tbody></table>`
  );
}

function rowsOf(rows: readonly ReleaseRow[], language: Language): string {
  const words = releaseWords[language];
  const head = releaseColumns.map(
    (column) => `<th scope="col">${escaped(words.columns[column])}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${releaseColumns
        .map((column) => `<td>${escaped(shown(column, row[column], language))}</td>`)
        .join('')}</tr>`,
  );
  return (
    `<table><caption>${escaped(words.rows)}</caption><thead><tr>${head.join('')}</tr></thead>` +
    `<tbody>${body.join('')}</tbody></table>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that stays text, inside elements and inside quoted attributes. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

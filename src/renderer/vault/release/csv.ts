/** Vault, release: one row per incident, for spreadsheets. Cells cannot become formulas. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { Language } from '../../../contract/case.ts';
import type { ReleaseRow } from '../../../contract/release.ts';
import { releaseColumns } from './plan.ts';
import { shown } from './show.ts';
import { releaseWords } from './words.ts';

/**
 * UTF-8 with a byte order mark: without it Excel reads umlauts as two letters; every other reader of
 * CSV skips it. Lines end with CRLF (RFC 4180). The same rows always give the same bytes.
 */
export function csvOf(rows: readonly ReleaseRow[], language: Language): string {
  const { columns } = releaseWords[language];
  const head = releaseColumns.map((column) => columns[column]);
  const body = rows.map((row) =>
    releaseColumns.map((column) => shown(column, row[column], language)),
  );
  return stringify([head, ...body], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Incident } from '../../../contract/case.ts';
import { currentCodes } from '../cases/codes.ts';
import { fieldClasses, fieldsOf } from '../cases/field-classes.ts';
import { anyIncident, whole } from '../testing/incidents.ts';
import { planned, request } from '../testing/planned.ts';
import { planted, plantedWords } from '../testing/planted.ts';
import { csvOf } from './csv.ts';
import { ladders } from './ladders.ts';
import { releaseColumns } from './plan.ts';
import { escaped, reportOf } from './report.ts';
import { shown } from './show.ts';

const incidents = [planted, planted, planted, whole];

test('exactly the allow-listed fields leave, and no planted word in any file', async () => {
  const plan = await planned(incidents);
  for (const row of plan.rows)
    expect(Object.keys(row).toSorted()).toEqual([...releaseColumns].toSorted());
  for (const language of ['de', 'en', 'nl'] as const) {
    const files = [csvOf(plan.rows, language), reportOf(plan, { ...request, language })];
    for (const file of files) {
      for (const word of plantedWords) expect(file.toLowerCase()).not.toContain(word.toLowerCase());
    }
  }
});

test('changing a field that may not leave changes nothing that leaves', async () => {
  const stays = fieldsOf('DI', 'OP', 'S10').filter((field) => field !== 'consent');
  const rows = (await planned([whole, whole, whole])).rows;
  for (const field of stays) {
    const value: unknown = {
      placeName: 'X',
      institution: 'X',
      identifiers: ['X'],
      narrative: 'X',
      policeReported: true,
    }[field as string];
    const changed = { ...whole, [field]: value } as Incident;
    expect(
      (await planned([changed, changed, changed])).rows,
      `${field} (${fieldClasses[field]})`,
    ).toEqual(rows);
  }
});

test('the order of rows tells nothing about the order of cases', async () => {
  const some = fc.sample(anyIncident, { numRuns: 30, seed: 3 });
  expect((await planned(some)).rows).toEqual((await planned(some.toReversed())).rows);
});

test('the same release has the same bytes', async () => {
  const plan = await planned(incidents);
  expect(csvOf(plan.rows, 'de')).toBe(csvOf((await planned(incidents)).rows, 'de'));
  expect(reportOf(plan, request)).toBe(reportOf(await planned(incidents), request));
});

test('every value is shown in words, in every language', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyIncident, { minLength: 3, maxLength: 20 }), async (some) => {
      for (const { of } of Object.values(ladders).flat()) {
        for (const incident of some) expect(of(incident, currentCodes())).not.toBe('');
      }
      const plan = await planned(some);
      for (const language of ['de', 'en', 'nl'] as const) {
        for (const row of plan.rows) {
          for (const column of releaseColumns) {
            expect(typeof shown(column, row[column], language)).toBe('string');
          }
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('a value no list knows never reaches a file', () => {
  expect(() => shown('category', 'Aylin', 'de')).toThrow();
  expect(() => shown('period', 'letzten Dienstag', 'de')).toThrow();
});

test('the CSV has a byte order mark, one line per incident, and cells that are no formulas', async () => {
  const { rows } = await planned(incidents);
  const lines = csvOf(rows, 'de').split('\r\n');
  expect(lines[0]?.startsWith('\uFEFFZeitraum,Gebiet,Art des Ortes,')).toBe(true);
  expect(lines).toHaveLength(rows.length + 2);
  for (const cell of lines.slice(1).flatMap((line) => line.split(','))) {
    expect(cell).not.toMatch(/^["']?[=+\-@\t]/);
  }
});

test('the report says how it was checked, has real tables, and never claims more', async () => {
  const plan = await planned(incidents);
  for (const language of ['de', 'en', 'nl'] as const) {
    const html = reportOf(plan, { ...request, language, from: '2026-01', to: '2026-12' });
    expect(html).toContain(`<html lang="${language}">`);
    expect(html.match(/<table>/g)?.length).toBe(html.match(/<caption>/g)?.length);
    expect(html).toContain('<th scope="col">');
    expect(html).toContain('2026-01');
    expect(html).not.toMatch(/anonym/i);
    expect(html).not.toMatch(/<script|javascript:|https?:|src=|style=/i);
    expect(html).toMatch(language === 'de' ? /Geschwärzt und geprüft/ : /checked|gecontroleerd/);
  }
});

test('counts in the report are never below k', async () => {
  const some = fc.sample(anyIncident, { numRuns: 60, seed: 9 });
  const html = reportOf(await planned(some, { k: 5 }), { ...request, k: 5 });
  const counts = [...html.matchAll(/<td class="number">(\d+)<\/td>/g)].map(([, n]) => Number(n));
  expect(counts.length).toBeGreaterThan(0);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
});

test('text stays text', () => {
  expect(escaped(`<img src=x onerror="a('b')">&`)).toBe(
    '&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;',
  );
});

import { expect, test } from 'vitest';
import type { CaseFile } from '../../../contract/case.ts';
import { ok } from '../../../contract/outcome.ts';
import { caseOf, whole } from '../testing/incidents.ts';
import { cases, clock, planned, request } from '../testing/planned.ts';
import { planted } from '../testing/planted.ts';
import { csvOf } from './csv.ts';
import { exportCsv, exportPdf, finished } from './export.ts';
import { findsIdentifier } from './scan.ts';

const held = [caseOf(planted)];
const finds = async (text: string, template: string, of: readonly CaseFile[]): Promise<boolean> =>
  await findsIdentifier({ text, template }, of, async () => undefined);

test('a name, a number, an account, a place or a sentence is found in whatever form it stands', async () => {
  for (const text of [
    'x Tjorven Ysselmond y',
    'x TJORVEN',
    'bei Ysselmonds',
    '0151/234 56 78'.replace('0151', '+49 (151)'),
    'zwirbel_42',
    'Quellenweg&nbsp;7 quellenweg 7',
    'das zwirnbach-gymnasium',
    '<td>Hintermoos</td>',
    'Sie riefen Worte,   die ich nicht\nwiederhole.',
  ]) {
    expect(await finds(text, '', held), text).toBe(true);
  }
});

test('what stands in the template is no find, and innocent text is none', async () => {
  expect(await finds('Berlin', 'Berlin', [caseOf({ ...whole, placeName: 'Berlin' })])).toBe(false);
  expect(await finds('Berlin, Schule, 2026-11', '', held)).toBe(false);
  const short = [caseOf({ ...whole, identifiers: ['Ina'] })];
  expect(await finds('final', '', short)).toBe(false);
  expect(await finds('mit Ina.', '', short)).toBe(true);
});

test('a file with an identifier is refused, whoever put it there', async () => {
  const incidents = cases([planted, planted, planted]);
  const out = await finished({ cases: () => incidents, env: clock }, request, ({ rows }) =>
    rows.length > 0 ? 'Tabelle über Tjorven' : 'Tabelle über',
  );
  expect(out).toEqual({ ok: false, refusal: 'identifier-found' });
});

test('the exports write exactly what was searched, under a name that says nothing', async () => {
  const saved: { name: string; text: string }[] = [];
  const carrier = {
    save: async ({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) => {
      saved.push({ name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
      return ok({ name });
    },
    print: async ({ name, html }: { readonly name: string; readonly html: string }) => {
      saved.push({ name, text: html });
      return ok({ name });
    },
  };
  const acts: string[] = [];
  const audit = { note: (act: string) => void acts.push(act) };
  const all = cases([planted, planted, planted]);
  const release = { carrier, cases: () => all, env: clock, audit };
  await exportCsv(release, { ...request, from: '2026-01' });
  await exportPdf(release, request);
  const { rows } = await planned([planted, planted, planted]);
  expect(saved.map(({ name }) => name)).toEqual(['vorfaelle_2026-01_k3.csv', 'vorfaelle_k3.pdf']);
  expect(saved[0]?.text).toBe(csvOf(rows, 'de'));
  expect(await exportCsv({ ...release, cases: () => [] }, request)).toEqual({
    ok: false,
    refusal: 'nothing',
  });
  expect(acts).toEqual(['released', 'released']);
});

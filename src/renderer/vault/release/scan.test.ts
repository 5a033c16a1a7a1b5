import { expect, test } from 'vitest';
import { ok } from '../../../contract/outcome.ts';
import { caseOf, NOW, whole } from '../testing/incidents.ts';
import { cases, planned, request } from '../testing/planned.ts';
import { planted } from '../testing/planted.ts';
import { csvOf } from './csv.ts';
import { exportCsv, exportPdf, finished } from './export.ts';
import { findsIdentifier } from './scan.ts';

const held = [caseOf(planted)];

test('a name, a number, an account, a place or a sentence is found in whatever form it stands', () => {
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
    expect(findsIdentifier(text, '', held), text).toBe(true);
  }
});

test('what stands in the template is no find, and innocent text is none', () => {
  expect(findsIdentifier('Berlin', 'Berlin', [caseOf({ ...whole, placeName: 'Berlin' })])).toBe(
    false,
  );
  expect(findsIdentifier('Berlin, Schule, 2026-11', '', held)).toBe(false);
  const short = [caseOf({ ...whole, identifiers: ['Ina'] })];
  expect(findsIdentifier('final', '', short)).toBe(false);
  expect(findsIdentifier('mit Ina.', '', short)).toBe(true);
});

test('a file with an identifier is refused, whoever put it there', () => {
  const incidents = cases([planted, planted, planted]);
  const out = finished({ cases: incidents, now: NOW }, request, ({ rows }) =>
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
  const release = { carrier, cases: cases([planted, planted, planted]), now: NOW };
  await exportCsv(release, { ...request, from: '2026-01' });
  await exportPdf(release, request);
  const { rows } = planned([planted, planted, planted]);
  expect(saved.map(({ name }) => name)).toEqual(['vorfaelle_2026-01_k3.csv', 'vorfaelle_k3.pdf']);
  expect(saved[0]?.text).toBe(csvOf(rows, 'de'));
  expect(await exportCsv({ ...release, cases: [] }, request)).toEqual({
    ok: false,
    refusal: 'nothing',
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '../../../contract/case.ts';
import { ok } from '../../../contract/outcome.ts';
import type { ReleasePlan, ReleaseRequest, ReleaseRow } from '../../../contract/release.ts';
import { currentCodes } from '../cases/codes.ts';
import { fieldClasses, fieldsOf } from '../cases/field-classes.ts';
import { anyIncident, caseOf, likelyIncidents, NOW, whole } from '../testing/incidents.ts';
import { csvOf } from './csv.ts';
import { exportCsv, exportPdf, finished } from './export.ts';
import { anonymise, SUPPRESSION_BOUND } from './k-anonymity.ts';
import { ladders, releaseFields, weights, type Step } from './ladders.ts';
import { planFor, releaseColumns } from './plan.ts';
import { escaped, reportOf } from './report.ts';
import { findsIdentifier } from './scan.ts';
import { shown } from './show.ts';

const request: ReleaseRequest = { k: 3, language: 'de', from: null, to: null };
const cases = (incidents: readonly Incident[]) => incidents.map(caseOf);

function planned(incidents: readonly Incident[], more: Partial<ReleaseRequest> = {}): ReleasePlan {
  const plan = planFor(cases(incidents), { ...request, ...more }, NOW);
  if (!plan.ok) throw new Error(plan.refusal);
  return plan.value;
}

const classSizes = (rows: readonly ReleaseRow[]): readonly number[] =>
  [...Map.groupBy(rows, (row) => releaseFields.map((field) => row[field]).join('|')).values()].map(
    ({ length }) => length,
  );

describe('k-anonymity', () => {
  test('every class that leaves holds k, few are suppressed, and the figures are true', () => {
    fc.assert(
      fc.property(likelyIncidents, fc.integer({ min: 3, max: 8 }), (incidents, k) => {
        const plan = planFor(cases(incidents), { ...request, k }, NOW);
        if (!plan.ok) {
          expect(plan.refusal).toBe('below-k');
          expect(incidents.length).toBeLessThan(k);
          return;
        }
        const { rows, left, smallestClass, classes } = plan.value;
        const sizes = classSizes(rows);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(k);
        expect(smallestClass).toBe(Math.min(...sizes));
        expect(classes).toBe(sizes.length);
        expect(rows.length + left.suppressed).toBe(incidents.length);
        expect(left.suppressed).toBeLessThanOrEqual(incidents.length * SUPPRESSION_BOUND);
      }),
      { numRuns: 60 },
    );
  });

  test('no cheaper generalisation would have done: every other one costs more or breaks a bound', () => {
    const codes = currentCodes();
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    const combinations = releaseFields.reduce<readonly (readonly number[])[]>(
      (all, field) => all.flatMap((levels) => ladders[field].map((_, level) => [...levels, level])),
      [[]],
    );
    fc.assert(
      fc.property(likelyIncidents, (incidents) => {
        const found = anonymise(incidents, 3, codes);
        if (found === null) return;
        for (const levels of combinations) {
          const names = incidents.map((incident) =>
            releaseFields
              .map((field, i) => ladders[field][levels[i] ?? 0]?.of(incident, codes))
              .join('|'),
          );
          const sizes = new Map<string, number>();
          for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
          const lost = names.filter((name) => (sizes.get(name) ?? 0) < 3).length;
          if (lost > incidents.length * SUPPRESSION_BOUND) continue;
          const loss = releaseFields.reduce((sum, field, i) => {
            const steps = ladders[field].length - 1;
            return sum + (weights[field] * (levels[i] ?? 0)) / steps / total;
          }, lost / incidents.length);
          expect(found.loss).toBeLessThanOrEqual(loss + 1e-9);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('alike incidents leave as fine as the ladders allow', () => {
    const { generalisation, rows } = planned([whole, whole, whole]);
    expect(generalisation).toEqual({
      period: 'month',
      geography: 'state',
      placeType: 'exact',
      ageBand: 'band',
      gender: 'exact',
      category: 'exact',
      bias: 'exact',
    });
    expect(rows[0]).toMatchObject({
      period: '2026-11',
      geography: 'DE-BE',
      placeType: 'school',
      ageBand: '14-17',
    });
  });

  test('what differs is generalised, what agrees is not', () => {
    const incidents = ['2026-10-01', '2026-11-01', '2026-11-20'].map((date) => ({
      ...whole,
      date,
    }));
    expect(planned(incidents).generalisation).toMatchObject({
      period: 'quarter',
      category: 'exact',
    });
    const ages = ['18-20', '21-26', '18-20'].map((victimAge) => ({ ...whole, victimAge }));
    expect(planned(ages).rows.map(({ ageBand }) => ageBand)).toEqual(['18-26', '18-26', '18-26']);
  });

  test('one odd incident among many is held back rather than blurring all', () => {
    const many = Array.from({ length: 20 }, () => whole);
    const odd = {
      ...whole,
      category: 'EXV',
      placeType: 'cemetery',
      bias: ['ANTI_ROMA'],
      form: null,
    };
    const plan = planned([...many, odd]);
    expect(plan.left.suppressed).toBe(1);
    expect(plan.generalisation.category).toBe('exact');
    expect(plan.rows.some(({ category }) => category === 'EXV')).toBe(false);
  });

  test('below k, below the floor and without any incident nothing leaves', () => {
    expect(planFor(cases([whole, whole]), request, NOW)).toEqual({ ok: false, refusal: 'below-k' });
    expect(planFor(cases([whole, whole, whole]), { ...request, k: 2 }, NOW)).toEqual({
      ok: false,
      refusal: 'below-floor',
    });
    expect(planFor([], request, NOW)).toEqual({ ok: false, refusal: 'nothing' });
  });

  test(
    'five thousand incidents, no two alike, are planned within seconds',
    { timeout: 20_000 },
    () => {
      const incidents = fc.sample(anyIncident, { numRuns: 5000, seed: 1 });
      const plan = planned(incidents, { k: 5 });
      expect(Math.min(...classSizes(plan.rows))).toBeGreaterThanOrEqual(5);
    },
  );
});

describe('what may be counted', () => {
  test('only verified, agreed and complete incidents, each other counted by its first reason', () => {
    const others = [
      { ...whole, verification: 'plausible', consent: [] },
      { ...whole, consent: ['recontact'] },
      { ...whole, state: null },
    ];
    const plan = planned([whole, whole, whole, ...others]);
    expect(plan.incidents).toBe(3);
    expect(plan.left).toEqual({ unverified: 1, withoutConsent: 1, incomplete: 1, suppressed: 0 });
  });

  test('months are inclusive, and an incident without a date does not vanish', () => {
    const incidents = ['2026-08-31', '2026-09-01', '2026-09-15', '2026-09-30', '2026-10-01'].map(
      (date) => ({ ...whole, date }),
    );
    const plan = planned([...incidents, { ...whole, date: null }], {
      from: '2026-09',
      to: '2026-09',
    });
    expect(plan.incidents).toBe(3);
    expect(plan.left.incomplete).toBe(1);
  });

  test('a date known to the year is never shown as a month', () => {
    const incidents = Array.from({ length: 3 }, () => ({ ...whole, datePrecision: 'year' }));
    expect(planned(incidents).rows[0]?.period).toBe('2026');
  });

  test('nothing finer than a state can ever leave', () => {
    fc.assert(
      fc.property(anyIncident, (incident) => {
        const here = { ...incident, municipality: 'Musterhausen', district: 'Nordbezirk' };
        for (const step of ladders.geography as readonly Step[]) {
          const value = step.of(here, currentCodes());
          expect([incident.state, incident.state?.split('-')[0], 'removed']).toContain(value);
        }
      }),
    );
  });
});

/** A value no code list and no template contains, for every field of free text. */
const planted: Incident = {
  ...whole,
  placeName: 'Quellenweg 7',
  institution: 'Zwirnbach-Gymnasium',
  municipality: 'Hintermoos',
  district: 'Oberkirchspiel',
  identifiers: ['Tjorven Ysselmond', '+49 151 2345678', '@zwirbel_42'],
  narrative: 'Sie riefen Worte, die ich nicht wiederhole.',
};
const plantedWords = [
  'Quellenweg',
  'Zwirnbach',
  'Hintermoos',
  'Oberkirchspiel',
  'Tjorven',
  'Ysselmond',
  '1512345678',
  '2345678',
  'zwirbel',
  'riefen',
];

describe('what leaves', () => {
  const incidents = [planted, planted, planted, whole];

  test('exactly the allow-listed fields leave, and no planted word in any file', () => {
    const plan = planned(incidents);
    for (const row of plan.rows)
      expect(Object.keys(row).toSorted()).toEqual([...releaseColumns].toSorted());
    for (const language of ['de', 'en', 'nl'] as const) {
      const files = [csvOf(plan.rows, language), reportOf(plan, { ...request, language })];
      for (const file of files) {
        for (const word of plantedWords)
          expect(file.toLowerCase()).not.toContain(word.toLowerCase());
      }
    }
  });

  test('changing a field that may not leave changes nothing that leaves', () => {
    const stays = fieldsOf('DI', 'OP', 'S10').filter((field) => field !== 'consent');
    const rows = planned([whole, whole, whole]).rows;
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
        planned([changed, changed, changed]).rows,
        `${field} (${fieldClasses[field]})`,
      ).toEqual(rows);
    }
  });

  test('the order of rows tells nothing about the order of cases', () => {
    const some = fc.sample(anyIncident, { numRuns: 30, seed: 3 });
    expect(planned(some).rows).toEqual(planned(some.toReversed()).rows);
  });

  test('the same release has the same bytes', () => {
    const plan = planned(incidents);
    expect(csvOf(plan.rows, 'de')).toBe(csvOf(planned(incidents).rows, 'de'));
    expect(reportOf(plan, request)).toBe(reportOf(planned(incidents), request));
  });

  test('every value is shown in words, in every language', () => {
    fc.assert(
      fc.property(fc.array(anyIncident, { minLength: 3, maxLength: 20 }), (some) => {
        for (const { of } of Object.values(ladders).flat()) {
          for (const incident of some) expect(of(incident, currentCodes())).not.toBe('');
        }
        const plan = planned(some);
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

  test('the CSV has a byte order mark, one line per incident, and cells that are no formulas', () => {
    const { rows } = planned(incidents);
    const lines = csvOf(rows, 'de').split('\r\n');
    expect(lines[0]?.startsWith('\uFEFFZeitraum,Gebiet,Art des Ortes,')).toBe(true);
    expect(lines).toHaveLength(rows.length + 2);
    for (const cell of lines.slice(1).flatMap((line) => line.split(','))) {
      expect(cell).not.toMatch(/^["']?[=+\-@\t]/);
    }
  });

  test('the report says how it was checked, has real tables, and never claims more', () => {
    const plan = planned(incidents);
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

  test('counts in the report are never below k', () => {
    const some = fc.sample(anyIncident, { numRuns: 60, seed: 9 });
    const html = reportOf(planned(some, { k: 5 }), { ...request, k: 5 });
    const counts = [...html.matchAll(/<td class="number">(\d+)<\/td>/g)].map(([, n]) => Number(n));
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
  });

  test('text stays text', () => {
    expect(escaped(`<img src=x onerror="a('b')">&`)).toBe(
      '&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;',
    );
  });
});

describe('the last look', () => {
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
});

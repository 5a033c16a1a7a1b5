import { describe, expect, test } from 'vitest';
import { emptyIncident } from '../../../contract/case.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORT_INCIDENTS, MAX_NARRATIVE } from '../limits.ts';
import { isComplete, problemsOf } from './checks.ts';
import { currentCodes, labelOf, readCodes, rootOf } from './codes.ts';
import newest from './codes/2026-1.json' with { type: 'json' };
import { fieldClasses, fieldsOf } from './field-classes.ts';
import { readIncidents } from './import.ts';
import { incidentSchema } from './incident.ts';
import { NOW, whole } from '../testing/incidents.ts';
import * as v from 'valibot';

describe('code lists', () => {
  test('every list has a label, a definition and a source for every code, in three languages', () => {
    for (const [name, list] of Object.entries(currentCodes().lists)) {
      expect(list.length, name).toBeGreaterThan(1);
      for (const { code, label, definition, source } of list) {
        for (const words of [label, definition]) {
          for (const language of ['de', 'en', 'nl'] as const) {
            expect(words[language].trim(), `${name} ${code} ${language}`).not.toBe('');
          }
        }
        expect(source).not.toBe('');
      }
      for (const language of ['de', 'en', 'nl'] as const) {
        const labels = list.map(({ label }) => label[language]);
        expect(new Set(labels).size, `${name} ${language}: two codes look the same`).toBe(
          list.length,
        );
      }
    }
  });

  test('categories form a ladder from the gravest down', () => {
    const ladder = currentCodes().lists.category.map(({ code, severity }) => [severity, code]);
    expect(ladder).toEqual([
      [1, 'EXV'],
      [2, 'ASL'],
      [3, 'DMG'],
      [4, 'THR'],
      [5, 'DIS'],
      [6, 'ABU'],
      [7, 'MAS'],
    ]);
  });

  test('not assignable and unknown are two codes', () => {
    const forms = currentCodes().lists.form.map(({ code }) => code);
    expect(forms).toEqual(['OTH', 'AJU', 'MOD', 'PSH', 'ISR', 'NAS', 'UNK']);
  });

  test('kinds of racism are children of racism', () => {
    for (const code of ['ANTI_BLACK', 'ANTI_ROMA', 'ANTI_MUSLIM']) {
      expect(rootOf(currentCodes(), 'bias', code)).toBe('RACE_XEN');
    }
    expect(rootOf(currentCodes(), 'bias', 'ANTISEM')).toBe('ANTISEM');
    expect(labelOf(currentCodes(), 'bias', 'ANTI_ROMA', 'en')).toBe('Anti-Roma racism');
  });

  test('every age, place and category falls into a group for releases', () => {
    const { groups, lists } = currentCodes();
    for (const name of ['ageBand', 'placeType', 'category'] as const) {
      const known = groups[name].codes.map(({ code }) => code);
      for (const { code } of lists[name])
        expect(known, `${name} ${code}`).toContain(groups[name].of[code]);
    }
  });

  test('a list with a repeated code, an unknown parent or a missing language is refused', () => {
    const [first] = newest.lists.form;
    const broken = (form: unknown): unknown => ({ ...newest, lists: { ...newest.lists, form } });
    expect(() => readCodes(broken([first, first]))).toThrow();
    expect(() => readCodes(broken([{ ...first, parent: 'NOBODY' }]))).toThrow();
    expect(() => readCodes(broken([{ ...first, label: { de: 'x', en: 'x' } }]))).toThrow();
  });
});

describe('checks', () => {
  test('a whole incident has no problem', () => {
    expect(problemsOf(whole, NOW)).toEqual([]);
    expect(isComplete(whole, NOW)).toBe(true);
  });

  test('an empty form names every field that is needed, once', () => {
    const fields = problemsOf(emptyIncident, NOW).map(
      ({ field, problem }) => `${field} ${problem}`,
    );
    expect(fields).toEqual([
      'date required',
      'datePrecision required',
      'state required',
      'placeType required',
      'category required',
      'bias required',
      'channel required',
      'reporterRole required',
      'verification required',
    ]);
  });

  test('a form of antisemitism stands exactly when the bias says antisemitism', () => {
    expect(problemsOf({ ...whole, form: null }, NOW)).toEqual([
      { field: 'form', problem: 'antisem-needs-form' },
    ]);
    expect(problemsOf({ ...whole, bias: ['RACE_XEN'] }, NOW)).toEqual([
      { field: 'form', problem: 'form-needs-antisem' },
    ]);
    expect(problemsOf({ ...whole, bias: ['RACE_XEN'], form: null }, NOW)).toEqual([]);
  });

  test('tomorrow has not happened yet, today has', () => {
    expect(problemsOf({ ...whole, date: '2026-11-22' }, NOW)).toEqual([
      { field: 'date', problem: 'future-date' },
    ]);
    expect(problemsOf({ ...whole, date: '2026-11-21' }, NOW)).toEqual([]);
  });

  test('a code no list knows is named by its field', () => {
    const fields = problemsOf({ ...whole, placeType: 'moon', consent: ['sale'] }, NOW).map(
      ({ field }) => field,
    );
    expect(fields).toEqual(['placeType', 'consent']);
  });
});

describe('fields', () => {
  test('every field of an incident has a class, and the direct identifiers are the known ones', () => {
    expect(Object.keys(fieldClasses).toSorted()).toEqual(Object.keys(emptyIncident).toSorted());
    expect(fieldsOf('DI')).toEqual(['placeName', 'institution', 'identifiers', 'narrative']);
  });

  test('a field nobody knows, a wrong date and a text too long are refused', () => {
    const ok = (incident: unknown): boolean => v.safeParse(incidentSchema, incident).success;
    expect(ok(whole)).toBe(true);
    expect(ok({ ...whole, extra: 1 })).toBe(false);
    expect(ok({ ...whole, date: '2026-02-30' })).toBe(false);
    expect(ok({ ...whole, narrative: 'x'.repeat(MAX_NARRATIVE + 1) })).toBe(false);
    expect(ok({ ...whole, narrative: '☂'.repeat(MAX_NARRATIVE) })).toBe(true);
    const { form: _, ...missing } = whole;
    expect(ok(missing)).toBe(false);
  });
});

describe('import', () => {
  const file = (incidents: unknown, more: object = {}): Uint8Array =>
    new TextEncoder().encode(
      JSON.stringify({ format: 'beistand-incidents', version: 1, incidents, ...more }),
    );

  test('a good file gives its incidents', () => {
    expect(readIncidents(file([whole, whole]))).toEqual({ ok: true, value: [whole, whole] });
  });

  test('one wrong incident refuses the whole file', () => {
    const bad: readonly unknown[] = [
      { ...whole, extra: 1 },
      { ...whole, category: 'NOPE' },
      { ...whole, date: '20.11.2026' },
      { ...whole, bias: ['ANTISEM', 'NOPE'] },
      null,
    ];
    for (const incident of bad) {
      expect(readIncidents(file([whole, incident]))).toEqual({ ok: false, refusal: 'bad-file' });
    }
  });

  test('another format, another version, no incident, too many, or no JSON are refused', () => {
    const many = Array.from({ length: MAX_IMPORT_INCIDENTS + 1 }, () => whole);
    const files = [
      file([whole], { format: 'x' }),
      file([whole], { version: 2 }),
      file([]),
      file(many),
      new TextEncoder().encode('{'),
      Uint8Array.of(0xff, 0xfe, 0x00),
    ];
    for (const bytes of files)
      expect(readIncidents(bytes)).toEqual({ ok: false, refusal: 'bad-file' });
    expect(readIncidents(new Uint8Array(MAX_IMPORT_BYTES + 1))).toEqual({
      ok: false,
      refusal: 'too-large',
    });
  });
});

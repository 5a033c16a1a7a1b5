import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReleaseRow } from '../../../contract/release.ts';
import { currentCodes } from '../cases/codes.ts';
import { anyIncident, likelyIncidents, whole } from '../testing/incidents.ts';
import { cases, clock, planned, request } from '../testing/planned.ts';
import { anonymise, SUPPRESSION_BOUND } from './k-anonymity.ts';
import { ladders, releaseFields, weights, type Step } from './ladders.ts';
import { planFor } from './plan.ts';

const classSizes = (rows: readonly ReleaseRow[]): readonly number[] =>
  [...Map.groupBy(rows, (row) => releaseFields.map((field) => row[field]).join('|')).values()].map(
    ({ length }) => length,
  );

test('every class that leaves holds k, few are suppressed, and the figures are true', async () => {
  await fc.assert(
    fc.asyncProperty(likelyIncidents, fc.integer({ min: 3, max: 8 }), async (incidents, k) => {
      const plan = await planFor(cases(incidents), { ...request, k }, clock);
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

test('no cheaper generalisation would have done: every other one costs more or breaks a bound', async () => {
  const codes = currentCodes();
  const turn = async (): Promise<void> => undefined;
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const combinations = releaseFields.reduce<readonly (readonly number[])[]>(
    (all, field) => all.flatMap((levels) => ladders[field].map((_, level) => [...levels, level])),
    [[]],
  );
  await fc.assert(
    fc.asyncProperty(likelyIncidents, async (incidents) => {
      const found = await anonymise(incidents, { k: 3, codes, turn });
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

test('alike incidents leave as fine as the ladders allow', async () => {
  const { generalisation, rows } = await planned([whole, whole, whole]);
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

test('what differs is generalised, what agrees is not', async () => {
  const incidents = ['2026-10-01', '2026-11-01', '2026-11-20'].map((date) => ({
    ...whole,
    date,
  }));
  expect((await planned(incidents)).generalisation).toMatchObject({
    period: 'quarter',
    category: 'exact',
  });
  const ages = ['18-20', '21-26', '18-20'].map((victimAge) => ({ ...whole, victimAge }));
  expect((await planned(ages)).rows.map(({ ageBand }) => ageBand)).toEqual([
    '18-26',
    '18-26',
    '18-26',
  ]);
});

test('one odd incident among many is held back rather than blurring all', async () => {
  const many = Array.from({ length: 20 }, () => whole);
  const odd = {
    ...whole,
    category: 'EXV',
    placeType: 'cemetery',
    bias: ['ANTI_ROMA'],
    form: null,
  };
  const plan = await planned([...many, odd]);
  expect(plan.left.suppressed).toBe(1);
  expect(plan.generalisation.category).toBe('exact');
  expect(plan.rows.some(({ category }) => category === 'EXV')).toBe(false);
});

test('below k, below the floor and without any incident nothing leaves', async () => {
  expect(await planFor(cases([whole, whole]), request, clock)).toEqual({
    ok: false,
    refusal: 'below-k',
  });
  expect(await planFor(cases([whole, whole, whole]), { ...request, k: 2 }, clock)).toEqual({
    ok: false,
    refusal: 'below-floor',
  });
  expect(await planFor([], request, clock)).toEqual({ ok: false, refusal: 'nothing' });
});

test(
  'five thousand incidents, no two alike, are planned within seconds',
  { timeout: 20_000 },
  async () => {
    const incidents = fc.sample(anyIncident, { numRuns: 5000, seed: 1 });
    const plan = await planned(incidents, { k: 5 });
    expect(Math.min(...classSizes(plan.rows))).toBeGreaterThanOrEqual(5);
  },
);

test('only verified, agreed and complete incidents, each other counted by its first reason', async () => {
  const others = [
    { ...whole, verification: 'plausible', consent: [] },
    { ...whole, consent: ['recontact'] },
    { ...whole, state: null },
  ];
  const plan = await planned([whole, whole, whole, ...others]);
  expect(plan.incidents).toBe(3);
  expect(plan.left).toEqual({ unverified: 1, withoutConsent: 1, incomplete: 1, suppressed: 0 });
});

test('months are inclusive, and an incident without a date does not vanish', async () => {
  const incidents = ['2026-08-31', '2026-09-01', '2026-09-15', '2026-09-30', '2026-10-01'].map(
    (date) => ({ ...whole, date }),
  );
  const plan = await planned([...incidents, { ...whole, date: null }], {
    from: '2026-09',
    to: '2026-09',
  });
  expect(plan.incidents).toBe(3);
  expect(plan.left.incomplete).toBe(1);
});

test('a date known to the year is never shown as a month', async () => {
  const incidents = Array.from({ length: 3 }, () => ({ ...whole, datePrecision: 'year' }));
  expect((await planned(incidents)).rows[0]?.period).toBe('2026');
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

test('the form of antisemitism does not say what the removed bias no longer says', async () => {
  const biases = ['ANTISEM', 'ANTI_ROMA', 'GENDER', 'LGBTIQ', 'DISABILITY', 'OTHER'];
  const { rows, generalisation } = await planned(
    biases.map((bias) => ({ ...whole, bias: [bias], form: bias === 'ANTISEM' ? 'OTH' : null })),
  );
  expect(generalisation.bias).toBe('removed');
  expect(new Set(rows.map(({ form }) => form))).toEqual(new Set(['removed']));
});

test('within one class every row or none has a form', async () => {
  await fc.assert(
    fc.asyncProperty(likelyIncidents, async (incidents) => {
      const plan = await planFor(cases(incidents), request, clock);
      if (!plan.ok) return;
      const classes = Map.groupBy(plan.value.rows, (row) =>
        releaseFields.map((field) => row[field]).join('|'),
      );
      for (const rows of classes.values()) {
        expect(new Set(rows.map(({ form }) => form === '')).size).toBe(1);
      }
    }),
    { numRuns: 60 },
  );
});

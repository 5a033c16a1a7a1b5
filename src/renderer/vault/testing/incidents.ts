/** Vault, testing: invented incidents. */
import fc from 'fast-check';
import { emptyIncident, type CaseFile, type Incident } from '../../../contract/case.ts';
import { currentCodes } from '../cases/codes.ts';

export const NOW = Date.UTC(2026, 10, 21, 12);

/** Complete, verified, agreed to. */
export const whole: Incident = {
  ...emptyIncident,
  date: '2026-11-20',
  datePrecision: 'exact',
  state: 'DE-BE',
  placeType: 'school',
  category: 'ABU',
  bias: ['ANTISEM'],
  form: 'OTH',
  victimAge: '14-17',
  victimGender: 'f',
  channel: 'chat',
  reporterRole: 'affected',
  verification: 'verified',
  consent: ['internal_statistics'],
};

export const caseOf = (incident: Incident, index = 0): CaseFile => ({
  id: String(index),
  reference: `2026-${String(index).padStart(4, '0')}`,
  conversation: null,
  codesVersion: currentCodes().version,
  incident,
  created: NOW,
  saved: NOW,
  verifiedAt: incident.verification === 'verified' ? NOW : null,
  closedAt: null,
  hold: null,
  fingerprint: null,
});

const codeOf = (list: keyof ReturnType<typeof currentCodes>['lists']): fc.Arbitrary<string> =>
  fc.constantFrom(...currentCodes().lists[list].map(({ code }) => code));

/** Complete incidents of every kind the lists allow, in 2025 and 2026. */
export const anyIncident: fc.Arbitrary<Incident> = fc
  .record({
    day: fc.integer({ min: 0, max: 650 }),
    datePrecision: codeOf('datePrecision'),
    state: codeOf('state'),
    placeType: codeOf('placeType'),
    category: codeOf('category'),
    bias: fc.uniqueArray(codeOf('bias'), { minLength: 1, maxLength: 3 }),
    form: codeOf('form'),
    victimAge: fc.option(codeOf('ageBand')),
    victimGender: fc.option(codeOf('gender')),
    channel: codeOf('channel'),
    reporterRole: codeOf('reporterRole'),
  })
  .map(({ day, form, bias, ...rest }) => ({
    ...whole,
    ...rest,
    bias,
    form: bias.includes('ANTISEM') ? form : null,
    date: new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10),
  }));

/** Incidents as reports really come: a few common kinds, and some that stand alone. */
export const likelyIncidents: fc.Arbitrary<readonly Incident[]> = fc
  .tuple(
    fc.array(anyIncident, { minLength: 1, maxLength: 6 }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
    fc.array(anyIncident, { maxLength: 6 }),
  )
  .map(([kinds, picks, loners]) => [
    ...picks.map((pick) => kinds[pick % kinds.length] ?? whole),
    ...loners,
  ]);

import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { Incident } from '../../contract/case.ts';
import { begun, unlocked } from './testing/begun.ts';
import { caseOf, whole } from './testing/incidents.ts';
import { endAll, inboxOf, team } from './testing/journey.ts';
import { planted, plantedWords } from './testing/planted.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

const REQUEST = { k: 3, language: 'de', from: null, to: null } as const;

const PAGE = { from: 0, limit: 50 };

const fileOf = (incidents: readonly unknown[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ format: 'beistand-incidents', version: 1, incidents }));

test('a conversation has one case, opened again as it was left, and the inbox names it', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const opened = await app.desk.openCase({ conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  const { id, reference, incident } = opened.value;
  expect(reference).toBe('2026-0001');
  expect(incident.channel).toBe('chat');
  const saved = await app.desk.saveIncident({
    case: id,
    incident: { ...incident, category: 'ABU' },
  });
  expect(saved).toMatchObject({ ok: true, value: { saved: { incident: { category: 'ABU' } } } });
  expect(saved.ok && saved.value.problems.length).toBeGreaterThan(0);
  expect(await inboxOf(app)).toMatchObject([{ case: { id, reference } }]);
  expect(app.facts.filter(({ type }) => type === 'case-changed')).toHaveLength(2);
  const again = await unlocked(app);
  expect(await again.desk.openCase({ conversation })).toMatchObject({
    value: { id, incident: { category: 'ABU' } },
  });
  expect(await inboxOf(again)).toMatchObject([{ case: { id, reference } }]);
});

test('a case nobody began cannot be saved, and a field nobody knows is not taken', async () => {
  const app = await team();
  const incident: Incident = whole;
  expect(await app.desk.saveIncident({ case: 'x', incident })).toEqual({
    ok: false,
    refusal: 'unknown-case',
  });
  const odd = { ...incident, extra: 1 } as Incident;
  await expect(app.desk.saveIncident({ case: 'x', incident: odd })).rejects.toThrow(
    'saveIncident failed',
  );
});

test('imported incidents become cases with references in a row, and survive a restart', async () => {
  const app = await team();
  app.main.chosen = fileOf([whole, whole, whole]);
  expect(await app.desk.importIncidents(null)).toEqual({ ok: true, value: { imported: 3 } });
  const again = await unlocked(app);
  const { cases } = await again.desk.cases(PAGE);
  expect(cases.map(({ reference }) => reference).toSorted()).toEqual([
    '2026-0001',
    '2026-0002',
    '2026-0003',
  ]);
  const files = await Promise.all(
    cases.map(async ({ id }) => await again.desk.readCase({ case: id })),
  );
  expect(files.map((file) => file?.incident)).toEqual([whole, whole, whole]);
});

test('an import is all or nothing', async () => {
  const app = await team();
  app.main.chosen = fileOf([whole, { ...whole, category: 'NOPE' }]);
  expect(await app.desk.importIncidents(null)).toEqual({ ok: false, refusal: 'bad-file' });
  app.main.chosen = fileOf([whole, whole]);
  app.disk.full = true;
  expect(await app.desk.importIncidents(null)).toEqual({ ok: false, refusal: 'disk-full' });
  app.disk.full = false;
  expect(await app.desk.cases(PAGE)).toEqual({ cases: [], total: 0 });
  app.main.chosen = null;
  expect(await app.desk.importIncidents(null)).toEqual({ ok: false, refusal: 'cancelled' });
});

test('a thousand incidents are read in at once, each under a key of its own', async () => {
  const app = await team();
  const before = app.disk.journal.length;
  app.main.chosen = fileOf(Array.from({ length: 1000 }, () => whole));
  expect(await app.desk.importIncidents(null)).toEqual({ ok: true, value: { imported: 1000 } });
  expect(app.disk.journal.length - before).toBeGreaterThan(1);
  const again = await unlocked(app);
  expect((await again.desk.cases(PAGE)).total).toBe(1000);
}, 30_000);

test('what is exported through the desk is the plan, without a planted word', async () => {
  const app = await team();
  app.main.chosen = fileOf([planted, planted, planted, { ...whole, verification: 'plausible' }]);
  await app.desk.importIncidents(null);
  const plan = await app.desk.planRelease(REQUEST);
  expect(plan).toMatchObject({ ok: true, value: { incidents: 3, left: { unverified: 1 } } });
  expect(await app.desk.exportCsv(REQUEST)).toEqual({
    ok: true,
    value: { name: 'vorfaelle_k3.csv' },
  });
  expect(await app.desk.exportPdf(REQUEST)).toEqual({
    ok: true,
    value: { name: 'vorfaelle_k3.pdf' },
  });
  expect(app.main.saved).toHaveLength(2);
  for (const { text } of app.main.saved) {
    for (const word of plantedWords) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  }
  expect(await app.desk.planRelease({ ...REQUEST, k: 4 })).toEqual({
    ok: false,
    refusal: 'below-k',
  });
  expect(await app.desk.exportCsv({ ...REQUEST, k: 2 })).toEqual({
    ok: false,
    refusal: 'below-floor',
  });
  expect(app.main.saved).toHaveLength(2);
});

test('the screen gets every list and the groups a release may show', async () => {
  const app = await team();
  const { version, lists, groups } = await app.desk.codeLists(null);
  expect(version).toBe(caseOf(whole).codesVersion);
  expect(lists.category).toHaveLength(7);
  expect(groups?.ageBand?.codes.map(({ code }) => code)).toContain('<14');
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaseFile, Incident } from '../../../../contract/case.ts';
import type { Desk, DeskRequests } from '../../../../contract/desk.ts';
import { ok } from '../../../../contract/outcome.ts';
import { makeStores } from '../stores.ts';
import { AUTOSAVE_MS, caseActs } from './case-acts.ts';

const file: CaseFile = {
  id: 'c',
  reference: '2026-0001',
  conversation: null,
  codesVersion: '1',
  incident: { narrative: '' } as unknown as Incident,
  created: 0,
  saved: 0,
  verifiedAt: null,
  closedAt: null,
  hold: null,
  fingerprint: null,
};

type Save = DeskRequests['saveIncident'];

/** A vault whose saves end when the test says so. */
function slowVault() {
  const saves: { readonly input: Save['input']; readonly done: () => void }[] = [];
  const saveIncident = (input: Save['input']): Promise<Save['output']> =>
    new Promise((resolve) => {
      const saved = { ...file, incident: input.incident, saved: saves.length + 1 };
      saves.push({ input, done: () => resolve(ok({ saved, problems: [] })) });
    });
  const stores = makeStores();
  stores.cases.send({ type: 'opened', file });
  const acts = caseActs({ desk: { saveIncident } as Desk, stores, restart: () => undefined });
  const entry = () => stores.cases.get().get('c');
  return { saves, acts, entry };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a form saves itself once after the last of several changes', async () => {
  const { saves, acts } = slowVault();
  acts.edit('c', { narrative: 'e' });
  await vi.advanceTimersByTimeAsync(AUTOSAVE_MS - 1);
  acts.edit('c', { narrative: 'ein' });
  await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
  expect(saves.map(({ input }) => input.incident.narrative)).toEqual(['ein']);
});

test('changes made during a save are saved after it, never beside it', async () => {
  const { saves, acts, entry } = slowVault();
  acts.edit('c', { narrative: 'eins' });
  await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
  acts.edit('c', { narrative: 'eins zwei' });
  await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
  expect(saves).toHaveLength(1);
  saves[0]?.done();
  await vi.advanceTimersByTimeAsync(AUTOSAVE_MS);
  expect(saves[1]?.input.incident.narrative).toBe('eins zwei');
  saves[1]?.done();
  await vi.advanceTimersByTimeAsync(0);
  expect(entry()?.saving).toEqual({ status: 'saved' });
});

test('saving everything waits until it is stored', async () => {
  const { saves, acts } = slowVault();
  acts.edit('c', { narrative: 'wichtig' });
  let stored = false;
  const all = acts.saveAll().then(() => {
    stored = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(stored).toBe(false);
  saves[0]?.done();
  await all;
  expect(stored).toBe(true);
});

test('a form without changes is not written again', async () => {
  const { saves, acts } = slowVault();
  await acts.save('c');
  expect(saves).toEqual([]);
});

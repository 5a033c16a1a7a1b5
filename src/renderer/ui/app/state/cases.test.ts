import { expect, test } from 'vitest';
import type { CaseFile, Incident } from '../../../../contract/case.ts';
import { cases, MAX_CASES, noCases, type Cases, type CasesEvent } from './cases.ts';

const incident = { narrative: '', bias: [] } as unknown as Incident;
const file = (saved: number, narrative = ''): CaseFile => ({
  id: 'c',
  reference: '2026-0001',
  conversation: null,
  codesVersion: '1',
  incident: { ...incident, narrative },
  created: 0,
  saved,
  verifiedAt: null,
  closedAt: null,
  hold: null,
  fingerprint: null,
});

const after = (...events: readonly CasesEvent[]): Cases => events.reduce(cases, noCases);
const opened = (one: CaseFile): CasesEvent => ({ type: 'opened', file: one });
const told = (one: CaseFile): CasesEvent => ({ type: 'told', file: one });
const edited = (narrative: string): CasesEvent => ({
  type: 'edited',
  id: 'c',
  change: { narrative },
});

test('a quiet form follows what the vault tells', () => {
  expect(after(opened(file(1)), told(file(2, 'neu'))).get('c')?.incident.narrative).toBe('neu');
});

test('unsaved words are never replaced by what the vault tells', () => {
  const entry = after(opened(file(1)), edited('meins'), told(file(2, 'anderes'))).get('c');
  expect(entry).toMatchObject({ incident: { narrative: 'meins' }, saving: { status: 'changed' } });
});

test('an older telling does not undo a newer save', () => {
  expect(after(opened(file(5, 'neu')), told(file(4, 'alt'))).get('c')?.file.saved).toBe(5);
});

test('words typed while a save runs stay unsaved until the next one', () => {
  const before = after(opened(file(1)), edited('eins'));
  const sent = before.get('c')?.incident ?? incident;
  const saving = cases(before, { type: 'saving', id: 'c' });
  const typing = cases(saving, edited('eins zwei'));
  const done: CasesEvent = { type: 'saved', file: file(2, 'eins'), sent, problems: [] };
  expect(cases(saving, done).get('c')?.saving).toEqual({ status: 'saved' });
  expect(cases(typing, done).get('c')).toMatchObject({
    incident: { narrative: 'eins zwei' },
    saving: { status: 'changed' },
  });
});

test('a refused save keeps the words and says why', () => {
  const entry = after(opened(file(1)), edited('meins'), {
    type: 'refused',
    id: 'c',
    why: 'disk-full',
  });
  expect(entry.get('c')).toMatchObject({
    incident: { narrative: 'meins' },
    saving: { status: 'stuck', why: 'disk-full' },
  });
});

test('a case nobody opened is not kept; one that is gone is gone', () => {
  expect(after(told(file(1)))).toBe(noCases);
  expect(after(opened(file(1)), { type: 'gone', id: 'c' }).size).toBe(0);
});

test('a closing told while somebody types is seen, and the words stay', () => {
  const closed = { ...file(2), closedAt: 7 };
  const entry = after(opened(file(1)), edited('meins'), told(closed)).get('c');
  expect(entry).toMatchObject({ file: { closedAt: 7 }, incident: { narrative: 'meins' } });
});

test('files opened long ago are let go, and those that are not yet saved never', () => {
  const others = Array.from({ length: 2 * MAX_CASES }, (_, n) =>
    opened({ ...file(1), id: `other ${n}` }),
  );
  const quiet = after(opened(file(1)), ...others);
  expect([quiet.size, quiet.has('c')]).toEqual([MAX_CASES + 1, false]);
  const unsaved = after(opened(file(1)), edited('meins'), ...others);
  expect(unsaved.get('c')?.incident.narrative).toBe('meins');
});

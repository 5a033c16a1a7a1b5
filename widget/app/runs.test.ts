import { expect, test } from 'vitest';
import { EnvelopeId, MessageId, SessionId } from '../../protocol/ids.ts';
import { NO_PREV, SenderKey } from '../../protocol/talk/names.ts';
import { dividerAfter, isShown, sameRun, turnsOf, writerOf } from './runs.ts';
import type { Own, Theirs } from './tab.ts';

const base = () => ({
  mid: MessageId.random(),
  at: 1_800_000_000_000,
  lamport: 1,
  session: SessionId.random(),
  seq: 0,
});
const theirs = (fields: Partial<Theirs> = {}): Theirs => ({
  ...base(),
  by: 'team',
  sender: SenderKey.of(new Uint8Array(32)),
  prev: NO_PREV,
  hash: NO_PREV,
  alias: '',
  text: 'hallo',
  ...fields,
});
const own = (fields: Partial<Own> = {}): Own => ({
  ...base(),
  by: 'me',
  state: 'sent',
  eid: EnvelopeId.random(),
  body: null,
  text: 'hallo',
  stars: 0,
  ...fields,
});

test('a handover says who goes on, and the first words of that person do not say it again', () => {
  const handover = theirs({ text: null, to: 'Noa', alias: 'Mika' });
  const talk = [theirs({ alias: 'Mika' }), own(), handover, theirs({ alias: 'Noa' })];
  expect([...turnsOf(talk)]).toEqual([[handover, 'Noa']]);
  expect(writerOf(talk.slice(0, 3))).toBe('Noa');
  expect(isShown(handover)).toBe(true);
});

test('a handover that names nobody says that somebody goes on, and nobody writes until they do', () => {
  const handover = theirs({ text: null, to: '', alias: 'Mika' });
  const talk = [theirs({ alias: 'Mika' }), handover, theirs({ alias: 'Noa' })];
  expect([...turnsOf(talk)]).toEqual([[handover, '']]);
  expect(writerOf(talk.slice(0, 2))).toBe('');
  expect(writerOf(talk)).toBe('Noa');
  expect(isShown(handover)).toBe(true);
});

test('another alias without a handover is said too; the first one, and none, are not', () => {
  const other = theirs({ alias: 'Noa' });
  expect([...turnsOf([theirs({ alias: 'Mika' }), theirs(), other])]).toEqual([[other, 'Noa']]);
  expect(turnsOf([theirs(), theirs({ alias: 'Mika' })]).size).toBe(0);
});

test('one author in one state on one day is one run', () => {
  expect(sameRun(theirs({ alias: 'Noa' }), theirs({ alias: 'Noa' }))).toBe(true);
  expect(sameRun(theirs({ alias: 'Noa' }), theirs({ alias: 'Mika' }))).toBe(false);
  expect(sameRun(own(), own({ state: 'read' }))).toBe(false);
  expect(sameRun(own(), theirs())).toBe(false);
  expect(sameRun(own(), own({ at: 1_800_000_000_000 + 2 * 86_400_000 }))).toBe(false);
});

test('"new" stands before the first message that came while nobody looked, and stays while one reads', () => {
  const [read, first, second] = [theirs({ seen: true }), theirs(), theirs()];
  const talk = [read, first, second];
  const placed = dividerAfter(null, talk, false);
  expect(placed).toBe(first.mid);
  const seen = [read, { ...first, seen: true }, { ...second, seen: true }];
  expect(dividerAfter(placed, seen, true)).toBe(first.mid);
  expect(dividerAfter(placed, seen, false)).toBeNull();
  expect(dividerAfter(placed, [...seen, own()], true)).toBeNull();
});

test('what comes while one looks is not called new', () => {
  expect(dividerAfter(null, [theirs()], true)).toBeNull();
});

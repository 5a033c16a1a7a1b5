import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  BUILT_IN_STEPS,
  builtInChecklist,
  NUMBER_NAME_LIMIT,
  STEP_LIMIT,
  type ChecklistEdit,
  type LocalNumber,
} from '../../contract/checklist.ts';
import { OPEN_SIGN, TICKED_SIGN } from '../../contract/danger.ts';
import { refuse } from '../../contract/outcome.ts';
import { begun } from './testing/begun.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { endAll, keep, POLL, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const listOf = async (app: App) => await app.desk.checklist(null);
const german = (text: string) => [{ language: 'de', text }];
const step = (text: string, id: string | null = null): ChecklistEdit => ({
  type: 'step',
  id,
  texts: german(text),
});
const local: LocalNumber = {
  country: 'DE',
  name: 'Krisendienst Musterstadt',
  number: '0385 000 111',
  reachable: 'täglich bis 22 Uhr',
};
const police = { country: 'DE', number: '110' };
const wordsOf = async (app: App): Promise<readonly string[]> =>
  (await listOf(app)).steps.flatMap(({ texts }) => texts.map(({ text }) => text));

test('until a coordinator changes it everybody has the built-in list, and only coordinators may', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  expect(await listOf(one)).toEqual({ ...builtInChecklist, mayEdit: true, unread: false });
  expect(await listOf(other)).toEqual({ ...builtInChecklist, mayEdit: false, unread: false });
  expect(await other.desk.editChecklist(step('Neu'))).toEqual(refuse('not-coordinator'));
  expect(await other.desk.editChecklist({ type: 'drop', id: 'nichts' })).toEqual(
    refuse('not-coordinator'),
  );
});

test('what a coordinator changes is on a colleague’s device, steps and numbers alike', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  expect(await one.desk.editChecklist(step('  Wachschutz\n gerufen '))).toMatchObject({ ok: true });
  await one.desk.editChecklist({ type: 'number', id: null, number: local });
  const last = await one.desk.editChecklist({ type: 'show', number: police, shown: false });
  if (!last.ok) throw new Error(last.refusal);
  expect(last.value).toMatchObject({
    numbers: [local],
    hidden: [police],
  });
  expect(last.value.steps.at(-1)?.texts).toEqual(german('Wachschutz gerufen'));
  await expect
    .poll(async () => await listOf(other), POLL)
    .toEqual({ ...last.value, mayEdit: false });
});

test('two coordinators who change different steps one after the other keep both', async () => {
  const one = await team();
  const other = keep(await secondDevice(one, ['operator', 'coordinator']));
  await one.desk.editChecklist(step('Von der einen'));
  await expect.poll(async () => await wordsOf(other), POLL).toEqual(['Von der einen']);
  await other.desk.editChecklist(step('Vom anderen', 'safe'));
  await expect.poll(async () => await wordsOf(one), POLL).toEqual(['Vom anderen', 'Von der einen']);
});

test('two coordinators who change it at the same time have the same list in the end, one of both', async () => {
  const one = await team();
  const other = keep(await secondDevice(one, ['operator', 'coordinator']));
  one.main.goOffline();
  other.main.goOffline();
  await one.desk.editChecklist(step('Von der einen'));
  await other.desk.editChecklist(step('Vom anderen'));
  one.main.goOnline();
  other.main.goOnline();
  const both = async () => {
    const [here, there] = [await wordsOf(one), await wordsOf(other)];
    return here.length === 1 && here[0] === there[0];
  };
  await expect.poll(both, POLL).toBe(true);
});

test('two changes of one moment are both made', async () => {
  const one = await team();
  await Promise.all([one.desk.editChecklist(step('Eins')), one.desk.editChecklist(step('Zwei'))]);
  expect(await wordsOf(one)).toEqual(['Eins', 'Zwei']);
});

test('it is there after a lock, and the built-in steps come back with one press', async () => {
  const one = await team();
  await one.desk.editChecklist({ type: 'drop', id: 'safe' });
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect((await listOf(again)).steps.map(({ id }) => id)).toEqual(BUILT_IN_STEPS.slice(1));
  expect(await again.desk.editChecklist({ type: 'restore' })).toMatchObject({ ok: true });
  expect((await listOf(again)).steps).toEqual(builtInChecklist.steps);
});

test.for([
  ['a step that is too long', step('x'.repeat(STEP_LIMIT + 1))],
  ['a step of blanks', step('  ')],
  ['a number nobody can dial', { type: 'number', id: null, number: { ...local, number: 'abc' } }],
  [
    'a name that is too long',
    {
      type: 'number',
      id: null,
      number: { ...local, name: 'x'.repeat(NUMBER_NAME_LIMIT + 1) },
    },
  ],
  ['no country', { type: 'number', id: null, number: { ...local, country: 'Land' } }],
] satisfies readonly (readonly [string, ChecklistEdit])[])(
  '%s does not come in',
  async ([, edit]) => {
    const one = await team();
    await expect(one.desk.editChecklist(edit)).rejects.toThrow();
    expect(await listOf(one)).toMatchObject(builtInChecklist);
  },
);

test('every record of a checklist is found again in its conversation, and no other note', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const record = (words: string): string => `Gefahr\n${TICKED_SIGN} 14:05 · ${words}`;
  await app.desk.note({ conversation, text: record('Eins') });
  await app.desk.note({ conversation, text: 'Ruft morgen an' });
  await app.desk.note({ conversation, text: `${OPEN_SIGN} nur so hingeschrieben` });
  await app.desk.note({ conversation, text: `Danger\n${OPEN_SIGN} open · Zwei` });
  const found = await app.desk.dangerRecords({ conversation });
  expect(found.map(({ text }) => text)).toEqual([
    record('Eins'),
    `Danger\n${OPEN_SIGN} open · Zwei`,
  ]);
});

test('a record from before the last page of a long conversation is found too', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const text = `Gefahr\n${TICKED_SIGN} 14:05 · Früh`;
  await app.desk.note({ conversation, text });
  for (let n = 0; n < 220; n += 1) await app.desk.note({ conversation, text: `${n}` });
  expect(await app.desk.dangerRecords({ conversation })).toMatchObject([{ text }]);
});

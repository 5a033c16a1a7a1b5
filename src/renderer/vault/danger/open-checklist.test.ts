import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { paperHash } from '../../../../protocol/talk/paper.ts';
import {
  BUILT_IN_STEPS,
  builtInChecklist,
  NUMBER_LIMIT,
  NUMBER_NAME_LIMIT,
  NUMBERS_LIMIT,
  REACHABLE_LIMIT,
  STEP_LANGUAGES_LIMIT,
  STEP_LIMIT,
  STEPS_LIMIT,
  type ChecklistEdit,
} from '../../../contract/checklist.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { PAPER_FORM } from '../limits.ts';
import { delivered, paperTeam, rest, type PaperDevice } from '../testing/paper-team.ts';
import { openChecklist } from './open-checklist.ts';

const german = [{ language: 'de', text: 'Wo bist du?' }];
const police = { country: 'DE', number: '110' };
const fire = { country: 'AT', number: '122' };
const local = { country: 'DE', name: 'Krisendienst', number: '0385 000 111', reachable: '' };

async function alone() {
  const team = await paperTeam([['operator', 'coordinator']]);
  const [device] = team.devices;
  if (device === undefined) throw new Error('one device');
  const { papers, id } = device;
  const stands = async (text: string): Promise<void> => {
    const mark = { version: 1, by: id, hash: paperHash(utf8ToBytes(text)) };
    await papers.restore('checklist', { ...mark, text });
  };
  return { papers, stands, room: openChecklist({ env: team.env, papers }) };
}

test('where a newer app has written it, the built-in list stands here, says so, and replaces nothing', async () => {
  const { room, stands } = await alone();
  await stands(JSON.stringify({ form: PAPER_FORM + 1, value: { steps: 'other' } }));
  expect(await room.look()).toEqual({ ...builtInChecklist, mayEdit: true, unread: true });
  expect(await room.edit({ type: 'drop', id: 'safe' })).toEqual(refuse('newer-version'));
});

test('what nobody can read is written over, from the built-in list on', async () => {
  const { room, stands } = await alone();
  await stands('{"form":1,"value":{"steps":[]}}');
  expect(await room.look()).toMatchObject({ unread: true });
  const done = await room.edit({ type: 'drop', id: 'safe' });
  expect(done).toMatchObject({ ok: true, value: { unread: false } });
  expect((await room.look()).steps.map(({ id }) => id)).toEqual(BUILT_IN_STEPS.slice(1));
});

test('a colleague’s version that comes while a change waits is what the change is made to', async () => {
  const team = await paperTeam([
    ['operator', 'coordinator'],
    ['operator', 'coordinator'],
  ]);
  const [first, second] = team.devices;
  if (first === undefined || second === undefined) throw new Error('two devices');
  const roomOf = ({ papers }: PaperDevice) => openChecklist({ env: team.env, papers });
  await roomOf(second).edit({ type: 'drop', id: 'safe' });
  await rest();
  const slow = Promise.withResolvers<null>();
  first.store.writing = async () => await slow.promise;
  const taken = delivered(first);
  const done = roomOf(first).edit({ type: 'drop', id: 'team' });
  await rest();
  slow.resolve(null);
  expect(await taken).toEqual(['known']);
  expect(await done).toMatchObject({ ok: true });
  const { steps } = await roomOf(first).look();
  expect(steps.map(({ id }) => id)).toEqual(BUILT_IN_STEPS.slice(1, -1));
});

test.for([
  ['a step at the end goes no further', { type: 'shift', id: 'where', by: -1 }],
  ['a number that is hidden is hidden', { type: 'show', number: police, shown: false }],
  ['a number that is shown is shown', { type: 'show', number: fire, shown: true }],
  ['a number is what it was', { type: 'number', id: 'own-0', number: local }],
  ['words are what they were', { type: 'step', id: 'where', texts: german }],
] satisfies readonly (readonly [string, ChecklistEdit])[])(
  'a change that changes nothing is no new version: %s',
  async ([, edit]) => {
    const { room, papers } = await alone();
    const steps = [
      { id: 'where', texts: german },
      { id: 'who', texts: [] },
    ];
    const numbers = [{ id: 'own-0', ...local }];
    const hidden = [police, { country: 'DE', number: '112' }];
    await papers.write('checklist', { value: { steps, numbers, hidden } });
    const before = await papers.kept();
    expect(await room.edit(edit)).toEqual(ok(await room.look()));
    expect(await papers.kept()).toEqual(before);
  },
);

test('the built-in list in place of the built-in list is no first version', async () => {
  const { room, papers } = await alone();
  expect(await room.edit({ type: 'restore' })).toEqual(ok(await room.look()));
  expect(papers.stands('checklist')).toBe(false);
});

test('what nobody can read gives way to the built-in list alone', async () => {
  const { room, stands } = await alone();
  await stands('{"form":1,"value":{"steps":[]}}');
  expect(await room.edit({ type: 'restore' })).toMatchObject({ ok: true });
  expect(await room.look()).toMatchObject({ ...builtInChecklist, unread: false });
});

test('the longest checklist there may be fits into a paper', async () => {
  const { room, papers } = await alone();
  const wide = (length: number): string => '🕎'.repeat(length);
  const languages = Array.from(
    { length: STEP_LANGUAGES_LIMIT },
    (_, n) => `a${String.fromCodePoint(97 + n)}`,
  );
  const steps = Array.from({ length: STEPS_LIMIT }, (_, n) => ({
    id: `own-${n}`,
    texts: languages.map((language) => ({ language, text: wide(STEP_LIMIT - 2) + n })),
  }));
  const numbers = Array.from({ length: NUMBERS_LIMIT }, (_, n) => ({
    id: `own-${n}`,
    country: 'IL',
    name: wide(NUMBER_NAME_LIMIT),
    number: `${n}`.padStart(NUMBER_LIMIT, '0'),
    reachable: wide(REACHABLE_LIMIT),
  }));
  expect(await papers.write('checklist', { value: { steps, numbers, hidden: [] } })).toMatchObject({
    ok: true,
  });
  expect(await room.look()).toMatchObject({ steps, numbers, unread: false });
});

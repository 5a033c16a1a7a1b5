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
} from '../../../contract/checklist.ts';
import { refuse } from '../../../contract/outcome.ts';
import { PAPER_FORM } from '../limits.ts';
import { paperTeam } from '../testing/paper-team.ts';
import { openChecklist } from './open-checklist.ts';

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

import { expect, test } from 'vitest';
import {
  BUILT_IN_STEPS,
  builtInChecklist,
  NUMBERS_LIMIT,
  STEPS_LIMIT,
  type Checklist,
  type ChecklistEdit,
} from '../../../contract/checklist.ts';
import { refuse } from '../../../contract/outcome.ts';
import { edited } from './edited.ts';

const after = (list: Checklist, ...edits: readonly ChecklistEdit[]): Checklist =>
  edits.reduce((now, edit, n) => {
    const next = edited(now, edit, `own-${n}`);
    if (!next.ok) throw new Error(`${edit.type}: ${next.refusal}`);
    return next.value;
  }, list);

const first = builtInChecklist;
const idsOf = ({ steps }: Checklist) => steps.map(({ id }) => id);
const german = (text: string) => [{ language: 'de', text }];
const step = (text: string, id: string | null = null): ChecklistEdit => ({
  type: 'step',
  id,
  texts: german(text),
});
const pool = { country: 'DE', name: 'Krisendienst', number: '0800 655 3000', reachable: '' };
const own = (number: string): ChecklistEdit => ({
  type: 'number',
  id: null,
  number: { ...pool, number },
});
const police = { country: 'DE', number: '110' };

test('a new step comes last, other words stay in their place, and a step goes where it is shifted', () => {
  const list = after(first, step('Wachschutz gerufen'), step('Wo bist du?', 'where'));
  expect(idsOf(list)).toEqual([...BUILT_IN_STEPS, 'own-0']);
  expect(list.steps[1]?.texts).toEqual(german('Wo bist du?'));
  const moved = after(
    list,
    { type: 'shift', id: 'own-0', by: -1 },
    { type: 'shift', id: 'safe', by: 1 },
    { type: 'shift', id: 'where', by: -1 },
  );
  expect(idsOf(moved).slice(0, 2)).toEqual(['where', 'safe']);
  expect(idsOf(moved).slice(-2)).toEqual(['own-0', 'team']);
});

test('a built-in step has the app’s words again once it has none of its own; another step needs some', () => {
  const list = after(first, step('Sicher?', 'safe'), { type: 'step', id: 'safe', texts: [] });
  expect(list).toEqual(first);
  expect(edited(first, { type: 'step', id: null, texts: [] }, 'own-0')).toEqual(refuse('no-words'));
});

test('the same words do not stand there twice in one language', () => {
  const list = after(first, step('Sicher?'));
  expect(edited(list, step('Sicher?'), 'own-1')).toEqual(refuse('taken'));
  expect(edited(list, step('Sicher?', 'own-0'), 'own-1')).toMatchObject({ ok: true });
});

test('one step always stays, and no more than fit are taken', () => {
  const [only, ...others] = BUILT_IN_STEPS;
  const short = after(first, ...others.map((id): ChecklistEdit => ({ type: 'drop', id })));
  expect(edited(short, { type: 'drop', id: only }, '')).toEqual(refuse('last'));
  const texts = Array.from({ length: STEPS_LIMIT - 1 }, (_, n) => step(`Schritt ${n}`));
  expect(edited(after(short, ...texts), step('Zu viel'), 'x')).toEqual(refuse('full'));
});

test('what a colleague has taken away is neither changed nor put back', () => {
  const list = after(first, { type: 'drop', id: 'who' });
  expect(edited(list, step('Wer?', 'who'), '')).toEqual(refuse('gone'));
  expect(edited(list, { type: 'drop', id: 'who' }, '')).toEqual(refuse('gone'));
  expect(edited(list, { type: 'shift', id: 'who', by: 1 }, '')).toEqual(refuse('gone'));
  expect(edited(list, { type: 'number', id: 'own-0', number: pool }, '')).toEqual(refuse('gone'));
});

test('the built-in steps come back in their order and leave the numbers alone', () => {
  const list = after(first, own('1234'), step('Neu'), { type: 'drop', id: 'safe' });
  const again = after(list, { type: 'restore' });
  expect(again).toEqual({ ...first, numbers: list.numbers });
});

test('a team has so many numbers of its own, each once in a country however it is spaced', () => {
  const list = after(first, own('0800 655 3000'));
  expect(edited(list, own('08006553000'), '')).toEqual(refuse('taken'));
  const abroad = { ...pool, country: 'AT' };
  expect(edited(list, { type: 'number', id: null, number: abroad }, 'x')).toMatchObject({
    ok: true,
  });
  const many = Array.from({ length: NUMBERS_LIMIT }, (_, n) => own(`${1000 + n}`));
  expect(edited(after(first, ...many), own('9'), '')).toEqual(refuse('full'));
});

test('a built-in number is hidden and shown again, and nothing else is', () => {
  const hidden = after(first, { type: 'show', number: police, shown: false });
  expect(hidden.hidden).toEqual([police]);
  expect(after(hidden, { type: 'show', number: police, shown: true })).toEqual(first);
  const unknown = { country: 'DE', number: '999' };
  expect(edited(first, { type: 'show', number: unknown, shown: false }, '')).toEqual(
    refuse('gone'),
  );
});

import { expect, test } from 'vitest';
import { builtInChecklist } from '../../../../contract/checklist.ts';
import { countriesOf, numbersIn, wordedSteps } from './wording.ts';

const builtIn = (name: string): string => `<${name}>`;
const step = (texts: Readonly<Record<string, string>>) => ({
  id: 'own-1',
  texts: Object.entries(texts).map(([language, text]) => ({ language, text })),
});
const local = {
  id: 'own-1',
  country: 'FR',
  name: 'SOS Amitié',
  number: '09 72 39 40 50',
  reachable: '',
};

test('a built-in step has the screen’s words, and a team’s own come before them', () => {
  const steps = [
    { id: 'safe', texts: [] },
    { ...step({ de: 'Wo?' }), id: 'where' },
  ];
  expect(wordedSteps(steps, 'de', builtIn)).toEqual([
    { id: 'safe', words: '<safe>', language: null },
    { id: 'where', words: 'Wo?', language: null },
  ]);
});

test('without words in the screen’s language English stands there, else what there is, and it is said', () => {
  const [three] = wordedSteps([step({ de: 'Ja', en: 'Yes' })], 'he', builtIn);
  expect(three).toMatchObject({ words: 'Yes', language: 'en' });
  const [two] = wordedSteps([step({ nl: 'Ja', fr: 'Oui' })], 'de', builtIn);
  expect(two).toMatchObject({ words: 'Ja', language: 'nl' });
});

test('a step that only a later version knows is left out', () => {
  expect(wordedSteps([{ id: 'later', texts: [] }], 'de', builtIn)).toEqual([]);
});

test('hidden numbers are not shown, and a team’s own stand beside the national ones', () => {
  const list = {
    ...builtInChecklist,
    numbers: [{ ...local, country: 'DE' }],
    hidden: [{ country: 'DE', number: '110' }],
  };
  const { shown, hidden, local: own } = numbersIn('DE', list);
  expect(shown.map(({ number }) => number)).not.toContain('110');
  expect(hidden.map(({ number }) => number)).toEqual(['110']);
  expect(own).toEqual(list.numbers);
  expect(numbersIn('AT', list)).toMatchObject({ hidden: [], local: [] });
});

test('a country that only a team has numbers for can be picked too', () => {
  expect(countriesOf([local])).toContain('FR');
  expect(numbersIn('FR', { numbers: [local], hidden: [] })).toMatchObject({
    shown: [],
    local: [local],
  });
});

import { expect, test } from 'vitest';
import type { CaseFile } from '../../../contract/case.ts';
import { caseOf, NOW, whole } from '../testing/incidents.ts';
import { planted, plantedWords } from '../testing/planted.ts';
import { select } from './select.ts';

const span = { from: null, to: null };

test('of what counts no name, no place and no word of the narrative is held on to', async () => {
  const turn = async (): Promise<void> => undefined;
  const { incidents } = await select([caseOf(planted), caseOf(whole)], span, { now: NOW, turn });
  expect(incidents).toHaveLength(2);
  for (const word of plantedWords) {
    expect(JSON.stringify(incidents).toLowerCase()).not.toContain(word.toLowerCase());
  }
  expect(incidents[0]).toMatchObject({ category: planted.category, bias: planted.bias });
});

test('cases are read one at a time, with a turn for others before the next', async () => {
  const steps: string[] = [];
  const cases = async function* cases(): AsyncGenerator<CaseFile> {
    for (let n = 0; n < 3; n += 1) {
      steps.push('case');
      yield caseOf(whole, n);
    }
  };
  const turn = async (): Promise<void> => void steps.push('turn');
  await select(cases(), span, { now: NOW, turn });
  expect(steps).toEqual(['case', 'turn', 'case', 'turn', 'case', 'turn']);
});

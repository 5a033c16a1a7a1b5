import { expect, test } from 'vitest';
import { PROMISED_LIMIT, STEP_LIMIT, STEPS_LIMIT } from '../../../../contract/danger.ts';
import { TEXT_LIMIT } from '../../../../contract/desk.ts';
import { recordOf, stepsWith } from './record.ts';

const words = {
  title: 'Gefahr',
  open: 'offen',
  promised: 'Versprochen',
  time: (at: number) => `${at} Uhr`,
};

test('the note says every step in its order, ticked with its time or open, and what was promised', () => {
  const state = { ticked: [{ step: 'zwei', at: 14 }], promised: ' Bis acht. ' };
  expect(recordOf(['eins', 'zwei'], state, words)).toBe(
    'Gefahr\n☐ offen · eins\n☑ 14 Uhr · zwei\nVersprochen: Bis acht.',
  );
  expect(recordOf(['eins'], { ticked: [], promised: '' }, words)).toBe('Gefahr\n☐ offen · eins');
});

test('what was ticked in another list stays ticked', () => {
  const state = { ticked: [{ step: 'alt', at: 1 }], promised: '' };
  expect(stepsWith(['neu'], state)).toEqual(['neu', 'alt']);
});

test('the longest list with the longest promise fits into a note', () => {
  const steps = Array.from({ length: STEPS_LIMIT }, (_, n) => String(n).padEnd(STEP_LIMIT, 'x'));
  const ticked = steps.map((step) => ({ step, at: Date.now() }));
  const note = recordOf(steps, { ticked, promised: 'y'.repeat(PROMISED_LIMIT) }, words);
  expect(Array.from(note).length).toBeLessThanOrEqual(TEXT_LIMIT);
});

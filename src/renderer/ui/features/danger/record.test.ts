import { expect, test } from 'vitest';
import { STEP_LIMIT, STEPS_LIMIT } from '../../../../contract/checklist.ts';
import { isDangerRecord, PROMISED_LIMIT, TICKS_LIMIT } from '../../../../contract/danger.ts';
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

test('the longest list fits into a note, with everything ticked in another one and the longest promise', () => {
  const long = (length: number, fill: string) =>
    Array.from({ length }, (_, n) => String(n).padEnd(STEP_LIMIT, fill));
  const ticked = long(TICKS_LIMIT, 'y').map((step) => ({ step, at: 1 }));
  const state = { ticked, promised: 'z'.repeat(PROMISED_LIMIT) };
  const time = () => '12:59 PM';
  const title = 'Akute Gefahr: Checkliste';
  const note = recordOf(stepsWith(long(STEPS_LIMIT, 'x'), state), state, { ...words, title, time });
  expect(Array.from(note).length).toBeLessThanOrEqual(TEXT_LIMIT);
});

test('a record is known again by its signs, in any language, and another note is none', () => {
  const state = { ticked: [{ step: 'eins', at: 1 }], promised: '' };
  expect(isDangerRecord(recordOf(['eins', 'zwei'], state, words))).toBe(true);
  expect(isDangerRecord(recordOf(['zwei', 'eins'], state, words))).toBe(true);
  expect(isDangerRecord('☑ eins')).toBe(false);
  expect(isDangerRecord('Ruft morgen an\nEinkaufen')).toBe(false);
});

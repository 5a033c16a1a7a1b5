import { expect, test } from 'vitest';
import type { DangerRecord } from '../../../../contract/danger.ts';
import { isIn, withRecord } from './from-checklist.ts';

const record = {
  at: new Date(2026, 10, 3, 9, 5).getTime(),
  text: 'Akute Gefahr: Checkliste\n☑ 09:04 · Gefragt: Sicher?',
} as DangerRecord;
const written = `2026-11-03 09:05 · ${record.text}`;

test('a record goes to the end of what is written, with its day', () => {
  expect(withRecord('', record)).toBe(written);
  expect(withRecord('Nach dem Sport.\n', record)).toBe(`Nach dem Sport.\n\n${written}`);
});

test('it is known to be there also when somebody has worked on its lines, and another is not', () => {
  const text = withRecord('', record).replace('Sicher?', 'In Sicherheit? Ja.');
  expect(isIn(text, record)).toBe(true);
  expect(isIn(text, { ...record, at: record.at + 86_400_000 })).toBe(false);
  expect(isIn('', record)).toBe(false);
});

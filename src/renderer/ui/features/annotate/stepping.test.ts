import { expect, test } from 'vitest';
import type { MessageId } from '../../../../contract/desk.ts';
import { firstStep, stepped, type Step } from './stepping.ts';

const [one, two] = ['1', '2'] as [MessageId, MessageId];
const texts = [
  { id: one, text: 'Hallo. Da war was.' },
  { id: two, text: 'Sie rufen „Jude“! Immer wieder.' },
];
const language = 'de';

/** What is chosen after these steps, from the beginning of the first message. */
const after = (...steps: readonly Step[]): string => {
  let now = firstStep(texts, one, language);
  for (const step of steps) if (now !== null) now = stepped(texts, now, { step, language });
  return now?.exact ?? 'nothing';
};

test('it begins with the message that has the keyboard, else with the newest', () => {
  expect(after()).toBe('Hallo.');
  expect(firstStep(texts, null, language)?.exact).toBe('Sie rufen „Jude“!');
  expect(firstStep([], null, language)).toBeNull();
});

test('sentences follow one another, from one message into the next and back', () => {
  expect(after('next')).toBe('Da war was.');
  expect(after('next', 'next')).toBe('Sie rufen „Jude“!');
  expect(after('next', 'next', 'previous')).toBe('Da war was.');
  expect(after('previous')).toBe('Hallo.');
  expect(after('next-message', 'next')).toBe('Immer wieder.');
  expect(after('next-message', 'next-message', 'previous-message')).toBe('Hallo.');
});

test('the end moves by words and never before the beginning', () => {
  expect(after('next-message', 'shrink')).toBe('Sie rufen „Jude');
  expect(after('next-message', 'shrink', 'shrink', 'shrink', 'shrink')).toBe('Sie');
  expect(after('next-message', 'grow')).toBe('Sie rufen „Jude“! Immer');
});

import { expect, test } from 'vitest';
import { acceptable, judge } from './passphrase.ts';

const grade = (phrase: string, own: readonly string[] = []) => judge(phrase, own).grade;

test('says how many characters are missing', () => {
  expect(judge('kurz', [])).toEqual({ grade: 'short', missing: 8 });
});

test('counts an emoji as one character', () => {
  expect(judge('🦊🦊', [])).toEqual({ grade: 'short', missing: 10 });
});

test('a long row of one letter or of neighbours is no passphrase', () => {
  expect(grade('aaaaaaaaaaaaaaaa')).toBe('repeated');
  expect(grade('abcdefghijklmnop')).toBe('repeated');
  expect(grade('1234567890123')).toBe('repeated');
});

test('what programs try first is refused, unless enough stands beside it', () => {
  expect(grade('Passwort2026!')).toBe('common');
  expect(grade('geheim ist nur der Birnbaum hinterm Haus')).toBe('strong');
});

test('the name of the team or the person is no secret', () => {
  expect(grade('Gemeinsam2026', ['Gemeinsam', 'Noa'])).toBe('own');
});

test('length makes it strong', () => {
  expect(grade('mond tulpe 7')).toBe('fair');
  expect(grade('mond tulpe ziegel 7')).toBe('good');
  expect(grade('mond tulpe ziegel fahrrad 7')).toBe('strong');
  expect(acceptable(judge('mond tulpe 7', []))).toBe(true);
});

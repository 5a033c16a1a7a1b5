import { expect, test } from 'vitest';
import { TEXT_LIMIT } from '../../../../contract/desk.ts';
import { READY_LIMIT, READY_NAME_LIMIT, type ReadyReply } from '../../../../contract/workplace.ts';
import { problemIn, replyFrom, withReply } from './reply-draft.ts';

const reply = (name: string, text = 'Hallo'): ReadyReply => ({
  name,
  texts: [{ language: 'de', text }],
});
const one = reply('Begrüßung');
const two = reply('Abschied');
const none = { replies: [], before: null };

test('a language in which nothing was written is none', () => {
  const texts = new Map([
    ['de', ' Hallo '],
    ['he', ' '],
  ]);
  expect(replyFrom(' Begrüßung ', texts)).toEqual(reply('Begrüßung'));
});

test('a name is short and each once; one’s own stays one’s own', () => {
  expect(problemIn(one, { replies: [one, two], before: one })).toBeNull();
  expect(problemIn(reply('Abschied'), { replies: [one, two], before: one })).toBe('name-taken');
  expect(problemIn(reply('x'.repeat(READY_NAME_LIMIT + 1)), none)).toBe('name-long');
});

test('what says nothing, says too much, or is one too many is not kept', () => {
  expect(problemIn({ name: 'Leer', texts: [] }, none)).toBe('empty');
  expect(problemIn(reply('Lang', '🌻'.repeat(TEXT_LIMIT)), none)).toBeNull();
  expect(problemIn(reply('Lang', '🌻'.repeat(TEXT_LIMIT + 1)), none)).toBe('text-long');
  const full = Array.from({ length: READY_LIMIT }, (_, n) => reply(`Antwort ${n}`));
  expect(problemIn(one, { replies: full, before: null })).toBe('many');
});

test('a changed reply stays where it stood', () => {
  expect(withReply([one, two], reply('Hallo'), one)).toEqual([reply('Hallo'), two]);
  expect(withReply([one], two, null)).toEqual([one, two]);
});

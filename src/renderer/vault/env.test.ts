import { expect, test } from 'vitest';
import { kindOf } from './env.ts';

test('of a mistake nothing is told but its kind', () => {
  const words = 'Sie heißt Mira';
  for (const error of [new TypeError(words, { cause: new Error(words) }), words, { words }]) {
    const told = kindOf(error);
    expect(JSON.stringify([told.message, told.cause, told.stack])).not.toContain('Mira');
  }
  expect(kindOf(new RangeError(words)).message).toBe('RangeError');
  expect(kindOf(words).message).toBe('string');
});

import { expect, test } from 'vitest';
import { MAX_TEXT } from '../../protocol/limits.ts';
import { TEXT_LIMIT } from './desk.ts';

test('the screen counts to the same limit as the protocol', () => {
  expect(TEXT_LIMIT).toBe(MAX_TEXT);
});

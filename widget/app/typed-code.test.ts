import { expect, test } from 'vitest';
import { formatReturnCode } from '../../protocol/crypto/return-code.ts';
import { readTypedCode } from './typed-code.ts';

/** Not a random one: about one wrong character in 4,000 fits the check symbols by chance. */
const code = Uint8Array.from({ length: 16 }, (_, i) => (i * 37) % 256);
const text = formatReturnCode(code);

test('a code is read in either case, with any spaces and dashes, O for 0 and I or L for 1', () => {
  for (const typed of [
    text,
    text.toLowerCase(),
    text.replaceAll('-', ' – '),
    text.replaceAll('0', 'O').replaceAll('1', 'l'),
  ]) {
    expect(readTypedCode(typed)).toEqual({ problem: 'none', code });
  }
});

test('one wrong character is a typo, wherever it is', () => {
  const plain = text.replaceAll('-', '');
  for (let at = 0; at < plain.length; at += 1) {
    const wrong = plain[at] === 'Z' ? 'Y' : 'Z';
    expect(readTypedCode(plain.slice(0, at) + wrong + plain.slice(at + 1)).problem).toBe('typo');
  }
});

test('what is missing is counted, what is too much is said', () => {
  expect(readTypedCode(text.slice(0, -3))).toEqual({ problem: 'short', by: 3 });
  expect(readTypedCode('')).toEqual({ problem: 'short', by: 28 });
  expect(readTypedCode(`${text}A`).problem).toBe('long');
});

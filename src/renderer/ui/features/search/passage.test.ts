import { expect, test } from 'vitest';
import { piecesOf } from './passage.ts';

const joined = (text: string, marks: readonly (readonly [number, number])[]) =>
  piecesOf(text, marks)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

test('a passage is cut at its marks and loses nothing', () => {
  expect(joined('gestern nach sport', [[8, 12]])).toBe('gestern [nach] sport');
  expect(
    joined('שלום עולם', [
      [5, 9],
      [0, 4],
    ]),
  ).toBe('[שלום] [עולם]');
});

test('marks that do not fit are left out, never the text', () => {
  expect(
    joined('kurz', [
      [2, 9],
      [3, 1],
      [0, 2],
      [1, 3],
    ]),
  ).toBe('[ku]rz');
});

test('a passage without marks is one piece', () => {
  expect(piecesOf('ruhig', [])).toEqual([{ text: 'ruhig', marked: false }]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  pointsIn,
  sentenceSteps,
  stretches,
  trimmed,
  wordsIn,
  wordSteps,
  type Span,
} from './places.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`places: seed ${seed}`);

test('a text is stepped through by sentences and by words, without what lies between', () => {
  const text = ' Hallo 🌻. Sie rufen „Jude“!  Was tun?';
  const said = (spans: readonly Span[]) => spans.map((span) => wordsIn(text, span));
  expect(said(sentenceSteps(text, 'de'))).toEqual(['Hallo 🌻.', 'Sie rufen „Jude“!', 'Was tun?']);
  expect(said(wordSteps(text, 'de'))).toEqual(['Hallo', 'Sie', 'rufen', 'Jude', 'Was', 'tun']);
});

test('sentences that begin small are sentences', () => {
  const text = 'ok. gestern „nach sport.“ dann v. d. tür';
  expect(sentenceSteps(text, 'de').map((span) => wordsIn(text, span))).toEqual([
    'ok.',
    'gestern „nach sport.“',
    'dann v.',
    'd.',
    'tür',
  ]);
});

test('overlapping marks cut a text where each begins and ends', () => {
  const cut = stretches('0123456789', [
    { start: 2, end: 6 },
    { start: 4, end: 8 },
  ]);
  expect(cut).toEqual([
    { piece: '01', over: [] },
    { piece: '23', over: [0] },
    { piece: '45', over: [0, 1] },
    { piece: '67', over: [1] },
    { piece: '89', over: [] },
  ]);
});

test('a link stays whole, and no mark makes one of what is none', () => {
  const [before, link, after] = stretches('Da: https://a.example/x da', [{ start: 10, end: 14 }]);
  expect(before).toEqual({ piece: 'Da: ', over: [] });
  expect(link).toMatchObject({ piece: { written: 'https://a.example/x' }, over: [0] });
  expect(after).toEqual({ piece: ' da', over: [] });
  const hidden = stretches('https://bank.example@evil.example', [{ start: 0, end: 20 }]);
  expect(hidden.every(({ piece }) => typeof piece === 'string')).toBe(true);
});

test('whatever is marked, the text stays the text', () => {
  const span = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => ({
    start: Math.min(a, b),
    end: Math.max(a, b),
  }));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 15 }), fc.array(span), (text, spans) => {
      const whole = stretches(text, spans)
        .map(({ piece }) => (typeof piece === 'string' ? piece : piece.written))
        .join('');
      expect(whole).toBe(text);
    }),
    { seed },
  );
});

test('a selection loses the blanks around it and counts a flower as one', () => {
  expect(trimmed('a  b ', { start: 1, end: 5 })).toEqual({ start: 3, end: 4 });
  expect(trimmed('a  b', { start: 1, end: 3 })).toBeNull();
  expect(pointsIn('🌻a', 2)).toBe(1);
});

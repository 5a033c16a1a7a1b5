import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_FILE_NAME } from '../limits.ts';
import { shownName } from './shown-name.ts';

/** Any code point, half pairs too, and often one that means harm. */
const point = fc.oneof(
  fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code)),
  fc.constantFrom('\u202E', '\n', '/', '.', ' ', '\uD800', 'a'),
);

test('a name is shown without what would turn, break or hide it', () => {
  expect(shownName('photo\u202Egpj.exe')).toBe('photogpj.exe');
  expect(shownName('\u2066a\u2069\u200Eb\u061C.pdf')).toBe('ab.pdf');
  expect(shownName('zwei\nZeilen\u2028\u0000.txt')).toBe('zweiZeilen.txt');
  expect(shownName('../../etc/passwd')).toBe('.._.._etc_passwd');
  expect(shownName(String.raw`C:\Users\x.doc`)).toBe('C:_Users_x.doc');
  expect(shownName('  \u0007 ')).toBe('?');
  expect(shownName('\uD800x')).toBe('x');
});

test('names in every script stay as they are', () => {
  for (const name of ['Grüße 1.pdf', 'תמונה.jpg', 'снимок.png', 'صورة.png', '👩‍👧 Foto.heic']) {
    expect(shownName(name)).toBe(name);
  }
});

test('a name that is too long keeps its ending', () => {
  const long = `${'ä'.repeat(MAX_FILE_NAME)}.jpeg`;
  expect(Array.from(shownName(long))).toHaveLength(MAX_FILE_NAME);
  expect(shownName(long).endsWith('ä….jpeg')).toBe(true);
  expect(Array.from(shownName('x'.repeat(MAX_FILE_NAME)))).toHaveLength(MAX_FILE_NAME);
});

test('whatever a file is called, its shown name is one line of bounded length', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 400 }), (points) => {
      const name = shownName(points.join(''));
      expect(Array.from(name).length).toBeGreaterThan(0);
      expect(Array.from(name).length).toBeLessThanOrEqual(MAX_FILE_NAME);
      expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}/\\]/u);
      expect(shownName(name)).toBe(name);
    }),
    { numRuns: 40 },
  );
});

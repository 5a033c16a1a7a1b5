import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, parse } from '../app/look.ts';
import { firstLanguage, inkOn } from './settings.ts';

test('the launcher’s label can be read on any colour', () => {
  const color = fc
    .integer({ min: 0, max: 0xff_ff_ff })
    .map((n) => `#${n.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(color, (wish) => {
      const ink = inkOn(wish) === '#000' ? '#000000' : '#ffffff';
      expect(contrast(parse(wish), parse(ink))).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  );
});

test('the snippet’s language comes first, then the page’s, then the browser’s, then German', () => {
  expect(firstLanguage([undefined, 'nl-BE', 'en'])).toBe('nl');
  expect(firstLanguage(['fr', 'ar', 'en-GB'])).toBe('en');
  expect(firstLanguage([undefined, '', 'he'])).toBe('de');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, parse } from '../../protocol/team/accent.ts';
import { languages } from '../app/i18n/texts.ts';
import { firstLanguage, inkOn, isLanguage } from './settings.ts';

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
  expect(firstLanguage(['fr', 'arn', 'en-GB'])).toBe('en');
  expect(firstLanguage(['AR-SY', 'de'])).toBe('ar');
  expect(firstLanguage([undefined, '', 'toString', 'fr'])).toBe('de');
});

test('the launcher speaks every language the chat speaks', () => {
  expect(languages.filter(isLanguage)).toEqual(languages);
});

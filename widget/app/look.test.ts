import { expect, test } from 'vitest';
import { lookOf } from './look.ts';

test('a font is one of ours by its name, and never the profile’s own words', () => {
  const look = (font: string) => lookOf({ accent: null, radius: null, font }, false);
  expect(look('serif')['--font']).toContain('Georgia');
  for (const font of ['', 'Comic Sans', 'url(https://example.org/f)', 'constructor'])
    expect(look(font)).toEqual({});
});

test('a profile that says nothing changes nothing of the style sheet', () => {
  expect(lookOf({ accent: null, radius: null, font: '' }, true)).toEqual({});
  expect(lookOf({ accent: '#0f5d57', radius: 6, font: '' }, false)).toMatchObject({
    '--radius': '6px',
    '--accent': '#0f5d57',
  });
});

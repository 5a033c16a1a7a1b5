import { expect, test } from 'vitest';
import { emptyFace } from './face.ts';
import { faceOf, hrefOf } from './read-face.ts';

const entry = (key: string, lang: string, value: string) => ({ key, lang, value });

test('the team’s words come in the language on screen, else in German, else in English', () => {
  const profile = [
    entry('greeting', 'de', 'Hallo'),
    entry('greeting', 'nl', 'Hoi'),
    entry('hours', 'en', 'always'),
    entry('name', 'de', 'Wir'),
  ];
  expect(faceOf(profile, 'nl')).toMatchObject({ greeting: 'Hoi', hours: 'always' });
  expect(faceOf(profile, 'en').name).toBe('Wir');
});

test('a greeting in another language gives way to the screen’s own words', () => {
  expect(faceOf([entry('greeting', 'de', 'Hallo')], 'he').greeting).toBe('');
  expect(faceOf([entry('greeting', '', 'Hallo')], 'he').greeting).toBe('Hallo');
});

test('the team’s language is one we speak, or none', () => {
  expect(faceOf([entry('language', '', 'ar')], 'de').language).toBe('ar');
  expect(faceOf([entry('language', '', 'fr')], 'de').language).toBeNull();
});

test('an empty profile is an empty face', () => {
  expect(faceOf([], 'de')).toEqual(emptyFace);
});

test('phone, e-mail and https are links; nothing else is', () => {
  expect(hrefOf('+49 (30) 123-45')).toBe('tel:+493012345');
  expect(hrefOf('112')).toBe('tel:112');
  expect(hrefOf('hilfe@example.org')).toBe('mailto:hilfe@example.org');
  expect(hrefOf('https://example.org/termin')).toBe('https://example.org/termin');
  for (const value of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://example.org',
    'a@b?subject=x',
    'Raum 3, dienstags',
    'https://a b',
  ]) {
    expect(hrefOf(value)).toBeNull();
  }
});

test('a colour must be a colour and a radius stays within reason', () => {
  const look = (accent: string, radius: string) =>
    faceOf([entry('look.accent', '', accent), entry('look.radius', '', radius)], 'de');
  expect(look('#A0B1C2', '6')).toMatchObject({ accent: '#A0B1C2', radius: 6 });
  expect(look('red;background:url(x)', '999')).toMatchObject({ accent: null, radius: 20 });
  expect(look('', 'x').radius).toBeNull();
});

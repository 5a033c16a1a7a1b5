import { expect, test } from 'vitest';
import { MAX_BLOB_BYTES, MAX_PARTNERS } from '../../protocol/limits.ts';
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

test('an empty profile is an empty face, but the team is known to take files', () => {
  expect(emptyFace.maxFileBytes).toBe(0);
  expect(faceOf([], 'de')).toEqual({ ...emptyFace, maxFileBytes: MAX_BLOB_BYTES });
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

test('other teams have a name and a page on https, and no more than eight are shown', () => {
  const partner = (n: number, name: string, url: string) => [
    entry(`partner.${n}.name`, '', name),
    entry(`partner.${n}.about`, 'de', `über ${n}`),
    entry(`partner.${n}.url`, '', url),
  ];
  const shown = (profile: readonly ReturnType<typeof entry>[]) => faceOf(profile, 'de').partners;
  expect(shown(partner(1, ' Nebenan ', 'https://nebenan.example/chat'))).toEqual([
    { name: 'Nebenan', about: 'über 1', url: 'https://nebenan.example/chat' },
  ]);
  expect(shown(partner(1, '', 'https://nebenan.example'))).toEqual([]);
  for (const url of ['javascript:alert(1)', 'http://nebenan.example', 'https://a b', '']) {
    expect(shown(partner(1, 'Nebenan', url))).toEqual([]);
  }
  const many = Array.from({ length: MAX_PARTNERS + 1 }, (_, n) =>
    partner(n, `Team ${n}`, `https://${n}.example`),
  );
  expect(shown(many.flat()).map(({ name }) => name)).toEqual(
    Array.from({ length: MAX_PARTNERS }, (_, n) => `Team ${n}`),
  );
});

test('a colour must be a colour and a radius stays within reason', () => {
  const look = (accent: string, radius: string) =>
    faceOf([entry('look.accent', '', accent), entry('look.radius', '', radius)], 'de');
  expect(look('#A0B1C2', '6')).toMatchObject({ accent: '#A0B1C2', radius: 6 });
  expect(look('red;background:url(x)', '999')).toMatchObject({ accent: null, radius: 20 });
  expect(look('', 'x').radius).toBeNull();
});

test('topics are numbered from 1 to 99 and have words; at most as many as one message may name', () => {
  const numbers = [0, 1, 7, 100, ...Array.from({ length: 20 }, (_, i) => 30 + i)];
  const profile = [
    ...numbers.map((n) => entry(`topic.${n}`, 'de', `Thema ${n}`)),
    entry('topic.2', 'de', '  '),
  ];
  const { topics } = faceOf(profile, 'de');
  expect(topics.slice(0, 2)).toEqual([
    { n: 1, label: 'Thema 1' },
    { n: 7, label: 'Thema 7' },
  ]);
  expect(topics).toHaveLength(16);
});

test('an alias is known by its name in every language', () => {
  const profile = [
    entry('alias.1.avatar', '', '🦊'),
    entry('alias.1.name', 'de', 'Noa'),
    entry('alias.1.name', 'he', 'נועה'),
  ];
  expect(faceOf(profile, 'de').aliases).toEqual([{ names: ['Noa', 'נועה'], avatar: '🦊' }]);
});

test('a version without its text names nothing: what was not on screen was not agreed to', () => {
  const version = entry('privacy.version', '', '2026-11');
  expect(faceOf([version], 'de').privacyVersion).toBe('');
  expect(faceOf([entry('privacy', 'de', 'Wir …'), version], 'he').privacyVersion).toBe('2026-11');
});

test('the team’s limit for files counts, but never above what any file may have', () => {
  const limit = (value: string): number =>
    faceOf([entry('blob.max-bytes', '', value)], 'de').maxFileBytes;
  expect(limit('1000000')).toBe(1_000_000);
  expect(limit('0')).toBe(0);
  for (const value of ['99999999999', '-1', '1e9', 'viel', '']) {
    expect(limit(value), value).toBe(MAX_BLOB_BYTES);
  }
});

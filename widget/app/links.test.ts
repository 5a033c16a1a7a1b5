import { expect, test } from 'vitest';
import { partsOf } from './links.ts';

const links = (text: string) =>
  partsOf(text).flatMap((part) => (typeof part === 'string' ? [] : [part]));
const back = (text: string): string =>
  partsOf(text)
    .map((part) => (typeof part === 'string' ? part : part.shown))
    .join('');

test('an address that is written out can be followed, and the words around it stay', () => {
  expect(partsOf('Lies https://example.org/hilfe?x=1, bitte.')).toEqual([
    'Lies ',
    { href: 'https://example.org/hilfe?x=1', shown: 'https://example.org/hilfe?x=1' },
    ', bitte.',
  ]);
  expect(links('(mailto:hilfe@example.org)')).toEqual([
    { href: 'mailto:hilfe@example.org', shown: 'hilfe@example.org' },
  ]);
  expect(links('tel:+4930-1234567!')).toEqual([
    { href: 'tel:+4930-1234567', shown: '+4930-1234567' },
  ]);
});

test('nothing is guessed: what is no written-out address stays text', () => {
  for (const text of [
    'example.org',
    'www.example.org',
    'hilfe@example.org',
    '030 1234567',
    'http://example.org',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'xhttps://example.org',
    'https://',
    'https://localhost/x',
    'mailto:a@b?subject=x',
    'tel:*21*0301234567#',
  ]) {
    expect(links(text), text).toEqual([]);
    expect(back(text)).toBe(text);
  }
});

test('a host in foreign letters is shown as punycode, so a look-alike looks different', () => {
  expect(links('https://bаnk.example')).toEqual([
    { href: 'https://xn--bnk-6cd.example/', shown: 'https://xn--bnk-6cd.example' },
  ]);
});

test('an address that carries a name before its host is not followed: it hides where it leads', () => {
  expect(links('https://example.org@evil.example/')).toEqual([]);
  expect(links('https://example.org:443@evil.example/')).toEqual([]);
});

test('a sign that turns the direction of reading ends an address', () => {
  expect(links('https://example.org/\u202Egpj.exe')).toMatchObject([
    { href: 'https://example.org/' },
  ]);
});

test('several in one text, whatever stands around them', () => {
  const text =
    'a https://a.example/ b\nhttps://b.example. tel:112, (https://c.example) ״https://d.example״';
  expect(back(text)).toBe(text.replace('example/ b', 'example b').replace('tel:', ''));
  expect(links(text)).toHaveLength(5);
});

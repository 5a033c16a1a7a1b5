import { expect, test } from 'vitest';
import { piecesWithLinks } from './links.ts';

const links = (text: string) =>
  piecesWithLinks(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece]));

test('an address is found in its sentence, without the full stop behind it', () => {
  expect(piecesWithLinks('Sieh auf https://example.org/a?b=1. Danke')).toEqual([
    'Sieh auf ',
    {
      written: 'https://example.org/a?b=1',
      address: 'https://example.org/a?b=1',
      host: 'example.org',
    },
    '. Danke',
  ]);
});

test('a host in look-alike letters is named as what it is', () => {
  expect(links('https://ехample.org')).toMatchObject([
    { host: expect.stringMatching(/^xn--.*\.org$/) },
  ]);
});

test('what would not open is only text: other schemes, user names, words that look like a site', () => {
  for (const text of [
    'http://example.org',
    'https://example.org@evil.org',
    'javascript:alert(1)',
    'example.org',
    'xhttps://example.org',
  ]) {
    expect(piecesWithLinks(text)).toEqual([text]);
  }
});

test('signs that turn the direction of reading end an address', () => {
  expect(links('https://example.org/\u202egpj.exe')).toMatchObject([
    { written: 'https://example.org/' },
  ]);
});

test('put together again, the pieces are the text', () => {
  const text = 'a https://example.org b https://example.com/ c';
  expect(
    piecesWithLinks(text)
      .map((piece) => (typeof piece === 'string' ? piece : piece.written))
      .join(''),
  ).toBe(text);
});

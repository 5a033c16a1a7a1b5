import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readableIn, searchTree, wordsOf } from './leak-search.ts';

const words = ['Krämerling', '23456789', 'בעברית', 'ausgeleert'];

test('only words of at least six letters count, each once', () => {
  expect(wordsOf(['Die Tasche, die Tasche: 0151 23456789!'])).toEqual(['Tasche', '23456789']);
});

test.each([
  ['utf-8', (text: string) => Buffer.from(text, 'utf8')],
  ['utf-16 little endian', (text: string) => Buffer.from(text, 'utf16le')],
  ['utf-16 big endian', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ['base64', (text: string) => Buffer.from(Buffer.from(text, 'utf8').toString('base64'))],
  ['base64url', (text: string) => Buffer.from(Buffer.from(text, 'utf8').toString('base64url'))],
  [
    'base64 of utf-16',
    (text: string) => Buffer.from(Buffer.from(text, 'utf16le').toString('base64')),
  ],
])('every word is found in %s, wherever it starts', (_name, encode) => {
  for (const lead of ['', 'x', 'xy', 'xyz']) {
    expect(readableIn(encode(`${lead}${words.join(' . ')}zz`), words)).toEqual(words);
  }
});

test('a file without the words has no leak, and one with them names each', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'leak-search-'));
  await writeFile(path.join(folder, 'clean'), 'nothing of the kind');
  expect(await searchTree(folder, words)).toEqual([]);
  const planted = path.join(folder, 'planted');
  await writeFile(planted, words.join('\n'));
  expect(await searchTree(folder, words)).toEqual(words.map((word) => ({ word, file: planted })));
  await rm(folder, { recursive: true });
});

test('a name says as much as what is in the file: of files, of folders, and of an empty file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'leak-search-'));
  const named = path.join(folder, 'Krämerling.db');
  const below = path.join(folder, `x-${Buffer.from('ausgeleert').toString('base64url')}`);
  await writeFile(named, '');
  await mkdir(below);
  await writeFile(path.join(below, 'clean'), 'nothing of the kind');
  const found = await searchTree(folder, words);
  expect(found.toSorted((a, b) => a.word.localeCompare(b.word))).toEqual([
    { word: 'ausgeleert', file: below },
    { word: 'Krämerling', file: named },
  ]);
  await rm(folder, { recursive: true });
});

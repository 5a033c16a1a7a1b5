import { expect, test } from 'vitest';
import { MAX_FILE_NAME } from '../../../../../protocol/limits.ts';
import { FILE_NAME_LIMIT } from '../../../../contract/talk.ts';
import { endingOf, isName, wordFor } from './file-names.ts';

test('the bytes say how a file ends; only what they do not say is taken from its own name', () => {
  expect(endingOf('image/jpeg', 'Noa Levi.png')).toBe('.jpg');
  expect(endingOf('application/octet-stream', 'Merkblatt.docx')).toBe('.docx');
  expect(endingOf('application/octet-stream', 'Noa.Levi Berlin')).toBe('');
});

test('a neutral word stands for what it is', () => {
  expect(wordFor('image/webp')).toBe('picture');
  expect(wordFor('application/pdf')).toBe('document');
  expect(wordFor('application/octet-stream')).toBe('file');
});

test('a name is something, and no longer than the protocol allows', () => {
  expect(FILE_NAME_LIMIT).toBe(MAX_FILE_NAME);
  expect(isName(' ')).toBe(false);
  expect(isName('🌳'.repeat(FILE_NAME_LIMIT))).toBe(true);
  expect(isName('a'.repeat(FILE_NAME_LIMIT + 1))).toBe(false);
});

import { expect, test } from 'vitest';
import type { Codebook, CodebookCode } from '../../../../contract/annotation.ts';
import { CodeTree } from './code-tree.ts';

const code = (id: string, more: Partial<CodebookCode> = {}): CodebookCode => ({
  id,
  parent: null,
  label: { de: id, en: id, nl: id },
  definition: { de: '', en: '', nl: '' },
  hue: null,
  key: null,
  state: 'active',
  into: null,
  heading: false,
  fills: null,
  ...more,
});

const book: Codebook = {
  version: 1,
  codes: [
    code('Motiv', { heading: true, hue: 2 }),
    code('Rassismus', { parent: 'Motiv', key: 2, fills: { field: 'bias', code: 'RACE' } }),
    code('Ort', { heading: true }),
    code('Übergriff', { parent: 'Rassismus', key: 1 }),
    code('Alt', { parent: 'Motiv', state: 'retired' }),
    code('Anders', { parent: 'Motiv', state: 'merged', into: 'Rassismus' }),
  ],
};
const tree = new CodeTree(book);
const ids = (codes: readonly CodebookCode[]) => codes.map(({ id }) => id);

test('codes stand below their parents; headings, retired and merged ones are not offered', () => {
  expect(tree.nodes().map(({ code: { id }, depth }) => `${depth} ${id}`)).toEqual([
    '0 Motiv',
    '1 Rassismus',
    '2 Übergriff',
    '1 Alt',
    '1 Anders',
    '0 Ort',
  ]);
  expect(ids(tree.offered())).toEqual(['Rassismus', 'Übergriff']);
  expect(ids(tree.keyed())).toEqual(['Übergriff', 'Rassismus']);
});

test('colour and field come from above, and a merged code is what it became', () => {
  expect(tree.hue('Übergriff')).toBe(2);
  expect(tree.fills('Übergriff')).toEqual({ field: 'bias', code: 'RACE' });
  expect(tree.label('Anders', 'de')).toBe('Rassismus');
  expect(tree.label('nirgends', 'de')).toBe('nirgends');
});

test('a code is found by its words and its place, without accents', () => {
  expect(ids(tree.find('uber', 'de'))).toEqual(['Übergriff']);
  expect(ids(tree.find('motiv ras', 'de'))).toEqual(['Rassismus', 'Übergriff']);
});

test('nothing may lie under itself', () => {
  expect(tree.placesFor('Rassismus').map(({ code: { id } }) => id)).toEqual([
    'Motiv',
    'Alt',
    'Anders',
    'Ort',
  ]);
});

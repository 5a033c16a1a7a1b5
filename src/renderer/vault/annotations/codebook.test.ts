import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { MAX_PAPER_BYTES } from '../../../../protocol/limits.ts';
import {
  DEFINITION_LIMIT,
  type Codebook,
  type CodebookCode,
  type CodeEdit,
} from '../../../contract/annotation.ts';
import { refuse } from '../../../contract/outcome.ts';
import { MAX_CODES } from '../limits.ts';
import { countsAs, edited, firstCodebook, readCodebook, withCodes } from './codebook.ts';

const after = (book: Codebook, ...edits: readonly CodeEdit[]): Codebook =>
  edits.reduce((now, edit, n) => {
    const next = edited(now, edit, `own/${n}`);
    if (!next.ok) throw new Error(`${edit.type}: ${next.refusal}`);
    return next.value;
  }, book);

const code = ({ codes }: Codebook, id: string): CodebookCode => {
  const found = codes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no code ${id}`);
  return found;
};
const add = (label: string, parent: string | null = null): CodeEdit => ({
  type: 'add',
  parent,
  label,
  definition: '',
  language: 'de',
});
const first = firstCodebook();

test('it begins with the lists of the case file, nine of them on a key, and what fills the form says so', () => {
  expect(code(first, 'bias/ANTI_BLACK')).toMatchObject({
    parent: 'bias/RACE_XEN',
    label: { de: 'Anti-Schwarzer Rassismus' },
    fills: { field: 'bias', code: 'ANTI_BLACK' },
  });
  expect(
    first.codes.flatMap(({ key }) => (key === null ? [] : [key])).toSorted((a, b) => a - b),
  ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(readCodebook(structuredClone(first))).toEqual(first);
});

test('a name is changed in one language, and in all of them where it was the same in all', () => {
  const name = { label: 'Drohung', definition: 'Neu', language: 'de' } as const;
  const renamed = after(first, { type: 'name', id: 'category/THR', ...name });
  expect(code(renamed, 'category/THR').label).toMatchObject({ de: 'Drohung', en: 'Threat' });
  const own = after(first, add('Schulhof'), { type: 'name', id: 'own/0', ...name });
  expect(code(own, 'own/0').label).toEqual({ de: 'Drohung', en: 'Drohung', nl: 'Drohung' });
  expect(own.version).toBe(first.version + 2);
});

test('a key goes from one code to another', () => {
  const moved = after(first, { type: 'key', id: 'category/EXV', key: 1 });
  expect(code(moved, 'category/EXV').key).toBe(1);
  expect(code(moved, 'category/THR').key).toBeNull();
});

test('a merged code counts as the other, over several steps, and comes back whole', () => {
  const merged = after(
    first,
    add('Schulhof', 'placeType'),
    { type: 'merge', id: 'own/0', into: 'placeType/school' },
    { type: 'merge', id: 'placeType/school', into: 'placeType/other' },
  );
  expect(countsAs(merged)('own/0')).toBe('placeType/other');
  const back = after(merged, { type: 'restore', id: 'placeType/school' });
  expect(countsAs(back)('own/0')).toBe('placeType/school');
  expect(back.codes).toHaveLength(first.codes.length + 1);
});

test('what would lie under itself or count as itself is refused, and so is an empty name', () => {
  const refusals: readonly (readonly [CodeEdit, string])[] = [
    [{ type: 'move', id: 'bias', parent: 'bias/ANTI_ROMA' }, 'not-possible'],
    [{ type: 'move', id: 'bias', parent: 'bias' }, 'not-possible'],
    [{ type: 'merge', id: 'bias/GENDER', into: 'bias/GENDER' }, 'not-possible'],
    [{ type: 'merge', id: 'bias/GENDER', into: 'bias' }, 'not-possible'],
    [{ type: 'retire', id: 'nowhere' }, 'not-possible'],
    [{ type: 'key', id: 'bias', key: 2 }, 'not-possible'],
    [{ type: 'shift', id: 'category', by: -1 }, 'not-possible'],
    [add(' '), 'no-name'],
  ];
  for (const [edit, refusal] of refusals)
    expect(edited(first, edit, 'own/x')).toEqual(refuse(refusal));
});

test('codes change places among their own, and move under others', () => {
  const order = (book: Codebook): readonly string[] =>
    book.codes.filter(({ parent }) => parent === 'category').map(({ id }) => id);
  const down = after(first, { type: 'shift', id: 'category/EXV', by: 1 });
  expect(order(down).slice(0, 2)).toEqual(['category/ASL', 'category/EXV']);
  const under = after(first, { type: 'move', id: 'category/EXV', parent: 'category/ASL' });
  expect(code(under, 'category/EXV').parent).toBe('category/ASL');
});

test('it holds so many codes and no more', () => {
  let book = first;
  while (book.codes.length < MAX_CODES) {
    const next = edited(book, add(`Code ${book.codes.length}`), `own/${book.codes.length}`);
    if (!next.ok) throw new Error(next.refusal);
    book = next.value;
  }
  expect(edited(book, add('Einer mehr'), 'own/x')).toEqual(refuse('full'));
});

test('in a full book a code is still merged, moved and retired, and then it fits a paper of the team', () => {
  const definition = '“Ä”'.repeat(DEFINITION_LIMIT / 3).slice(0, DEFINITION_LIMIT);
  let book = first;
  for (let n = 0; ; n += 1) {
    const next = edited(
      book,
      { type: 'add', parent: null, label: `Code ${n}`, definition, language: 'de' },
      `own/${'f'.repeat(28)}${n}`,
    );
    if (!next.ok) break;
    book = next.value;
  }
  const ids = book.codes.filter(({ id }) => id.startsWith('own/')).map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(20);
  const [last = '', ...others] = ids.toReversed();
  const changed = after(
    book,
    ...others.map((id): CodeEdit => ({ type: 'move', id, parent: last })),
    ...others.map((id): CodeEdit => ({ type: 'merge', id, into: last })),
    { type: 'retire', id: last },
  );
  expect(utf8ToBytes(JSON.stringify(changed)).length).toBeLessThanOrEqual(MAX_PAPER_BYTES);
  expect(readCodebook(structuredClone(changed)).codes).toHaveLength(book.codes.length);
});

test('another codebook adds what is missing here and changes nothing that is', () => {
  const here = after(first, { type: 'retire', id: 'bias/OTHER' });
  const there = after(first, add('Schulhof'), { type: 'key', id: 'own/0', key: 1 });
  const both = withCodes(here, there.codes);
  expect(code(both, 'bias/OTHER').state).toBe('retired');
  expect(code(both, 'own/0')).toMatchObject({ label: { de: 'Schulhof' }, key: null });
  expect(withCodes(both, there.codes)).toBe(both);
});

test('a record that counts in a circle is no codebook', () => {
  const [one, two] = first.codes;
  if (one === undefined || two === undefined) throw new Error('an empty codebook');
  const circle = [
    { ...one, parent: two.id },
    { ...two, parent: one.id },
  ];
  expect(() => readCodebook({ version: 1, codes: circle })).toThrow();
});

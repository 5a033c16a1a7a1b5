import { expect, test } from 'vitest';
import { ConversationId } from '../../../../protocol/ids.ts';
import { HUES, nameOf, words } from './names.ts';

test('each language has the same number of words, at least forty, each once', () => {
  const lists = Object.values(words);
  expect(new Set(lists.map(({ length }) => length)).size).toBe(1);
  for (const list of lists) {
    expect(list.length).toBeGreaterThanOrEqual(40);
    expect(new Set(list).size).toBe(list.length);
    for (const word of list) expect(word).toMatch(/^\p{Lu}\p{Ll}+$/u);
  }
});

test('a conversation has the same name everywhere, unless another has it already', () => {
  const id = ConversationId('0123456789abcdef'.repeat(2));
  const first = nameOf(id, 'de', () => false);
  expect(nameOf(id, 'de', () => false)).toEqual(first);
  expect(first.name).toMatch(/^\p{L}+ \d\d$/u);
  expect(first.hue).toBeLessThan(HUES);
  expect(nameOf(id, 'de', (name) => name === first.name).name).not.toBe(first.name);
});

test('names never run out and never repeat', () => {
  const taken = new Set<string>();
  for (let i = 0; i < 4500; i += 1) {
    const { name } = nameOf(ConversationId('ab'.repeat(16)), 'de', (one) => taken.has(one));
    expect(taken.has(name)).toBe(false);
    taken.add(name);
  }
});

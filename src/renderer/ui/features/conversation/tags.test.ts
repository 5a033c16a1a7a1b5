import { expect, test } from 'vitest';
import { mergedTags, tagsIn } from './tags.ts';

test('tags are read between commas of either script, each once and without the space around', () => {
  expect(tagsIn(' Schule, Film،Schule,, ')).toEqual(['Schule', 'Film']);
});

test.each([
  ['what a colleague added stays', ['a'], ['a', 'b'], ['a', 'c'], ['a', 'c', 'b']],
  ['what was taken away here goes', ['a', 'b'], ['a'], ['a', 'b', 'c'], ['a', 'c']],
  ['what a colleague took away stays away', ['a', 'b'], ['a', 'b', 'c'], ['b'], ['b', 'c']],
  ['what both added stands once', [], ['a'], ['a'], ['a']],
])('%s', (_, before, after, newest, merged) => {
  expect(mergedTags(before, after, newest)).toEqual(merged);
});

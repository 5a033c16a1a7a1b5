import { expect, test } from 'vitest';
import { MAX_SEARCH } from '../../../contract/search.ts';
import { answered, FakeRecords, query } from './testing/fake-records.ts';

test.each([
  ['ten thousand characters', 'wort '.repeat(2000)],
  ['one word of ten thousand characters', 'x'.repeat(10_000)],
  ['only punctuation', '.,;:!?()[]{}*+^$|\\/"\''],
  ['what looks like a pattern', '(a+)+$ .* [^]'],
  ['what looks like a query language', 'wort AND NOT "x" OR * NEAR/2'],
  ['marks of direction', '\u202E\u200Fwort\u200F\u2066'],
  ['half a surrogate pair', '\uD83D wort \uDE00'],
  ['names of JavaScript', '__proto__ constructor toString'],
  ['nothing', ''],
  ['a control character of the index', '\u0001threat'],
])('a hostile query is answered quickly: %s', async (_, text) => {
  const records = new FakeRecords();
  records.say(records.talk('Ahorn 27'), 'wort');
  const search = await records.open();
  await search.ready;
  const begun = performance.now();
  await search.search(query(text));
  expect(performance.now() - begun).toBeLessThan(250);
});

test(`what stands after the first ${MAX_SEARCH} characters of a query is not looked at`, async () => {
  const records = new FakeRecords();
  records.say(records.talk('Ahorn 27'), 'wort');
  const search = await records.open();
  const long = `wort${' '.repeat(MAX_SEARCH)}unbekannt`;
  expect((await answered(search, query(long))).hits).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { MAX_TAGGED } from './limits.ts';
import { answered, FakeRecords, query, START } from './testing/fake-records.ts';

const DAY = 86_400_000;

/** The titles of the conversations that a text finds by their tags. */
const byTags = async (
  records: FakeRecords,
  text: string,
  more: Parameters<typeof query>[1] = {},
): Promise<readonly string[]> => {
  const search = await records.open();
  const { hits } = await answered(search, query(text, { kinds: [], ...more }));
  await search.stop();
  return hits.filter(({ kind }) => kind === 'tags').map(({ title }) => title);
};

test('a conversation is found by its tags, before what was said, with the word marked', async () => {
  const records = new FakeRecords();
  const tagged = records.talk('Ahorn 27');
  records.tag(tagged, ['Schulhof', 'Anzeige']);
  records.say(records.talk('Linde 08'), 'auf dem Schulhof');
  const search = await records.open();
  const { hits } = await answered(search, query('schulhof', { kinds: [] }));
  expect(hits.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
    'tags Ahorn 27',
    'message Linde 08',
  ]);
  expect(hits[0]).toMatchObject({
    conversation: records.talks.get(tagged)?.id,
    case: null,
    item: null,
    text: 'Schulhof, Anzeige',
    marks: [[0, 8]],
  });
});

test('every word has to stand in one of its tags, whichever', async () => {
  const records = new FakeRecords();
  records.tag(records.talk('Ahorn 27'), ['Schule', 'Anzeige']);
  records.tag(records.talk('Linde 08'), ['Schule']);
  expect(await byTags(records, 'schul anzeige')).toEqual(['Ahorn 27']);
});

test('a typing mistake is forgiven only where nothing is found without', async () => {
  const records = new FakeRecords();
  records.tag(records.talk('Ahorn 27'), ['Anzeige']);
  expect(await byTags(records, 'anzeihe')).toEqual(['Ahorn 27']);
  records.tag(records.talk('Eiche 11'), ['Anzeihe']);
  expect(await byTags(records, 'anzeihe')).toEqual(['Eiche 11']);
});

test('a tag that was taken away, or went with its conversation, is found no more', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  records.tag(talk, ['Presse']);
  const search = await records.open();
  const found = async () => (await answered(search, query('presse', { kinds: [] }))).hits.length;
  expect(await found()).toBe(1);
  records.tag(talk, []);
  expect(await found()).toBe(0);
  records.tag(talk, ['Presse']);
  records.talks.delete(talk);
  expect(await found()).toBe(0);
});

test('the filters hold for tags: kind, dates, language, and nobody has written them', async () => {
  const records = new FakeRecords();
  records.tag(records.talk('Ahorn 27', 'de'), ['Presse'], START);
  records.tag(records.talk('Eik 12', 'nl-BE'), ['Presse'], START - 9 * DAY);
  expect(await byTags(records, 'presse')).toEqual(['Ahorn 27', 'Eik 12']);
  expect(await byTags(records, 'presse', { kinds: ['message'] })).toEqual([]);
  expect(await byTags(records, 'presse', { from: START - DAY })).toEqual(['Ahorn 27']);
  expect(await byTags(records, 'presse', { to: START - DAY })).toEqual(['Eik 12']);
  expect(await byTags(records, 'presse', { language: 'nl' })).toEqual(['Eik 12']);
  expect(await byTags(records, 'presse', { operator: 'Mira' })).toEqual([]);
  expect(await byTags(records, 'presse', { codes: ['threat'] })).toEqual([]);
});

test('a tag given to many leaves room for what was said; asked for alone, all of the page is its own', async () => {
  const records = new FakeRecords();
  for (let n = 0; n < MAX_TAGGED + 4; n += 1) {
    records.tag(records.talk(`Ahorn ${n}`), ['Presse'], START + n);
  }
  const said = records.talk('Linde 08');
  records.say(said, 'presse');
  const search = await records.open();
  const mixed = await answered(search, query('presse', { kinds: [] }));
  expect(mixed.hits.filter(({ kind }) => kind === 'tags')).toHaveLength(MAX_TAGGED);
  expect(mixed.hits.at(-1)).toMatchObject({ kind: 'message', title: 'Linde 08' });
  expect(mixed.more).toBe(true);
  const alone = await answered(search, query('presse', { kinds: ['tags'] }));
  expect([alone.hits.length, alone.more]).toEqual([MAX_TAGGED + 4, false]);
  expect(alone.hits[0]?.title).toBe(`Ahorn ${MAX_TAGGED + 3}`);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import { wordsIn } from '../testing/bytes.ts';
import { withinEdits } from './edits.ts';
import { find, type Filters } from './find.ts';
import { Forms, soughtIn } from './forms.ts';
import { FullText, type Entry } from './full-text.ts';
import { ENOUGH_EXACT, MERGE_AT, MIN_PREFIX, YOUNG_RECORDS } from './limits.ts';
import { segmentIn } from './segment.ts';

const pace = { ticks: () => performance.now(), stopped: () => false };
const forms = new Forms();
const bucket = BucketId.random();

const entry = (text: string, more: Partial<Entry> = {}): Entry => ({
  kind: 'message',
  bucket,
  id: RowId.random(),
  at: 0,
  author: '',
  language: 'de',
  terms: forms.termsOf(text, 'de'),
  ...more,
});

const all: Filters = {
  kinds: ['message', 'case', 'evidence'],
  from: null,
  to: null,
  author: null,
  language: null,
  bucket: null,
};

const ids = (index: FullText, text: string, limit = 1000): readonly RowId[] =>
  find(index.parts(), soughtIn(text), { filters: all, limit }).map(({ id }) => id);

const bytesOf = (index: FullText): Uint8Array => {
  index.ripen();
  const buffers = index.finished().map(({ segment }) => new Uint8Array(segment.buffer));
  return Uint8Array.from(buffers.flatMap((bytes) => [...bytes]));
};

const scripts = ['abcäöüß', 'אבגדהושל', 'абвёйї', 'ابتةىأ', '0123'].map((letters) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 }),
);

test('every word that was taken in is found by itself and by every beginning of it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(...scripts), { minLength: 1, maxLength: 12 }), (words) => {
      const index = new FullText();
      const entries = words.map((word) => entry(word));
      index.put(entries);
      for (const [i, word] of words.entries()) {
        for (let length = MIN_PREFIX; length <= word.length; length += 1) {
          expect(ids(index, word.slice(0, length))).toContain(entries[i]?.id);
        }
        expect(ids(index, word)).toContain(entries[i]?.id);
      }
    }),
    { numRuns: 60 },
  );
});

test('the walk through the dictionary finds just the terms that are near enough', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 5, maxLength: 10 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), word, (terms, asked) => {
      const index = new FullText();
      const entries = terms.map((term) => entry('', { terms: new Set([term]) }));
      index.put(entries);
      const edits = asked.length >= 9 ? 2 : 1;
      const near = entries.filter((_, i) => {
        const term = terms[i] ?? '';
        return term.startsWith(asked) || withinEdits(asked, term, edits);
      });
      const exact = terms.filter((term) => term.startsWith(asked)).length;
      fc.pre(exact < ENOUGH_EXACT);
      const found = ids(index, asked);
      for (const { id } of near) expect(found).toContain(id);
    }),
    { numRuns: 300 },
  );
});

test('all words have to be there', () => {
  const index = new FullText();
  const both = entry('rote Farbe am Zaun');
  index.put([both, entry('rote Farbe'), entry('am Zaun')]);
  expect(ids(index, 'Zaun rote')).toEqual([both.id]);
});

test('the newest come first, in whatever order they were taken in', async () => {
  const index = new FullText();
  const some = Array.from({ length: 2000 }, (_, i) => entry('wort', { at: (i * 7919) % 2000 }));
  for (let i = 0; i < some.length; i += 100) index.put(some.slice(i, i + 100));
  await index.tidy(pace);
  const newest = some.toSorted((a, b) => b.at - a.at).slice(0, 10);
  expect(ids(index, 'wort', 10)).toEqual(newest.map(({ id }) => id));
});

test('what was found as written comes before what was found in spite of a mistake', () => {
  const index = new FullText();
  const exact = entry('Drohung', { at: 1 });
  const mistyped = entry('Drohnug', { at: 2 });
  index.put([mistyped, exact]);
  expect(ids(index, 'drohung')).toEqual([exact.id, mistyped.id]);
});

test('with enough exact hits nobody is shown mistakes', () => {
  const index = new FullText();
  index.put(Array.from({ length: ENOUGH_EXACT }, () => entry('Drohung')));
  index.put([entry('Drohnug')]);
  expect(ids(index, 'drohung')).toHaveLength(ENOUGH_EXACT);
});

test('a record taken in again is found by its new words only', async () => {
  const index = new FullText();
  const before = entry('alt');
  index.put([before]);
  index.ripen();
  index.put([{ ...before, terms: new Set(['neu']) }]);
  expect([ids(index, 'alt'), ids(index, 'neu')]).toEqual([[], [before.id]]);
});

test(`${MERGE_AT} segments of a size become one, and everything is still found`, async () => {
  const index = new FullText();
  const some = Array.from({ length: YOUNG_RECORDS * MERGE_AT }, (_, i) => entry(`nummer${i} alle`));
  for (let i = 0; i < some.length; i += YOUNG_RECORDS) index.put(some.slice(i, i + YOUNG_RECORDS));
  expect(index.finished()).toHaveLength(MERGE_AT);
  await index.tidy(pace);
  expect(index.finished()).toHaveLength(1);
  expect(ids(index, 'alle', 10_000)).toHaveLength(some.length);
  expect(ids(index, 'nummer777')).toContain(some[777]?.id);
});

test('a record deleted while segments are being merged does not come back', async () => {
  const index = new FullText();
  const some = Array.from({ length: YOUNG_RECORDS * MERGE_AT }, (_, i) => entry(`w${i} alle`));
  for (let i = 0; i < some.length; i += YOUNG_RECORDS) index.put(some.slice(i, i + YOUNG_RECORDS));
  let ticks = 0;
  const slow = { ticks: () => (ticks += 100), stopped: () => false };
  const tidying = index.tidy(slow);
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  index.remove([some[5]?.id ?? RowId.random()]);
  await tidying;
  expect(ids(index, 'w5')).not.toContain(some[5]?.id);
  expect(ids(index, 'alle', 10_000)).toHaveLength(some.length - 1);
});

test('of a forgotten bucket no word is left in the bytes, and others keep theirs', async () => {
  const index = new FullText();
  const gone = BucketId.random();
  const secret = ['Zwetschgenbaum', 'שרביטו', 'ёлочная'];
  const terms = secret.map((word) => [...forms.termsOf(word, 'de')][0] ?? '');
  index.put([entry(secret.join(' '), { bucket: gone }), entry('Apfelbaum')]);
  index.put(Array.from({ length: YOUNG_RECORDS }, () => entry('Birnbaum')));
  expect(wordsIn(bytesOf(index), terms)).toEqual(terms);
  index.forget(new Set([gone]));
  await index.tidy(pace);
  expect(wordsIn(bytesOf(index), terms)).toEqual([]);
  expect(ids(index, 'apfelbaum')).toHaveLength(1);
});

test('of a deleted record no word is left in the bytes', async () => {
  const index = new FullText();
  const secret = entry('zwetschge');
  index.put([secret, entry('apfel')]);
  index.ripen();
  index.remove([secret.id]);
  await index.tidy(pace);
  expect(wordsIn(bytesOf(index), ['zwetschge'])).toEqual([]);
});

test('bytes that are no segment are refused', () => {
  const index = new FullText();
  index.put([entry('wort')]);
  index.ripen();
  const good = index.finished()[0]?.segment.buffer ?? new ArrayBuffer();
  expect(segmentIn(good.slice(0))).not.toBeNull();
  expect(segmentIn(good.slice(0, -1))).toBeNull();
  expect(segmentIn(new ArrayBuffer(8))).toBeNull();
  expect(segmentIn(new ArrayBuffer(64))).toBeNull();
});

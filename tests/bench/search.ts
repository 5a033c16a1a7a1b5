/**
 * What the full-text index costs: taking texts in, memory, answers, and the snapshot. Words are made
 * up and as unequal as in speech (Zipf); rows are not opened, since that is the store's time.
 *
 *   node tests/bench/search.ts [records …]     prints one JSON line per size
 */
import { spawnSync } from 'node:child_process';
import { BucketId, RowId } from '../../protocol/ids.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { find, type Filters } from '../../src/renderer/vault/search/find.ts';
import { Forms, soughtIn } from '../../src/renderer/vault/search/forms.ts';
import { FullText, type Entry } from '../../src/renderer/vault/search/full-text.ts';
import { Sheets } from '../../src/renderer/vault/search/sheets.ts';

const SIZES = [20_000, 200_000, 1_000_000];
const VOCABULARY = 60_000;
const QUERIES = 200;
const START = Date.UTC(2020, 0, 1);
const PER_CONVERSATION = 25;

const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe ga ge ha he ka ke la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to un in er en ich sch ver an auf aus ein ung heit keit lich'.split(
    ' ',
  );

/** The same numbers in every run (xorshift). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const next = numbers(12_345);
const upTo = (most: number): number => Math.floor(next() * most);
const vocabulary = Array.from({ length: VOCABULARY }, () =>
  Array.from({ length: 2 + upTo(4) }, () => SYLLABLES[upTo(SYLLABLES.length)]).join(''),
);
const word = (): string =>
  vocabulary[Math.floor(Math.exp(next() * Math.log(VOCABULARY))) - 1] ?? 'und';
const text = (): string => Array.from({ length: 6 + upTo(20) }, word).join(' ');
const typo = (one: string): string => {
  const at = 1 + upTo(one.length - 2);
  return one.slice(0, at) + (one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2);
};
const longWord = (): string => {
  for (;;) {
    const one = word();
    if (one.length >= 6) return one;
  }
};

const round = (n: number, digits = 1): number => Number(n.toFixed(digits));
const megabytes = (bytes: number): number => round(bytes / 2 ** 20);

/** Work done, not time passed: other programs on the machine do not count. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function build(count: number): Promise<{ index: FullText; ms: number }> {
  const index = new FullText();
  const forms = new Forms();
  const pace = { ticks: () => performance.now(), stopped: () => false };
  let bucket = BucketId.random();
  let ms = 0;
  let batch: Entry[] = [];
  for (let n = 0; n < count; n += 1) {
    if (n % PER_CONVERSATION === 0) bucket = BucketId.random();
    const id = RowId.random();
    const said = text();
    const begun = cpuMs();
    const terms = forms.termsOf(said, 'de');
    const at = START + upTo(10 ** 11);
    batch.push({ kind: 'message', bucket, id, at, author: '', language: 'de', terms });
    if (batch.length === 128 || n === count - 1) {
      index.put(batch);
      batch = [];
      await index.tidy(pace);
    }
    ms += cpuMs() - begun;
  }
  return { index, ms };
}

const all: Filters = {
  kinds: ['message', 'case', 'evidence'],
  from: null,
  to: null,
  author: null,
  language: null,
  bucket: null,
};

/** [p50, p95, worst] in ms. */
function times(index: FullText, query: () => string, filters = all): readonly number[] {
  const took = Array.from({ length: QUERIES }, () => {
    const asked = query();
    const begun = performance.now();
    find(index.parts(), soughtIn(asked), { filters, limit: 51 });
    return performance.now() - begun;
  }).toSorted((a, b) => a - b);
  const at = (part: number): number => round(took[Math.floor((QUERIES - 1) * part)] ?? 0, 2);
  return [at(0.5), at(0.95), at(1)];
}

async function snapshot(index: FullText) {
  const kept = new Map<string, Uint8Array>();
  const store = {
    putSheet: async (name: string, bytes: Uint8Array) => {
      kept.set(name, bytes.slice());
      return true;
    },
    getSheet: async (name: string) => kept.get(name)?.slice() ?? null,
    dropSheet: async (name: string) => {
      kept.delete(name);
    },
  };
  const mark = { generation: 1, head: { count: 1, chain: new Uint8Array(32) }, end: 1 };
  const pace = { ticks: () => performance.now(), stopped: () => false };
  index.ripen();
  const begun = performance.now();
  const held = [...index.finished()];
  await new Sheets(store, platformRandom).save({ mark, built: 'all', held }, () => false);
  const written = performance.now();
  const loaded = await new Sheets(store, platformRandom).load(pace);
  if (loaded === null) throw new Error('the snapshot did not come back');
  const bytes = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    snapshotMb: megabytes(bytes),
    saveMs: round(written - begun),
    loadMs: round(performance.now() - written),
  };
}

async function measure(records: number): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const { index, ms } = await build(records);
  index.parts();
  globalThis.gc?.();
  const after = process.memoryUsage();
  const memory = after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
  const year = { ...all, from: START, to: START + 10 ** 10 };
  const figures = {
    records,
    buildMs: round(ms),
    memoryMb: megabytes(memory),
    peakMb: megabytes(process.resourceUsage().maxRSS * 1024 - before.rss),
    segments: index.finished().length,
    exact: times(index, word),
    prefix: times(index, () => word().slice(0, 2 + upTo(3))),
    shortest: times(index, () => word().slice(0, 2)),
    fuzzy: times(index, () => typo(longWord())),
    twoWords: times(index, () => `${word()} ${word()}`),
    inAYear: times(index, () => word().slice(0, 3), year),
    ...(await snapshot(index)),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** Each size in a process of its own, so that its memory is its own and can be told from what waits to be collected. */
const sizes = process.argv.slice(2);
if (globalThis.gc !== undefined) await measure(Number(sizes[0]));
else {
  for (const size of sizes.length > 0 ? sizes : SIZES.map(String)) {
    const self = ['--expose-gc', import.meta.filename, size];
    const { status } = spawnSync(process.execPath, self, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

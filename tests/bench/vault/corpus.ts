/**
 * The rows every store in the benchmark holds: invented, the same for the same number and seed, in any order.
 *
 * Words follow Zipf's law over forty thousand made-up German-looking words, so that common words are
 * as common as in a real corpus; messages have 6 to 25 of them.
 */
import type { Random } from '../../../protocol/crypto/random.ts';

/** What everything that is invented follows from: rows, keys and names of it, files, what is searched for. */
export const SEED = 20_261_123;

export interface Sizes {
  readonly seed: number;
  readonly messages: number;
  readonly conversations: number;
  readonly cases: number;
  readonly evidence: number;
  /** Of each file. */
  readonly evidenceBytes: number;
  /** Messages in the one long conversation, taken from `messages`. */
  readonly longest: number;
}

const EVIDENCE_BYTES = 20_000;

/** Ten years of a busy team (issue 3, point 8). */
export const fullSize: Sizes = {
  seed: SEED,
  messages: 200_000,
  conversations: 10_000,
  cases: 10_000,
  evidence: 5_000,
  evidenceBytes: EVIDENCE_BYTES,
  longest: 1_000,
};

/** The same proportions with another number of messages. */
export const sizesFor = (messages: number, seed = SEED): Sizes => ({
  seed,
  messages,
  conversations: Math.max(1, Math.round(messages / 20)),
  cases: Math.max(1, Math.round(messages / 20)),
  evidence: Math.round(messages / 40),
  evidenceBytes: EVIDENCE_BYTES,
  longest: Math.min(1_000, Math.floor(messages / 2)),
});

const VOCABULARY = 40_000;
const syllables = [
  'ba',
  'ke',
  'lo',
  'schu',
  'ter',
  'ung',
  'an',
  'ver',
  'stra',
  'mi',
  'nat',
  'hof',
  'rei',
  'gel',
  'sta',
  'dt',
];

/** A 32-bit generator whose whole state is its number: mulberry32, for what is invented, never for anybody's keys. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes in place of the platform's, for a vault whose rows are to be the same in every run. */
export function seededBytes(seed: number): Random {
  const random = seeded(seed);
  return (length) => Uint8Array.from({ length }, () => random() * 256);
}

const NOISE_BYTES = 2 ** 17;

/** What files of evidence are cut out of. */
export const noiseOf = ({ seed }: Pick<Sizes, 'seed'>): Uint8Array =>
  seededBytes(seed ^ NOISE_BYTES)(NOISE_BYTES);

/** Where in the noise a piece of this length begins, so that no two neighbours are the same. */
export const cutAt = (n: number, length: number): number => n % (NOISE_BYTES - length);

/** The n-th most common word. */
function word(rank: number): string {
  let text = '';
  for (let rest = rank + 7; rest > 0; rest = Math.floor(rest / syllables.length)) {
    text += syllables[rest % syllables.length] ?? '';
  }
  return rank % 3 === 0 ? `${text}en` : text;
}

/** One word, common ones more often. */
export const anyWord = (random: () => number): string =>
  word(Math.min(VOCABULARY - 1, Math.floor(Math.exp(random() * Math.log(VOCABULARY)) - 1)));

/** Text of message number `n`. */
export function textOf(n: number, seed = SEED): string {
  const random = seeded(Math.imul(seed, 0x9e3779b1) + n);
  const length = 6 + Math.floor(random() * 20);
  return Array.from({ length }, () => anyWord(random)).join(' ');
}

/** What case number `n` tells: as long as three messages. */
export const narrativeOf = (n: number, { seed }: Pick<Sizes, 'seed'>): string =>
  `${textOf(n, seed)}. ${textOf(n + 1, seed)}. ${textOf(n + 2, seed)}.`;

/** Which conversation message `n` belongs to: the first ones to the long one, the rest in turn. */
export const conversationOf = (n: number, { longest, conversations }: Sizes): number =>
  n < longest ? 0 : 1 + (n % Math.max(1, conversations - 1));

/** When message `n` was written, ms: one every few minutes up to the middle of November 2026. */
export const writtenAt = (n: number, { messages }: Sizes): number =>
  Date.UTC(2026, 10, 15) - (messages - n) * 240_000;

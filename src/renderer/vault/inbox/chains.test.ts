import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SessionId } from '../../../../protocol/ids.ts';
import { bodyHash, NO_PREV, SenderKey, type BodyHash } from '../../../../protocol/talk/names.ts';
import { MAX_CHAINS, MAX_MISSING, MAX_ROW_BYTES } from '../limits.ts';
import { hasGapBefore, receiptsOf, takeLink, type HeldChain } from './chains.ts';

const sender = SenderKey('a'.repeat(64));
const session = SessionId('b'.repeat(32));
const name = { sender, session, audience: 'talk' as const };
const hashOf = (seq: number): BodyHash => bodyHash(Uint8Array.of(seq % 256, seq >> 8));
const link = (seq: number) => ({
  seq,
  prev: seq === 0 ? NO_PREV : hashOf(seq - 1),
  hash: hashOf(seq),
});

function taken(seqs: readonly number[]): {
  readonly chains: readonly HeldChain[];
  readonly faults: number;
} {
  let chains: readonly HeldChain[] = [];
  let faults = 0;
  for (const seq of seqs) {
    const step = takeLink(chains, name, link(seq));
    ({ chains } = step);
    if (step.fault) faults += 1;
  }
  return { chains, faults };
}

test('in whatever order messages come, the chain ends the same and without a fault', () => {
  const order = fc.integer({ min: 1, max: 30 }).chain((n) =>
    fc.shuffledSubarray(
      Array.from({ length: n }, (_, i) => i),
      { minLength: n },
    ),
  );
  fc.assert(
    fc.property(order, (seqs) => {
      const { chains, faults } = taken(seqs);
      expect(faults).toBe(0);
      expect(chains).toMatchObject([
        { upTo: seqs.length - 1, tail: hashOf(seqs.length - 1), further: [] },
      ]);
    }),
  );
});

test('receipts say exactly what is held', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 30 }), (seqs) => {
      const [receipt] = receiptsOf(taken(seqs).chains, sender);
      const held = new Set(seqs);
      let upTo = -1;
      while (held.has(upTo + 1)) upTo += 1;
      const further = seqs.filter((seq) => seq > upTo).toSorted((a, b) => a - b);
      expect(receipt).toEqual({ sender, session, upTo, further: further.slice(0, 32) });
    }),
  );
});

test('a gap is before a message whose predecessor is missing, and nowhere else', () => {
  const { chains } = taken([0, 1, 3, 4]);
  const gaps = [0, 1, 3, 4].filter((seq) => hasGapBefore(chains, { ...name, seq }));
  expect(gaps).toEqual([3]);
});

test('another message at a place already held, or one that does not follow, is a fault', () => {
  const { chains } = taken([0, 1]);
  expect(takeLink(chains, name, { ...link(1), hash: hashOf(9) }).fault).toBe(true);
  expect(takeLink(chains, name, { ...link(2), prev: hashOf(9) }).fault).toBe(true);
  expect(takeLink(chains, name, link(2)).fault).toBe(false);
});

test('internal notes make no gap in what the reporter said', () => {
  const team = { ...name, audience: 'team' as const };
  const { chains } = takeLink(taken([0]).chains, team, link(5));
  expect(hasGapBefore(chains, { ...name, seq: 1 })).toBe(false);
  expect(receiptsOf(chains, sender)).toHaveLength(1);
});

test('a sender who only ever leaves gaps is not remembered without bound', () => {
  const { chains } = taken(Array.from({ length: MAX_MISSING + 20 }, (_, i) => 2 * i + 1));
  expect(chains[0]?.further.length).toBeLessThanOrEqual(MAX_MISSING);
  let many: readonly HeldChain[] = [];
  for (let i = 0; i < MAX_CHAINS + 5; i += 1) {
    ({ chains: many } = takeLink(many, { ...name, session: SessionId.random() }, link(0)));
  }
  expect(many).toHaveLength(MAX_CHAINS);
});

test('a sender who leaves gaps in every session fills no more than a conversation can keep', () => {
  let chains: readonly HeldChain[] = [];
  for (let one = 0; one < MAX_CHAINS; one += 1) {
    const id = SessionId(one.toString(16).padStart(32, '0'));
    for (let seq = 2; seq < 2 * MAX_MISSING; seq += 2) {
      ({ chains } = takeLink(chains, { ...name, session: id }, link(seq)));
    }
  }
  expect(chains).toHaveLength(MAX_CHAINS);
  expect(JSON.stringify(chains).length).toBeLessThan(MAX_ROW_BYTES / 2);
  expect(chains.at(-1)?.further.length).toBeGreaterThan(MAX_MISSING - 5);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConversationId, MessageId, SessionId } from '../ids.ts';
import { LAMPORT_FURTHEST, LAMPORT_JUMP, RECEIPT_FURTHER } from '../limits.ts';
import {
  advance,
  bodyHash,
  byPlace,
  chainKey,
  faults,
  heard,
  newChain,
  nextHead,
  type Link,
  type Place,
  returnedAt,
} from './chain.ts';
import { BodyHash, NO_PREV, SenderKey } from './names.ts';
import { covers, mergeReceipts, receiptFor, tellsRead } from './receipts.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`chain and receipt properties: seed ${seed}`);

const keyOf = (n: number) => SenderKey.of(new Uint8Array(32).fill(n));
const sessionOf = (n: number) => SessionId.of(new Uint8Array(16).fill(n));
const sender = keyOf(1);
const session = sessionOf(1);

/** A chain of `n` messages as its writer makes it. */
function written(n: number): Link[] {
  let state = newChain(session);
  return Array.from({ length: n }, (_, i) => {
    const head = nextHead(state);
    const body = Uint8Array.of(i, 7);
    state = advance(head, body);
    return { mid: MessageId.random(), seq: head.seq, prev: head.prev, hash: bodyHash(body) };
  });
}
const none = { gaps: [], breaks: [], forks: [] };

describe('a chain', () => {
  test('counts from 0, links each body to the one before and rises in Lamport time', () => {
    const start = newChain(session, 41);
    const one = nextHead(start);
    expect(one).toEqual({ session, seq: 0, prev: NO_PREV, lamport: 42 });
    const body = Uint8Array.of(1, 2, 3);
    expect(nextHead(advance(one, body))).toEqual({
      session,
      seq: 1,
      prev: bodyHash(body),
      lamport: 43,
    });
  });

  test('is without fault when complete, in whatever order it came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.infiniteStream(fc.nat()), (n, order) => {
        const links = written(n);
        const shuffled = links
          .map((link) => ({ link, at: order.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ link }) => link);
        expect(faults(shuffled)).toEqual(none);
        expect(faults([...shuffled, ...shuffled])).toEqual(none);
      }),
      { seed },
    );
  });

  test('forked ten thousand times over is looked through at once', () => {
    const [first, second] = written(2);
    if (first === undefined || second === undefined) throw new Error('no chain');
    const many = (link: Link): Link[] =>
      Array.from({ length: 10_000 }, () => ({ ...link, mid: MessageId.random() }));
    const stray = { ...second, prev: bodyHash(Uint8Array.of(9)) };
    const links = [...many({ ...first, hash: second.hash }), ...many(stray)];
    const start = performance.now();
    const { breaks, forks } = faults(links);
    expect(performance.now() - start).toBeLessThan(500);
    expect(breaks).toHaveLength(10_000);
    expect(forks.map(({ mids }) => mids.length)).toEqual([10_000, 10_000]);
  });

  test('shows exactly the messages that were taken out, and no break beside them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.uniqueArray(fc.nat({ max: 28 })),
        (n, gone) => {
          const last = n - 1;
          const links = written(n).filter(({ seq }) => seq === last || !gone.includes(seq));
          const missing = faults(links).gaps.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, i) => from + i),
          );
          const expected = gone.filter((seq) => seq < last).toSorted((a, b) => a - b);
          expect(missing).toEqual(expected);
          expect(faults(links).breaks).toEqual([]);
        },
      ),
      { seed },
    );
  });

  test('shows a message that was put in the place of another', () => {
    const links = written(4);
    const [, one] = links;
    if (one === undefined) throw new RangeError('four');
    const forged = { ...one, mid: MessageId.random(), hash: BodyHash.of(new Uint8Array(32)) };
    const replaced = links.map((link) => (link === one ? forged : link));
    expect(faults(replaced).breaks).toEqual([links[2]?.mid]);
    expect(faults([...links, forged]).forks).toEqual([{ seq: 1, mids: [one.mid, forged.mid] }]);
    expect(faults([...links, { ...one, hash: forged.hash }]).forks).toEqual([
      { seq: 1, mids: [one.mid] },
    ]);
    expect(faults([{ ...one, seq: 0 }]).breaks).toEqual([one.mid]);
  });

  test('has a name that another conversation, sender, session or audience does not share', () => {
    const base = {
      conversation: ConversationId.random(),
      sender,
      session,
      audience: 'talk' as const,
    };
    const names = [
      base,
      { ...base, conversation: null },
      { ...base, conversation: ConversationId.random() },
      { ...base, sender: keyOf(2) },
      { ...base, session: sessionOf(2) },
      { ...base, audience: 'team' as const },
    ].map(chainKey);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('Lamport time', () => {
  test('never falls and cannot be driven up without end', () => {
    const time = fc.nat({ max: Number.MAX_SAFE_INTEGER - LAMPORT_JUMP });
    fc.assert(
      fc.property(time, fc.nat({ max: Number.MAX_SAFE_INTEGER }), (mine, theirs) => {
        const now = heard(mine, theirs);
        expect(now).toBeGreaterThanOrEqual(mine);
        expect(now).toBeLessThanOrEqual(mine + LAMPORT_JUMP);
        if (theirs <= Math.min(mine + LAMPORT_JUMP, LAMPORT_FURTHEST)) {
          expect(now).toBeGreaterThanOrEqual(theirs);
        }
        expect(now).toBeLessThanOrEqual(Math.max(mine, LAMPORT_FURTHEST));
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('of who comes back by code is above all that was said before, and nobody is left behind by it', () => {
    const now = Date.UTC(2040, 5);
    const back = returnedAt(now);
    expect(back).toBeGreaterThan(returnedAt(now - 60_000) + 99);
    expect(heard(0, back + 1)).toBe(back + 1);
    expect(returnedAt(0)).toBe(0);
  });

  test('orders the same messages the same way everywhere', () => {
    const place: fc.Arbitrary<Place> = fc.record({
      lamport: fc.nat({ max: 3 }),
      sender: fc.constantFrom(keyOf(1), keyOf(2)),
      session: fc.constantFrom(sessionOf(1), sessionOf(2)),
      seq: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const here = places.toSorted(byPlace);
        expect(places.toReversed().toSorted(byPlace)).toEqual(here);
        for (const [i, a] of here.entries()) {
          for (const b of here.slice(i)) expect(byPlace(a, b)).toBeLessThanOrEqual(0);
        }
      }),
      { seed },
    );
  });
});

describe('a receipt', () => {
  const seqs = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 50 });
  const of = (list: readonly number[]) => receiptFor({ sender, session }, list);

  test('covers what arrived and nothing else, up to 32 beyond a gap', () => {
    fc.assert(
      fc.property(seqs, (arrived) => {
        const receipt = of(arrived);
        expect(receipt.further.length).toBeLessThanOrEqual(RECEIPT_FURTHER);
        for (let seq = 0; seq <= 60; seq += 1) {
          const said = covers(receipt, { sender, session, seq });
          if (said) expect(arrived).toContain(seq);
          else if (receipt.further.length < RECEIPT_FURTHER) expect(arrived).not.toContain(seq);
        }
        expect(covers(receipt, { sender: keyOf(2), session, seq: 0 })).toBe(false);
        expect(covers(receipt, { sender, session: sessionOf(2), seq: 0 })).toBe(false);
      }),
      { seed },
    );
  });

  test('merged with another says what either said, in both orders', () => {
    const few = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 30 });
    fc.assert(
      fc.property(few, few, (a, b) => {
        const both = of([...a, ...b]);
        expect(mergeReceipts(of(a), of(b))).toEqual(both);
        expect(mergeReceipts(of(b), of(a))).toEqual(both);
      }),
      { seed },
    );
  });

  test('tells what was read only of what arrived, and never takes it back', () => {
    const receipt = { ...receiptFor({ sender, session }, [0, 1, 2, 5]), read: 4 };
    const at = (seq: number) => tellsRead(receipt, { sender, session, seq });
    expect([0, 2, 3, 4, 5].map(at)).toEqual([true, true, false, false, false]);
    const later = receiptFor({ sender, session }, [0, 1]);
    expect(mergeReceipts(later, receipt).read).toBe(4);
    expect(mergeReceipts(receipt, later).read).toBe(4);
    expect(mergeReceipts(later, later)).not.toHaveProperty('read');
  });
});

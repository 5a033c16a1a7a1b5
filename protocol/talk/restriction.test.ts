import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal } from '../crypto/envelope.ts';
import { newBoxKeys } from '../crypto/keys.ts';
import { ConversationId, DeviceId, MessageId, SessionId, TeamId } from '../ids.ts';
import { MAX_CARD_CT_BYTES, MAX_CARDS_KEPT, MAX_DEVICES } from '../limits.ts';
import { writeBody } from './body.ts';
import { NO_PREV } from './names.ts';
import { allowedBy, standingCard, withCard, type Card } from './restriction.ts';

const device = (name: string): DeviceId => DeviceId(name.repeat(32).slice(0, 32));
const [K, L, H, W, X] = ['a', 'b', 'c', 'd', 'e'].map(device) as [
  DeviceId,
  DeviceId,
  DeviceId,
  DeviceId,
  DeviceId,
];
const COORDINATORS: readonly DeviceId[] = [K, L];

const card = (by: DeviceId, counter: number, more: Partial<Card> = {}): Card => ({
  by,
  coordinates: COORDINATORS.includes(by),
  mid: MessageId.random(),
  counter,
  allowed: [H, W],
  holder: H,
  ...more,
});
const after = (...cards: readonly Card[]): readonly Card[] => cards.reduce(withCard<Card>, []);

const anyCard: fc.Arbitrary<Card> = fc.record({
  by: fc.constantFrom(K, L, H, W, X),
  coordinates: fc.boolean(),
  mid: fc.nat({ max: 5 }).map((n) => MessageId(String(n).repeat(32))),
  counter: fc.integer({ min: 1, max: 4 }),
  allowed: fc.option(fc.constantFrom([H], [H, W], [H, W, X])),
  holder: fc.constantFrom(H, W),
});

describe('the card that stands', () => {
  test('is the same for tab and devices in whatever order the same cards came, however often', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(anyCard, {
            maxLength: 8,
            selector: ({ by, coordinates, mid }) => `${by}${coordinates}${mid}`,
          })
          .chain((cards) =>
            fc.tuple(
              fc.constant(cards),
              fc.shuffledSubarray([...cards, ...cards], { minLength: cards.length * 2 }),
            ),
          ),
        ([cards, shuffled]) => {
          expect(standingCard(after(...shuffled))).toEqual(standingCard(after(...cards)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is what a return by code finds at the relay, which has the last card of each device alone', () => {
    const rising = fc.array(
      fc.record({ by: fc.constantFrom(K, L, H), holder: fc.constantFrom(H, W) }),
    );
    fc.assert(
      fc.property(rising, (written) => {
        const all = written.map(({ by, holder }, n) => card(by, n + 1, { holder }));
        const atRelay = [...new Map(all.map((one) => [one.by, one])).values()];
        expect(standingCard(after(...atRelay))).toEqual(standingCard(after(...all)));
      }),
      { numRuns: 500 },
    );
  });

  test('is nobody’s who does not coordinate, until a coordinator’s card names them as its holder', () => {
    expect(standingCard(after(card(H, 9), card(X, 9)))).toBeNull();
    const named = card(K, 1, { holder: H });
    const theirs = card(H, 2, { allowed: [H] });
    expect(standingCard(after(named, theirs, card(X, 9)))).toEqual(theirs);
  });

  test('is not moved by an old counter, nor by a holder who names another or is no longer named', () => {
    const first = card(K, 3, { holder: H });
    for (const weak of [card(K, 2), card(L, 2), card(H, 3), card(H, 4, { holder: W })]) {
      expect(standingCard(after(first, weak))).toEqual(first);
    }
    const later = card(K, 4, { holder: W });
    expect(standingCard(after(first, card(H, 99), later))).toEqual(later);
  });

  test('outlives a coordinator’s role: what they write afterwards takes nothing of it away', () => {
    const written = card(K, 3);
    expect(standingCard(after(written, card(K, 9, { coordinates: false, allowed: null })))).toEqual(
      written,
    );
  });

  test('lifts the restriction when it names nobody', () => {
    expect(allowedBy([])).toBeNull();
    expect(allowedBy(after(card(K, 1)))).toEqual([H, W]);
    expect(allowedBy(after(card(K, 1), card(L, 2, { allowed: null })))).toBeNull();
  });

  test('is not pushed out by any number of cards that count for nothing', () => {
    const standing = card(K, 1);
    const many = Array.from({ length: MAX_CARDS_KEPT + 5 }, (_, n) =>
      card(DeviceId(n.toString(16).padStart(32, '0')), 99),
    );
    const kept = after(standing, ...many);
    expect(kept).toHaveLength(MAX_CARDS_KEPT);
    expect(standingCard(kept)).toEqual(standing);
  });
});

test('the card that names every device of the largest team fits beside the queue, sealed to the mailbox and all others', () => {
  const others = Array.from({ length: MAX_DEVICES - 1 }, () => DeviceId.random());
  const body = writeBody({
    type: 'restriction',
    conversation: ConversationId.random(),
    from: 'device',
    audience: 'talk',
    mid: MessageId.random(),
    session: SessionId.random(),
    seq: Number.MAX_SAFE_INTEGER,
    prev: NO_PREV,
    lamport: Number.MAX_SAFE_INTEGER,
    at: Number.MAX_SAFE_INTEGER,
    docSeq: Number.MAX_SAFE_INTEGER,
    resumes: MessageId.random(),
    counter: Number.MAX_SAFE_INTEGER,
    holder: K,
    allowed: [K, ...others],
  });
  const to = () => ({ spk: newBoxKeys().publicKey, ik: newBoxKeys().publicKey });
  const recipients = Array.from({ length: MAX_DEVICES }, to);
  const { ct } = seal({ team: TeamId.random(), sender: newBoxKeys(), recipients, body });
  expect(ct.length).toBeLessThanOrEqual(MAX_CARD_CT_BYTES);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newBoxKeys } from '../crypto/keys.ts';
import { ProtocolError } from '../errors.ts';
import { ConversationId, DeviceId, MessageId, SessionId } from '../ids.ts';
import { HEARTBEAT_LIFE_MS, LAMPORT_JUMP, RECEIPT_FURTHER } from '../limits.ts';
import { roles, type Role } from '../team/device-entry.ts';
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
} from './chain.ts';
import {
  hear,
  isLive,
  newHeartbeat,
  readEphemeral,
  writeEphemeral,
  type Ephemeral,
} from './ephemeral.ts';
import { writeBody, readBody } from './body.ts';
import { BodyHash, conversationOf, NO_PREV, SenderKey } from './names.ts';
import { covers, mergeReceipts, receiptFor } from './receipts.ts';
import { authorOf, mayWrite, type Author, type KnownDevice } from './rights.ts';
import { chainedTypes, reservedTypes, teamTypes, type TalkType } from './types.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`talk properties: seed ${seed}`);

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
  test('never falls and cannot be driven up by more than 10,000 at once', () => {
    const time = fc.nat({ max: Number.MAX_SAFE_INTEGER - LAMPORT_JUMP });
    fc.assert(
      fc.property(time, fc.nat({ max: Number.MAX_SAFE_INTEGER }), (mine, theirs) => {
        const now = heard(mine, theirs);
        expect(now).toBeGreaterThanOrEqual(mine);
        expect(now).toBeLessThanOrEqual(mine + LAMPORT_JUMP);
        if (theirs <= mine + LAMPORT_JUMP) expect(now).toBeGreaterThanOrEqual(theirs);
      }),
      { seed, numRuns: 1000 },
    );
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
});

describe('an ephemeral', () => {
  const conversation = ConversationId.random();
  const eph = new Uint8Array(32).fill(5);
  const alive = (ctr: number, more: Partial<Ephemeral & { type: 'alive' }> = {}): Ephemeral => ({
    type: 'alive',
    conversation,
    session,
    ctr,
    from: 'reporter',
    eph,
    ...more,
  });
  const start = newHeartbeat(session, eph);

  test('comes back as written and fits the 1 KiB bucket', () => {
    const all: readonly Ephemeral[] = [
      alive(1),
      { type: 'alive', conversation, session, ctr: 2, from: 'device' },
      { type: 'typing', conversation, session, ctr: 3, from: 'device' },
      {
        type: 'receipt',
        conversation,
        session,
        ctr: 4,
        from: 'device',
        receipts: [{ sender, session, upTo: 8, further: [10, 12] }],
      },
    ];
    for (const each of all) expect(readEphemeral(writeEphemeral(each))).toEqual(each);
    const chain = { sender, session, upTo: 1, further: [] };
    const many = {
      ...alive(5),
      type: 'receipt' as const,
      receipts: Array.from({ length: 8 }, () => chain),
    };
    expect(() => writeEphemeral(many)).toThrow('too-large');
  });

  test('is no queued body, and a queued body is no ephemeral', () => {
    expect(() => readBody(writeEphemeral({ ...alive(1), type: 'receipt', receipts: [] }))).toThrow(
      'bad-body',
    );
    expect(readBody(writeEphemeral(alive(1)))).toEqual({ type: 'unknown', name: 'alive' });
    const queued = writeBody({
      type: 'receipt',
      conversation,
      session,
      at: 1,
      from: 'device',
      docSeq: 1,
      receipts: [],
    });
    expect(() => readEphemeral(queued)).toThrow('bad-body');
  });

  test('keeps a reporter live for 45 seconds of our own clock', () => {
    const now = hear(start, alive(1), 1000);
    if (now === null) throw new TypeError('refused');
    expect(isLive(start, 1000)).toBe(false);
    expect(isLive(now, 1000 + HEARTBEAT_LIFE_MS - 1)).toBe(true);
    expect(isLive(now, 1000 + HEARTBEAT_LIFE_MS)).toBe(false);
    expect(isLive(now, 999)).toBe(false);
  });

  test('is refused when repeated, of another session or with another reply key', () => {
    const now = hear(start, alive(7), 0);
    if (now === null) throw new TypeError('refused');
    expect(hear(now, alive(7), 1)).toBeNull();
    expect(hear(now, alive(6), 1)).toBeNull();
    expect(hear(now, alive(8, { session: sessionOf(2) }), 1)).toBeNull();
    expect(hear(now, alive(8, { eph: new Uint8Array(32) }), 1)).toBeNull();
    expect(hear(newHeartbeat(session, null), alive(1), 1)).toBeNull();
    const typing = { type: 'typing', conversation, session, ctr: 9, from: 'reporter' } as const;
    expect(hear(now, typing, 9)).toEqual({ ...now, ctr: 9 });
  });
});

const OPERATOR_TEAM =
  'alias annotation attachment case claim deletion digest handover note snapshot submission told';
const COORDINATOR_TEAM = 'alias deletion digest root-seed snapshot submission told';

describe('rights', () => {
  const reporterKey = SenderKey.of(newBoxKeys().publicKey);
  const deviceKey = SenderKey.of(newBoxKeys().publicKey);
  const known = (granted: readonly Role[], revoked = false): KnownDevice => ({
    id: DeviceId.random(),
    roles: granted,
    revoked,
  });
  const devices = new Map([[deviceKey, known(['operator'])]]);
  const own = conversationOf(reporterKey);

  test('a reporter is who is in no document, and speaks in its own conversation only', () => {
    const says = { from: 'reporter', conversation: own } as const;
    expect(authorOf(reporterKey, says, devices)).toEqual({ kind: 'reporter', conversation: own });
    const refused = new ProtocolError('not-allowed', 'from');
    const other = { from: 'reporter', conversation: ConversationId.random() } as const;
    expect(() => authorOf(reporterKey, other, devices)).toThrow(refused);
    const posing = { from: 'reporter', conversation: conversationOf(deviceKey) } as const;
    expect(() => authorOf(deviceKey, posing, devices)).toThrow(refused);
  });

  test('a device is one of a document, revoked or not; any other is a stranger', () => {
    const says = { from: 'device', conversation: own } as const;
    expect(authorOf(deviceKey, says, devices)).toMatchObject({ kind: 'device' });
    expect(authorOf(reporterKey, says, devices)).toEqual({ kind: 'stranger' });
  });

  const all: readonly TalkType[] = [
    ...chainedTypes,
    ...teamTypes,
    ...reservedTypes,
    'receipt',
    'typing',
    'alive',
  ];
  const allowed = (author: Author, audience: 'talk' | 'team') =>
    all.filter((type) => mayWrite(author, { type, audience })).toSorted();
  const as = (...granted: Role[]): Author => ({ kind: 'device', device: known(granted) });
  const reporter: Author = { kind: 'reporter', conversation: own };

  test('who may write what is exactly this', () => {
    expect({
      reporter: allowed(reporter, 'talk'),
      operator: [allowed(as('operator'), 'talk'), allowed(as('operator'), 'team')],
      coordinator: [allowed(as('coordinator'), 'talk'), allowed(as('coordinator'), 'team')],
      manager: [allowed(as('manager'), 'talk'), allowed(as('manager'), 'team')],
    }).toEqual({
      reporter: [
        'alive',
        'attachment',
        'contact',
        'erase',
        'rating',
        'receipt',
        'resume',
        'text',
        'typing',
      ],
      operator: [
        'alive attachment history receipt text typing'.split(' '),
        OPERATOR_TEAM.split(' '),
      ],
      coordinator: [['restriction'], COORDINATOR_TEAM.split(' ')],
      manager: [[], ['question', 'release']],
    });
  });

  test('a reporter writes nothing to the team, and a stranger nothing at all', () => {
    expect(allowed(reporter, 'team')).toEqual([]);
    expect(allowed({ kind: 'stranger' }, 'talk')).toEqual([]);
    expect(allowed({ kind: 'stranger' }, 'team')).toEqual([]);
  });

  test('roles add up, and a holder may restrict', () => {
    const both = allowed(as('operator', 'manager'), 'team');
    expect(both).toContain('note');
    expect(both).toContain('release');
    const restriction = { type: 'restriction', audience: 'talk' } as const;
    expect(mayWrite(as('operator'), restriction)).toBe(false);
    expect(mayWrite(as('operator'), restriction, true)).toBe(true);
    expect(mayWrite(reporter, restriction, true)).toBe(false);
    expect(roles.length).toBe(3);
  });
});

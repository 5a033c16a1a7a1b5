import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConversationId, DeviceId, MessageId, RowId, SessionId } from '../../../../protocol/ids.ts';
import { MAX_HEARD } from '../../../../protocol/talk/bounds.ts';
import { OUTCOMES, TAG_LIMIT, TAGS_LIMIT, WORK_STATUSES } from '../../../contract/work.ts';
import { workStatuses } from '../../../../protocol/talk/holding.ts';
import { MAX_TAG, MAX_TAGS } from '../../../../protocol/limits.ts';
import { FREE_TERMS, MAX_AHEAD, MAX_TERMS, MAX_UNHELD, TERM_LEAP } from '../limits.ts';
import { changing } from './take-over.ts';
import {
  cameBack,
  groundOf,
  isProposal,
  mergeWork,
  nextTerm,
  NO_WORK,
  proposalOf,
  proposalsIn,
  standingClaim,
  standingState,
  withClaim,
  withDealt,
  withState,
  withWritten,
  type Claim,
  type State,
  type Work,
} from './work.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`work properties: seed ${seed}`);

const numbered = <T>(kind: (raw: unknown) => T, n: number): T =>
  kind(n.toString(16).padStart(32, '0'));
const [A, B, C] = [1, 2, 3].map((n) => numbered(DeviceId, n)) as [DeviceId, DeviceId, DeviceId];
let made = 0;
const nextId = (): number => (made += 1);

const claimOf = (term: number, by: DeviceId, more: Partial<Claim> = {}): Claim => ({
  term,
  by,
  mid: numbered(MessageId, nextId()),
  holder: by,
  alias: '',
  soon: false,
  ...more,
});

const stateOf = (term: number, by: DeviceId, more: Partial<State> = {}): State => ({
  term,
  revision: 1,
  by,
  mid: numbered(MessageId, nextId()),
  row: numbered(RowId, nextId()),
  after: null,
  status: 'open',
  outcome: null,
  snooze: null,
  followUp: null,
  tags: [],
  heard: [],
  settled: false,
  ...more,
});

type Event = { readonly claim: Claim } | { readonly state: State };

const take = (work: Work, event: Event): Work =>
  'claim' in event ? withClaim(work, event.claim) : withState(work, event.state);

const who = fc.constantFrom(A, B, C);
const term = fc.integer({ min: 1, max: MAX_TERMS });
/** Three devices that claim, hand over, give free and write, with and without a right to. */
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ term, who, holder: fc.option(who), mid: fc.nat(9) }).map((one) => ({
    claim: claimOf(one.term, one.who, {
      holder: one.holder,
      mid: numbered(MessageId, one.mid * 4 + [null, A, B, C].indexOf(one.holder)),
    }),
  })),
  fc.record({ term, who, revision: fc.integer({ min: 1, max: 4 }), mid: fc.nat(9) }).map((one) => ({
    state: stateOf(one.term, one.who, {
      revision: one.revision,
      mid: numbered(MessageId, one.mid),
      row: numbered(RowId, one.mid),
    }),
  })),
);

test('whatever order claims and states come in, and however often: all say the same of who holds and what stands', () => {
  const history = fc.array(event, { maxLength: 40 });
  const orders = history.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events.slice(0, 9)], {
        minLength: events.length + Math.min(9, events.length),
      }),
    ),
  );
  fc.assert(
    fc.property(orders, ([events, shuffled]) => {
      const here = events.reduce(take, NO_WORK);
      const there = shuffled.reduce(take, NO_WORK);
      expect(standingClaim(there)).toEqual(standingClaim(here));
      expect(standingState(there)).toEqual(standingState(here));
    }),
    { seed, numRuns: 500 },
  );
});

test('two that heard different halves agree once each has heard the other', () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(event), (ones, others) => {
      const one = ones.reduce(take, NO_WORK);
      const other = others.reduce(take, NO_WORK);
      const [both, same] = [mergeWork(one, other), mergeWork(other, one)];
      expect(standingClaim(both)).toEqual(standingClaim(same));
      expect(standingState(both)).toEqual(standingState(same));
      expect(mergeWork(both, other)).toEqual(both);
    }),
    { seed, numRuns: 300 },
  );
});

test('the higher term wins, at equal term the lower device', () => {
  const both = [claimOf(1, B), claimOf(1, A)].reduce(withClaim, NO_WORK);
  expect(standingClaim(both)?.by).toBe(A);
  expect(standingClaim(withClaim(both, claimOf(2, C)))?.by).toBe(C);
  expect(standingClaim(withClaim(withClaim(both, claimOf(2, C)), claimOf(1, A)))?.by).toBe(C);
});

test('who does not hold it writes a proposal, and so does who held it before and did not know', () => {
  const mine = stateOf(1, A, { tags: ['a'] });
  const held = withState(withClaim(NO_WORK, claimOf(1, A)), mine);
  const foreign = stateOf(1, B, { revision: 7 });
  expect(standingState(withState(held, foreign))).toEqual(mine);
  expect(isProposal(withState(held, foreign), foreign)).toBe(true);

  const taken = stateOf(2, B, { after: { term: 1, revision: 1 } });
  const over = withState(withClaim(held, claimOf(2, B)), taken);
  const late = stateOf(1, A, { revision: 2 });
  expect(standingState(withState(over, late))).toEqual(taken);
  expect(isProposal(withState(over, late), late)).toBe(true);
  expect(isProposal(over, mine)).toBe(false);
});

test('a colleague to whom it was handed may write, and whoever handed it over no longer', () => {
  const passed = [claimOf(1, A), claimOf(2, A, { holder: B })].reduce(withClaim, NO_WORK);
  const theirs = stateOf(2, B);
  expect(standingState(withState(passed, theirs))).toEqual(theirs);
  expect(standingState(withState(passed, stateOf(2, A)))).toBeNull();
});

test('at equal term whoever takes it wins over whoever gives it away, whatever device wrote', () => {
  const give = claimOf(2, A, { holder: null });
  const begun = withClaim(NO_WORK, claimOf(1, A));
  for (const both of [
    [claimOf(2, C), give],
    [give, claimOf(2, C)],
  ]) {
    expect(standingClaim(both.reduce(withClaim, begun))).toMatchObject({ by: C, holder: C });
  }
});

test('nobody gives away what somebody they do not know of has taken', () => {
  // A arranges a free conversation and lets go of it; C takes it at the same moment, with B's word of long ago below.
  const arranged = [claimOf(1, B), claimOf(2, C), claimOf(3, A, { holder: null })];
  const work = arranged.reduce(withClaim, NO_WORK);
  expect(standingClaim(work)).toMatchObject({ term: 2, holder: C });
  expect(nextTerm(work)).toBe(4);
  const theirs = stateOf(3, B);
  const given = withClaim(withClaim(NO_WORK, claimOf(2, C)), claimOf(3, A, { holder: B }));
  expect(standingState(withState(given, theirs))).toBeNull();
  expect(proposalOf(withState(given, theirs))).toBe(theirs.row);
  expect(standingClaim(withClaim(work, claimOf(4, B)))).toMatchObject({ holder: B });
});

test('what a giving claim counts by is everything down to who took it', () => {
  const chain = [
    claimOf(1, C),
    claimOf(2, A),
    claimOf(3, A, { holder: B }),
    claimOf(4, B, { holder: C }),
  ];
  expect(groundOf(chain.reduce(withClaim, NO_WORK))).toEqual(chain.slice(1));
});

test('a device that claims the highest terms there are cannot use them up, nor push out who holds it', () => {
  const held = withClaim(NO_WORK, claimOf(1, B));
  const most = withClaim(held, claimOf(Number.MAX_SAFE_INTEGER, A));
  expect([standingClaim(most)?.by, nextTerm(most)]).toEqual([B, 2]);
  const far = withClaim(held, claimOf(FREE_TERMS, A));
  expect(standingClaim(far)?.by).toBe(A);
  const further = withClaim(far, claimOf(FREE_TERMS + TERM_LEAP + 1, A));
  expect(nextTerm(further)).toBe(FREE_TERMS + 1);
  expect(standingClaim(withClaim(far, claimOf(nextTerm(far), C)))?.by).toBe(C);
  // States of terms that nobody claimed take no place from claims.
  const states = Array.from({ length: MAX_TERMS + 2 }, (_, n) => stateOf(100 + n, A));
  expect(standingClaim(states.reduce(withState, held))?.by).toBe(B);
});

const farTerm = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1, TERM_LEAP / 2))
  .map(([leaps, more]) => FREE_TERMS + leaps * TERM_LEAP + more);
const farClaim = fc
  .record({ term: fc.oneof(term, farTerm), who, holder: fc.option(who), mid: fc.nat(9) })
  .map((one) =>
    claimOf(one.term, one.who, {
      holder: one.holder,
      // One message says one thing.
      mid: numbered(MessageId, one.mid * 4 + [null, A, B, C].indexOf(one.holder)),
    }),
  );

test('how far ahead somebody claims is judged by all that is here, whatever came first', () => {
  // No more of them than are kept ahead of time.
  const orders = fc
    .array(farClaim, { maxLength: MAX_AHEAD })
    .chain((claims) =>
      fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
    );
  fc.assert(
    fc.property(orders, ([claims, shuffled]) => {
      const here = claims.reduce(withClaim, NO_WORK);
      const there = shuffled.reduce(withClaim, NO_WORK);
      expect(there).toEqual(here);
      expect(mergeWork(NO_WORK, here)).toEqual(here);
    }),
    { seed, numRuns: 500 },
  );
});

test('a claim that is too far ahead waits for one in between, and the nearest are kept', () => {
  const far = FREE_TERMS + TERM_LEAP + 1;
  const waits = withClaim(withClaim(NO_WORK, claimOf(1, B)), claimOf(far, A));
  expect(standingClaim(waits)?.by).toBe(B);
  const nearer = withClaim(waits, claimOf(FREE_TERMS, C));
  expect(standingClaim(nearer)?.by).toBe(C);
  expect(standingClaim(withClaim(nearer, claimOf(FREE_TERMS + 1, C)))?.by).toBe(A);
  const many = Array.from({ length: MAX_AHEAD + 3 }, (_, n) => claimOf(far + 20 - n, A));
  const kept = many.reduce(withClaim, NO_WORK).ahead;
  expect(kept.map((one) => one.term)).toEqual(
    Array.from({ length: MAX_AHEAD }, (_, n) => far + 20 - (MAX_AHEAD + 2) + n),
  );
});

test('what stood before the terms that are remembered can be added to by its writer, and does not vanish', () => {
  const begun = withState(withClaim(NO_WORK, claimOf(2, A)), stateOf(2, A));
  const terms = Array.from({ length: MAX_TERMS }, (_, n) => 3 + n);
  const old = terms.map((n) => claimOf(n, B)).reduce(withClaim, begun);
  const more = withState(old, stateOf(2, A, { revision: 2, tags: ['mehr'] }));
  expect(standingState(more)).toMatchObject({ term: 2, tags: ['mehr'] });
  expect(standingState(withState(more, stateOf(2, A)))).toMatchObject({ tags: ['mehr'] });
  expect(standingState(mergeWork(more, old))).toMatchObject({ tags: ['mehr'] });
});

test('what is proposed is the same in whatever order claims and states come, and stays until it is dealt with', () => {
  const history = fc.array(event, { maxLength: 20 });
  const orders = history.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
  );
  fc.assert(
    fc.property(orders, ([events, shuffled]) => {
      const here = events.reduce(take, NO_WORK);
      const unheld = here.states.filter((one) => isProposal(here, one)).length;
      fc.pre(unheld < MAX_UNHELD);
      expect(proposalOf(shuffled.reduce(take, NO_WORK))).toBe(proposalOf(here));
      expect(proposalOf(withDealt(here, proposalsIn(here)))).toBeNull();
    }),
    { seed, numRuns: 300 },
  );
});

test('only the newest terms are remembered, and what stood before stands', () => {
  const last = MAX_TERMS + 5;
  const terms = Array.from({ length: last }, (_, n) => n + 1);
  const stood = stateOf(2, A, { tags: ['bleibt'] });
  const begun = withState(withClaim(NO_WORK, claimOf(2, A)), stood);
  const work = terms.map((n) => claimOf(n, A)).reduce(withClaim, begun);
  expect(work.claims.map((one) => one.term)).toEqual(terms.slice(-MAX_TERMS));
  expect(standingState(work)).toMatchObject({ tags: ['bleibt'], term: 2 });
});

test('a state is over when something is written that it had not heard', () => {
  const [one, two] = [SessionId.random(), SessionId.random()];
  const state = stateOf(1, A, { heard: [{ session: one, seq: 3 }] });
  const wrote = (session: SessionId, seq: number): Work => withWritten(NO_WORK, { session, seq });
  expect(cameBack(wrote(one, 3), state)).toBe(false);
  expect(cameBack(wrote(one, 4), state)).toBe(true);
  expect(cameBack(wrote(two, 0), state)).toBe(true);
  const many = Array.from({ length: MAX_HEARD + 3 }, () => SessionId.random());
  const heard = many.map((session) => ({ session, seq: 0 })).reduce(withWritten, NO_WORK);
  expect(heard.wrote.map(({ session }) => session)).toEqual(many.slice(-MAX_HEARD));
});

test('the contract has the bounds and words of the law', () => {
  expect([TAG_LIMIT, TAGS_LIMIT, WORK_STATUSES]).toEqual([MAX_TAG, MAX_TAGS, workStatuses]);
  for (const code of OUTCOMES) expect(code).toMatch(/^[a-z][a-z-]{0,23}$/);
});

test('of writes by devices that hold nothing only the newest are kept, and what stands always is', () => {
  const held = withState(withClaim(NO_WORK, claimOf(1, A)), stateOf(1, A));
  const writers = Array.from({ length: MAX_UNHELD + 3 }, (_, n) => numbered(DeviceId, 10 + n));
  const work = writers.reduce<Work>(
    (now, by, n) => withState(now, stateOf(1, by, { revision: n + 2 })),
    held,
  );
  expect(standingState(work)?.by).toBe(A);
  const others = work.states.filter(({ by }) => by !== A).map(({ by }) => by);
  expect(others).toEqual(writers.slice(3));
});

test('one device that writes without holding anything pushes no other’s proposal out', () => {
  const held = withState(withClaim(NO_WORK, claimOf(1, A)), stateOf(1, A));
  const theirs = stateOf(1, B, { revision: 2 });
  const loud = Array.from({ length: 2 * MAX_UNHELD }, (_, n) => stateOf(2 + n, C));
  const work = loud.reduce(withState, withState(held, theirs));
  expect(work.states).toContainEqual(theirs);
  expect(work.states.filter(({ by }) => by === C)).toHaveLength(MAX_UNHELD - 1);
});

test('who holds a conversation writes under the term it holds it by, whatever stands above and does not count', () => {
  const taken = [claimOf(2, C), claimOf(3, A, { holder: null })].reduce(withClaim, NO_WORK);
  const id = ConversationId.random();
  const written = changing({ id, work: taken }, { status: 'closed' }, C);
  expect(written.term).toBe(2);
  expect(standingState(withState(taken, stateOf(written.term, C)))?.by).toBe(C);
});

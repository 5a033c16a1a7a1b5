/** Figures against a recount that is as plain as can be, on histories nobody would think of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConversationId, DeviceId, MessageId, RowId, SessionId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { readHours } from '../../../../protocol/team/hours.ts';
import {
  ANSWERS_NEEDED,
  PEOPLE_NEEDED,
  STARS_NEEDED,
  type Load,
  type OwnFigures,
  type TeamFigures,
  type Waits,
} from '../../../contract/figures.ts';
import { Calendar, type Stretch } from './calendar.ts';
import { tallyOf, type Line } from './tally.ts';
import { beginOf, fold } from './fold.ts';
import type { Counted } from './load.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`figures: seed ${seed}`);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 4, 12);
const numbered = <T>(kind: (raw: unknown) => T, n: number): T =>
  kind(n.toString(16).padStart(32, '0'));
const [A, B] = [1, 2].map((n) => numbered(DeviceId, n)) as [DeviceId, DeviceId];
const devices = [A, B, ...[3, 4, 5, 6].map((n) => numbered(DeviceId, n))];
const REPORTER = SenderKey('7'.repeat(64));

interface Event {
  /** Minutes before now. */
  readonly ago: number;
  readonly by: DeviceId;
  readonly did: 'asked' | 'answered' | 'worked' | 'ended' | 'rated' | 'took' | 'left';
  readonly stars: number;
  readonly comment: boolean;
}

interface Talk {
  readonly events: readonly Event[];
  readonly hateful: boolean;
}

const event: fc.Arbitrary<Event> = fc.record({
  // Round times meet: pauses that are just long enough, and what is given and taken in one moment.
  ago: fc.oneof(
    fc.nat(60).map((n) => n * 5),
    fc.nat(600),
    fc.nat(40 * 24 * 60),
  ),
  by: fc.constantFrom(...devices),
  did: fc.constantFrom(
    'asked',
    'asked',
    'answered',
    'answered',
    'worked',
    'ended',
    'rated',
    'took',
    'left',
  ),
  stars: fc.integer({ min: 1, max: 5 }),
  comment: fc.boolean(),
});
const talk: fc.Arbitrary<Talk> = fc.record({
  events: fc
    .array(event, { maxLength: 60, size: 'max' })
    .map((all) => all.toSorted((a, b) => b.ago - a.ago)),
  hateful: fc.boolean(),
});
const history = fc.array(talk, { maxLength: 6 });

const at = ({ ago }: Event): number => NOW - ago * MINUTE;
const byTeam = ({ did }: Event): boolean => did !== 'asked' && did !== 'rated';

/** The n-th thing that happened, as the inbox keeps it. */
function lineFrom(one: Event, n: number): Line {
  const { by, did, stars, comment } = one;
  const isClaim = did === 'took' || did === 'left';
  const head = { session: numbered(SessionId, 1), seq: n, lamport: n + 1 };
  return {
    at: at(one),
    place: { sender: REPORTER, ...head },
    row: numbered(RowId, n + 1),
    by: byTeam(one) ? by : null,
    did: isClaim ? 'worked' : did,
    rating: did === 'rated' ? { stars, comment } : null,
    claim: isClaim
      ? {
          ...head,
          type: 'claim',
          mid: numbered(MessageId, n + 1),
          prev: null as never,
          at: at(one),
          docSeq: 1,
          from: 'device',
          audience: 'team',
          conversation: numbered(ConversationId, 9),
          object: numbered(RowId, 9),
          term: n + 1,
          ...(did === 'left' ? { holder: 'none' as const } : {}),
        }
      : null,
  };
}

const hours = readHours([
  { key: 'hours.zone', lang: '', value: 'Europe/Berlin' },
  { key: 'hours.week', lang: '', value: '0900-1700;0900-1700;0900-1700;0900-1700;0900-1700;;' },
]);
const calendar = new Calendar('Europe/Berlin', hours);

async function counted(talks: readonly Talk[], whose: 'own' | 'team') {
  const asked = { weeks: 4, calendar, now: NOW } as const;
  const all: readonly Counted[] = talks.map(({ events, hateful }) => ({
    // Shuffled: what counts is the place in line.
    tally: tallyOf(events.map(lineFrom).toReversed(), beginOf(asked)),
    hateful,
  }));
  const breathe = async (): Promise<void> => undefined;
  return (await fold(all, { ...asked, whose, own: A, breathe })).figures;
}
const own = async (talks: readonly Talk[]) => (await counted(talks, 'own')) as OwnFigures;
const team = async (talks: readonly Talk[]) => (await counted(talks, 'team')) as TeamFigures;

// The plain recount.

const within = (moment: number, { from, to }: Stretch): boolean => from <= moment && moment < to;

function waitsOf(talks: readonly Talk[], period: Stretch, by: DeviceId | null) {
  return talks.flatMap(({ events }) =>
    events.flatMap((answer, n) => {
      if (answer.did !== 'answered' || !within(at(answer), period)) return [];
      if (by !== null && answer.by !== by) return [];
      const before = events.slice(0, n);
      const since = before.findLastIndex(({ did }) => did === 'answered' || did === 'ended') + 1;
      const asked = before.slice(since).find(({ did }) => did === 'asked');
      if (asked === undefined) return [];
      const first = !before.some(({ did }) => did === 'answered');
      return [{ first, from: at(asked), to: at(answer) }];
    }),
  );
}

function percentile(waits: readonly number[], percent: number, needed: number): number | null {
  if (waits.length < needed) return null;
  const enough = (limit: number): boolean =>
    waits.filter((wait) => wait <= limit).length * 100 >= percent * waits.length;
  return Math.min(...waits.filter(enough));
}

const plainly = (waits: readonly number[]): Waits => ({
  count: waits.length,
  p50: percentile(waits, 50, ANSWERS_NEEDED.p50),
  p90: percentile(waits, 90, ANSWERS_NEEDED.p90),
  p95: percentile(waits, 95, ANSWERS_NEEDED.p95),
});

function loadOf(talks: readonly Talk[], { from, to }: Stretch, by: DeviceId): Load {
  const period = { from, to };
  const mine = talks.map(({ events, hateful }) => ({
    events,
    hateful,
    wrote: events.filter((one) => byTeam(one) && one.by === by),
  }));
  const moments = mine
    .flatMap(({ wrote }) => wrote.map(at))
    .filter((moment) => moment >= calendarBegin())
    .toSorted((a, b) => a - b);
  const minutes = new Set<number>();
  const begins: number[] = [];
  for (const [n, moment] of moments.entries()) {
    const before = moments[n - 1];
    const goesOn = before !== undefined && moment - before < 15 * MINUTE;
    if (!goesOn) begins.push(moment);
    for (let m = goesOn ? before : moment - 5 * MINUTE; m < moment; m += MINUTE) minutes.add(m);
  }
  const lengths = begins
    .map((begin, n) => ({
      from: begin - 5 * MINUTE,
      to: moments.findLast((moment) => moment < (begins[n + 1] ?? Infinity)) ?? begin,
    }))
    .filter((shift) => within(shift.from, period));
  const end = Math.min(to, NOW + MINUTE);
  let atOnce = 0;
  const changes = talks.flatMap(({ events }) => events.map(at));
  for (const moment of [from, ...changes].filter((one) => one >= from && one < end)) {
    const holds = talks.filter(({ events }) => holderAt(events, moment) === by).length;
    atOnce = Math.max(atOnce, holds);
  }
  return {
    conversations: mine.filter(({ wrote }) =>
      wrote.some((one) => one.did === 'answered' && within(at(one), period)),
    ).length,
    answering: [...minutes].filter((minute) => within(minute, period)).length * MINUTE,
    longest: Math.max(0, ...lengths.map((shift) => shift.to - shift.from)),
    shifts: lengths.length,
    atOnce,
    hateful: mine
      .filter(({ hateful, wrote }) => hateful && wrote.some((one) => at(one) >= calendarBegin()))
      .flatMap(({ events }) => events)
      .filter((one) => !byTeam(one) && within(at(one), period)).length,
  };
}

/** After all that happened up to this moment. */
function holderAt(events: readonly Event[], moment: number): DeviceId | null {
  let holder: DeviceId | null = null;
  let claimed: DeviceId | null = null;
  for (const one of events) {
    if (at(one) > moment) break;
    if (one.did === 'ended') holder = null;
    if (one.did === 'took') holder = claimed = one.by;
    // Whoever gives away what they do not hold changes nothing, but that what stood stands again.
    if (one.did === 'left') holder = claimed = one.by === claimed ? null : claimed;
  }
  return holder;
}

const calendarBegin = (): number => beginOf({ weeks: 4, calendar, now: NOW });

const periods = Array.from({ length: 4 }, (_, n) => calendar.week(calendar.weekOf(NOW) - 3 + n));
const whole: Stretch = { from: calendarBegin(), to: periods.at(-1)?.to ?? 0 };

test('stars, comments and waits are those of a plain recount, for oneself and for the team', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (talks) => {
      for (const [figures, by] of [
        [await own(talks), A],
        [await team(talks), null],
      ] as const) {
        const each = [
          [figures.all, whole],
          ...figures.weeks.map((week, n) => [week, periods[n] ?? whole] as const),
        ] as const;
        for (const [said, period] of each) {
          const rated = talks
            .filter(
              ({ events }) =>
                by === null ||
                events.some(
                  (one) => one.did === 'answered' && one.by === by && at(one) >= whole.from,
                ),
            )
            .flatMap(({ events }) => events)
            .filter((one) => one.did === 'rated' && within(at(one), period));
          expect(said.stars).toEqual(
            [1, 2, 3, 4, 5].map((stars) => rated.filter((one) => one.stars === stars).length),
          );
          expect(said.comments).toBe(rated.filter(({ comment }) => comment).length);
          const mean = rated.reduce((sum, { stars }) => sum + stars, 0) / rated.length;
          if (rated.length < STARS_NEEDED) expect(said.average).toBeNull();
          else expect(said.average).toBeCloseTo(mean, 10);
          const waits = waitsOf(talks, period, by);
          for (const kind of ['first', 'later'] as const) {
            const these = waits.filter(({ first }) => first === (kind === 'first'));
            expect(said[kind].plain).toEqual(plainly(these.map(({ from, to }) => to - from)));
            const served = these
              .map((wait) => ({ ...wait, ms: calendar.openBetween(wait.from, wait.to) }))
              .filter(({ ms, to }) => ms > 0 || calendar.openBetween(to, to + 1) > 0);
            expect(said[kind].served).toEqual(plainly(served.map(({ ms }) => ms)));
          }
        }
      }
    }),
    { seed, numRuns: 60 },
  );
});

test('what it takes of oneself is that of a plain recount, in weeks, in all and on each day', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (talks) => {
      const { all, weeks, days } = await own(talks);
      expect(all.load).toEqual(loadOf(talks, whole, A));
      for (const [n, { load }] of weeks.entries()) {
        expect(load).toEqual(loadOf(talks, periods[n] ?? whole, A));
      }
      const today = calendar.dayOf(NOW);
      for (const [n, { day: _, ...load }] of days.entries()) {
        expect(load).toEqual(loadOf(talks, calendar.day(today - days.length + 1 + n), A));
      }
    }),
    { seed, numRuns: 60 },
  );
});

test('what it takes of a team is summed and spread over those who answered, and nobody is named', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (talks) => {
      const figures = await team(talks);
      const loads = devices
        .map((by) => loadOf(talks, whole, by))
        .filter(({ conversations }) => conversations > 0);
      const { people, total, spread } = figures.all.load;
      expect(people).toBe(loads.length);
      if (loads.length < PEOPLE_NEEDED) {
        expect(spread).toBeNull();
        if (loads.length > 0) expect(total).toMatchObject({ answering: null, hateful: null });
      } else {
        expect(total.answering).toBe(loads.reduce((sum, { answering }) => sum + answering, 0));
        for (const what of Object.keys(loads[0] ?? {}) as (keyof Load)[]) {
          const rising = loads.map((load) => load[what]).toSorted((a, b) => a - b);
          const middle = rising[Math.ceil(rising.length / 2) - 1];
          expect(spread?.[what]).toEqual({ least: rising[0], middle, most: rising.at(-1) });
        }
      }
      const few = figures.weeks.some(({ load }) => load.people > 0 && load.people < PEOPLE_NEEDED);
      for (const { load } of figures.weeks) {
        expect(load.total.answering === null).toBe(few);
        if (few) expect([load.total.hateful, load.spread]).toEqual([null, null]);
      }
      for (const id of devices) expect(JSON.stringify(figures)).not.toContain(id);
    }),
    { seed, numRuns: 40 },
  );
});

const said = (ago: number, did: Event['did'], more: Partial<Event> = {}): Event => ({
  ago,
  did,
  by: A,
  stars: 5,
  comment: false,
  ...more,
});

test('few answers are counted and not turned into a figure about somebody', async () => {
  const many = (count: number): readonly Talk[] =>
    Array.from({ length: count }, (_, n) => ({
      events: [said(300 + n, 'asked'), said(200, 'answered')],
      hateful: false,
    }));
  const first = async (count: number) => (await own(many(count))).all.first.plain;
  expect(await first(4)).toEqual({ count: 4, p50: null, p90: null, p95: null });
  expect(await first(9)).toMatchObject({ count: 9, p50: expect.any(Number), p90: null });
  expect(await first(19)).toMatchObject({ p90: expect.any(Number), p95: null });
  expect((await first(20)).p95).not.toBeNull();
});

test('what is answered out of hours makes no team look fast, and a night does not make it slow', async () => {
  // Now is Wednesday, one o’clock in Berlin: 14 hours ago it was eleven in the evening.
  const night = { events: [said(14 * 60, 'asked'), said(14 * 60 - 3, 'answered')], hateful: false };
  const morning = { events: [said(14 * 60, 'asked'), said(230, 'answered')], hateful: false };
  const { first } = (await own([night, ...Array.from({ length: 5 }, () => morning)])).all;
  expect(first.plain).toMatchObject({ count: 6, p50: (14 * 60 - 230) * MINUTE });
  expect(first.served).toMatchObject({ count: 5, p50: 10 * MINUTE });
});

test('a conversation closed without an answer leaves no wait behind', async () => {
  const closed = [said(500, 'asked'), said(400, 'ended'), said(90, 'asked'), said(80, 'answered')];
  const { first } = (
    await own(Array.from({ length: 5 }, () => ({ events: closed, hateful: false })))
  ).all;
  expect(first.plain.p50).toBe(10 * MINUTE);
});

test('what came before the time that is looked at says only who held it then', async () => {
  const events = [said((60 * DAY) / MINUTE, 'took'), said(30, 'asked'), said(20, 'answered')];
  const { weeks } = await own([{ events, hateful: false }]);
  expect(weeks.map(({ load }) => load.atOnce)).toEqual([1, 1, 1, 1]);
  expect(weeks.map(({ load }) => load.shifts)).toEqual([0, 0, 0, 1]);
});

test('of four colleagues no hours are said, of five they are, and one week of few hides those of every week', async () => {
  const by = (count: number, ago: number): readonly Talk[] =>
    devices.slice(0, count).map((device) => ({
      events: [said(ago + 10, 'asked'), said(ago, 'answered', { by: device })],
      hateful: false,
    }));
  const sum = async (talks: readonly Talk[]) => {
    const { all, weeks } = await team(talks);
    return { all: all.load.total.answering, weeks: weeks.map(({ load }) => load.total.answering) };
  };
  const four = await sum(by(4, 200));
  expect(four.all).toBeNull();
  expect(new Set(four.weeks)).toEqual(new Set([null]));
  const five = await sum(by(5, 200));
  expect(five.all).toBeGreaterThan(0);
  expect(five.weeks.at(-1)).toBe(five.all);
  const mixed = await sum([...by(5, 200), ...by(1, 200 + 7 * 24 * 60)]);
  expect(mixed.all).toBeGreaterThan(0);
  expect(new Set(mixed.weeks)).toEqual(new Set([null]));
});

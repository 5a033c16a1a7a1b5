/** Vault, figures: what answering takes of one person, and of a team in which nobody stands beside anybody. Pure. */
import { PEOPLE_NEEDED, type Load, type Spread, type TeamLoad } from '../../../contract/figures.ts';
import { overlap, type Stretch } from './calendar.ts';
import type { Tally } from './tally.ts';

const MINUTE_MS = 60_000;
/** So long without writing is a pause. */
export const PAUSE_MS = 15 * MINUTE_MS;
/** Before the first words somebody has read and thought. */
const LEAD_MS = 5 * MINUTE_MS;

/** A conversation's tally, and whether it was closed as abuse. */
export interface Counted {
  readonly tally: Tally;
  readonly hateful: boolean;
}

/** What one device did, over all conversations. */
export interface Person {
  readonly shifts: readonly Stretch[];
  /** When it answered, and in which conversation. */
  readonly answered: readonly { readonly at: number; readonly talk: number }[];
  readonly held: readonly Stretch[];
  /** When hateful messages came in conversations it wrote in. */
  readonly hateful: readonly number[];
}

/** Every device that wrote anything. */
export function peopleIn(all: readonly Counted[]): ReadonlyMap<string, Person> {
  const found = new Map<string, Gathered>();
  const of = (by: string): Gathered => {
    const known = found.get(by) ?? { wrote: [], answered: [], held: [], hateful: [] };
    found.set(by, known);
    return known;
  };
  for (const [talk, { tally, hateful }] of all.entries()) {
    const writers = new Set<string>();
    for (const { at, by, answer } of tally.wrote) {
      writers.add(by);
      of(by).wrote.push(at);
      if (answer) of(by).answered.push({ at, talk });
    }
    for (const { by, from, to } of tally.held) of(by).held.push({ from, to });
    if (!hateful) continue;
    for (const by of writers) for (const at of tally.heard) of(by).hateful.push(at);
  }
  return new Map(
    [...found].map(([by, { wrote, ...one }]) => [by, { ...one, shifts: shiftsOf(wrote) }]),
  );
}

interface Gathered {
  readonly wrote: number[];
  readonly answered: { readonly at: number; readonly talk: number }[];
  readonly held: Stretch[];
  readonly hateful: number[];
}

/** Times without a pause. */
export function shiftsOf(wrote: readonly number[]): readonly Stretch[] {
  const shifts: { from: number; to: number }[] = [];
  for (const at of wrote.toSorted((a, b) => a - b)) {
    const last = shifts.at(-1);
    if (last !== undefined && at - last.to < PAUSE_MS) last.to = at;
    else shifts.push({ from: at - LEAD_MS, to: at });
  }
  return shifts;
}

export function loadOf(person: Person, period: Stretch): Load {
  const within = (at: number): boolean => period.from <= at && at < period.to;
  const begun = person.shifts.filter(({ from }) => within(from));
  const talks = new Set(person.answered.filter(({ at }) => within(at)).map(({ talk }) => talk));
  return {
    conversations: talks.size,
    answering: person.shifts.reduce((sum, shift) => sum + overlap(shift, period), 0),
    longest: begun.reduce((most, { from, to }) => Math.max(most, to - from), 0),
    shifts: begun.length,
    atOnce: mostAtOnce(person.held, period),
    hateful: person.hateful.filter(within).length,
  };
}

function mostAtOnce(held: readonly Stretch[], period: Stretch): number {
  const steps = held
    .filter((one) => overlap(one, period) > 0)
    .flatMap(({ from, to }) => [
      { at: Math.max(from, period.from), by: 1 },
      { at: to, by: -1 },
    ])
    // What is given away in the same moment is no longer held.
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of steps) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** Sums, and how they were spread over those who answered; no name goes out of here. */
export function teamLoadOf(
  people: Iterable<Person>,
  all: readonly Counted[],
  period: Stretch,
): TeamLoad {
  const each = [...people]
    .map((person) => ({ person, load: loadOf(person, period) }))
    .filter(({ load }) => load.conversations > 0);
  const within = (at: number): boolean => period.from <= at && at < period.to;
  const talks = new Set(
    each.flatMap(({ person }) =>
      person.answered.filter(({ at }) => within(at)).map(({ talk }) => talk),
    ),
  );
  const loads = each.map(({ load }) => load);
  const sums: TeamLoad = {
    people: loads.length,
    total: {
      conversations: talks.size,
      answering: loads.reduce((sum, { answering }) => sum + answering, 0),
      hateful: all
        .filter(({ hateful }) => hateful)
        .reduce((sum, { tally }) => sum + tally.heard.filter(within).length, 0),
    },
    spread: loads.length === 0 ? null : spreadOf(loads),
  };
  return isFew(sums) ? withoutShares(sums) : sums;
}

/** One week of few people could be found as what the others leave of the whole: then no week says more than counts. */
export function weeksOf<W extends { readonly load: TeamLoad }>(weeks: readonly W[]): readonly W[] {
  if (!weeks.some(({ load }) => isFew(load))) return weeks;
  return weeks.map((week) => ({ ...week, load: withoutShares(week.load) }));
}

const isFew = ({ people }: TeamLoad): boolean => people > 0 && people < PEOPLE_NEEDED;

const withoutShares = ({ people, total: { conversations } }: TeamLoad): TeamLoad => ({
  people,
  total: { conversations, answering: null, hateful: null },
  spread: null,
});

function spreadOf(loads: readonly Load[]): TeamLoad['spread'] {
  const of = (what: keyof Load): Spread => {
    const rising = loads.map((load) => load[what]).toSorted((a, b) => a - b);
    const [least = 0] = rising;
    const most = rising.at(-1) ?? 0;
    return { least, middle: rising[Math.ceil(rising.length / 2) - 1] ?? 0, most };
  };
  return {
    conversations: of('conversations'),
    answering: of('answering'),
    longest: of('longest'),
    shifts: of('shifts'),
    atOnce: of('atOnce'),
    hateful: of('hateful'),
  };
}

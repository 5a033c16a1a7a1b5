/** Vault, figures: from the tallies of all conversations to what is shown. Pure but for its breaths. */
import type { RowId } from '../../../../protocol/ids.ts';
import {
  DAYS_SHOWN,
  STARS_NEEDED,
  type Figures,
  type FigureWeeks,
  type Load,
  type OwnFigures,
  type Period,
  type TeamFigures,
  type TeamLoad,
  type Whose,
} from '../../../contract/figures.ts';
import type { Breathe } from '../turns.ts';
import { dayName, weekName, type Calendar, type Stretch } from './calendar.ts';
import { loadOf, peopleIn, teamLoadOf, weeksOf, type Counted, type Person } from './load.ts';
import { timesOf, waitOf, type Wait } from './waits.ts';

export interface Asked {
  readonly weeks: FigureWeeks;
  readonly whose: Whose;
  readonly own: string;
  readonly now: number;
  readonly calendar: Calendar;
  readonly breathe: Breathe;
}

/** A comment that is to be read, and the week it came in. */
export interface CommentPlace {
  readonly week: number;
  readonly row: RowId;
}

export interface Folded {
  /** Without the words of the comments. */
  readonly figures: Figures;
  /** The newest weeks first. */
  readonly comments: readonly CommentPlace[];
}

/** What ended in a week. */
interface Bin {
  readonly waits: Wait[];
  readonly stars: [number, number, number, number, number];
  comments: number;
}

const newBin = (): Bin => ({ waits: [], stars: [0, 0, 0, 0, 0], comments: 0 });

/** When the first of so many weeks began. */
export function beginOf({
  calendar,
  now,
  weeks,
}: Pick<Asked, 'calendar' | 'now' | 'weeks'>): number {
  return calendar.week(calendar.weekOf(now) - weeks + 1).from;
}

export async function fold(all: readonly Counted[], asked: Asked): Promise<Folded> {
  const { calendar, now, weeks, whose, own, breathe } = asked;
  const last = calendar.weekOf(now);
  const first = last - weeks + 1;
  const bins = new Map(Array.from({ length: weeks }, (_, n) => [first + n, newBin()] as const));
  const comments: CommentPlace[] = [];
  for (const { tally } of all) {
    await breathe();
    const counts = whose === 'team' || tally.wrote.some(({ by, answer }) => answer && by === own);
    for (const answer of tally.answers) {
      if (whose === 'own' && answer.by !== own) continue;
      bins.get(calendar.weekOf(answer.at))?.waits.push(waitOf(answer, calendar));
    }
    for (const { at, stars, comment } of counts ? tally.ratings : []) {
      const week = calendar.weekOf(at);
      const bin = bins.get(week);
      if (bin === undefined) continue;
      bin.stars[stars - 1] = (bin.stars[stars - 1] ?? 0) + 1;
      if (comment === null) continue;
      bin.comments += 1;
      comments.push({ week, row: comment });
    }
  }
  const people = peopleIn(all);
  const whole: Stretch = { from: calendar.week(first).from, to: calendar.week(last).to };
  const period = <L>(bin: Bin, load: L): Period<L> => periodOf(bin, load, calendar.hasHours);
  const common = async <L>(load: (of: Stretch) => L) => {
    const each: (ReturnType<typeof weekName> & Period<L>)[] = [];
    for (const [week, bin] of bins) {
      await breathe();
      each.push({ ...weekName(week), ...period(bin, load(calendar.week(week))) });
    }
    const sum = period(joined([...bins.values()]), load(whole));
    return { zone: calendar.zone, all: sum, weeks: each, comments: [] };
  };
  const newest = comments.toSorted((a, b) => b.week - a.week);
  if (whose === 'team') {
    const load = (of: Stretch): TeamLoad => teamLoadOf(people.values(), all, of);
    const sums = await common(load);
    const figures: TeamFigures = { whose, ...sums, weeks: weeksOf(sums.weeks) };
    return { figures, comments: newest };
  }
  const person: Person = people.get(own) ?? { shifts: [], answered: [], held: [], hateful: [] };
  const load = (of: Stretch): Load => loadOf(person, of);
  const today = calendar.dayOf(now);
  const days = Array.from({ length: DAYS_SHOWN }, (_, n) => today - DAYS_SHOWN + 1 + n);
  const figures: OwnFigures = {
    whose,
    ...(await common(load)),
    days: days.map((day) => ({ day: dayName(day), ...load(calendar.day(day)) })),
  };
  return { figures, comments: newest };
}

function periodOf<L>({ waits, stars, comments }: Bin, load: L, hasHours: boolean): Period<L> {
  const count = stars.reduce((sum, n) => sum + n, 0);
  const sum = stars.reduce((all, n, at) => all + n * (at + 1), 0);
  return {
    stars: [...stars],
    average: count < STARS_NEEDED ? null : sum / count,
    comments,
    first: timesOf(
      waits.filter(({ first }) => first),
      hasHours,
    ),
    later: timesOf(
      waits.filter(({ first }) => !first),
      hasHours,
    ),
    load,
  };
}

function joined(bins: readonly Bin[]): Bin {
  const sum = newBin();
  for (const { waits, stars, comments } of bins) {
    for (const wait of waits) sum.waits.push(wait);
    for (const [at, count] of stars.entries()) sum.stars[at] = (sum.stars[at] ?? 0) + count;
    sum.comments += comments;
  }
  return sum;
}

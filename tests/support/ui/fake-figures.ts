import type { Handlers } from '../../../src/contract/door.ts';
import {
  ANSWERS_NEEDED,
  DAYS_SHOWN,
  PEOPLE_NEEDED,
  PLAIN_CARE,
  STARS_NEEDED,
  type CareRules,
  type Comment,
  type FigureRequests,
  type Load,
  type Period,
  type Strain,
  type TeamLoad,
  type Waits,
  type Week,
} from '../../../src/contract/figures.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The same for every run: numbers that go up and down without a reason. */
const wave = (n: number, most: number): number => Math.abs(Math.round(Math.sin(n * 2.4) * most));

const NOTHING: Load = {
  conversations: 0,
  answering: 0,
  longest: 0,
  shifts: 0,
  atOnce: 0,
  hateful: 0,
};

/** What one of them did that many days before today, which is a Monday; on Sundays nobody answers, on Saturdays every other. */
function dayOf(person: number, ago: number): Load {
  if (ago % 7 === 1 || (ago % 7 === 2 && person % 2 === 1)) return NOTHING;
  const n = ago * 7 + person;
  const week = Math.ceil(ago / 7);
  const conversations = 1 + wave(n, wave(week * 2 + person, 5));
  const answering = conversations * (20 + wave(n + 2, 25)) * MINUTE;
  const shifts = 1 + wave(n + 4, Math.min(2, conversations - 1));
  return {
    conversations,
    answering,
    longest: Math.ceil(answering / shifts),
    shifts,
    atOnce: Math.min(conversations, 1 + wave(n + 1, 2)),
    hateful: n % 31 === 0 ? 3 : 0,
  };
}

/** Several days or weeks of one person together. */
const together = (loads: readonly Load[]): Load => ({
  conversations: sumOf(loads.map((one) => one.conversations)),
  answering: sumOf(loads.map((one) => one.answering)),
  longest: Math.max(...loads.map((one) => one.longest)),
  shifts: sumOf(loads.map((one) => one.shifts)),
  atOnce: Math.max(...loads.map((one) => one.atOnce)),
  hateful: sumOf(loads.map((one) => one.hateful)),
});

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Of the week that began so many weeks before this one only the days that have been. */
const weekOf = (person: number, n: number): Load =>
  together(Array.from({ length: n === 0 ? 1 : 7 }, (_, day) => dayOf(person, n * 7 - day)));

function teamOf(loads: readonly Load[]): TeamLoad {
  const all = together(loads);
  const spread = (what: keyof Load) => {
    const rising = loads.map((one) => one[what]).toSorted((a, b) => a - b);
    const middle = rising[Math.ceil(rising.length / 2) - 1] ?? 0;
    return { least: rising[0] ?? 0, middle, most: rising.at(-1) ?? 0 };
  };
  const few = loads.length < PEOPLE_NEEDED;
  return {
    people: loads.length,
    total: {
      conversations: all.conversations,
      answering: few ? null : all.answering,
      hateful: few ? null : all.hateful,
    },
    spread: few
      ? null
      : {
          conversations: spread('conversations'),
          answering: spread('answering'),
          longest: spread('longest'),
          shifts: spread('shifts'),
          atOnce: spread('atOnce'),
          hateful: spread('hateful'),
        },
  };
}

function waits(count: number, n: number, unit: number): Waits {
  const middle = (2 + wave(n, 6)) * unit;
  return {
    count,
    p50: count < ANSWERS_NEEDED.p50 ? null : middle,
    p90: count < ANSWERS_NEEDED.p90 ? null : middle * 4,
    p95: count < ANSWERS_NEEDED.p95 ? null : middle * 7,
  };
}

/** How often each star was given by this many who said goodbye. */
const starsOf = (count: number): Period<unknown>['stars'] => {
  const [one, three] = [Math.floor(count / 12), Math.floor(count / 6)];
  const four = Math.floor((count - one - three) / 3);
  return [one, 0, three, four, count - one - three - four];
};

/** This week and the one before. */
const COMMENTS_IN = [1, 2];

/** `talks`: conversations with an answer in each week of it, by how long ago; of each the first answer, and later ones. */
function period<L>(talks: ReadonlyMap<number, number>, load: L, hours: boolean): Period<L> {
  const each = [...talks];
  const count = (of: (talks: number) => number): number =>
    sumOf(each.map(([, conversations]) => of(conversations)));
  const weekly = each.map(([n, conversations]) =>
    starsOf(conversations === 0 ? 0 : Math.max(COMMENTS_IN[n] ?? 0, Math.floor(conversations / 3))),
  );
  const star = (at: number): number => sumOf(weekly.map((stars) => stars[at] ?? 0));
  const stars: Period<L>['stars'] = [star(0), star(1), star(2), star(3), star(4)];
  const given = sumOf(stars);
  const points = sumOf(stars.map((one, at) => one * (at + 1)));
  const [n = 0] = talks.keys();
  const [first, later] = [count((all) => Math.ceil(all * 0.6)), count((all) => all * 2)];
  const [firstServed, laterServed] = [count((all) => Math.ceil(all * 0.4)), count((all) => all)];
  return {
    stars,
    average: given < STARS_NEEDED ? null : points / given,
    comments: given === 0 ? 0 : sumOf(each.map(([ago]) => COMMENTS_IN[ago] ?? 0)),
    first: {
      plain: waits(first, n, 6 * MINUTE),
      served: hours ? waits(firstServed, n, 2 * MINUTE) : null,
    },
    later: {
      plain: waits(later, n + 3, 2 * MINUTE),
      served: hours ? waits(laterServed, n + 3, MINUTE) : null,
    },
    load,
  };
}

const dayName = (at: number): string => new Date(at).toISOString().slice(0, 10);
const MONDAY = Date.UTC(2026, 10, 23);
const WEEKS_OF_2025 = 52;

const weekBefore = (n: number): Week => {
  const [year, week] = n < 48 ? [2026, 48 - n] : [2025, 48 - n + WEEKS_OF_2025];
  return {
    week: `${year}-W${String(week).padStart(2, '0')}`,
    monday: dayName(MONDAY - n * 7 * DAY),
  };
};

const comments: readonly Comment[] = [
  'Danke, dass ihr zugehört habt, auch als ich lange nicht wusste, was ich schreiben soll.',
  'Die Antwort kam schnell. Das hat mir geholfen, nicht allein zu sein.',
  'תודה רבה על העזרה',
].map((text, n) => ({ ...weekBefore(Math.ceil(n / 2)), text }));

const strains: Readonly<Record<string, Partial<Strain>>> = {
  long: { over: 'long', since: Date.now() - 3 * HOUR - 12 * MINUTE },
  hard: { over: 'hard', hard: 3 },
};

/** Invented figures whose sums fit: weeks are made of days, and all of it of weeks. `refuse=counting`: never done; `no-hours`, `two-people`, `nothing-yet`, `long`, `hard`, `setCare`. */
export function fakeFigures(wish: string): Handlers<FigureRequests> {
  let rules: CareRules = PLAIN_CARE;
  let slices = 0;
  const hours = wish !== 'no-hours';
  const people = wish === 'two-people' ? 2 : 6;
  const empty = wish === 'nothing-yet';
  const loadOf = (person: number, n: number): Load => (empty ? NOTHING : weekOf(person, n));
  return {
    figures: async ({ weeks, whose }) => {
      if (wish === 'counting') {
        slices += 1;
        if (slices > 1) await new Promise((done) => setTimeout(done, 60_000));
        return ok({ done: 4120, total: 11_400, figures: null });
      }
      const past = Array.from({ length: weeks }, (_, n) => weeks - 1 - n);
      const common = { zone: 'Europe/Berlin', comments: empty ? [] : comments };
      /** `load` of some weeks, with as many conversations as it says. */
      const shown = <L>(load: (of: readonly number[]) => L, talks: (load: L) => number) => {
        const of = (some: readonly number[]): Period<L> =>
          period(new Map(some.map((n) => [n, talks(load([n]))])), load(some), hours);
        return { all: of(past), weeks: past.map((n) => ({ ...weekBefore(n), ...of([n]) })) };
      };
      const person = (who: number, of: readonly number[]): Load =>
        together(of.map((n) => loadOf(who, n)));
      if (whose === 'team') {
        const each = (of: readonly number[]): readonly Load[] =>
          Array.from({ length: empty ? 0 : people }, (_, who) => person(who, of));
        const team = shown(
          (of) => teamOf(each(of)),
          ({ total }) => total.conversations,
        );
        return ok({ done: 300, total: 300, figures: { ...common, whose, ...team } });
      }
      const own = shown(
        (of) => person(0, of),
        ({ conversations }) => conversations,
      );
      const days = Array.from({ length: DAYS_SHOWN }, (_, n) => DAYS_SHOWN - 1 - n).map((ago) => ({
        day: dayName(MONDAY - ago * DAY),
        ...(empty ? NOTHING : dayOf(0, ago)),
      }));
      return ok({ done: 300, total: 300, figures: { ...common, whose, ...own, days } });
    },
    saveFigures: async () =>
      wish === 'saveFigures' ? refuse('cannot-write') : ok({ name: 'beistand-figures.csv' }),
    strain: async () => ({
      rules,
      since: null,
      today: MONDAY,
      hard: 0,
      over: null,
      ...strains[wish],
    }),
    setCare: async (input) => {
      if (wish === 'setCare') return refuse('disk-full');
      ({ rules } = input);
      return ok(null);
    },
  };
}

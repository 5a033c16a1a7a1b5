import type { Handlers } from '../../../src/contract/door.ts';
import {
  PEOPLE_NEEDED,
  PLAIN_CARE,
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

const waits = (n: number, unit: number): Waits => {
  const count = wave(n, 24);
  const p50 = count < 5 ? null : (2 + wave(n + 1, 6)) * unit;
  return {
    count,
    p50,
    p90: count < 10 ? null : (p50 ?? 0) * 4,
    p95: count < 20 ? null : (p50 ?? 0) * 7,
  };
};

const load = (n: number): Load => ({
  conversations: wave(n, 9),
  answering: wave(n, 11) * 40 * MINUTE,
  longest: wave(n, 4) * 25 * MINUTE,
  shifts: wave(n, 6),
  atOnce: wave(n, 4),
  hateful: n % 5 === 0 ? 3 : 0,
});

const teamLoad = (n: number, people: number): TeamLoad => {
  const each = [1, 2, 3].map((factor) => load(n * factor + 1));
  const spread = (what: keyof Load) => {
    const [least = 0, middle = 0, most = 0] = each
      .map((one) => one[what])
      .toSorted((a, b) => a - b);
    return { least, middle, most };
  };
  return {
    people,
    total: {
      conversations: wave(n, 30),
      answering: people < PEOPLE_NEEDED ? null : wave(n, 30) * HOUR,
      hateful: people < PEOPLE_NEEDED ? null : n % 4 === 0 ? 5 : 0,
    },
    spread:
      people < PEOPLE_NEEDED
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
};

function period<L>(n: number, what: L, hours: boolean): Period<L> {
  const stars: Period<L>['stars'] = [wave(n, 1), 0, wave(n + 1, 2), wave(n + 2, 3), wave(n, 5)];
  const count = stars.reduce((sum, one) => sum + one, 0);
  return {
    stars,
    average: count < 5 ? null : stars.reduce((sum, one, at) => sum + one * (at + 1), 0) / count,
    comments: wave(n, 2),
    first: { plain: waits(n, 6 * MINUTE), served: hours ? waits(n, 2 * MINUTE) : null },
    later: { plain: waits(n + 3, 2 * MINUTE), served: hours ? waits(n + 3, MINUTE) : null },
    load: what,
  };
}

function starsOf(every: readonly Period<unknown>[]) {
  const sum = (star: 0 | 1 | 2 | 3 | 4): number =>
    every.reduce((all, { stars }) => all + stars[star], 0);
  const stars = [sum(0), sum(1), sum(2), sum(3), sum(4)] as const;
  const count = stars.reduce((all, n) => all + n, 0);
  return {
    stars,
    average: stars.reduce((all, n, at) => all + n * (at + 1), 0) / count,
    comments: every.reduce((all, { comments }) => all + comments, 0),
  };
}

const dayName = (at: number): string => new Date(at).toISOString().slice(0, 10);
const MONDAY = Date.UTC(2026, 10, 23);

const weekBefore = (n: number): Week => ({
  week: `2026-W${String(48 - n).padStart(2, '0')}`,
  monday: dayName(MONDAY - n * 7 * DAY),
});

const comments: readonly Comment[] = [
  'Danke, dass ihr zugehört habt, auch als ich lange nicht wusste, was ich schreiben soll.',
  'Die Antwort kam schnell. Das hat mir geholfen, nicht allein zu sein.',
  'תודה רבה על העזרה',
].map((text, n) => ({ ...weekBefore(Math.floor(n / 2)), text }));

const strains: Readonly<Record<string, Partial<Strain>>> = {
  long: { over: 'long', since: Date.now() - 3 * HOUR - 12 * MINUTE },
  hard: { over: 'hard', hard: 3 },
};

/** Invented figures. `refuse=counting`: never done; `no-hours`, `two-people`, `nothing-yet`, `long`, `hard`, `setCare`. */
export function fakeFigures(wish: string): Handlers<FigureRequests> {
  let rules: CareRules = PLAIN_CARE;
  let slices = 0;
  const hours = wish !== 'no-hours';
  const people = wish === 'two-people' ? 2 : 6;
  const none: Load = {
    conversations: 0,
    answering: 0,
    longest: 0,
    shifts: 0,
    atOnce: 0,
    hateful: 0,
  };
  const nobody: Waits = { count: 0, p50: null, p90: null, p95: null };
  const nothing = <L>(what: L): Period<L> => ({
    stars: [0, 0, 0, 0, 0],
    average: null,
    comments: 0,
    first: { plain: nobody, served: nobody },
    later: { plain: nobody, served: nobody },
    load: what,
  });
  const empty = wish === 'nothing-yet';
  return {
    figures: async ({ weeks, whose }) => {
      if (wish === 'counting') {
        slices += 1;
        if (slices > 1) await new Promise((done) => setTimeout(done, 60_000));
        return ok({ done: 4120, total: 11_400, figures: null });
      }
      const past = Array.from({ length: weeks }, (_, n) => weeks - 1 - n);
      const common = { zone: 'Europe/Berlin', comments: empty ? [] : comments };
      const each = <L>(what: (n: number) => L) =>
        past.map((n) => ({
          ...weekBefore(n),
          ...(empty ? nothing(what(n)) : period(n, what(n), hours)),
        }));
      const all = <L>(what: L): Period<L> => {
        if (empty) return nothing(what);
        const every = past.map((n) => period(n, what, hours));
        return { ...period(2, what, hours), ...starsOf(every) };
      };
      if (whose === 'team') {
        const of = (n: number): TeamLoad => teamLoad(n, people);
        const figures = { ...common, whose, all: all(of(2)), weeks: each(of) };
        return ok({ done: 300, total: 300, figures });
      }
      const of = (n: number): Load => (empty ? none : load(n));
      const days = Array.from({ length: 14 }, (_, n) => ({
        day: dayName(MONDAY - (13 - n) * DAY),
        ...of(n),
      }));
      return ok({
        done: 300,
        total: 300,
        figures: { ...common, whose, all: all(of(2)), weeks: each(of), days },
      });
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

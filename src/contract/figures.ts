/**
 * Contract: how it goes: what people said at the end, how long they waited, and what it takes of those who answer
 * (docs/decisions/0035). Everything is counted from what this device holds, and stays on it.
 */
import type { Language } from './case.ts';
import type { Outcome } from './outcome.ts';

/** How far back one can look, in weeks, this one included. */
export const FIGURE_WEEKS = [4, 12, 52] as const;
export type FigureWeeks = (typeof FIGURE_WEEKS)[number];

/** `own`: what was answered from this device. `team`: everybody together, for coordinators. */
export type Whose = 'own' | 'team';

/** From so many stars on there is an average: fewer say more of one person than of the work. */
export const STARS_NEEDED = 5;
/** From so many answers on: below, the figure would be a single answer, or the slowest one. */
export const ANSWERS_NEEDED = { p50: 5, p90: 10, p95: 20 } as const;
/**
 * From so many people on it is said how long they answered and how it was spread: of fewer, one could take one's own
 * figures from those of all, and read the others'.
 */
export const PEOPLE_NEEDED = 5;
/** Comments shown at most, the newest weeks first. */
export const COMMENTS_SHOWN = 50;
/** Days shown one by one. */
export const DAYS_SHOWN = 14;

/** How long people waited, in ms: the nearest rank. Null: too few answers. */
export interface Waits {
  readonly count: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
}

export interface ResponseTimes {
  /** By the clock on the wall, nights and holidays included. */
  readonly plain: Waits;
  /** Only what fell into service hours; null: the team's profile names none. Answers outside of them are not counted. */
  readonly served: Waits | null;
}

/** What answering takes. */
export interface Load {
  /** Conversations with an answer. */
  readonly conversations: number;
  /** ms of writing in conversations; pauses do not count. */
  readonly answering: number;
  /** ms of the longest time without a pause that began then. */
  readonly longest: number;
  /** Times without a pause that began then. */
  readonly shifts: number;
  /** Most conversations held at one moment. */
  readonly atOnce: number;
  /** Messages in conversations that were closed as abuse. */
  readonly hateful: number;
}

/** In the order in which they are shown. */
export const LOADS = [
  'conversations',
  'answering',
  'longest',
  'shifts',
  'atOnce',
  'hateful',
] as const satisfies readonly (keyof Load)[];

/** Nobody is named, and nobody stands beside anybody. */
export interface Spread {
  readonly least: number;
  readonly middle: number;
  readonly most: number;
}

export interface TeamLoad {
  /** Devices that answered. */
  readonly people: number;
  readonly total: {
    readonly conversations: number;
    /** Null, these two and `spread`: fewer than {@link PEOPLE_NEEDED}; of weeks also where it is so in any of them. */
    readonly answering: number | null;
    readonly hateful: number | null;
  };
  readonly spread: Readonly<Record<keyof Load, Spread>> | null;
}

export interface Period<L> {
  /** How often one star, two, … five. */
  readonly stars: readonly [number, number, number, number, number];
  /** Null: fewer than {@link STARS_NEEDED}. */
  readonly average: number | null;
  readonly comments: number;
  readonly first: ResponseTimes;
  readonly later: ResponseTimes;
  readonly load: L;
}

/** An ISO week in the team's zone. */
export interface Week {
  /** `2026-W48`. */
  readonly week: string;
  /** Its Monday, `2026-11-23`. */
  readonly monday: string;
}

/** In a week, by the alphabet: neither when it came nor what it stood beside can be told. */
export interface Comment extends Week {
  readonly text: string;
}

interface Common<L> {
  /** The zone in which weeks begin. */
  readonly zone: string;
  readonly all: Period<L>;
  /** Oldest first, empty ones included. */
  readonly weeks: readonly (Week & Period<L>)[];
  readonly comments: readonly Comment[];
}

export interface OwnFigures extends Common<Load> {
  readonly whose: 'own';
  /** The last {@link DAYS_SHOWN}, oldest first. `day`: `2026-11-23`. */
  readonly days: readonly (Load & { readonly day: string })[];
}

export interface TeamFigures extends Common<TeamLoad> {
  readonly whose: 'team';
}

export type Figures = OwnFigures | TeamFigures;

/** Hours without a pause, and hard conversations in a day, after which one is reminded of oneself; 0: never. */
export const LONG_CHOICES = [1, 2, 3, 4] as const;
export const HARD_CHOICES = [1, 2, 3, 5] as const;

export interface CareRules {
  readonly longHours: number;
  readonly hardTalks: number;
}

export const PLAIN_CARE: CareRules = { longHours: 2, hardTalks: 3 };

/** How it is with oneself now. Nobody else is told, and nothing of it is kept. */
export interface Strain {
  readonly rules: CareRules;
  /** When the time without a pause began that is still going on, ms; null: there is a pause. */
  readonly since: number | null;
  /** When the day began, ms. */
  readonly today: number;
  /** Violent or hateful conversations one wrote in today. */
  readonly hard: number;
  /** What the rules say about it. */
  readonly over: 'long' | 'hard' | null;
}

export interface FigureRequests {
  /** Counts on for a moment and answers; ask again while `figures` is null. */
  figures: {
    input: { readonly weeks: FigureWeeks; readonly whose: Whose };
    output: Outcome<
      {
        /** Conversations counted, of so many. */
        readonly done: number;
        readonly total: number;
        readonly figures: Figures | null;
      },
      'not-coordinator'
    >;
  };
  /** Writes the team's figures as a table: what the screen shows, without the comments. */
  saveFigures: {
    input: { readonly weeks: FigureWeeks; readonly language: Language };
    output: Outcome<{ readonly name: string }, 'not-coordinator' | 'cancelled' | 'cannot-write'>;
  };
  strain: { input: null; output: Strain };
  setCare: { input: { readonly rules: CareRules }; output: Outcome<null, 'disk-full'> };
}

/** Every one of them by name. One left out does not compile. */
export const figureRequests = {
  figures: 0,
  saveFigures: 0,
  strain: 0,
  setCare: 0,
} satisfies Record<keyof FigureRequests, 0>;

/** Vault, figures: a team's figures as a table for a spreadsheet: what the screen shows, and no more. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { Language } from '../../../contract/case.ts';
import {
  LOADS,
  type Load,
  type Period,
  type TeamFigures,
  type TeamLoad,
  type Waits,
} from '../../../contract/figures.ts';

type Row = readonly (string | number)[];

/** A field that is left out because it would say too much or nothing stays empty. */
export function figuresCsv({ all, weeks }: TeamFigures, language: Language): string {
  const said = words[language];
  return stringify(
    [
      headOf(said),
      ...weeks.map((week) => [week.week, week.monday, ...cellsOf(week)]),
      [said.all, '', ...cellsOf(all)],
    ],
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}

const inMinutes: ReadonlySet<keyof Load> = new Set(['answering', 'longest']);
const MINUTE_MS = 60_000;

function cellsOf({ stars, average, comments, first, later, load }: Period<TeamLoad>): Row {
  return [
    ...stars,
    average === null ? '' : Math.round(average * 100) / 100,
    comments,
    ...waitCells(first.plain),
    ...waitCells(first.served),
    ...waitCells(later.plain),
    ...waitCells(later.served),
    load.people,
    load.total.conversations,
    load.total.answering === null ? '' : minutes(load.total.answering),
    load.total.hateful ?? '',
    ...LOADS.flatMap((what): Row => {
      if (load.spread === null) return ['', '', ''];
      const { least, middle, most } = load.spread[what];
      return [least, middle, most].map((n) => (inMinutes.has(what) ? minutes(n) : n));
    }),
  ];
}

const waitCells = (waits: Waits | null): Row =>
  waits === null
    ? ['', '', '', '']
    : [
        waits.count,
        ...[waits.p50, waits.p90, waits.p95].map((ms) => (ms === null ? '' : minutes(ms))),
      ];

/** Whole minutes say enough. */
const minutes = (ms: number): number => Math.round(ms / MINUTE_MS);

interface Words {
  readonly week: string;
  readonly monday: string;
  readonly all: string;
  readonly stars: (n: number) => string;
  readonly average: string;
  readonly comments: string;
  readonly kinds: readonly [string, string, string, string];
  readonly waits: readonly [string, string, string, string];
  readonly people: string;
  readonly total: readonly [string, string, string];
  readonly loads: Readonly<Record<keyof Load, string>>;
  readonly spread: readonly [string, string, string];
}

const headOf = (said: Words): Row => [
  said.week,
  said.monday,
  ...[1, 2, 3, 4, 5].map(said.stars),
  said.average,
  said.comments,
  ...said.kinds.flatMap((kind) => said.waits.map((wait) => `${kind}: ${wait}`)),
  said.people,
  ...said.total,
  ...LOADS.flatMap((what) => said.spread.map((part) => `${said.loads[what]}: ${part}`)),
];

const words: Readonly<Record<Language, Words>> = {
  de: {
    week: 'Woche',
    monday: 'Montag',
    all: 'zusammen',
    stars: (n) => (n === 1 ? '1 Stern' : `${n} Sterne`),
    average: 'Sterne im Mittel',
    comments: 'Kommentare',
    kinds: [
      'Erste Antwort',
      'Erste Antwort, nur Dienstzeiten',
      'Weitere Antworten',
      'Weitere Antworten, nur Dienstzeiten',
    ],
    waits: ['Anzahl', 'die Hälfte in (min)', '9 von 10 in (min)', '19 von 20 in (min)'],
    people: 'Geräte, die geantwortet haben',
    total: ['Gespräche', 'Zeit mit Antworten (min)', 'Hasserfüllte Nachrichten'],
    loads: {
      conversations: 'Gespräche je Gerät',
      answering: 'Zeit mit Antworten je Gerät (min)',
      longest: 'Längste Zeit ohne Pause (min)',
      shifts: 'Schichten je Gerät',
      atOnce: 'Gleichzeitig gehalten',
      hateful: 'Hasserfüllte Nachrichten je Gerät',
    },
    spread: ['am wenigsten', 'in der Mitte', 'am meisten'],
  },
  en: {
    week: 'Week',
    monday: 'Monday',
    all: 'together',
    stars: (n) => (n === 1 ? '1 star' : `${n} stars`),
    average: 'Stars on average',
    comments: 'Comments',
    kinds: [
      'First answer',
      'First answer, service hours only',
      'Later answers',
      'Later answers, service hours only',
    ],
    waits: ['count', 'half within (min)', '9 of 10 within (min)', '19 of 20 within (min)'],
    people: 'Devices that answered',
    total: ['Conversations', 'Time answering (min)', 'Hateful messages'],
    loads: {
      conversations: 'Conversations per device',
      answering: 'Time answering per device (min)',
      longest: 'Longest time without a break (min)',
      shifts: 'Shifts per device',
      atOnce: 'Held at the same time',
      hateful: 'Hateful messages per device',
    },
    spread: ['least', 'in the middle', 'most'],
  },
  nl: {
    week: 'Week',
    monday: 'Maandag',
    all: 'samen',
    stars: (n) => (n === 1 ? '1 ster' : `${n} sterren`),
    average: 'Sterren gemiddeld',
    comments: 'Reacties',
    kinds: [
      'Eerste antwoord',
      'Eerste antwoord, alleen diensttijden',
      'Verdere antwoorden',
      'Verdere antwoorden, alleen diensttijden',
    ],
    waits: [
      'aantal',
      'de helft binnen (min)',
      '9 van de 10 binnen (min)',
      '19 van de 20 binnen (min)',
    ],
    people: 'Apparaten die antwoordden',
    total: ['Gesprekken', 'Tijd met antwoorden (min)', 'Haatdragende berichten'],
    loads: {
      conversations: 'Gesprekken per apparaat',
      answering: 'Tijd met antwoorden per apparaat (min)',
      longest: 'Langste tijd zonder pauze (min)',
      shifts: 'Diensten per apparaat',
      atOnce: 'Tegelijk in handen',
      hateful: 'Haatdragende berichten per apparaat',
    },
    spread: ['minst', 'in het midden', 'meest'],
  },
};

/**
 * widget loader: what the snippet's `data-` attributes say, checked.
 *
 * Everything here has a default, so that a bare snippet with `data-team` alone works.
 */

/** What the launcher says in each language until the snippet says something else (`data-label-de` …). */
const LABELS = {
  de: 'Schreib uns',
  en: 'Write to us',
  nl: 'Schrijf ons',
  he: 'לכתוב לנו',
  ru: 'Напиши нам',
  ar: 'تواصل معنا',
  tr: 'Bize yaz',
  uk: 'Напиши нам',
} as const;

export type Language = keyof typeof LABELS;

export interface Settings {
  readonly team: string;
  readonly frameOrigin: string;
  readonly color: string;
  readonly ink: string;
  readonly radius: number;
  readonly side: 'left' | 'right';
  /** `data-lang`, or ''. */
  readonly lang: string;
  /** The launcher's: the snippet's, else the page's, else the browser's. */
  readonly language: Language;
  readonly label: (language: Language) => string;
  /** Where quick exit goes. */
  readonly leave: string;
}

const COLOR = '#0f5d57';
const RADIUS = 28;
/** A page nobody needs to explain. `data-leave` names another. */
const LEAVE = 'https://www.wikipedia.org/';

/** Reads the snippet. Never throws: a wrong value counts as absent. */
export function readSettings(script: HTMLScriptElement, page: Document): Settings {
  const { color, side, radius, lang, leave } = script.dataset;
  const accent = fitting(/^#[0-9a-f]{6}$/i, color, COLOR);
  return {
    team: script.dataset['team'] ?? '',
    frameOrigin: new URL(script.src).origin,
    color: accent,
    ink: inkOn(accent),
    radius: Math.max(0, Number(radius ?? RADIUS) || 0),
    side: side === 'left' ? side : 'right',
    lang: lang ?? '',
    language: firstLanguage([lang, page.documentElement.lang, ...navigator.languages]),
    label: (language) => script.getAttribute(`data-label-${language}`) ?? LABELS[language],
    leave: fitting(/^https?:/, leave, LEAVE),
  };
}

const fitting = (shape: RegExp, wish: string | undefined, otherwise: string): string =>
  wish !== undefined && shape.test(wish) ? wish : otherwise;

/** The first wish we speak; German where there is none. */
export function firstLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const short = wish?.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(short)) return short;
  }
  return 'de';
}

/** Whether the launcher has words in it. */
export const isLanguage = (tag: string): tag is Language => Object.hasOwn(LABELS, tag);

/** Black or white, whichever reads better on the colour: one of them always reaches 4.5 : 1. */
export function inkOn(color: string): '#000' | '#fff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(
    (at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}

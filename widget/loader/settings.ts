/**
 * widget loader: what the snippet's `data-` attributes say, checked.
 *
 * Everything here has a default, so that a bare snippet with `data-team` alone works.
 */

/** What the launcher says in each language until the snippet says something else (`data-label-de` …). */
export const LABELS = {
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
  /** The chat's own origin. */
  readonly chat: string;
  readonly color: string;
  readonly ink: string;
  /** Pixels, as digits. */
  readonly radius: string;
  /** A class of the style sheet: left or right. */
  readonly side: string;
  /** `data-lang`, or ''. */
  readonly lang: string;
  /** The launcher's first: the snippet's, else the page's, else the browser's. */
  readonly language: Language;
  /** What `data-<name>-<language>` says, or null. */
  readonly own: (name: 'label' | 'greet', language: Language) => string | null;
  /** Seconds until the greeting; NaN without `data-greet`. */
  readonly greet: number;
  /** Where quick exit goes. */
  readonly leave: string;
}

const COLOR = '#0f5d57';
const RADIUS = '28';
/** A page nobody needs to explain. `data-leave` names another. */
const LEAVE = 'https://www.wikipedia.org/';

/** Reads the snippet. Never throws: a wrong value counts as absent. */
export function readSettings(script: HTMLScriptElement): Settings {
  const { color, side, radius, lang = '', leave, greet, team = '' } = script.dataset;
  const accent = fitting(/^#[0-9a-f]{6}$/i, color, COLOR);
  return {
    team,
    chat: new URL(script.src).origin,
    color: accent,
    ink: inkOn(accent),
    radius: fitting(/^\d+$/, radius, RADIUS),
    side: fitting(/^left$/, side, 'right'),
    lang,
    language: firstLanguage([lang, document.documentElement.lang, ...navigator.languages]),
    own: (name, language) => script.getAttribute(`data-${name}-${language}`),
    greet: Number(greet),
    leave: fitting(/^https?:/, leave, LEAVE),
  };
}

const fitting = (shape: RegExp, wish = '', otherwise: string): string =>
  shape.test(wish) ? wish : otherwise;

/** The first wish we speak; German where there is none. */
export const firstLanguage = (wishes: readonly unknown[]): Language =>
  wishes.map(primary).find(isLanguage) ?? 'de';

/** Whether the launcher has words in it. */
export const isLanguage = (tag: string): tag is Language => Object.hasOwn(LABELS, tag);

/** What a tag such as `de-AT` begins with, whatever it is that a page gave us. */
export const primary = (tag: unknown): string => String(tag).toLowerCase().replace(/-.*/, '');

/** Black or white, whichever reads better on the colour: one of them always reaches 4.5 : 1. */
export function inkOn(color: string): '#000' | '#fff' {
  const rgb = parseInt(color.slice(1), 16);
  const light = (shift: number): number => (((rgb >> shift) & 255) / 255) ** 2.2;
  return 0.21 * light(16) + 0.72 * light(8) + 0.07 * light(0) > 0.18 ? '#000' : '#fff';
}

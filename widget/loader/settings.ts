/**
 * widget loader: what the snippet's `data-` attributes say, checked.
 *
 * Everything here has a default, so that a bare snippet with `data-team` alone works.
 */

export type Language = 'de' | 'en' | 'nl';

export interface Settings {
  readonly team: string;
  readonly frameOrigin: string;
  readonly color: string;
  readonly ink: string;
  readonly radius: number;
  readonly side: 'left' | 'right';
  readonly language: Language;
  readonly labels: Readonly<Record<Language, string>>;
  /** Where quick exit goes. */
  readonly leave: string;
}

const LABELS = { de: 'Schreib uns', en: 'Write to us', nl: 'Schrijf ons' } as const;
const COLOR = '#0f5d57';
const RADIUS = 28;
/** A page nobody needs to explain. `data-leave` names another. */
const LEAVE = 'https://www.wikipedia.org/';

/** Reads the snippet. Never throws: a wrong value counts as absent. */
export function readSettings(script: HTMLScriptElement, page: Document): Settings {
  const { dataset } = script;
  const color = /^#[0-9a-f]{6}$/i.test(dataset['color'] ?? '')
    ? (dataset['color'] ?? COLOR)
    : COLOR;
  return {
    team: dataset['team'] ?? '',
    frameOrigin: new URL(script.src).origin,
    color,
    ink: inkOn(color),
    radius: Math.min(28, Math.max(0, Number(dataset['radius'] ?? RADIUS) || 0)),
    side: dataset['side'] === 'left' ? 'left' : 'right',
    language: firstLanguage([
      dataset['language'],
      page.documentElement.lang,
      ...navigator.languages,
    ]),
    labels: {
      de: dataset['labelDe'] ?? LABELS.de,
      en: dataset['labelEn'] ?? LABELS.en,
      nl: dataset['labelNl'] ?? LABELS.nl,
    },
    leave: /^https?:/.test(dataset['leave'] ?? '') ? (dataset['leave'] ?? LEAVE) : LEAVE,
  };
}

/** The first wish we speak; German where there is none. */
export function firstLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase();
    if (short === 'de' || short === 'en' || short === 'nl') return short;
  }
  return 'de';
}

/** Black or white, whichever reads better on the colour: one of them always reaches 4.5 : 1. */
export function inkOn(color: string): '#000' | '#fff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(color.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}

const linear = (c: number): number => (c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

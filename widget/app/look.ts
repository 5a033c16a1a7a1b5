import { safeAccent } from '../../protocol/team/accent.ts';
import type { ProfileFont } from '../../protocol/team/profile-values.ts';
import type { Face } from './face.ts';

/**
 * Fonts that are on the device anyway; a profile names one of them. There is no way to a file: a font
 * that is fetched would tell its server who is reading.
 */
const fonts: Readonly<Record<ProfileFont, string>> = {
  humanist: "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', 'Noto Sans', sans-serif",
  rounded: "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Comfortaa, Manjari, sans-serif",
  serif: "ui-serif, 'Iowan Old Style', Georgia, 'Noto Serif', serif",
};

/** What of a face has a look. */
export type Look = Pick<Face, 'accent' | 'radius' | 'font'>;

/**
 * widget/app: the team's colour, radius and font as custom properties of frame.css; only what the
 * profile says is in it, the rest is the style sheet's.
 */
export function lookOf({ accent, radius, font }: Look, dark: boolean): Record<string, string> {
  const safe = accent === null ? null : safeAccent(accent, dark);
  const stack = Object.hasOwn(fonts, font) ? fonts[font as ProfileFont] : undefined;
  return {
    ...(radius === null ? {} : { '--radius': `${radius}px` }),
    ...(stack === undefined ? {} : { '--font': stack }),
    ...(safe && {
      '--accent': safe.accent,
      '--accent-ink': safe.ink,
      '--accent-soft': safe.soft,
    }),
  };
}

/** Through CSSOM: the CSP allows no inline style. */
export function applyLook(look: Look, dark: boolean, { style }: HTMLElement): void {
  for (const [name, value] of Object.entries(lookOf(look, dark))) style.setProperty(name, value);
}

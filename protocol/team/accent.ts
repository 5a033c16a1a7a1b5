/**
 * protocol/team: what a chat makes of the team's colour (PROTOCOL §2, `look.accent`).
 *
 * A colour that is too pale or too dark for the surface is moved until text in it reaches 4.5 : 1, so
 * a team can choose its own and nobody loses a word. Here, because an editor must say it beforehand.
 */
type Rgb = readonly [number, number, number];

/** What text must reach against what is behind it (WCAG 2.2, 1.4.3). */
export const ENOUGH = 4.5;
const SURFACE = { light: '#fbfaf7', dark: '#212726' } as const;
const INK = { light: '#ffffff', dark: '#08211e' } as const;
const STEPS = 20;
/** How much of the accent goes into the bubbles' tint. */
const TINT = 0.14;

/** How a profile writes a colour. */
export const isColour = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value);

/**
 * The nearest colour that works as text on the surface, and so under its ink too: the ink is whiter
 * than the light surface and darker than the dark one.
 */
export function safeAccent(
  wish: string,
  dark: boolean,
): { readonly accent: string; readonly ink: string; readonly soft: string } {
  const mode = dark ? 'dark' : 'light';
  const surface = parse(SURFACE[mode]);
  const end: Rgb = dark ? [255, 255, 255] : [0, 0, 0];
  const from = parse(wish);
  for (let step = 0; step <= STEPS; step += 1) {
    const accent = mix(from, end, step / STEPS);
    if (contrast(accent, surface) < ENOUGH) continue;
    return { accent: print(accent), ink: INK[mode], soft: print(mix(surface, accent, TINT)) };
  }
  return { accent: print(end), ink: INK[mode], soft: print(mix(surface, end, TINT)) };
}

/** What a chat's words stand on. */
export const surfaceOf = (dark: boolean): Rgb => parse(SURFACE[dark ? 'dark' : 'light']);

/** The WCAG ratio of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

export const parse = (hex: string): Rgb => [byte(hex, 1), byte(hex, 3), byte(hex, 5)];

const byte = (hex: string, at: number): number => parseInt(hex.slice(at, at + 2), 16);

const print = (color: Rgb): string =>
  `#${color.map((c) => c.toString(16).padStart(2, '0')).join('')}`;

/** Rounded at once: what is checked is what is painted. */
const mix = (a: Rgb, b: Rgb, share: number): Rgb => {
  const at = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * share);
  return [at(0), at(1), at(2)];
};

const luminance = ([r, g, b]: Rgb): number =>
  0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);

const linear = (c: number): number => (c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

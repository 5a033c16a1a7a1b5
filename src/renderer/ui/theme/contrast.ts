// Room: ui/theme. More contrast, where the system or the person asks for it: lines and soft words become firm.
import { VARIABLE_PREFIX } from './colour.ts';
import type { Tokens } from './tokens.ts';

/** Soft words at least 7 : 1 on every surface, lines at least 3 : 1. */
const light: Partial<Tokens> = {
  line: '#6E6A61',
  lineStrong: '#4A4740',
  ink: '#000000',
  inkSoft: '#33393A',
  inkFaint: '#3C4340',
  accent: '#06413D',
  accentHover: '#032E2B',
  waiting: '#5C3500',
  danger: '#7A140B',
  dangerFill: '#7A140B',
};

const dark: Partial<Tokens> = {
  line: '#8A938F',
  lineStrong: '#C4CCC8',
  ink: '#FFFFFF',
  inkSoft: '#DDE3E0',
  inkFaint: '#D2D9D5',
  accent: '#9BE5DA',
  accentHover: '#BDF2EA',
  waiting: '#FFD08A',
  danger: '#FFBDB7',
  dangerFill: '#FFBDB7',
};

const named = (name: string): string => `--${VARIABLE_PREFIX}-palette-${name}`;

/** The tokens, and what MUI calls the same by names of its own. */
const variables = ({ ink, inkSoft, ...others }: Partial<Tokens>): Variables => ({
  ...asTokens({ ink, inkSoft, ...others }),
  [named('text-primary')]: ink,
  [named('text-secondary')]: inkSoft,
});

type Variables = Readonly<Record<string, string | undefined>>;

const asTokens = (tokens: Variables): Variables =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, value]) => [named(`tokens-${name}`), value]),
  );

/** Over the theme's own variables: twice the root weighs more than once. */
const ROOT = ':root:root';
const CHOSEN = ':root:root[data-contrast=more]';

export const contrast = {
  '@media (prefers-color-scheme: light)': { [CHOSEN]: variables(light) },
  '@media (prefers-color-scheme: dark)': { [CHOSEN]: variables(dark) },
  '@media (prefers-contrast: more) and (prefers-color-scheme: light)': { [ROOT]: variables(light) },
  '@media (prefers-contrast: more) and (prefers-color-scheme: dark)': { [ROOT]: variables(dark) },
} as const;

// Room: ui/theme. Names for the colours as CSS variables, so that light and dark need no second rendering.
import { light, type Tokens } from './tokens.ts';

/** Prefix of every CSS variable of the theme. */
export const VARIABLE_PREFIX = 'bei';

/** `colour.ink` is the CSS variable that holds the ink of the scheme in use. */
export const colour: Tokens = Object.fromEntries(
  Object.keys(light).map((name) => [name, `var(--${VARIABLE_PREFIX}-palette-tokens-${name})`]),
) as Record<keyof Tokens, string>;

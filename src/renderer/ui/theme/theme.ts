// Room: ui/theme. The app's own MUI theme: warm surfaces, one deep accent, 4 px grid, 14 px type.
import { createTheme, type Theme } from '@mui/material/styles';
import { components } from './components.ts';
import { VARIABLE_PREFIX } from './colour.ts';
import { dark, light, type Tokens } from './tokens.ts';

declare module '@mui/material/styles' {
  interface Palette {
    tokens: Tokens;
  }
  interface PaletteOptions {
    tokens?: Tokens;
  }
}

const FONT =
  '"IBM Plex Sans", "IBM Plex Sans Hebrew", "IBM Plex Sans Arabic", "Noto Sans Arabic", "Noto Sans", system-ui, sans-serif';
export const MONO = 'ui-monospace, "DejaVu Sans Mono", "Cascadia Mono", Menlo, Consolas, monospace';

const palette = (tokens: Tokens) => ({
  tokens,
  primary: { main: tokens.accent, dark: tokens.accentHover, contrastText: tokens.accentInk },
  error: { main: tokens.danger, contrastText: tokens.dangerInk },
  warning: { main: tokens.waiting, contrastText: tokens.accentInk },
  success: { main: tokens.live },
  text: { primary: tokens.ink, secondary: tokens.inkSoft, disabled: tokens.inkFaint },
  background: { default: tokens.canvas, paper: tokens.raised },
  divider: tokens.line,
});

const MOTION_MS = 120;

/** The theme for one writing direction; light or dark follows the system without a second render. */
export const makeTheme = (direction: 'ltr' | 'rtl'): Theme =>
  createTheme({
    direction,
    cssVariables: { colorSchemeSelector: 'media', cssVarPrefix: VARIABLE_PREFIX },
    colorSchemes: { light: { palette: palette(light) }, dark: { palette: palette(dark) } },
    spacing: 4,
    shape: { borderRadius: 8 },
    typography: {
      fontFamily: FONT,
      fontSize: 14,
      htmlFontSize: 14,
      fontWeightMedium: 500,
      fontWeightBold: 600,
      h1: { fontSize: 18, lineHeight: 1.3, fontWeight: 600 },
      h2: { fontSize: 16, lineHeight: 1.35, fontWeight: 600 },
      h3: { fontSize: 14, lineHeight: 1.4, fontWeight: 600 },
      body1: { fontSize: 14, lineHeight: 1.5 },
      body2: { fontSize: 13, lineHeight: 1.5 },
      caption: { fontSize: 12, lineHeight: 1.45 },
      button: { fontSize: 14, fontWeight: 500, textTransform: 'none', letterSpacing: 0 },
    },
    transitions: {
      duration: {
        shortest: MOTION_MS,
        shorter: MOTION_MS,
        short: MOTION_MS,
        standard: MOTION_MS,
        complex: MOTION_MS,
        enteringScreen: MOTION_MS,
        leavingScreen: MOTION_MS,
      },
    },
    components,
  });

// Room: ui/theme. Puts theme, emotion cache and base styles around the app; the only place that knows the style nonce.
import createCache, { type EmotionCache } from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ThemeProvider } from '@mui/material/styles';
import rtlPlugin from '@mui/stylis-plugin-rtl';
import type { ReactNode } from 'react';
import { colour } from './colour.ts';
import { contrast } from './contrast.ts';
import { forced } from './forced.ts';
import { mirrored } from './mirrored.ts';
import { makeTheme } from './theme.ts';

export type Direction = 'ltr' | 'rtl';

const themes = { ltr: makeTheme('ltr'), rtl: makeTheme('rtl') };

const nonceOfPage = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;

/**
 * Emotion needs the page's nonce, or the page stays unstyled under the CSP (facts §2). There is one
 * engine, so no vendor prefixes; stylis 4.4's prefixer also breaks under emotion's own stylis 4.2.
 */
function makeCache(direction: Direction): EmotionCache {
  const nonce = nonceOfPage();
  return createCache({
    key: direction === 'rtl' ? 'beirtl' : 'bei',
    prepend: true,
    ...(nonce === undefined || nonce === '' ? {} : { nonce }),
    ...(direction === 'rtl' ? { stylisPlugins: [rtlPlugin] } : {}),
  });
}

const caches = new Map<Direction, EmotionCache>();

function cacheFor(direction: Direction): EmotionCache {
  const known = caches.get(direction) ?? makeCache(direction);
  caches.set(direction, known);
  return known;
}

const base = (
  <GlobalStyles
    styles={{
      ':root': { colorScheme: 'light dark' },
      'html, body, #app': { height: '100%' },
      body: {
        backgroundColor: colour.canvas,
        fontVariantNumeric: 'tabular-nums',
        overflow: 'hidden',
        WebkitFontSmoothing: 'antialiased',
      },
      '::-webkit-scrollbar': { width: 10, height: 10 },
      '::-webkit-scrollbar-button, ::-webkit-scrollbar-corner': { display: 'none' },
      '::-webkit-scrollbar-thumb': {
        border: '2px solid transparent',
        borderRadius: 5,
        backgroundColor: colour.line,
        backgroundClip: 'content-box',
      },
      '::-webkit-scrollbar-thumb:hover': { backgroundColor: colour.lineStrong },
      'h1, h2, h3, p': { margin: 0 },
      'h1, h2, h3': { fontWeight: 600, lineHeight: 1.35 },
      h1: { fontSize: 18 },
      h2: { fontSize: 16 },
      h3: { fontSize: 14 },
      '::selection': { backgroundColor: colour.accentSoft, color: colour.ink },
      // Nothing typed yet has no direction of its own; what stands in its place has the page's.
      '[dir=auto]:placeholder-shown': { direction: 'inherit', unicodeBidi: 'isolate' },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': { animation: 'none !important', transition: 'none !important' },
      },
      ...mirrored,
      ...contrast,
      ...forced,
      '@media print': {
        'html, body, #app': { height: 'auto' },
        body: { overflow: 'visible', backgroundColor: '#fff' },
      },
    }}
  />
);

export function DeskTheme({
  direction,
  children,
}: {
  readonly direction: Direction;
  readonly children: ReactNode;
}) {
  return (
    <CacheProvider value={cacheFor(direction)}>
      <ThemeProvider theme={themes[direction]}>
        <CssBaseline />
        {base}
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
}

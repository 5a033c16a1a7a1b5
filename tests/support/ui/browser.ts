import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, preview } from 'vite';

/** A real Chromium on a built harness page. */
export interface UiBrowser {
  readonly open: (wishes: string, options?: PageWishes) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export interface PageWishes {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

/** Where Debian and most CI images keep it. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const flags = [
  '--lang=de-DE',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Builds the harness once and serves it on a free local port. */
export async function startUiBrowser(): Promise<UiBrowser> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'beistand-ui-'));
  const config = {
    configFile: false,
    root: import.meta.dirname,
    plugins: [react()],
    logLevel: 'error',
    build: {
      target: 'chrome130',
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      minify: false,
      chunkSizeWarningLimit: 8000,
    },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  } as const;
  await build({ ...config, plugins: [react()] });
  const server = await preview({ ...config, plugins: [react()] });
  const origin = server.resolvedUrls?.local[0] ?? '';
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: flags,
    env: { ...process.env, LANGUAGE: 'de' },
  });

  return {
    open: async (wishes, { width = 1440, height = 900, scheme = 'light' } = {}) => {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: scheme,
        reducedMotion: 'reduce',
        locale: 'de-DE',
      });
      await page.goto(`${origin}?${wishes}`);
      await page.waitForSelector('main');
      await page.evaluate(() => document.fonts.ready.then(() => true));
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

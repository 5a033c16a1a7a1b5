import path from 'node:path';
import { defineConfig } from 'vite';
import { buildLoader } from './tools/loader-build.ts';

const ROOT = import.meta.dirname;

// With any other value the loader would not be the one the site serves.
process.env['NODE_ENV'] = 'production';

/**
 * The profile editor's preview: the chat's own views as a page of the desktop app, under a host of its
 * own (ADR 0026). It also knows the loader that the same sources make, for the snippet.
 */
export default defineConfig(async () => {
  const { name, integrity } = await buildLoader();
  return {
    root: path.join(ROOT, 'widget/preview'),
    base: './',
    publicDir: false as const,
    define: { BEISTAND_LOADER: JSON.stringify({ path: `/l/${name}`, integrity }) },
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
    build: {
      outDir: path.join(ROOT, '.vite/renderer/chat'),
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: false as const,
      assetsInlineLimit: 0,
    },
    worker: { format: 'es' as const },
  };
});

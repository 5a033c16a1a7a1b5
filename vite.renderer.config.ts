import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const port = 5173;

/**
 * The window: the screen (React) and, as a file of its own under `vault/`, the vault's Worker.
 *
 * The Worker needs that folder because it gets its own CSP by path. Fonts stay files, since the
 * page's CSP refuses `data:` fonts. The nonce is a placeholder that the app:// handler fills anew
 * for every page.
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, 'src/renderer/ui'),
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: path.resolve(import.meta.dirname, '.vite/renderer/main_window'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: 'vault/[name]-[hash].js' } },
  },
  server: {
    host: 'localhost',
    port,
    strictPort: true,
    hmr: { protocol: 'ws', host: 'localhost', clientPort: port },
  },
});

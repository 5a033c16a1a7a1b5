/** Builds what the browser tests of the screen look at: the harness, and the profile editor's preview beside it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { NONCE_PLACEHOLDER, type Roots } from '../../../src/main/app-policy.ts';

export interface BuiltUi {
  readonly roots: Roots;
  readonly remove: () => Promise<void>;
}

/** In folders of their own. A tenth of a run over all screens, so tests share one (set-up.ts). */
export async function buildUi(): Promise<BuiltUi> {
  const roots = { desk: await folder('ui'), chat: await folder('chat') };
  await build({
    configFile: false,
    root: import.meta.dirname,
    plugins: [react()],
    logLevel: 'error',
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      target: 'chrome130',
      outDir: roots.desk,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      minify: false,
      chunkSizeWarningLimit: 8000,
    },
  });
  await buildPreview(roots.chat);
  return {
    roots,
    remove: async () => {
      for (const each of Object.values(roots)) await rm(each, { recursive: true, force: true });
    },
  };
}

const folder = (name: string): Promise<string> => mkdtemp(path.join(tmpdir(), `beistand-${name}-`));

/** The profile editor's preview, as the app carries it. */
async function buildPreview(outDir: string): Promise<void> {
  const mode = process.env['NODE_ENV'];
  const configFile = path.resolve(import.meta.dirname, '../../../vite.chat.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir } });
  process.env['NODE_ENV'] = mode;
}

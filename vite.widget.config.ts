import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { writeFirstPages } from './tools/first-pages.ts';
import { buildLoader, loaderName } from './tools/loader-build.ts';

/**
 * `npm run build:site`: the chat frame as a page in each language with its script and style, the loader as one immutable
 * file named after its own bytes, the loaders of earlier releases, and a manifest that names both
 * (ARCHITECTURE, Origins). The same sources give the same bytes anywhere; hashes.txt lists them.
 */
const ROOT = import.meta.dirname;
const PUBLISHED = path.join(ROOT, 'widget/published');

// With any other value the views would carry the names of their builder's folders.
process.env['NODE_ENV'] = 'production';
const jsx = { runtime: 'automatic', importSource: 'preact' } as const;

/** Files the loader under /l/ by the hash of its bytes. */
async function fileLoader(out: string): Promise<{ loader: string; integrity: string }> {
  const { bytes, name, integrity } = await buildLoader();
  await mkdir(path.join(out, 'l'), { recursive: true });
  await writeFile(path.join(out, 'l', name), bytes);
  return { loader: `/l/${name}`, integrity };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Websites out there ask for these by name and hash: one that was changed would open nowhere any more. */
async function keepPublished(out: string): Promise<void> {
  for (const name of await readdir(PUBLISHED)) {
    if (loaderName(await readFile(path.join(PUBLISHED, name))) !== name) {
      throw new Error(`widget/published/${name} is not what was published under this name`);
    }
  }
  await cp(PUBLISHED, path.join(out, 'published'), { recursive: true });
}

/** As `sha256sum` writes and reads it: what this build made, and nothing an earlier one left. */
async function listHashes(out: string, loader: string): Promise<void> {
  const made = await Promise.all(
    ['f', 'published'].map((folder) =>
      readdir(path.join(out, folder), { recursive: true, withFileTypes: true }),
    ),
  );
  const files = made
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)));
  const names = [...files, loader.slice(1)]
    .map((file) => file.split(path.sep).join('/'))
    .toSorted();
  const lines = names.map(
    async (name) => `${sha256(await readFile(path.join(out, name)))}  ${name}\n`,
  );
  await writeFile(path.join(out, 'hashes.txt'), (await Promise.all(lines)).join(''));
}

/**
 * tweetnacl is one CommonJS file; as a module it needs no loader around it, and what nobody calls can
 * be left out. Only its wrapper and its table of inner functions go; no line of its arithmetic is touched.
 */
const tweetnaclAsModule: Plugin = {
  name: 'tweetnacl-as-module',
  enforce: 'pre',
  transform: {
    filter: { id: /tweetnacl\/nacl-fast\.js$/ },
    handler: (code) =>
      edits.reduce((text, [from, to]) => {
        if (text.match(new RegExp(from, 'g'))?.length !== 1) throw new Error('another tweetnacl');
        return text.replace(from, to);
      }, code),
  },
};

const edits: readonly (readonly [RegExp, string])[] = [
  [/^\(function\(nacl\) \{/, 'const nacl = {};'],
  [/\}\)\(typeof module [^\n]*\n$/, 'export default nacl;\n'],
  [/crypto = require\('crypto'\);/, 'crypto = null;'],
  [/nacl\.lowlevel = \{[^}]*\};/, ''],
];

/**
 * Vite wraps each lazy part in a kilobyte that also fetches its styles. Ours have none: every style is
 * in the page's one sheet, and a build where that is no longer so ends here.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: {
    filter: { id: /vite\/preload-helper\.js$/ },
    handler: () => 'export const __vitePreload = (load) => load();',
  },
  generateBundle(_options, bundle) {
    const sheets = Object.keys(bundle).filter((file) => file.endsWith('.css'));
    if (sheets.length > 1) throw new Error(`one style sheet, not ${sheets.join(', ')}`);
  },
};

let out = '';
const site: Plugin = {
  name: 'beistand-site',
  configResolved: ({ build: { outDir } }) => {
    out = path.dirname(outDir);
  },
  /** The engine is asked for with the page itself, not only when the first script runs. */
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /\/engine-worker-[^/]+\.js$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: {
            rel: 'preload',
            as: 'script',
            crossorigin: true,
            fetchpriority: 'low',
            href: `/f/${file}`,
          },
          injectTo: 'head',
        })),
  },
  async closeBundle() {
    await writeFirstPages(path.join(out, 'f'));
    const loader = await fileLoader(out);
    await keepPublished(out);
    await listHashes(out, loader.loader);
    const manifest = { ...loader, frame: '/f/' };
    await writeFile(path.join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  },
};

export default defineConfig({
  root: path.join(ROOT, 'widget/app'),
  base: '/f/',
  publicDir: false,
  oxc: { jsx },
  build: {
    outDir: path.join(ROOT, 'dist/site/f'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // A language's later words must not count as its first ones (.size-limit.json).
        chunkFileNames: ({ name, facadeModuleId }) => {
          if (facadeModuleId?.includes('/i18n/later/')) return `assets/words-${name}-[hash].js`;
          const isOfFiles = facadeModuleId?.includes('/files/') === true;
          return `assets/${isOfFiles ? 'files-' : ''}${name}-[hash].js`;
        },
      },
    },
  },
  worker: { format: 'es', plugins: () => [tweetnaclAsModule] },
  plugins: [plainImports, site],
});

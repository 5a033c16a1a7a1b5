import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, defineConfig, type Plugin } from 'vite';

/**
 * `npm run build:site`: the chat frame as a page with its script and style, the loader as one immutable
 * file named after its own bytes, and a manifest that names both (ARCHITECTURE, Origins).
 */
const ROOT = import.meta.dirname;
const OUT = path.join(ROOT, 'dist/site');

const jsx = { runtime: 'automatic', importSource: 'preact' } as const;

/** Builds the loader as an IIFE and files it under /l/ by the hash of its bytes. */
async function buildLoader(): Promise<{ loader: string; integrity: string }> {
  const output = await build({
    configFile: false,
    root: path.join(ROOT, 'widget'),
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: path.join(ROOT, 'widget/loader.ts'),
        formats: ['iife'],
        name: 'beistand',
        fileName: () => 'loader.js',
      },
    },
  });
  const [{ output: chunks } = { output: [] }] = Array.isArray(output) ? output : [];
  const chunk = chunks.find((each) => each.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the loader was not built');
  const bytes = Buffer.from(chunk.code, 'utf8');
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.js`;
  await mkdir(path.join(OUT, 'l'), { recursive: true });
  await writeFile(path.join(OUT, 'l', name), bytes);
  return {
    loader: `/l/${name}`,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  };
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

const site: Plugin = {
  name: 'beistand-site',
  /** The engine is asked for with the page itself, not only when the first picture stands. */
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /\/(engine|crypto|return-code)-[^/]+\.js$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/f/${file}` },
          injectTo: 'head',
        })),
  },
  async closeBundle() {
    const loader = await buildLoader();
    await readFile(path.join(OUT, 'f/index.html'));
    const manifest = { ...loader, frame: '/f/' };
    await writeFile(path.join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  },
};

export default defineConfig({
  root: path.join(ROOT, 'widget/app'),
  base: '/f/',
  publicDir: false,
  oxc: { jsx },
  build: {
    outDir: path.join(OUT, 'f'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // Libraries only: they import nothing of ours, so no chunk waits for one that waits for it.
          groups: [{ name: 'crypto', test: /tweetnacl|@noble/ }],
        },
      },
    },
  },
  plugins: [tweetnaclAsModule, site],
});

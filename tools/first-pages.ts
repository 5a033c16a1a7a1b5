import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { buildScript } from './loader-build.ts';

/** tools: the page of each language with its first picture, drawn while the site is built (ADR 0025). */
const ROOT = path.resolve(import.meta.dirname, '..');

/** What widget/app/first-page.tsx answers for each language. */
interface FirstPage {
  readonly language: string;
  readonly direction: string;
  readonly body: string;
}

/** The first picture of each language, drawn by the App itself. */
async function drawFirstPages(): Promise<readonly FirstPage[]> {
  const built = await build({
    configFile: false,
    root: path.join(ROOT, 'widget/app'),
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    ssr: { noExternal: true },
    build: {
      write: false,
      target: 'es2022',
      ssr: path.join(ROOT, 'widget/app/first-page.tsx'),
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [chunk] = 'output' in built ? built.output : [];
  if (chunk?.type !== 'chunk') throw new Error('the first pages were not built');
  const bytes = Buffer.from(chunk.code, 'utf8').toString('base64');
  const drawn = (await import(`data:text/javascript;base64,${bytes}`)) as {
    readonly firstPages: () => Promise<readonly FirstPage[]>;
  };
  return drawn.firstPages();
}

const SHEET = /<link rel="stylesheet"[^>]*>\n?/;
/** What a page asks for beside its style. */
const ASKED = /<link rel="(?:module)?preload"[^>]*>|<script [^>]*><\/script>/g;

/**
 * `f/<language>.html` beside `f/index.html`, which has nothing in its body and no language's words. Nothing has to be
 * fetched before it is painted: the style and widget/app/start.ts stand within the page, where the server allows them by
 * their hashes, and the other scripts wait in a template.
 */
export async function writeFirstPages(folder: string): Promise<void> {
  const [page, assets] = await Promise.all([
    readFile(path.join(folder, 'index.html'), 'utf8'),
    readdir(path.join(folder, 'assets')),
  ]);
  const only = (what: string, fits: (name: string) => boolean): string => {
    const [name, ...others] = assets.filter(fits);
    if (name === undefined || others.length > 0)
      throw new Error(`one ${what}, not ${assets.join()}`);
    return name;
  };
  const sheet = only('style sheet', (name) => name.endsWith('.css'));
  const style = (await readFile(path.join(folder, 'assets', sheet), 'utf8')).trim();
  if (!SHEET.test(page) || style.includes('<')) throw new Error('a style that cannot stand within');
  const start = (await buildScript('app/start.ts')).trim();
  if (start.includes('</')) throw new Error('a script that would end its own element');
  const asked = page.match(ASKED) ?? [];
  for (const { language, direction, body } of await drawFirstPages()) {
    const words = only(`list of first words for ${language}`, (name) =>
      name.startsWith(`${language}-`),
    );
    const later = [`<link rel="modulepreload" href="/f/assets/${words}">`, ...asked].join('');
    const full = page
      .replace('<html lang="de" dir="ltr">', `<html lang="${language}" dir="${direction}">`)
      .replace(ASKED, '')
      .replace(SHEET, () => `<style>${style}</style>\n    <template>${later}</template>`)
      .replace('</head>', () => `  <script>${start}</script>\n  </head>`)
      .replace('<body></body>', () => `<body>${body}</body>`);
    await writeFile(path.join(folder, `${language}.html`), full);
  }
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'vite';

const WIDGET = path.resolve(import.meta.dirname, '../widget');

/** The loader as one script, named after its own bytes, and what a website's snippet says of it. */
export interface BuiltLoader {
  readonly bytes: Buffer;
  /** `<hash>.js` */
  readonly name: string;
  readonly integrity: string;
}

/** Builds the loader. The same sources give the same bytes anywhere. */
export async function buildLoader(): Promise<BuiltLoader> {
  const bytes = Buffer.from(await buildScript('loader.ts'), 'utf8');
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  return { bytes, name: loaderName(bytes), integrity };
}

/** One file of `widget/` and all it imports as one classic script, an IIFE. */
export async function buildScript(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    root: WIDGET,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: path.join(WIDGET, entry),
        formats: ['iife'],
        name: 'beistand',
        fileName: () => 'script.js',
      },
    },
  });
  const [{ output: chunks } = { output: [] }] = Array.isArray(output) ? output : [];
  const chunk = chunks.find((each) => each.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error(`${entry} was not built`);
  return chunk.code;
}

/** Under which name a loader of these bytes is served, for ever. */
export const loaderName = (bytes: Uint8Array): string =>
  `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.js`;

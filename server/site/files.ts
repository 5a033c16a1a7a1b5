import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file that may be served, in memory. */
export interface SiteFile {
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
  readonly type: string;
}

/** What `npm run build:site` made, read once. What is not in here is not served, whatever is asked for. */
export interface Site {
  /** By path: `/l/<hash>.js`, new and from earlier releases, and everything under `/f/`, but for the page itself. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** SHA-256 of every file the build made, for whoever wants to compare. */
  readonly hashes: Buffer;
  /** `f/index.html`, with the places for team and relay still empty, and nothing to see. */
  readonly page: string;
  /** The same with its first picture, by language: `f/de.html` is "de". */
  readonly firstPages: ReadonlyMap<string, string>;
  /** The newest loader and its SRI value. */
  readonly loader: { readonly path: string; readonly integrity: string };
}

/** The site's folder is not what a build leaves; the message is a sentence for whoever runs it. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

/** Reads `folder`, links left out. Throws {@link SiteError}. */
export function readSite(folder: string): Site {
  const files = new Map<string, SiteFile>();
  for (const file of ['published', 'l', 'f'].flatMap((part) => filesBelow(folder, part))) {
    const type = types.get(path.extname(file));
    if (type === undefined) throw new SiteError(`SITE_DIR holds ${file}, which no site needs.`);
    const bytes = readFileSync(path.join(folder, file));
    files.set(`/${file.replace(/^published\//, 'l/')}`, { bytes, gzipped: gzipSync(bytes), type });
  }
  const [page, firstPages] = takePages(files);
  if (page === undefined) throw new SiteError(`SITE_DIR ${folder} holds no f/index.html. ${BUILD}`);
  const loader = newestLoader(folder, files);
  return { files, hashes: listIn(folder), page, firstPages, loader };
}

/** Pages are never served as they are: team and relay have to be filled in. */
function takePages(
  files: Map<string, SiteFile>,
): readonly [page: string | undefined, firstPages: ReadonlyMap<string, string>] {
  const firstPages = new Map<string, string>();
  for (const [name, { bytes }] of files) {
    const [, language] = FIRST_PAGE.exec(name) ?? [];
    if (language === undefined) continue;
    firstPages.set(language, bytes.toString('utf8'));
    files.delete(name);
  }
  const page = files.get('/f/index.html')?.bytes.toString('utf8');
  files.delete('/f/index.html');
  return [page, firstPages];
}

const FIRST_PAGE = /^\/f\/([a-z]{2})\.html$/;

const BUILD = 'Run npm run build:site first.';

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
]);

function filesBelow(folder: string, part: string): readonly string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(path.join(folder, part), { recursive: true, withFileTypes: true });
  } catch {
    throw new SiteError(`SITE_DIR ${folder} holds no folder ${part}. ${BUILD}`);
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'));
}

function listIn(folder: string): Buffer {
  try {
    return readFileSync(path.join(folder, 'hashes.txt'));
  } catch {
    throw new SiteError(`SITE_DIR ${folder} holds no hashes.txt. ${BUILD}`);
  }
}

/** The build's manifest says which loader is the newest; the SRI value is worked out from its bytes. */
function newestLoader(folder: string, files: ReadonlyMap<string, SiteFile>): Site['loader'] {
  const named = manifestLoader(path.join(folder, 'manifest.json'));
  const loader = files.get(named);
  if (loader === undefined || !/^\/l\/[\w-]+\.js$/.test(named)) {
    throw new SiteError(`SITE_DIR ${folder} names no loader in its manifest.json. ${BUILD}`);
  }
  const digest = createHash('sha384').update(loader.bytes).digest('base64');
  return { path: named, integrity: `sha384-${digest}` };
}

function manifestLoader(file: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isNamed = typeof manifest === 'object' && manifest !== null && 'loader' in manifest;
    return isNamed && typeof manifest.loader === 'string' ? manifest.loader : '';
  } catch {
    return '';
  }
}

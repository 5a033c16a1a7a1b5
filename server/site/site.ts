import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SiteConfig } from './config.ts';
import { SiteError, type Site, type SiteFile } from './files.ts';
import {
  assetHeaders,
  everywhere,
  loaderHeaders,
  nothingAllowed,
  ownProcess,
  pageHeaders,
  type Within,
} from './headers.ts';
import type { Reply } from './serve.ts';

/** Answers every path of the site: loaders, the frame's page and its files. Throws {@link SiteError}. */
export function answerSite(
  site: Site,
  config: SiteConfig,
): (path: string, request: IncomingMessage) => Reply {
  const page = fillPage(site.page, config);
  const firstPages = new Map(
    [...site.firstPages].map(([language, first]) => [language, fillPage(first, config)] as const),
  );
  const within = hashesWithin([page, ...firstPages.values()]);
  const headers = { ...everywhere, ...pageHeaders(config, within), 'content-type': HTML };
  const list: Reply = {
    status: 200,
    headers: { ...everywhere, ...nothingAllowed, 'content-type': 'text/plain; charset=utf-8' },
    body: site.hashes,
  };
  const missing: Reply = {
    status: 404,
    headers: { ...everywhere, ...nothingAllowed },
    body: Buffer.alloc(0),
  };
  return (path, request) => {
    if (path === '/f/') {
      const first = languageFor(request, firstPages);
      return {
        status: 200,
        headers: { ...headers, ...ownProcess(request) },
        body: dated(firstPages.get(first) ?? page, Date.now()),
      };
    }
    if (path === '/hashes.txt') return list;
    const file = site.files.get(path);
    if (file === undefined) return missing;
    const own = path.startsWith('/l/') ? loaderHeaders : assetHeaders(path, config);
    return fileReply(file, { ...everywhere, ...own }, request);
  };
}

/** The one line a website has to carry. `data-team` is the pin: loader and frame must agree on it. */
export const snippetFor = (origin: string, loader: Site['loader'], team: string): string =>
  `<script src="${origin}${loader.path}" integrity="${loader.integrity}" crossorigin="anonymous" data-team="${team}" defer></script>`;

const HTML = 'text/html; charset=utf-8';

/**
 * Whose first picture is shown: the loader names the launcher's language (`/f/?uk`), else the browser's list
 * decides, as the script will. '' in a window of its own: there it must not look as if one could write.
 */
function languageFor(
  { url = '', headers }: IncomingMessage,
  firstPages: ReadonlyMap<string, unknown>,
): string {
  if (headers['sec-fetch-dest'] === 'document') return '';
  const browsers = (headers['accept-language'] ?? '').slice(0, MOST_OF_A_LIST).split(',');
  const wishes = [url.split('?')[1] ?? '', ...browsers.map((tag) => tag.trim().slice(0, 2))];
  return wishes.find((wish) => firstPages.has(wish)) ?? 'de';
}

/** No browser's list of languages is longer; the rest of one that is counts for nothing. */
const MOST_OF_A_LIST = 200;

function fileReply(
  file: SiteFile,
  headers: Readonly<Record<string, string>>,
  request: IncomingMessage,
): Reply {
  const accepted = request.headers['accept-encoding'] ?? '';
  const zipped = /\bgzip\b/.test(accepted) && file.gzipped.length < file.bytes.length;
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': file.type,
      vary: 'accept-encoding',
      ...(zipped && { 'content-encoding': 'gzip' }),
    },
    body: zipped ? file.gzipped : file.bytes,
  };
}

/** Writes team and relays into the places the build left for them, and makes sure there is one for the time. */
function fillPage(page: string, { team, relays }: SiteConfig): string {
  const withTeam = fillMeta(page, 'beistand-team', team);
  return fillMeta(fillMeta(withTeam, 'beistand-relay', relays.join(' ')), DATE, '');
}

/** The frame cannot see the `Date` it was served with, and needs it to judge a wrong clock (PROTOCOL §2). */
const dated = (page: string, now: number): Buffer =>
  Buffer.from(fillMeta(page, DATE, String(now)), 'utf8');

const DATE = 'beistand-date';

/** The styles and scripts that stand within pages, as a browser compares them: `'sha256-…'`, each once. */
const hashesWithin = (pages: readonly string[]): Within => ({
  styles: hashesOf(pages, /<style>(.*?)<\/style>/gs),
  scripts: hashesOf(pages, /<script>(.*?)<\/script>/gs),
});

function hashesOf(pages: readonly string[], element: RegExp): readonly string[] {
  const texts = pages.flatMap((page) => [...page.matchAll(element)].map(([, text = '']) => text));
  return [...new Set(texts)].map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}

/** All values were checked or are ours and hold no character that means something in HTML. */
function fillMeta(page: string, name: string, content: string): string {
  const place = new RegExp(`<meta\\s+name="${name}"[^>]*>`, 'g');
  if (page.match(place)?.length !== 1) {
    throw new SiteError(
      `SITE_DIR has a page without exactly one place for ${name}; build the site again.`,
    );
  }
  return page.replace(place, () => `<meta name="${name}" content="${content}">`);
}

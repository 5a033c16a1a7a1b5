import type { IncomingMessage } from 'node:http';
import type { SiteConfig } from './config.ts';
import { SiteError, type Site, type SiteFile } from './files.ts';
import { assetHeaders, everywhere, loaderHeaders, nothingAllowed, pageHeaders } from './headers.ts';
import type { Reply } from './serve.ts';

/** Answers every path of the site: loaders, the frame's page and its files. Throws {@link SiteError}. */
export function answerSite(
  site: Site,
  config: SiteConfig,
): (path: string, request: IncomingMessage) => Reply {
  const page = fillPage(site.page, config);
  const headers = { ...everywhere, ...pageHeaders(config), 'content-type': HTML };
  const missing: Reply = {
    status: 404,
    headers: { ...everywhere, ...nothingAllowed },
    body: Buffer.alloc(0),
  };
  return (path, request) => {
    if (path === '/f/') return { status: 200, headers, body: dated(page, Date.now()) };
    const file = site.files.get(path);
    if (file === undefined) return missing;
    const own = path.startsWith('/l/') ? loaderHeaders : assetHeaders(path);
    return fileReply(file, { ...everywhere, ...own }, request);
  };
}

/** The one line a website has to carry. `data-team` is the pin: loader and frame must agree on it. */
export const snippetFor = (origin: string, loader: Site['loader'], team: string): string =>
  `<script src="${origin}${loader.path}" integrity="${loader.integrity}" crossorigin="anonymous" data-team="${team}" defer></script>`;

const HTML = 'text/html; charset=utf-8';

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

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { everywhere, nothingAllowed } from '../headers.ts';
import type { Reply } from '../serve.ts';

/** The website of an invented organisation, with the snippet where a real one would paste it. */
export function answerDemo(snippet: string): (path: string) => Reply {
  const replies = new Map<string, Reply>(pages.map((page) => [page.path, replyFor(page, snippet)]));
  const missing: Reply = {
    status: 404,
    headers: { ...everywhere, ...nothingAllowed },
    body: Buffer.alloc(0),
  };
  return (asked) => replies.get(asked) ?? missing;
}

const HTML = 'text/html; charset=utf-8';
const PLACE = '<!-- snippet -->';

const pages = [
  { path: '/', file: 'index.html', type: HTML },
  { path: '/was-tun', file: 'was-tun.html', type: HTML },
  { path: '/style.css', file: 'style.css', type: 'text/css; charset=utf-8' },
  { path: '/mark.svg', file: 'mark.svg', type: 'image/svg+xml' },
] as const;

function replyFor({ file, type }: (typeof pages)[number], snippet: string): Reply {
  const text = readFileSync(path.join(import.meta.dirname, 'page', file), 'utf8');
  const body = Buffer.from(
    text.replace(PLACE, () => snippet),
    'utf8',
  );
  const headers = {
    ...everywhere,
    // As on most websites: with `same-origin` the chat could have no window of its own (DEPLOY).
    'cross-origin-opener-policy': 'unsafe-none',
    'content-security-policy': policyFor(snippet),
    'cache-control': 'no-cache',
  };
  return { status: 200, headers: { ...headers, 'content-type': type }, body };
}

/** As strict as a careful website: itself and, for script and frame, the chat's origin. */
function policyFor(snippet: string): string {
  const [, src = ''] = /src="([^"]+)"/.exec(snippet) ?? [];
  const chat = URL.canParse(src) ? new URL(src).origin : "'none'";
  return `default-src 'none'; style-src 'self'; img-src 'self'; script-src ${chat}; frame-src ${chat}; base-uri 'none'; form-action 'none'`;
}

import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild, type Child } from '../../tools/children.ts';
import { createTestTeam } from '../../tests/support/test-team.ts';
import { isWebOrigin, readSiteConfig } from './config.ts';
import { readSite, SiteError } from './files.ts';

interface Ready {
  readonly port: number;
  readonly loader: string;
  readonly integrity: string;
  readonly snippet: string;
}

const LOADER = 'console.info("loader")\n'.repeat(50);
const STYLE = 'body > p { color: red }';
const SCRIPT = 'if (1 < 2) void 0;';
const PAGE = `<!doctype html><html><head>
<meta name="beistand-team" content="">
<meta name="beistand-relay" content="" />
<meta name="beistand-date" content="">
<script type="module" src="/f/frame-abcdef12.js"></script></head></html>`;

const ENGINE = 'f/assets/engine-worker-abcdef12.js';
const FILES = 'f/assets/files-worker-abcdef12.js';
const OTHER = 'f/assets/later-abcdef12.js';

let folder: string;
let env: Record<string, string>;
let site: Child<Ready>;
let base: string;
const { pin } = createTestTeam({ origins: ['wss://relay.example'] });

function build(into: string): void {
  mkdirSync(path.join(into, 'l'), { recursive: true });
  mkdirSync(path.join(into, 'f'), { recursive: true });
  mkdirSync(path.join(into, 'published'), { recursive: true });
  writeFileSync(path.join(into, 'published', 'released.js'), 'released');
  writeFileSync(path.join(into, 'hashes.txt'), 'abc  f/index.html\n');
  writeFileSync(path.join(into, 'l', '0a1b2c3d.js'), LOADER);
  writeFileSync(path.join(into, 'l', 'older000.js'), 'older');
  writeFileSync(path.join(into, 'f', 'index.html'), PAGE);
  for (const language of ['de', 'uk', 'ar']) {
    writeFileSync(
      path.join(into, 'f', `${language}.html`),
      PAGE.replace('</head>', `<style>${STYLE}</style><script>${SCRIPT}</script></head>`).replace(
        '</html>',
        language,
      ),
    );
  }
  writeFileSync(path.join(into, 'f', 'frame-abcdef12.js'), 'frame');
  writeFileSync(path.join(into, 'f', 'plain.css'), 'p{}');
  mkdirSync(path.join(into, 'f', 'assets'));
  for (const file of [ENGINE, FILES, OTHER]) writeFileSync(path.join(into, file), 'worker');
  writeFileSync(path.join(into, 'manifest.json'), JSON.stringify({ loader: '/l/0a1b2c3d.js' }));
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'site-'));
  const dist = path.join(folder, 'dist');
  build(dist);
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  symlinkSync(path.join(folder, 'secret.txt'), path.join(dist, 'f', 'link.js'));
  env = {
    SITE_PORT: '0',
    SITE_DIR: dist,
    SITE_TEAM: pin,
    SITE_RELAY: 'wss://relay.example.org, ws://127.0.0.1:9999',
    SITE_EMBEDDERS: 'https://www.example.org,http://localhost:8082',
  };
  site = await startChild<Ready>('server/site/main.ts', env, path.join(folder, 'site.log'));
  base = `http://127.0.0.1:${site.ready.port}`;
});
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

/** The raw path as it is, dots and all: `fetch` would tidy it. */
async function raw(request: string, header = 'Host: x'): Promise<string> {
  const socket = connect(site.ready.port, '127.0.0.1');
  socket.write(`${request} HTTP/1.1\r\n${header}\r\nConnection: close\r\n\r\n`);
  let answer = '';
  socket.on('data', (bytes) => {
    answer += String(bytes);
  });
  await once(socket, 'close');
  return answer;
}

const hash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the frame may reach its relay, be shown by its embedders, and nothing else', async () => {
  const { headers } = await fetch(`${base}/f/`);
  expect(headers.get('content-security-policy')?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src 'self' ${hash(SCRIPT)}`,
    "worker-src 'self'",
    `style-src 'self' ${hash(STYLE)}`,
    "img-src 'self' data: blob:",
    'connect-src wss://relay.example.org ws://127.0.0.1:9999',
    'frame-ancestors https://www.example.org http://localhost:8082',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types beistand-worker',
  ]);
  // A window of its own is told by the frame that opened it what was said so far.
  expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('permissions-policy')).toContain('microphone=()');
  expect(headers.get('set-cookie')).toBeNull();
});

test.each([
  ['same-site', '?1'],
  ['same-origin', '?1'],
  [undefined, '?1'],
  ['cross-site', null],
])(
  'asked for by a website that is %s, the page wants a process of its own: %s',
  async (from, said) => {
    const answer = await raw(
      'GET /f/',
      from === undefined ? undefined : `Host: x\r\nSec-Fetch-Site: ${from}`,
    );
    expect(/^origin-agent-cluster: (.*)\r$/m.exec(answer)?.[1] ?? null).toBe(said);
  },
);

test('the engine’s worker may reach the relay by a policy of its own, the files’ worker nobody, and no other script may do anything', async () => {
  const engine = await fetch(`${base}/${ENGINE}`);
  expect(engine.headers.get('content-security-policy')?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    'connect-src wss://relay.example.org ws://127.0.0.1:9999',
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(engine.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const files = await fetch(`${base}/${FILES}`);
  expect(files.headers.get('content-security-policy')?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  const other = await fetch(`${base}/${OTHER}`);
  expect(other.headers.get('content-security-policy')).toBe(
    "default-src 'none'; frame-ancestors 'none'",
  );
});

test('the page carries the team’s pin and its relays', async () => {
  const page = await (await fetch(`${base}/f/`)).text();
  expect(page).toContain(`<meta name="beistand-team" content="${pin}">`);
  expect(page).toContain(
    '<meta name="beistand-relay" content="wss://relay.example.org ws://127.0.0.1:9999">',
  );
});

test.each([
  ['the launcher’s', '?uk', { 'accept-language': 'ar' }, 'uk'],
  ['the browser’s first that is there', '', { 'accept-language': 'fr-FR, ar-SY;q=0.8, uk' }, 'ar'],
  ['the browser’s where the launcher’s is not there', '?xx', { 'accept-language': 'uk' }, 'uk'],
  ['German where nobody’s is there', '', { 'accept-language': 'fr' }, 'de'],
  ['German where nobody says anything', '?__proto__', {}, 'de'],
  ['German where too much is said', '', { 'accept-language': `${'x,'.repeat(200)}uk` }, 'de'],
])('the first picture is in a language: %s', async (_whose, query, headers, language) => {
  const page = await (await fetch(`${base}/f/${query}`, { headers })).text();
  expect(page.slice(-2)).toBe(language);
  expect(page).toContain(`<meta name="beistand-team" content="${pin}">`);
});

test('a window of its own gets no first picture: nobody could answer there', async () => {
  // What a page is for is said by browsers; fetch() may not.
  const asked = (dest: string) => raw('GET /f/?uk', `Host: x\r\nSec-Fetch-Dest: ${dest}`);
  expect((await asked('iframe')).slice(-2)).toBe('uk');
  expect((await asked('document')).slice(-7)).toBe('</html>');
});

test('the page says at what time it was served', async () => {
  const dates = [];
  for (let n = 0; n < 2; n += 1) {
    const page = await (await fetch(`${base}/f/`)).text();
    dates.push(Number(/beistand-date" content="(\d+)"/.exec(page)?.[1]));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [first = 0, second = 0] = dates;
  expect(second).toBeGreaterThan(first);
  expect(Math.abs(second - Date.now())).toBeLessThan(5000);
});

test('the loader can be pinned by SRI from any page and is kept for ever', async () => {
  const answer = await fetch(`${base}${site.ready.loader}`);
  const text = await answer.text();
  const digest = createHash('sha384').update(text).digest('base64');
  expect(site.ready.integrity).toBe(`sha384-${digest}`);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect((await fetch(`${base}/l/older000.js`)).status).toBe(200);
});

test('loaders of earlier releases are served where they always were, and the list of hashes to whoever asks', async () => {
  const answer = await fetch(`${base}/l/released.js`);
  expect(await answer.text()).toBe('released');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(await (await fetch(`${base}/hashes.txt`)).text()).toBe('abc  f/index.html\n');
});

test('the snippet is one script tag that names loader, hash and team', () => {
  const { loader, integrity, snippet } = site.ready;
  expect(snippet).toBe(
    `<script src="${base}${loader}" integrity="${integrity}" crossorigin="anonymous" data-team="${pin}" defer></script>`,
  );
});

test('files with a hash in their name are kept, others are asked for again', async () => {
  const cached = async (file: string): Promise<string | null> =>
    (await fetch(`${base}${file}`)).headers.get('cache-control');
  expect(await cached('/f/frame-abcdef12.js')).toContain('immutable');
  expect(await cached('/f/plain.css')).toBe('no-cache');
});

test.each([
  'GET /',
  'GET /manifest.json',
  'GET /f/index.html',
  'GET /f/de.html',
  'GET /f',
  'GET /f/link.js',
  'GET /f/../manifest.json',
  'GET /f/..%2fmanifest.json',
  'GET /f/%2e%2e/%2e%2e/secret.txt',
  'GET /l/../../secret.txt',
  'GET //etc/passwd',
  'GET /f/\\..\\manifest.json',
  'GET http://127.0.0.1/f/../../secret.txt',
])('%s finds nothing', async (request) => {
  const answer = await raw(request);
  expect(answer).toMatch(/^HTTP\/1\.1 404/);
  expect(answer).not.toContain('secret');
  expect(answer).toContain("content-security-policy: default-src 'none'");
});

test('a query changes nothing, and only looking is allowed', async () => {
  expect(await raw('GET /f/?x=1')).toMatch(/^HTTP\/1\.1 200/);
  expect(await raw('HEAD /f/')).toMatch(/content-length: [1-9]\d+[\s\S]*\r\n\r\n$/);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
    expect(await raw(`${method} /f/`)).toMatch(/^HTTP\/1\.1 405/);
  }
});

test('team, relay and embedders have to be said, and each fault is a sentence', () => {
  const read = readSiteConfig({});
  expect(read.ok ? [] : read.faults.map((fault) => fault.split(' ')[0])).toEqual([
    'SITE_TEAM',
    'SITE_RELAY',
    'SITE_EMBEDDERS',
  ]);
});

test.each([
  [{ SITE_TEAM: 'abc' }, 'SITE_TEAM'],
  [{ SITE_RELAY: 'ws://relay.example.org' }, 'SITE_RELAY'],
  [{ SITE_EMBEDDERS: 'https://www.example.org/chat' }, 'SITE_EMBEDDERS'],
  [{ SITE_EMBEDDERS: 'http://www.example.org' }, 'SITE_EMBEDDERS'],
  [{ SITE_EMBEDDERS: "https://a.example 'unsafe-inline'" }, 'SITE_EMBEDDERS'],
  [{ SITE_ORIGIN: 'https://www.example.org' }, 'SITE_ORIGIN'],
  [{ SITE_HOST: '0.0.0.0' }, 'SITE_HOST'],
])('%o is refused', (changed, named) => {
  const read = readSiteConfig({ ...env, ...changed });
  expect(read.ok ? '' : read.faults.join(' ')).toContain(named);
});

test('an embedder is an origin as a browser writes it', () => {
  const good = [
    'https://example.org',
    'https://example.org:8443',
    'http://localhost:8082',
    'http://127.0.0.1',
  ];
  const bad = [
    'example.org',
    'https://example.org/',
    'https://EXAMPLE.org',
    'https://*.example.org/x',
    'null',
    "'self'",
    'https://',
  ];
  expect(good.filter(isWebOrigin)).toEqual(good);
  expect(bad.filter(isWebOrigin)).toEqual([]);
});

test('a folder that no build left is refused with a sentence', () => {
  const broken = mkdtempSync(path.join(tmpdir(), 'broken-'));
  expect(() => readSite(broken)).toThrow(SiteError);
  build(broken);
  readSite(broken);
  writeFileSync(path.join(broken, 'manifest.json'), '{"loader":"/l/../../x.js"}');
  expect(() => readSite(broken)).toThrow('names no loader');
  writeFileSync(path.join(broken, 'f', 'notes.txt'), '');
  expect(() => readSite(broken)).toThrow('f/notes.txt');
  rmSync(broken, { recursive: true });
});

test('a page without its two places is not served at all', async () => {
  const broken = mkdtempSync(path.join(tmpdir(), 'broken-'));
  build(broken);
  writeFileSync(path.join(broken, 'f', 'index.html'), PAGE.replace('beistand-team', 'other'));
  const said = await new Promise<string>((resolve) => {
    const main = path.join(import.meta.dirname, 'main.ts');
    execFile(process.execPath, [main], { env: { ...env, SITE_DIR: broken } }, (error, _out, text) =>
      resolve(`${String(error?.code)} ${text}`),
    );
  });
  expect(said).toMatch(/^2 SITE_DIR .+beistand-team/);
  rmSync(broken, { recursive: true });
});

test('the demo website shows the snippet on every page under a policy of its own', async () => {
  const { snippet } = site.ready;
  const log = path.join(folder, 'demo.log');
  const demo = await startChild<{ port: number }>(
    'server/site/demo/main.ts',
    { DEMO_PORT: '0', DEMO_SNIPPET: snippet },
    log,
  );
  for (const page of ['/', '/was-tun']) {
    const answer = await fetch(`http://127.0.0.1:${demo.ready.port}${page}`);
    expect(await answer.text()).toContain(snippet);
    expect(answer.headers.get('content-security-policy')).toContain(`script-src ${base};`);
  }
  expect((await fetch(`http://127.0.0.1:${demo.ready.port}/style.css`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${demo.ready.port}/main.ts`)).status).toBe(404);
  await demo.stop();
});

import { expect, test } from 'vitest';
import { startingLauncher } from '../../app/state/launcher.ts';
import { checkSite } from './check-site.ts';
import { originOf, snippetOf } from './snippet.ts';

const pin = `${'a1'.repeat(16)}.${'b2'.repeat(32)}.${'c3'.repeat(32)}`;
const loader = { path: '/l/0123456789abcdef.js', integrity: `sha384-${'A'.repeat(64)}` };
const launcher = { ...startingLauncher, chat: 'https://chat.example.org/' };
const snippet = snippetOf(launcher, pin, loader) ?? '';
const check = (html: string): readonly string[] => checkSite(html, { pin, loader }).findings;

test('the snippet that is given out passes its own test', () => {
  expect(snippet).toContain('src="https://chat.example.org/l/0123456789abcdef.js"');
  expect(check(`<!doctype html><body><p title="a > b">Hallo</p>${snippet}</body>`)).toEqual([
    'all-right',
  ]);
});

test('what the button says is quoted, and read back from the page as it was', () => {
  const own = {
    ...launcher,
    chat: 'https://chat.example.org',
    color: '#123456',
    side: 'left',
    radius: '8',
    labels: { de: 'Sag’s "uns" & <allen>' },
  } as const;
  const line = snippetOf(own, pin, loader) ?? '';
  expect(line).not.toContain('<allen>');
  expect(checkSite(line, { pin, loader })).toEqual({ findings: ['all-right'], launcher: own });
});

const changed = (from: string | RegExp, to: string): string => snippet.replace(from, to);
const policy = (rules: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${rules}">${snippet}`;

test.each([
  ['', 'no-snippet'],
  ['<script src="https://example.org/other.js"></script>', 'no-snippet'],
  [`<!-- ${snippet} -->`, 'in-comment'],
  [snippet + snippet, 'two-loaders'],
  [changed(/integrity="[^"]*"/, ''), 'no-integrity'],
  [changed(/sha384-A/, 'sha256-'), 'bad-integrity'],
  [changed(/sha384-A/, 'sha384-B'), 'wrong-integrity'],
  [changed('crossorigin="anonymous"', ''), 'no-crossorigin'],
  [changed(/data-team="[^"]*"/, ''), 'no-team'],
  [changed('a1a1', 'a1a2'), 'wrong-team'],
  [changed('https:', 'http:'), 'not-https'],
  [changed('defer', 'type="text/plain"'), 'not-run'],
  [changed('defer', 'type=module'), 'not-run'],
  [changed('0123456789abcdef', 'fedcba9876543210'), 'other-loader'],
  [changed('defer', 'data-color=red'), 'bad-color'],
  [changed('defer', "data-side='middle'"), 'bad-side'],
  [changed('defer', 'data-radius="8px"'), 'bad-radius'],
  [policy("script-src 'self'; frame-src *"), 'csp-script'],
  [policy('script-src https:; frame-src https://other.example.org'), 'csp-frame'],
])('%# is told as %s', (html, finding) => {
  expect(check(html)).toEqual([finding]);
});

test.each([
  'script-src https://chat.example.org; frame-src chat.example.org',
  'default-src *.example.org',
  "img-src 'self'",
])('a policy that allows the chat is no fault: %s', (rules) => {
  expect(check(policy(rules))).toEqual(['all-right']);
});

test('every policy of a page has to allow it', () => {
  expect(
    check(policy('default-src *') + policy("default-src 'none'").replace(snippet, '')),
  ).toEqual(['csp-script', 'csp-frame']);
});

test('a page of any length and any nonsense is read in no time', () => {
  const began = performance.now();
  check(`<script ${'a="'.repeat(200_000)}`);
  check(`<script ${"'<!--".repeat(200_000)}`);
  check('<script'.repeat(100_000));
  expect(performance.now() - began).toBeLessThan(2000);
});

test.each([
  ['https://chat.example.org/l/x.js', 'https://chat.example.org'],
  ['http://127.0.0.1:8081', 'http://127.0.0.1:8081'],
  ['http://chat.example.org', null],
  ['chat.example.org', null],
  ['javascript:alert(1)', null],
])('%s has the address %s', (typed, origin) => {
  expect(originOf(typed)).toBe(origin);
});

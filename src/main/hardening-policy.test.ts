import { expect, test } from 'vitest';
import { PRINT_CSP, PRINT_OPTIONS, printWindowOptions } from './files/print-policy.ts';
import { hostToConfirm, mayFrame, mayNavigate, mayRequest, switches } from './hardening-policy.ts';
import { isOurs } from './ipc/ours.ts';
import { menuTemplate } from './shell/menu.ts';
import { windowOptions } from './window-options.ts';
import { speechFor } from './words.ts';

test('the window is sandboxed, isolated, without node, devtools, webviews, dictionary or dropped pages', () => {
  const options = windowOptions({ preload: '/p.cjs', dark: false });
  expect(options.webPreferences).toEqual({
    preload: '/p.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
    safeDialogs: true,
    v8CacheOptions: 'none',
  });
  expect(options).toMatchObject({ title: 'Beistand', show: false, minWidth: 480, minHeight: 480 });
});

test('its background is the canvas of the scheme, so that nothing flashes', () => {
  const colour = (dark: boolean) => windowOptions({ preload: '', dark }).backgroundColor;
  expect([colour(false), colour(true)]).toEqual(['#F4F1EC', '#131716']);
});

test('the print window is as closed, hidden, and in a session of its own', () => {
  const own = {} as never;
  expect(printWindowOptions(own)).toEqual({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  expect(PRINT_CSP).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(PRINT_OPTIONS).toMatchObject({
    pageSize: 'A4',
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
});

test('no HTTP cache, no crash upload, no traffic in the background', () => {
  expect(Object.keys(switches)).toEqual(
    expect.arrayContaining([
      'disable-http-cache',
      'disable-breakpad',
      'disable-background-networking',
      'no-pings',
    ]),
  );
});

test.each([
  ['app://desk/assets/a.js', true],
  ['blob:app://desk/1', true],
  ['data:image/png;base64,AA', true],
  ['app://print/1', false],
  ['https://example.org/', false],
  ['http://127.0.0.1:8080/', false],
  ['ws://127.0.0.1:8080/', false],
  ['file:///etc/passwd', false],
  ['chrome://gpu/', false],
  ['nonsense', false],
])('a page may request %s: %s', (address, allowed) => {
  expect(mayRequest(address)).toBe(allowed);
});

test('the one frame inside the page shows the preview and nothing else', () => {
  expect(mayFrame('app://chat/index.html')).toBe(true);
  for (const to of ['app://desk/index.html', 'app://chat/other.html', 'https://example.org/', ''])
    expect(mayFrame(to), to).toBe(false);
});

test('a page goes nowhere but to itself', () => {
  const here = 'app://desk/index.html';
  expect(mayNavigate(here, here)).toBe(true);
  for (const to of [
    'app://desk/other.html',
    'app://desk/index.html#x',
    'https://example.org/',
    'file:///',
    'javascript:1',
    '',
  ]) {
    expect(mayNavigate(here, to), to).toBe(false);
  }
  expect(mayNavigate('https://example.org/', 'https://example.org/')).toBe(false);
  expect(mayNavigate('app://desk.evil/', 'app://desk.evil/')).toBe(false);
});

test.each([
  ['https://www.antidiskriminierung.org/beratung?x=1', 'www.antidiskriminierung.org'],
  ['https://example.org:8443/', 'example.org:8443'],
  ['https://xn--pple-43d.com/', 'xn--pple-43d.com'],
  ['https://user:secret@example.org/', null],
  ['http://example.org/', null],
  ['file:///etc/passwd', null],
  ['smb://server/share', null],
  ['javascript:alert(1)', null],
  ['ms-msdt:/id', null],
  ['beistand://setup', null],
  ['', null],
])('%s is opened outside only after showing %s', (address, host) => {
  expect(hostToConfirm(address)).toBe(host);
});

test('only the top frame of our own page is given a port', () => {
  expect(isOurs({ origin: 'app://desk', isMain: true })).toBe(true);
  expect(isOurs({ origin: 'app://desk', isMain: false })).toBe(false);
  for (const origin of [
    'app://desk.evil',
    'app://print',
    'https://desk',
    'null',
    '',
    'app://desk/',
  ]) {
    expect(isOurs({ origin, isMain: true }), origin).toBe(false);
  }
});

test('no menu opens devtools, reloads, or shows what is behind', () => {
  const menu = JSON.stringify(menuTemplate(speechFor('de'), { checkUpdates: () => null }, 'linux'));
  expect(menu).not.toMatch(/devtools|reload|viewMenu/i);
});

test('main speaks German, Dutch, or else English', () => {
  expect(
    ['de', 'de-AT', 'DE_ch', 'nl-BE', 'en-GB', 'fr', ''].map((locale) => speechFor(locale).waiting),
  ).toEqual([
    'Es wartet etwas',
    'Es wartet etwas',
    'Es wartet etwas',
    'Er staat iets te wachten',
    'Something is waiting',
    'Something is waiting',
    'Something is waiting',
  ]);
});

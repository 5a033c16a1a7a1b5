import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { widgetOn, type WidgetDriver } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';

/** Websites as they are: old libraries, other people's chats, style sheets at war, scripts that meddle. */
const visits = chatVisits();
let website: string;
let served: { readonly csp: string | undefined; readonly text: string };
/** What the latest page and its chat asked of the network, and what the browser's console said of them. */
let asked: Set<string>;
let complaints: readonly string[];

beforeAll(async () => {
  website = await visits.stage.website((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (served.csp !== undefined) response.setHeader('content-security-policy', served.csp);
    response.end(served.text);
  });
});

interface Surroundings {
  /** Before the snippet. */
  readonly head?: string;
  readonly body?: string;
  readonly html?: string;
  readonly csp?: string;
  readonly snippet?: (snippet: string) => string;
}

/** A page of the NGO's website that holds all this, opened in a browser of its own. */
async function pageWith(around: Surroundings): Promise<WidgetDriver> {
  const context = await visits.visitor();
  const page = await context.newPage();
  asked = new Set();
  complaints = [];
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  page.on('console', (message) => (complaints = [...complaints, message.text()]));
  page.on('pageerror', ({ message }) => (complaints = [...complaints, message]));
  const { head = '', body = '', html = 'lang="de"', csp, snippet = (same) => same } = around;
  served = {
    csp,
    text: `<!doctype html><html ${html}><meta charset="utf-8"><title>Verein</title>${head}<body><h1>Verein</h1>${body}${snippet(visits.stage.snippet)}`,
  };
  await page.goto(website);
  return widgetOn(page);
}

let count = 0;
const words = (): string => `geheim-${(count += 1)}-${Date.now()}`;

/** Opened, written, answered, folded away by the launcher, the number read, and opened again. */
async function chatWorks(reporter: WidgetDriver): Promise<void> {
  const said = words();
  const launcher = reporter.page.locator('button[lang][aria-expanded]');
  await reporter.open();
  await reporter.send(said);
  const { conversation } = await visits.operator.heard(said);
  await visits.operator.reply(conversation, `Antwort auf ${said}`);
  await reporter.waitForMessage(`Antwort auf ${said}`);
  await launcher.click();
  await reporter.frame
    .getByRole('textbox', { name: 'Deine Nachricht' })
    .waitFor({ state: 'hidden' });
  await visits.operator.reply(conversation, 'noch da?');
  await expect.poll(() => launcher.innerText()).toBe('Schreib uns\n1');
  await launcher.click();
  await reporter.waitForMessage('noch da?');
}

/** Whether a tap in the middle of the launcher meets the launcher. */
const isOnTop = (page: Page): Promise<boolean> =>
  page.locator('button[lang][aria-expanded]').evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const root = button.getRootNode() as ShadowRoot;
    return (
      document.elementFromPoint(x, y) === root.host && button.contains(root.elementFromPoint(x, y))
    );
  });

test('libraries of 2010 that put their own things into every array and object', async () => {
  const reporter = await pageWith({
    head: `<script>
      window.$ = window.jQuery = function () { return []; };
      window.name = 'frame'; window.status = window.top; window.open = function () {};
      for (const own of ['each', 'include', 'without', 'contains']) Array.prototype[own] = function () { return this; };
      for (const own of ['mark', 'type', 'px', 'n', 'language', 'hidden', 'src', 'extend', 'get', 'set', 'value', 'mode'])
        Object.prototype[own] = own === 'get' || own === 'set' ? undefined : 'polluted';
      Array.prototype.map = function (does) { const all = []; for (let i = 0; i < this.length; i += 1) all.push(does(this[i], i)); return all; };
      Array.prototype.find = function (fits) { for (let i = 0; i < this.length; i += 1) if (fits(this[i], i)) return this[i]; };
      Function.prototype.bind = function (self) { const does = this; return function () { return does.apply(self, arguments); }; };
      String.prototype.trim = function () { return this.replace(/^ +| +$/g, ''); };
      Element.prototype.remove = function () { this.parentNode && this.parentNode.removeChild(this); };
      delete Object.prototype.get; delete Object.prototype.set;
    </script>`,
  });
  expect(await reporter.page.evaluate(() => 'hidden' in {} && 'beistand' in window)).toBe(true);
  await chatWorks(reporter);
  expect(complaints).toEqual([]);
});

test('style sheets that fight over everything with !important', async () => {
  const reporter = await pageWith({
    head: `<style>
      html > *, body * { all: unset !important; display: none !important; opacity: 0 !important; visibility: hidden !important; }
      body, h1 { display: block !important; visibility: visible !important; opacity: 1 !important; }
      html > *, body > *, div, button, iframe, section { position: static !important; transform: scale(3) !important; width: 1px !important; height: 1px !important;
        z-index: -1 !important; clip-path: inset(50%) !important; filter: blur(9px) !important; pointer-events: none !important; font-size: 2px !important; }
      ::slotted(*), :host { display: none !important; }
    </style>`,
  });
  const box = await reporter.page.locator('button[lang]').boundingBox();
  expect(box?.height).toBe(56);
  await chatWorks(reporter);
});

test('a banner and another chat at the highest layer there is', async () => {
  const reporter = await pageWith({
    head: `<script>
      window.Tawk_API = {}; window.$crisp = []; window.Intercom = function () {}; window.LHC_API = {}; window.chatwootSettings = {};
    </script>`,
    body: `<div id="beistand" style="position:fixed;inset:auto 0 0 0;height:200px;background:#ccc;z-index:2147483647">Kekse?</div>
      <iframe title="other" style="position:fixed;right:0;bottom:0;width:300px;height:120px;z-index:2147483647"></iframe>`,
  });
  const { page } = reporter;
  await page.evaluate(() => {
    const late = document.createElement('div');
    late.style.cssText = 'position:fixed;inset:0;z-index:2147483647';
    document.body.append(late);
  });
  await expect.poll(() => isOnTop(page)).toBe(true);
  await page.evaluate(() => document.querySelector('iframe')?.remove());
  await chatWorks(reporter);
});

test('a policy with nonces and Trusted Types needs the chat’s address in frame-src and nothing else', async () => {
  const reporter = await pageWith({
    csp: [
      "default-src 'none'",
      "script-src 'nonce-abc' 'strict-dynamic'",
      "style-src 'nonce-abc'",
      `frame-src ${visits.stage.site}`,
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    snippet: (snippet) => snippet.replace(' defer', ' nonce="abc" defer'),
  });
  await chatWorks(reporter);
  expect(complaints).toEqual([]);
});

test('a page that wraps addEventListener and has a postMessage of its own', async () => {
  const reporter = await pageWith({
    head: `<script>
      const real = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, does) {
        return real.call(this, type, function (event) { return typeof does === 'function' ? does.call(this, event) : does.handleEvent(event); });
      };
      window.postMessage = function () { throw new Error('not yours'); };
      real.call(window, 'message', () => { throw new Error('mine'); });
    </script>`,
  });
  await chatWorks(reporter);
  const writing = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await writing.press('Escape');
  await writing.waitFor({ state: 'hidden' });
});

test('a page that keeps every message to itself: the launcher still works, and quick exit still empties the frame', async () => {
  const reporter = await pageWith({
    head: `<script>addEventListener('message', (event) => event.stopImmediatePropagation(), true)</script>`,
  });
  const { page } = reporter;
  const said = words();
  await reporter.open();
  await reporter.send(said);
  await visits.operator.heard(said);
  const launcher = page.locator('button[lang][aria-expanded]');
  await launcher.click();
  await reporter.frame
    .getByRole('textbox', { name: 'Deine Nachricht' })
    .waitFor({ state: 'hidden' });
  await launcher.click();
  await reporter.waitForMessage(said);
  await reporter.frame.getByRole('button', { name: 'Schnell weg' }).click();
  await expect.poll(() => page.frames().map((frame) => frame.url())).toContain('about:blank');
});

test('a page from right to left', async () => {
  const reporter = await pageWith({
    html: 'lang="ar" dir="rtl"',
    snippet: (s) => s.replace(' defer', ' defer data-lang="de"'),
  });
  const box = await reporter.page.locator('button[lang]').boundingBox();
  const { width = 0 } = reporter.page.viewportSize() ?? {};
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(width - 16);
  await chatWorks(reporter);
});

test('a page whose base is elsewhere: nothing is asked of that place', async () => {
  const reporter = await pageWith({
    head: '<base href="http://elsewhere.ngo.localhost/x/" target="_top">',
  });
  await chatWorks(reporter);
  expect(asked).toEqual(new Set([new URL(website).origin, visits.stage.site]));
});

test('a page that builds its body anew keeps launcher and chat, in the middle of a conversation', async () => {
  const reporter = await pageWith({});
  const { page } = reporter;
  const said = words();
  await reporter.open();
  await reporter.send(said);
  await visits.operator.heard(said);
  const frames = page.frames().length;
  await page.evaluate(() => {
    document.body.replaceChildren();
    document.body = document.createElement('body');
    history.pushState({}, '', '/eine-andere-seite');
  });
  expect(page.frames()).toHaveLength(frames);
  await reporter.waitForMessage(said);
  await page.locator('button[lang][aria-expanded]').click();
  await chatWorks(reporter);
});

test('two snippets are one launcher', async () => {
  const reporter = await pageWith({ snippet: (snippet) => snippet + snippet });
  expect(await reporter.page.locator('button[lang][aria-expanded]').count()).toBe(1);
  await chatWorks(reporter);
});

test('a website whose snippet is older than this release opens today’s chat', async () => {
  const reporter = await pageWith({
    snippet: (snippet) =>
      snippet
        .replace(/\/l\/[0-9a-f]+\.js/, '/l/cda1789662240ff5.js')
        .replace(/integrity="[^"]+"/, `integrity="${FIRST_RELEASE}"`),
  });
  const { page } = reporter;
  const said = words();
  await reporter.open();
  await reporter.send(said);
  await visits.operator.heard(said);
  const writing = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await writing.press('Escape');
  await writing.waitFor({ state: 'hidden' });
  await page.locator('button[lang][aria-expanded]').click();
  await reporter.waitForMessage(said);
});

test('a page that listens to everything it can hears and sees not one word of the chat', async () => {
  const reporter = await pageWith({
    head: `<script>
      window.seen = [];
      const note = (what) => window.seen.push(typeof what === 'string' ? what : JSON.stringify(what));
      for (const type of ['message', 'keydown', 'keyup', 'input', 'beforeinput', 'paste', 'focusin', 'selectionchange', 'storage'])
        addEventListener(type, (event) => note({ type, data: event.data, key: event.key, text: event.target && event.target.textContent }), true);
      const post = window.postMessage.bind(window);
      window.postMessage = (...all) => { note(all); post(...all); };
    </script>`,
  });
  const { page } = reporter;
  await chatWorks(reporter);
  const said = `geheim-${count}-`;
  const seen = await page.evaluate(() => {
    const reachable = [...document.querySelectorAll('*')].flatMap((each) => [
      each.outerHTML,
      each.shadowRoot?.innerHTML ?? '',
    ]);
    const { seen: heard } = window as unknown as { readonly seen: readonly string[] };
    const stored = [localStorage, sessionStorage].map((each) => JSON.stringify(each));
    const fetched = performance.getEntries().map(({ name }) => name);
    return [...heard, ...reachable, ...stored, ...fetched, document.cookie, location.href].join(
      '\n',
    );
  });
  expect(seen).toContain('beistand');
  expect(seen).not.toContain(said);
  expect(seen).not.toContain('Antwort');
  expect(seen).not.toContain('noch da?');
});

const FIRST_RELEASE = 'sha384-6EZAGmBlZ/MD0Jo/0ZHNAl/k32qjTfgLau+qhYkY5j6hh9xDfqZZ4HWh8Z5CmTNZ';

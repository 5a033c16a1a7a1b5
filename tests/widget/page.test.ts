import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { de } from '../../widget/app/i18n/later/de.ts';
import { escapeTwice, widgetOn } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** What the page around the chat may do, what it greets with, and what is left after quick exit. */
const visits = chatVisits();
let greeting: string;

beforeAll(async () => {
  greeting = await visits.stage.pageWith((snippet) =>
    snippet.replace(' defer', ` defer data-greet="1" data-greet-de="${GREETING}"`),
  );
});

const SITE = path.join(import.meta.dirname, '../../dist/site');
const GREETING = 'Hast du etwas erlebt?';
const launcher = (page: Page) => page.locator('button[lang][aria-expanded]');
const writing = (page: Page) => page.frameLocator('iframe').locator('textarea').first();

async function visit(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await visits.visitor(options);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

interface Api {
  readonly beistand: Record<'open' | 'close', () => unknown> & {
    readonly language: (tag: unknown) => unknown;
  };
}

test('the page has three methods that answer nothing, and cannot change them', async () => {
  const page = await visit(visits.stage.page);
  const found = await page.evaluate(() => {
    const { beistand } = window as unknown as Api;
    const before = beistand.open;
    try {
      Object.assign(beistand, { open: () => 'mine' });
    } catch {
      // A frozen object throws.
    }
    try {
      Object.assign(window, { beistand: {} });
    } catch {
      // So does a property that cannot be written.
    }
    const after = (window as unknown as Api).beistand;
    const answers = [after.open(), after.language('tr'), after.language(7), after.close()];
    return { names: Object.keys(after), same: after.open === before, answers };
  });
  expect(found).toEqual({
    names: ['open', 'close', 'language'],
    same: true,
    answers: [undefined, undefined, undefined, undefined],
  });
});

test('the page opens, closes and sets the language; the reporter’s own choice stays above it', async () => {
  const page = await visit(visits.stage.page);
  const call = (name: keyof Api['beistand'], tag = ''): Promise<unknown> =>
    page.evaluate(([method, given]) => (window as unknown as Api).beistand[method](given), [
      name,
      tag,
    ] as const);
  await call('language', 'tr-CY');
  expect(await launcher(page).innerText()).toBe('Bize yaz');
  await call('open');
  const root = page.frameLocator('iframe').locator('html');
  await page.frameLocator('iframe').locator('html[lang=tr]').waitFor();
  await call('language', 'he');
  await page.frameLocator('iframe').locator('html[lang=he][dir=rtl]').waitFor();
  await call('language', 'xx');
  await page.frameLocator('iframe').locator('select').first().selectOption('uk');
  await page.frameLocator('iframe').locator('html[lang=uk]').waitFor();
  await call('language', 'nl');
  await page.waitForTimeout(300);
  expect(await root.getAttribute('lang')).toBe('uk');
  await call('close');
  await writing(page).waitFor({ state: 'hidden' });
});

test('a loader of which one byte was changed on its way does not run', async () => {
  const page = await visit('about:blank');
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  let change = '';
  await page.route(`${visits.stage.site}/l/*.js`, async (route) => {
    const bytes = await readFile(path.join(SITE, new URL(route.request().url()).pathname), 'utf8');
    const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' };
    await route.fulfill({ headers, body: bytes + change });
  });
  await page.goto(visits.stage.page);
  await launcher(page).waitFor();
  change = ' ';
  await page.reload();
  await expect.poll(() => complaints.filter((text) => text.includes('integrity'))).toHaveLength(1);
  expect(await launcher(page).count()).toBe(0);
  expect(await page.evaluate(() => 'beistand' in window)).toBe(false);
});

test('closing gives the focus back to the launcher, and takes it from nobody else', async () => {
  const page = await visit(visits.stage.page);
  await launcher(page).press('Enter');
  await writing(page).focus();
  await writing(page).press('Escape');
  await writing(page).waitFor({ state: 'hidden' });
  await expect
    .poll(() =>
      launcher(page).evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it),
    )
    .toBe(true);
  await launcher(page).press('Enter');
  await writing(page).waitFor();
  const link = page.getByRole('link').first();
  await link.focus();
  await page.evaluate(() => (window as unknown as Api).beistand.close());
  expect(await link.evaluate((it) => document.activeElement === it)).toBe(true);
});

test('the greeting comes once, opens and requests and stores nothing, and goes with its OK', async () => {
  const page = await visit(greeting);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByText(GREETING).waitFor();
  expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
  expect(await axeObjections(page.mainFrame())).toEqual([]);
  const ok = page.getByRole('button', { name: 'OK' });
  expect((await ok.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await ok.click();
  await page.waitForTimeout(1500);
  expect(await page.getByText(GREETING).count()).toBe(0);
  expect(asked.filter((url) => !url.startsWith(greeting))).toEqual([]);
  expect(page.frames()).toHaveLength(1);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test('nobody is greeted who has opened the chat, nor in a language without words for it', async () => {
  const page = await visit(greeting);
  await launcher(page).click();
  await writing(page).waitFor();
  await launcher(page).click();
  await writing(page).waitFor({ state: 'hidden' });
  await page.waitForTimeout(1300);
  expect(await page.getByText(GREETING).count()).toBe(0);
  const silent = await visit(greeting);
  await silent.evaluate(() => (window as unknown as Api).beistand.language('ru'));
  await silent.waitForTimeout(1300);
  expect(await silent.locator('p[role=status]').count()).toBe(0);
});

test('opening the chat puts the greeting away', async () => {
  const page = await visit(greeting);
  await page.getByText(GREETING).waitFor();
  await launcher(page).click();
  await page.getByText(GREETING).waitFor({ state: 'detached' });
});

test('at 320 px and at 200 % zoom the launcher is whole, and 44 px or more', async () => {
  for (const viewport of [
    { width: 320, height: 568 },
    { width: 640, height: 400 },
  ]) {
    const page = await visit(visits.stage.page, { viewport });
    const box = await launcher(page).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= viewport.width).toBe(true);
    await launcher(page).click();
    await writing(page).waitFor();
    const foot = async (): Promise<number> => {
      const sheet = await page.locator('section.sheet').boundingBox();
      return (sheet?.y ?? 0) + (sheet?.height ?? 0);
    };
    await expect.poll(foot).toBeCloseTo(viewport.height, 0);
  }
});

test('on paper there is neither launcher nor chat', async () => {
  const page = await visit(visits.stage.page);
  await page.emulateMedia({ media: 'print' });
  expect(await launcher(page).isVisible()).toBe(false);
});

/** What the frame's origin holds in this browser, read from a page of that origin in the same place. */
async function held(page: Page): Promise<Readonly<Record<string, unknown>>> {
  await page.evaluate(
    (src) =>
      new Promise((resolve) => {
        const probe = Object.assign(document.createElement('iframe'), { src, name: 'probe' });
        probe.addEventListener('load', resolve);
        document.body.append(probe);
      }),
    `${visits.stage.site}/f/`,
  );
  const probe = page.frames().find((frame) => frame.name() === 'probe');
  if (probe === undefined) throw new Error('no probe');
  return probe.evaluate(async () => ({
    session: Object.entries(sessionStorage).join(''),
    local: Object.entries(localStorage).join(''),
    cookies: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: 'caches' in window ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  }));
}

test('after quick exit no storage of the frame’s origin holds one byte', async () => {
  const page = await visit(visits.stage.page);
  const reporter = widgetOn(page);
  await reporter.open();
  await reporter.send('bleibt nicht hier');
  const { conversation } = await visits.operator.heard('bleibt nicht hier');
  await visits.operator.reply(conversation, 'verstanden');
  await reporter.waitForMessage('verstanden');
  await fillIn(reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }), 'ein Entwurf');
  await reporter.frame.getByRole('button', { name: 'Mehr' }).click();
  await reporter.frame.getByText(de.leaveStays).waitFor();
  const before = await held(page);
  expect(String(before['session']).length + String(before['local']).length).toBeGreaterThan(100);
  const devtools = await page.context().newCDPSession(page);
  const { site } = visits.stage;
  const used = async (): Promise<number> =>
    (await devtools.send('Storage.getUsageAndQuota', { origin: site })).usage;
  expect(await used()).toBe(0);
  await page.context().setOffline(true);
  await launcher(page).focus();
  await escapeTwice(page);
  await page.waitForURL('about:blank');
  await page.context().setOffline(false);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  expect(entries.map(({ url }) => url)).toEqual(['about:blank', 'about:blank']);
  expect(await used()).toBe(0);
  await page.goto(`${visits.stage.page}was-tun`);
  await page.route(`${visits.stage.site}/f/assets/index-*.js`, (route) => route.abort());
  expect(await held(page)).toEqual({
    session: '',
    local: '',
    cookies: '',
    databases: [],
    caches: [],
    workers: 0,
  });
  // By the same measure the browser does count what somebody keeps: here one file, put there by the test.
  const probe = page.frames().find((frame) => frame.name() === 'probe');
  await probe?.evaluate(async () => {
    await (await caches.open('ours')).put('/ours', new Response('x'.repeat(1000)));
  });
  await expect.poll(used).toBeGreaterThan(0);
});

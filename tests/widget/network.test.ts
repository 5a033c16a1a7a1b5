import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { faultProxy, type FaultProxy } from '../fault/proxy.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { allTexts } from '../support/widget-texts.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** Networks as they are: a lid that closes, a café that wants a click first, a village with one bar. */
const t = await allTexts('de');
/** As long as the frame takes to say that it cannot get through, and some more. */
const LATE_MS = 30_000;
const SITE = path.join(import.meta.dirname, '../../dist/site');

let cable: FaultProxy;
const visits = chatVisits({
  cable: async (relayPort) => (cable = await faultProxy(relayPort)),
});
afterAll(() => cable.close());

async function visitor(): Promise<WidgetDriver> {
  return driveWidget(await visits.visitor(), visits.stage.page);
}

/** How often the team has been told this. */
const times = (words: string): number =>
  visits.operator.messages.filter(({ body }) => body.type === 'text' && body.text === words).length;

/** Every process of the browser at once, as when the lid is closed. */
function signal(name: 'SIGSTOP' | 'SIGCONT', pids: readonly number[]): void {
  for (const pid of pids) process.kill(pid, name);
}

test.runIf(process.platform !== 'win32')(
  'a computer that slept through an answer shows it when it wakes, and what is written then goes out once',
  async () => {
    const reporter = await visitor();
    await reporter.open();
    await reporter.send('ich klappe jetzt zu');
    const { conversation } = await visits.operator.heard('ich klappe jetzt zu');
    const devtools = await visits.browser.newBrowserCDPSession();
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const pids = processInfo.map(({ id }) => id);
    cable.pause('up');
    await reporter.send('noch schnell');
    signal('SIGSTOP', pids);
    cable.cut();
    cable.resume('up');
    await visits.operator.reply(conversation, 'bin noch da');
    await new Promise((resolve) => setTimeout(resolve, 4000));
    signal('SIGCONT', pids);
    await reporter.waitForMessage('bin noch da');
    await reporter.send('wieder wach');
    await reporter.waitForAccepted('wieder wach');
    await visits.operator.heard('wieder wach');
    expect([times('noch schnell'), times('wieder wach')]).toEqual([1, 1]);
    expect(await reporter.shown('reporter')).toEqual([
      'ich klappe jetzt zu',
      'noch schnell',
      'wieder wach',
    ]);
    expect(await reporter.shown('operator')).toEqual(['bin noch da']);
  },
);

/** Answers everything, WebSockets too, as the network of a café does before one has agreed to its terms. */
async function openPortal(): Promise<Server> {
  const portal = createServer((request, response) => {
    if (request.url === '/login') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>WLAN</title><h1>Bitte anmelden</h1>');
    } else response.writeHead(302, { location: '/login' }).end();
  });
  portal.listen(0, '127.0.0.1');
  await once(portal, 'listening');
  return portal;
}

test('a café that wants a click first: what is written waits, nothing of its page is shown, and all goes out once', async () => {
  const portal = await openPortal();
  const reporter = await visitor();
  const { page, frame } = reporter;
  await reporter.open();
  await reporter.send('noch zu Hause');
  await visits.operator.heard('noch zu Hause');
  const address = portal.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const toPortal = cable.divert(address.port);
  await page.route(`${visits.stage.site}/f/assets/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><h1>Bitte anmelden</h1>' }),
  );
  await reporter.send('im Café');
  await frame.getByText('wartet auf Verbindung').last().waitFor();
  // What comes later comes as somebody else's page, and is no script.
  await frame.getByRole('button', { name: 'Datei schicken' }).click();
  await page.waitForTimeout(1000);
  expect(await frame.getByText('Bitte anmelden').count()).toBe(0);
  expect(times('im Café')).toBe(0);
  // Waiting alone does not help here: after a while it says so, and what does.
  await frame.getByText(t.unreached).waitFor({ timeout: LATE_MS });
  await frame.getByText(t.noLink, { exact: true }).waitFor();
  expect(await axeObjections(visits.frameOf(reporter))).toEqual([]);
  await page.unroute(`${visits.stage.site}/f/assets/**`);
  toPortal();
  await visits.operator.heard('im Café');
  await reporter.waitForAccepted('im Café');
  expect(times('im Café')).toBe(1);
  expect(await frame.getByText(t.unreached).count()).toBe(0);
  await frame.getByText(t.here).waitFor();
  portal.close();
});

/** Slow 3G: 400 kbit/s, 400 ms there and back, and two more of those before the first file comes over TLS. */
const BYTES_PER_MS = 50;
const ROUND_TRIP_MS = 400;
const WRITE_WITHIN_MS = 5000;

/**
 * The frame's files come one after another through that line, each once: a route has no cache. Chromium's own throttle
 * leaves frames out.
 */
async function slowFiles(page: Page): Promise<void> {
  let free = 0;
  let secured = 0;
  const known = new Set<string>();
  await page.route(`${visits.stage.site}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (known.has(pathname)) return route.continue();
    known.add(pathname);
    const file = pathname.endsWith('/') ? `${pathname}de.html` : pathname;
    const { length } = gzipSync(await readFile(path.join(SITE, file)));
    secured ||= Date.now() + 2 * ROUND_TRIP_MS;
    free = Math.max(free, secured, Date.now()) + length / BYTES_PER_MS;
    await new Promise((resolve) => setTimeout(resolve, ROUND_TRIP_MS + free - Date.now()));
    await route.continue();
  });
}

/** Taps and writes on that line, and says how long it took until the words stood there. */
async function writtenSlowly(words: string) {
  const reporter = await visitor();
  await slowFiles(reporter.page);
  const since = Date.now();
  await reporter.page.locator('button[lang][aria-expanded]').click();
  const writing = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await fillIn(writing, words);
  return { reporter, writing, since, took: Date.now() - since };
}

/** The promise is about the line. A machine that is busy with something else may have the best of three. */
const TRIES = 3;

test('on slow 3G one can write within five seconds of the tap, and the first message arrives once', async () => {
  cable.slow(ROUND_TRIP_MS / 2);
  let written = await writtenSlowly('aus dem Dorf');
  for (let tries = 1; tries < TRIES && written.took >= WRITE_WITHIN_MS; tries += 1) {
    await written.reporter.page.close();
    written = await writtenSlowly('aus dem Dorf');
  }
  const { reporter, writing, since, took } = written;
  await reporter.frame.locator('.frame:not(.early)').waitFor();
  await writing.press('Enter');
  await visits.operator.heard('aus dem Dorf');
  await reporter.waitForAccepted('aus dem Dorf');
  console.log(
    `slow 3G: ${took} ms from the tap to the first word, ${Date.now() - since} ms to sent`,
  );
  cable.slow(0);
  expect(took).toBeLessThan(WRITE_WITHIN_MS);
  expect(times('aus dem Dorf')).toBe(1);
  expect(await reporter.shown('reporter')).toEqual(['aus dem Dorf']);
});

test('who taps without a network taps again with one, and the chat is there', async () => {
  const reporter = await visitor();
  const { page } = reporter;
  const launcher = page.locator('button[lang][aria-expanded]');
  await page.context().setOffline(true);
  await launcher.click();
  await page.waitForTimeout(500);
  await page.context().setOffline(false);
  await launcher.click();
  await reporter.open();
  await reporter.send('jetzt geht es');
  await visits.operator.heard('jetzt geht es');
});

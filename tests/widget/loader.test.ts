import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { driveWidget, escapeTwice } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { fillIn } from '../support/fill-in.ts';

/** The one script on somebody else's page: what it does before a tap, and how it takes its leave. */
const visits = chatVisits();

const NEUTRAL = 'http://www.ngo.localhost';
const neutral = async (page: Page): Promise<void> => {
  await page.route(`${NEUTRAL}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: 'Wetter' }),
  );
};
const withNeutral = (): Promise<string> =>
  visits.stage.pageWith((snippet) =>
    snippet.replace(' defer', ` defer data-leave="${NEUTRAL}/wetter"`),
  );
let leaving: Promise<string> | undefined;
const leavingPage = (): Promise<string> => (leaving ??= withNeutral());

test('before a tap nothing is requested but the loader, and nothing is stored', async () => {
  const context = await visits.visitor();
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  await page.goto(visits.stage.page);
  await page.getByRole('button', { name: 'Schreib uns' }).hover();
  await page.waitForTimeout(500);
  expect(asked.filter((url) => !url.startsWith(visits.stage.page))).toEqual([
    expect.stringMatching(new RegExp(`^${visits.stage.site}/l/[0-9a-f]+\\.js$`)),
  ]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(page.frames()).toHaveLength(1);
});

test('the frame asks only its own origin and the relay, and CSP and Trusted Types hold', async () => {
  const page = await (await visits.visitor()).newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  page.on('websocket', (socket) => asked.push(new URL(socket.url()).origin));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(visits.stage.page);
  await page.getByRole('button', { name: 'Schreib uns' }).click();
  await page.frameLocator('iframe').getByText('Wir sind gerade da').waitFor();
  const allowed = [new URL(visits.stage.page).origin, visits.stage.site, visits.stage.relay];
  expect(asked.filter((origin) => !allowed.includes(origin))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the page’s style sheet cannot hide or reshape the launcher', async () => {
  const page = await (await visits.visitor()).newPage();
  await page.goto(visits.stage.page);
  await page.evaluate(() => {
    const hostile = new CSSStyleSheet();
    hostile.replaceSync(
      'body *{display:none!important;opacity:0!important;position:static!important;font-size:3px!important;transform:scale(9)!important}',
    );
    document.adoptedStyleSheets = [hostile];
  });
  const launcher = page.getByRole('button', { name: 'Schreib uns' });
  await launcher.waitFor();
  const box = await launcher.boundingBox();
  expect(box?.height).toBe(56);
  await launcher.click();
  await page.frameLocator('iframe').getByRole('textbox', { name: 'Deine Nachricht' }).waitFor();
});

test('colour, side, radius, label and language come from the snippet', async () => {
  const page = await (await visits.visitor()).newPage();
  const attributes =
    'data-color="#ffd400" data-side="left" data-radius="6" data-label-nl="Praat met ons" data-lang="nl"';
  await page.goto(
    await visits.stage.pageWith((snippet) => snippet.replace(' defer', ` defer ${attributes}`)),
  );
  const launcher = page.getByRole('button', { name: 'Praat met ons' });
  const looks = await launcher.evaluate((button) => {
    const { backgroundColor, color, borderRadius, left } = getComputedStyle(button);
    return { backgroundColor, color, borderRadius, left };
  });
  expect(looks).toEqual({
    backgroundColor: 'rgb(255, 212, 0)',
    color: 'rgb(0, 0, 0)',
    borderRadius: '6px',
    left: '16px',
  });
  await launcher.click();
  await page.frameLocator('iframe').getByRole('textbox', { name: 'Je bericht' }).waitFor();
});

test('on the chat’s own origin the loader opens nothing and says so', async () => {
  const page = await (await visits.visitor()).newPage();
  await page.route(`${visits.stage.site}/seite`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="de"><title>x</title><body>${visits.stage.snippet}`,
    }),
  );
  await page.goto(`${visits.stage.site}/seite`);
  await page.getByRole('button', { name: 'Schreib uns' }).click();
  await page.getByText('Chat falsch eingebaut').waitFor();
  expect(page.frames()).toHaveLength(1);
});

test('quick exit clears the frame, replaces the page, and Back does not return', async () => {
  const reporter = await driveWidget(await visits.visitor(), 'about:blank');
  const { page } = reporter;
  await neutral(page);
  await page.goto(await leavingPage());
  await reporter.open();
  await reporter.send('niemand soll das sehen');
  await reporter.waitForAccepted('niemand soll das sehen');
  await reporter.frame.getByRole('button', { name: 'Schnell weg' }).click();
  await page.waitForURL(`${NEUTRAL}/wetter`);
  await page.goBack();
  expect(page.url()).toBe('about:blank');
  await page.goto(await leavingPage());
  await reporter.open();
  expect(await reporter.shown('reporter')).toEqual([]);
  await reporter.frame.getByRole('button', { name: 'Ich habe einen Rückkehr-Code' }).waitFor();
});

test('Escape folds the chat away, twice leaves: from the frame and from the page', async () => {
  const reporter = await driveWidget(await visits.visitor(), 'about:blank');
  const { page } = reporter;
  await neutral(page);
  for (const from of ['frame', 'page']) {
    await page.goto(await leavingPage());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Schreib uns' }).waitFor();
    await reporter.open();
    await fillIn(reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }), 'geheim');
    if (from === 'page') await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Escape');
    const box = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
    await box.waitFor({ state: 'hidden' });
    await reporter.open();
    await fillIn(box, 'noch geheim');
    if (from === 'page') await page.getByRole('heading', { level: 1 }).click();
    await escapeTwice(page);
    await page.waitForURL(`${NEUTRAL}/wetter`);
    await page.goto(await leavingPage());
    await reporter.open();
    expect(await box.inputValue()).toBe('');
  }
});

test('the way out is asked for once, however long it takes', async () => {
  const reporter = await driveWidget(await visits.visitor(), 'about:blank');
  const { page } = reporter;
  const asked: string[] = [];
  await page.route(`${NEUTRAL}/**`, async (route) => {
    asked.push(route.request().url());
    // Longer than the loader waits for its frame to clear. What was broken off meanwhile takes no answer.
    await setTimeout(1000);
    await route.fulfill({ contentType: 'text/html', body: 'Wetter' }).catch(() => undefined);
  });
  await page.goto(await leavingPage());
  await reporter.open();
  await page.getByRole('heading', { level: 1 }).click();
  await escapeTwice(page);
  await page.waitForURL(`${NEUTRAL}/wetter`);
  expect(asked).toEqual([`${NEUTRAL}/wetter`]);
});

test('one more Escape on a slow way out empties the page, and does not stop it', async () => {
  const context = await visits.visitor();
  const site = await leavingPage();
  // Between two pages no driver can press a key or look: the page does both itself, as soon as the chat is gone.
  await context.addInitScript(() => {
    let wasThere = false;
    const press = (): void => {
      const key = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true });
      dispatchEvent(key);
      const became = { kept: key.defaultPrevented, empty: document.body === null };
      sessionStorage.setItem('became', JSON.stringify(became));
    };
    new MutationObserver(() => {
      const isThere = document.querySelector('html > div') !== null;
      if (wasThere && !isThere) press();
      wasThere = isThere;
    }).observe(document, { childList: true, subtree: true });
  });
  const reporter = await driveWidget(context, site);
  const { page } = reporter;
  await neutral(page);
  await reporter.open();
  await reporter.frame.getByRole('button', { name: 'Schnell weg' }).click();
  await page.waitForURL(`${NEUTRAL}/wetter`);
  await page.goto(site);
  const became = await page.evaluate(() => sessionStorage.getItem('became'));
  expect(JSON.parse(became ?? 'null')).toEqual({ kept: true, empty: true });
});

test('without a connection quick exit goes to an empty page', async () => {
  const context = await visits.visitor();
  const reporter = await driveWidget(context, await leavingPage());
  await reporter.open();
  await context.setOffline(true);
  await reporter.frame.getByText('Keine Verbindung.').first().waitFor();
  await reporter.frame.getByRole('button', { name: 'Schnell weg' }).click();
  await reporter.page.waitForURL('about:blank');
});

test('words from anywhere but the frame are not obeyed, and the frame obeys only its page', async () => {
  const reporter = await driveWidget(await visits.visitor(), await leavingPage());
  const { page } = reporter;
  await reporter.open();
  await reporter.send('bleibt');
  await page.evaluate(() => {
    for (const type of ['leave', 'close', 'unread', 'language']) {
      window.postMessage({ mark: 'beistand', type, language: 'en' }, '*');
    }
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(await leavingPage());
  await reporter.waitForMessage('bleibt');
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate(() => void window.open('/was-tun')),
  ]);
  await popup.waitForLoadState();
  const reached = await popup.evaluate(() => {
    const { document: around } = window.opener as Window;
    const host = [...around.documentElement.children].find((each) => each.shadowRoot !== null);
    const inside = host?.shadowRoot?.querySelector('iframe');
    inside?.contentWindow?.postMessage({ mark: 'beistand', type: 'leave' }, '*');
    return inside !== null && inside !== undefined;
  });
  expect(reached).toBe(true);
  const frame = page.frames().find((each) => each.url().startsWith(visits.stage.site));
  await frame?.evaluate(() => window.postMessage({ mark: 'beistand', type: 'leave' }, '*'));
  await page.waitForTimeout(300);
  await reporter.waitForMessage('bleibt');
});

test('replies behind a folded chat put their number on the launcher, say it politely, and nothing else', async () => {
  const reporter = await driveWidget(await visits.visitor(), visits.stage.page);
  const { page } = reporter;
  await reporter.open();
  await reporter.send('klappe gleich zu');
  const { conversation } = await visits.operator.heard('klappe gleich zu');
  const launcher = page.getByRole('button', { name: 'Schreib uns' });
  const folded = (): Promise<void> =>
    reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' }).waitFor({ state: 'hidden' });
  await launcher.click();
  await folded();
  const status = page.getByRole('status');
  expect(await status.textContent()).toBe('');
  await visits.operator.reply(conversation, 'bist du noch da?');
  await expect.poll(() => status.textContent()).toBe('Chat: 1');
  await visits.operator.reply(conversation, 'lass dir Zeit');
  await expect.poll(() => status.textContent()).toBe('Chat: 2');
  await expect.poll(() => launcher.innerText()).toBe('Schreib uns\n2');
  await launcher.click();
  await reporter.waitForMessage('bist du noch da?');
  await expect.poll(() => launcher.innerText()).toBe('Schreib uns');
  await expect.poll(() => status.textContent()).toBe('');
  await launcher.click();
  await folded();
  await visits.operator.reply(conversation, 'bis bald');
  await expect.poll(() => status.textContent()).toBe('Chat: 1');
});

test('on a phone the sheet is as tall as its words, and a tap beside it folds it away', async () => {
  const reporter = await driveWidget(
    await visits.visitor({ viewport: { width: 390, height: 780 } }),
    visits.stage.page,
  );
  const { page } = reporter;
  await reporter.open();
  // Words still arrive with the verified document, and the sheet follows them.
  await reporter.frame.getByText('Gemeinsam gegen Hass').first().waitFor();
  const sheet = page.locator('section.sheet:not(.full)');
  await expect.poll(async () => (await sheet.boundingBox())?.height).toBeLessThan(600);
  const address = page.url();
  const isFolded = async (): Promise<boolean> => {
    const writing = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
    if ((await sheet.count()) > 0 && (await writing.isVisible())) await page.mouse.click(200, 40);
    return writing.isHidden();
  };
  await expect.poll(isFolded).toBe(true);
  expect(page.url()).toBe(address);
  await reporter.open();
  await reporter.send('jetzt ganz');
  const full = page.locator('section.sheet.full');
  await expect.poll(async () => (await full.boundingBox())?.height).toBe(780);
});

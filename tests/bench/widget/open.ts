import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { median } from '../vault/statistics.ts';
import { slowDown } from './slow-down.ts';

/** A page with a chat on it, and what one taps to open it. */
export interface Target {
  readonly url: string;
  /** Selector of the launcher; shadow roots are looked through. */
  readonly launcher: string;
  /** Selector of the frame the launcher is in, where it is in one. */
  readonly frame?: string;
  /** Origin whose answers count; all of them where it is not said. */
  readonly origin?: string;
}

export interface Opening {
  /** From the finger going down until there is a field to type in, with words above it, painted. */
  readonly openMs: number;
  /** Compressed bytes fetched by then, the page's own document left out. */
  readonly bytes: number;
  readonly requests: number;
}

export interface Untouched {
  readonly requests: number;
  readonly bytes: number;
  /** Cookies, and items in either storage of any origin, databases and caches. */
  readonly storage: number;
}

export interface OpenOptions {
  readonly rounds: number;
  /** How many times slower the processor seems to the page and to every frame in it; 1 as it is. */
  readonly slowdown: number;
  /** Every round with an empty cache. */
  readonly cold: boolean;
}

/** Opens the chat again and again, each time in a tab of its own. */
export async function measureOpen(
  browser: Browser,
  target: Target,
  { rounds, slowdown, cold }: OpenOptions,
): Promise<Opening> {
  const openings: Opening[] = [];
  let context = await contextOf(browser);
  if (!cold) await openOnce(context, target, 1);
  for (let round = 0; round < rounds; round += 1) {
    if (cold) {
      await context.close();
      context = await contextOf(browser);
    }
    openings.push(await openOnce(context, target, slowdown));
  }
  await context.close();
  return {
    openMs: median(openings.map(({ openMs }) => openMs)),
    bytes: median(openings.map(({ bytes }) => bytes)),
    requests: median(openings.map(({ requests }) => requests)),
  };
}

/** What a page with the chat on it asks for and keeps while nobody taps. */
export async function measureUntouched(browser: Browser, target: Target): Promise<Untouched> {
  const context = await contextOf(browser);
  const { page, requests, sockets } = await openPage(context, target);
  await page.waitForTimeout(QUIET_MS);
  const storage = await storageOf(context, page);
  const asked =
    target.origin === undefined ? counted(requests, target) : fromElsewhere(requests, page);
  const bytes = await bytesOf(asked);
  await context.close();
  return { requests: asked.length + sockets.length, bytes, storage };
}

/** Whatever comes by itself has come by then. */
const QUIET_MS = 1500;
const USABLE_WITHIN_MS = 30_000;

const contextOf = async (browser: Browser): Promise<BrowserContext> => {
  const context = await browser.newContext({ locale: 'de-DE' });
  await context.addInitScript(watchForUse);
  return context;
};

const launcherOf = (page: Page, { launcher, frame }: Target): Locator =>
  frame === undefined
    ? page.locator(launcher).first()
    : page.frameLocator(frame).locator(launcher).first();

/** Everything asked for but the page itself; of the origin that counts, where one was named. */
const counted = (requests: readonly Request[], { url, origin }: Target): readonly Request[] =>
  requests.filter((request) =>
    origin === undefined ? request.url() !== url : new URL(request.url()).origin === origin,
  );

/** Asked of anybody but the website itself: the chat's own site, its relay, or whoever else. */
const fromElsewhere = (requests: readonly Request[], page: Page): readonly Request[] =>
  requests.filter((request) => new URL(request.url()).origin !== new URL(page.url()).origin);

interface OpenPage {
  readonly page: Page;
  readonly requests: Request[];
  readonly sockets: string[];
}

async function openPage(context: BrowserContext, target: Target): Promise<OpenPage> {
  const page = await context.newPage();
  const requests: Request[] = [];
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  page.on('request', (request) => requests.push(request));
  await page.goto(target.url);
  await launcherOf(page, target).waitFor();
  return { page, requests, sockets };
}

async function openOnce(
  context: BrowserContext,
  target: Target,
  slowdown: number,
): Promise<Opening> {
  const { page, requests } = await openPage(context, target);
  await page.waitForTimeout(SETTLE_MS);
  await slowDown(page, slowdown);
  await launcherOf(page, target).click();
  const openMs = await usableAfter(page);
  const asked = counted(requests, target);
  const bytes = await bytesOf(asked);
  await page.close();
  return { openMs, bytes, requests: asked.length };
}

/** What the page still does by itself after it has loaded. */
const SETTLE_MS = 300;

async function usableAfter(page: Page): Promise<number> {
  const downs = await Promise.all(page.frames().map((frame) => frame.evaluate(() => tapped())));
  const tap = Math.max(...downs);
  const until = performance.now() + USABLE_WITHIN_MS;
  while (performance.now() < until) {
    const found = await Promise.all(
      page.frames().map((frame) => frame.evaluate(() => usable()).catch(() => 0)),
    );
    const after = found.filter((at) => at > tap);
    if (after.length > 0) return Math.min(...after) - tap;
    await page.waitForTimeout(20);
  }
  throw new Error(`nothing to type in at ${page.url()}`);
}

async function bytesOf(requests: readonly Request[]): Promise<number> {
  const sizes = await Promise.all(
    requests.map(async (request) => {
      const encoded = (await request.response())?.headers()['content-length'];
      return Number(encoded ?? 0);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function storageOf(context: BrowserContext, page: Page): Promise<number> {
  const cookies = await context.cookies();
  const kept = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(async () => {
        const databases = await indexedDB.databases();
        const names = await caches.keys().catch(() => []);
        return sessionStorage.length + localStorage.length + databases.length + names.length;
      }),
    ),
  );
  return cookies.length + kept.reduce((sum, n) => sum + n, 0);
}

declare global {
  /** When the finger went down, and when the chat could be used, ms since the epoch; 0 = not yet. */
  var tapped: () => number;
  var usable: () => number;
}

/**
 * Runs in every frame before anything else does. Usable is the moment after the paint that shows a
 * field one can see, tap and type in.
 */
function watchForUse(): void {
  // Each tab finds a warm cache and nobody who was here before. Where storage is forbidden there is nothing.
  try {
    localStorage.clear();
  } catch {}
  let down = 0;
  let at = 0;
  const now = (): number => performance.timeOrigin + performance.now();
  globalThis.tapped = () => down;
  globalThis.usable = () => at;
  addEventListener(
    'pointerdown',
    ({ timeStamp }) => {
      down = performance.timeOrigin + timeStamp;
    },
    true,
  );
  const fields = 'textarea, input:not([type]), input[type=text], [contenteditable=true]';
  const deep = (root: Document | ShadowRoot): Element | null => {
    for (const field of root.querySelectorAll(fields)) {
      const { left, top, width, height } = field.getBoundingClientRect();
      const hit = root.elementFromPoint(left + width / 2, top + height / 2);
      const isSeen = field.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (isSeen && field.contains(hit)) return field;
    }
    for (const element of root.querySelectorAll('*')) {
      const inner = element.shadowRoot && deep(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const painted = new MessageChannel();
  painted.port1.addEventListener('message', () => {
    at = now();
  });
  painted.port1.start();
  let seen = false;
  const look = (): void => {
    const before = seen;
    seen = document.body !== null && deep(document) !== null;
    if (seen && !before) painted.port2.postMessage(null);
    if (!seen) at = 0;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

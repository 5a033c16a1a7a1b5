import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from '../e2e/launch.ts';

/** People in a real Chromium that speaks German, each with a browser that knows nothing. */
export interface Visitors {
  readonly browser: Browser;
  /** Somebody new; gone when the test is over. */
  readonly visitor: (options?: BrowserContextOptions) => Promise<BrowserContext>;
}

/** One Chromium for the tests of a file. `meanwhile` starts what they visit, while it comes up. */
export function visitors(meanwhile: () => Promise<void>): Visitors {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    [browser] = await Promise.all([launchChromium(), meanwhile()]);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser.close());

  return {
    get browser() {
      return browser;
    },
    visitor: async (options = {}) => {
      const context = await browser.newContext({ locale: 'de-DE', ...options });
      contexts.push(context);
      return context;
    },
  };
}

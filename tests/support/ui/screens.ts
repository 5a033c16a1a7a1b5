import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { startUiBrowser, type PageWishes, type UiBrowser } from './browser.ts';

/** The page a test looks at, and the fake desk under it. */
export interface Screens {
  /** A fresh page over a fresh desk. It goes with the test. */
  readonly open: (wishes?: string, options?: PageWishes) => Promise<Page>;
  readonly button: (name: string | RegExp) => Locator;
  readonly reply: () => Locator;
  /** What the fake desk was asked for, by name. */
  readonly asked: (name: string) => Promise<unknown[]>;
  /** Tells a fact as the vault would; the screen has heard it then. */
  readonly tell: (fact: object) => Promise<void>;
  /** Lets what the address held (`hold=…`) be answered. */
  readonly release: () => Promise<void>;
  /** Everything the policy refused or a page threw so far. */
  readonly complaints: () => readonly string[];
}

interface Fake {
  readonly asked: readonly { readonly name: string; readonly input: unknown }[];
  readonly tell: (fact: object) => Promise<void>;
  readonly release: () => void;
}

/** One browser for the tests of a file. */
export function screens(): Screens {
  let ui: UiBrowser;
  let page: Page;
  beforeAll(async () => {
    ui = await startUiBrowser(inject('ui'));
  });
  afterEach(() => page.close());
  afterAll(() => ui.close());

  return {
    open: async (wishes = '', options = {}) => {
      page = await ui.open(wishes, options);
      return page;
    },
    button: (name) => page.getByRole('button', { name }),
    reply: () => page.getByRole('textbox', { name: 'Antwort schreiben' }),
    asked: (name) =>
      page.evaluate(
        (wanted) =>
          (window as unknown as { fake: Fake }).fake.asked
            .filter((request) => request.name === wanted)
            .map(({ input }) => input),
        name,
      ),
    tell: (fact) =>
      page.evaluate((told) => (window as unknown as { fake: Fake }).fake.tell(told), fact),
    release: () => page.evaluate(() => (window as unknown as { fake: Fake }).fake.release()),
    complaints: () => ui.complaints,
  };
}

import { expect } from 'vitest';
import type { BrowserContext } from 'playwright-core';
import { chatFrame, driveWidget, type WidgetDriver } from './widget-driver.ts';
import type { WidgetStage } from './widget-stage.ts';

/** Whether a text stayed one, whatever is written in it (tests/fixtures/hostile-texts.ts). */
/** What a hostile text could bring about, counted from the first moment of every document. */
interface Watched {
  readonly hits: number;
  readonly stopped: readonly string[];
}
declare global {
  var hostile: { hits: number; stopped: string[] };
}

export interface Watch {
  readonly stage: WidgetStage;
  readonly reporter: WidgetDriver;
  /** Requests to anybody but site and page, sockets to anybody but the relay, dialogs and windows. */
  readonly outside: readonly string[];
}

/** A reporter's page on which everything is counted that a hostile text could bring about. */
export async function watched(stage: WidgetStage, context: BrowserContext): Promise<Watch> {
  await context.addInitScript(() => {
    globalThis.hostile = { hits: 0, stopped: [] };
    Object.assign(globalThis, {
      hostileHit: () => {
        globalThis.hostile.hits += 1;
      },
    });
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.hostile.stopped.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const outside: string[] = [];
  const ours = new Set([stage.site, new URL(stage.page).origin]);
  context.on('request', (request) => {
    if (!ours.has(new URL(request.url()).origin)) outside.push(request.url());
  });
  context.on('page', (page) => {
    page.on('dialog', (dialog) => {
      outside.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== new URL(stage.relay).host) outside.push(socket.url());
    });
  });
  const reporter = await driveWidget(context, stage.page);
  return { stage, reporter, outside };
}

/** Looks at page and frame: what ran, what was stopped, what stands there that the widget did not build. */
export async function expectOnlyText(
  { stage, reporter, outside }: Watch,
  where: string,
): Promise<void> {
  const frame = chatFrame(reporter, stage.site);
  const seen: Watched[] = [
    await frame.evaluate(() => globalThis.hostile),
    await reporter.page.evaluate(() => globalThis.hostile),
  ];
  expect(seen, where).toEqual([
    { hits: 0, stopped: [] },
    { hits: 0, stopped: [] },
  ]);
  const built = await frame.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    return {
      planted: all.filter(({ id }) => id.toLowerCase() === 'hostile').length,
      handlers: all.filter((one) => one.getAttributeNames().some((name) => name.startsWith('on')))
        .length,
      links: [...document.querySelectorAll('a')]
        .map(({ protocol }) => protocol)
        .filter((protocol) => !['tel:', 'mailto:', 'https:'].includes(protocol)),
      fetchedByStyle: all.filter((one) => getComputedStyle(one).backgroundImage.includes('url('))
        .length,
      polluted: 'hostile' in Object.prototype,
    };
  });
  expect(built, where).toEqual({
    planted: 0,
    handlers: 0,
    links: [],
    fetchedByStyle: 0,
    polluted: false,
  });
  expect(outside, where).toEqual([]);
}

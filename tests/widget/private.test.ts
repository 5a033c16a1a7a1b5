import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { chatFrame, driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { searchTree, wordsOf } from '../support/leak-search.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { openWidgetStage } from '../support/widget-stage.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** Browsers that keep little or nothing, and telephones whose clock is wrong. */
const visits = chatVisits();

async function visitor(
  prepare?: (context: BrowserContext) => Promise<void>,
  page = visits.stage.page,
): Promise<WidgetDriver> {
  const context = await visits.visitor({ bypassCSP: prepare !== undefined });
  await prepare?.(context);
  return driveWidget(context, page);
}

test('where a browser refuses storage to other sites one can talk, is told, and comes back with the code', async () => {
  const foreign = await openWidgetStage({ foreign: true });
  const desk = await foreign.operator();
  const reporter = await visitor(undefined, foreign.page);
  await reporter.open();
  const refusal = await reporter.frame.locator('body').evaluate(() => {
    try {
      return String(sessionStorage.length);
    } catch (error) {
      return error instanceof DOMException ? error.name : 'something else';
    }
  });
  expect(refusal).toBe('SecurityError');
  await reporter.send('ohne Speicher');
  const { conversation } = await desk.heard('ohne Speicher');
  await reporter.frame.getByText('Dieser Browser merkt sich nichts.').waitFor();
  expect(await axeObjections(chatFrame(reporter, foreign.site))).toEqual([]);
  const code = await reporter.keepCode();
  await reporter.page.reload();
  await reporter.open();
  expect(await reporter.shown('reporter')).toEqual([]);
  await desk.reply(conversation, 'wir haben es gelesen');
  await reporter.frame.getByRole('button', { name: 'Ich habe einen Rückkehr-Code' }).click();
  await fillIn(reporter.frame.getByRole('textbox').first(), code);
  await reporter.frame.getByRole('button', { name: 'Weiter' }).click();
  await reporter.waitForMessage('wir haben es gelesen');
  await reporter.send('bin zurück');
  expect((await desk.heard('bin zurück')).conversation).toBe(conversation);
  await desk.stop();
  await foreign.stop();
});

/** The folder of this browser, as its first process was told. */
async function profile(): Promise<string> {
  const devtools = await visits.browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const first = processInfo.find(({ type }) => type === 'browser');
  const told = await readFile(`/proc/${first?.id}/cmdline`, 'utf8');
  const folder = /--user-data-dir=([^\0]+)/.exec(told)?.[1];
  if (folder === undefined) throw new Error('no profile');
  return folder;
}

// Every context of Playwright is a private window: an off-the-record profile beside the browser's own.
test.runIf(process.platform === 'linux')(
  'a private window keeps the conversation while it is open, writes no word of it down, and the next one knows nothing',
  async () => {
    const reporter = await visitor();
    await reporter.open();
    await reporter.send('Regenbogenforelle in der Umkleide');
    const { conversation } = await visits.operator.heard('Regenbogenforelle in der Umkleide');
    await visits.operator.reply(conversation, 'Kaulquappenzählung am Nachmittag');
    await reporter.waitForMessage('Kaulquappenzählung am Nachmittag');
    const code = await reporter.keepCode();
    await reporter.page.reload();
    await reporter.open();
    await reporter.waitForMessage('Kaulquappenzählung am Nachmittag');
    const secrets = [
      ...wordsOf(['Regenbogenforelle Umkleide', 'Kaulquappenzählung Nachmittag']),
      code,
      code.replaceAll('-', ''),
    ];
    expect(await searchTree(await profile(), secrets)).toEqual([]);
    // Such a search finds what is there.
    expect(await searchTree(await profile(), ['profile'])).not.toEqual([]);
    await reporter.page.context().close();
    expect(await searchTree(await profile(), secrets)).toEqual([]);
    const next = await visitor();
    await next.open();
    expect(await next.shown('reporter')).toEqual([]);
    await next.frame.getByRole('button', { name: 'Ich habe einen Rückkehr-Code' }).waitFor();
  },
);

const DAY_MS = 24 * 60 * 60 * 1000;

/** Page and engine read a clock that is wrong by so much. The engine's file is imported behind the lie, as it is. */
async function wrongClock(context: BrowserContext, byMs: number): Promise<void> {
  const lie = `{
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length > 0 ? given : [Real.now() + ${byMs}])); }
      static now() { return Real.now() + ${byMs}; }
    };
  }`;
  await context.addInitScript(lie);
  await context.addInitScript((said) => {
    const file = (text: string): string =>
      URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const Real = Worker;
    globalThis.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        const engine = new URL(url, location.href).href;
        super(file(`import '${file(said)}'; import '${engine}';`), options);
      }
    };
  }, lie);
}

test.for([
  ['fast', DAY_MS],
  ['slow', -DAY_MS],
] as const)('a clock a day %s keeps nobody out and loses nothing', async ([which, byMs]) => {
  const reporter = await visitor((context) => wrongClock(context, byMs));
  await reporter.open();
  await reporter.frame.getByText('Wir sind gerade da').waitFor();
  const words = [1, 2, 3].map((n) => `${which} ${n}`);
  for (const text of words) {
    await reporter.send(text);
    const { conversation } = await visits.operator.heard(text);
    await visits.operator.reply(conversation, `auf ${text}`);
    await reporter.waitForMessage(`auf ${text}`);
  }
  expect((await reporter.talk()).map(({ text }) => text)).toEqual(
    words.flatMap((text) => [text, `auf ${text}`]),
  );
  const notice = reporter.frame.getByText('Die Uhr deines Geräts geht falsch.');
  expect(await notice.count()).toBe(1);
});

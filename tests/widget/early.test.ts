import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { button, chatVisits, field } from '../support/chat-visits.ts';
import { escapeTwice, widgetOn, type WidgetDriver } from '../support/widget-driver.ts';
import { axeObjections, cutOff } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** What can be read and typed before a single script or style of the frame has come (ADR 0025). */
const visits = chatVisits();

interface Held {
  readonly reporter: WidgetDriver;
  /** Lets the scripts come. */
  readonly release: () => void;
}

interface Tap extends BrowserContextOptions {
  readonly address?: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A chat that was tapped, on a line that has brought the page and nothing else yet. */
async function tapped({ address, prepare, ...options }: Tap = {}): Promise<Held> {
  const page = await (await visits.visitor(options)).newPage();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`${visits.stage.site}/f/assets/**`, async (route) => {
    await released;
    await route.continue();
  });
  await prepare?.(page);
  await page.goto(address ?? visits.stage.page);
  await page.locator('button[lang][aria-expanded]').click();
  return { reporter: widgetOn(page), release };
}

const message = ({ frame }: WidgetDriver) => frame.locator('#message');
/** Taps the field. Browsers drop a tap on a frame that has just come to stand where it is, so it may take two. */
const begin = (reporter: WidgetDriver) =>
  expect
    .poll(async () => {
      await message(reporter).click();
      return message(reporter).evaluate((area) => area === document.activeElement);
    })
    .toBe(true);
const ready = ({ frame }: WidgetDriver) => frame.locator('.frame:not(.early)').waitFor();

test('before anything but the page is here there are words to read and a field to type in, and they look like ours', async () => {
  const { reporter, release } = await tapped();
  await fillIn(message(reporter), 'ich tippe schon');
  expect(await reporter.frame.locator('.hint').innerText()).toContain('keine Nummer');
  expect(await reporter.frame.locator('.early').count()).toBe(1);
  const shape = await message(reporter).evaluate((area) => getComputedStyle(area).borderRadius);
  expect(shape).toBe('22px');
  expect(await axeObjections(visits.frameOf(reporter))).toEqual([]);
  await reporter.page.setViewportSize({ width: 320, height: 568 });
  expect(await cutOff(visits.frameOf(reporter))).toEqual([]);
  release();
});

test.each([
  ['as it is', async () => undefined],
  [
    'that keeps nothing',
    async (page: Page) => {
      await page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {
            get: () => {
              throw new DOMException('no', 'SecurityError');
            },
          });
        }
      });
    },
  ],
])(
  'what was typed early stays in a browser %s, where it was typed, and is sent when asked',
  async (_name, prepare) => {
    const { reporter, release } = await tapped({ prepare });
    const words = `früh getippt ${_name}`;
    await begin(reporter);
    await reporter.page.keyboard.type(`${words}!`);
    await reporter.page.keyboard.press('ArrowLeft');
    release();
    await ready(reporter);
    await reporter.page.keyboard.type('?');
    expect(await message(reporter).inputValue()).toBe(`${words}?!`);
    await message(reporter).press('Enter');
    expect((await visits.operator.heard(`${words}?!`)).body.type).toBe('text');
    await expect.poll(() => message(reporter).inputValue()).toBe('');
  },
);

test('an Enter that came too early leaves the words in the field, without a line break', async () => {
  const { reporter, release } = await tapped();
  await begin(reporter);
  await reporter.page.keyboard.type('zu früh');
  await reporter.page.keyboard.press('Enter');
  release();
  await ready(reporter);
  expect(await message(reporter).inputValue()).toBe('zu früh');
});

test('on a phone whoever has begun to write goes on writing when the rest arrives', async () => {
  const { reporter, release } = await tapped({ viewport: { width: 360, height: 640 } });
  await begin(reporter);
  await reporter.page.keyboard.type('hal');
  release();
  await ready(reporter);
  await reporter.page.keyboard.type('lo');
  expect(await message(reporter).inputValue()).toBe('hallo');
});

test('the first picture is in the language of the page, and its words stay when the rest arrives', async () => {
  const address = await visits.stage.pageWith((snippet) =>
    snippet.replace(' defer', ' defer data-lang="uk"'),
  );
  const { reporter, release } = await tapped({ address });
  const early = await reporter.frame.locator('.hint').innerText();
  expect(await reporter.frame.locator('html').getAttribute('lang')).toBe('uk');
  release();
  await ready(reporter);
  expect(await reporter.frame.locator('html').getAttribute('lang')).toBe('uk');
  expect((await reporter.frame.locator('.hint').innerText()).startsWith(early)).toBe(true);
});

test('a language chosen before the rest is here is the one the chat goes on in', async () => {
  const { reporter, release } = await tapped();
  await reporter.frame.getByRole('combobox').selectOption('nl');
  release();
  await field(reporter, 'Je bericht').waitFor();
  expect(await reporter.frame.locator('html').getAttribute('lang')).toBe('nl');
  await reporter.page.reload();
  await reporter.page.locator('button[lang][aria-expanded]').click();
  await field(reporter, 'Je bericht').waitFor();
});

test('a button pressed before the rest is here does what it says as soon as it can', async () => {
  const { reporter, release } = await tapped();
  await button(reporter, 'Ich habe einen Rückkehr-Code').click();
  release();
  await field(reporter, 'Dein Rückkehr-Code').waitFor();
});

test('words typed and sent before the rest is here are sent, once', async () => {
  const { reporter, release } = await tapped();
  await fillIn(message(reporter), 'früh abgeschickt');
  // It still says that there is nothing to send.
  await button(reporter, 'Senden').click({ force: true });
  release();
  await visits.operator.heard('früh abgeschickt');
  await expect.poll(() => message(reporter).inputValue()).toBe('');
  expect(await reporter.shown('reporter')).toEqual(['früh abgeschickt']);
});

test('the way out is one from the first picture on', async () => {
  const { reporter } = await tapped();
  const away = /^https:/;
  await reporter.page.route(away, (route) => route.fulfill({ body: 'weather' }));
  await button(reporter, 'Schnell weg').click();
  await reporter.page.waitForURL(away);
});

test.each([
  ['in the frame', (reporter: WidgetDriver) => begin(reporter)],
  ['on the page', ({ page }: WidgetDriver) => page.locator('h1').first().click()],
])(
  'two Escapes %s lead away and clear what an earlier visit left, though no script ever comes',
  async (_where, look) => {
    const { reporter } = await tapped();
    const away = /^https:/;
    await reporter.page.route(away, (route) => route.fulfill({ body: 'weather' }));
    await message(reporter).waitFor();
    const { page } = reporter;
    const kept = () =>
      visits.frameOf(reporter).evaluate(() => {
        sessionStorage.setItem('sc1:tab', 'x');
        localStorage.setItem('sc1:code', 'x');
      });
    await kept();
    // The page speaks to a frame once it has loaded.
    const heard = () =>
      visits
        .frameOf(reporter)
        .evaluate(() => (Reflect.get(globalThis, 'heard') as unknown[]).length);
    await expect.poll(heard).toBeGreaterThan(0);
    await look(reporter);
    await escapeTwice(page);
    await page.waitForURL(away);
    await page.goto(`${visits.stage.site}/hashes.txt`);
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  },
);

test('words typed early outlast closing the chat and opening it again', async () => {
  const { reporter, release } = await tapped();
  await begin(reporter);
  await reporter.page.keyboard.type('noch da');
  const launcher = reporter.page.locator('button[lang][aria-expanded]');
  await launcher.click();
  await message(reporter).waitFor({ state: 'hidden' });
  await launcher.click();
  await message(reporter).waitFor();
  expect(await message(reporter).inputValue()).toBe('noch da');
  release();
  await ready(reporter);
  expect(await message(reporter).inputValue()).toBe('noch da');
});

test('where a browser does not say what a page is for, the field goes as soon as it is known that nobody answers here', async () => {
  const page = await (await visits.visitor()).newPage();
  const { port } = new URL(visits.stage.site);
  await page.route(`${visits.stage.site}/f/`, async (route) => {
    const answer = await fetch(`http://127.0.0.1:${port}/f/`);
    const headers = Object.fromEntries(answer.headers);
    await route.fulfill({ status: 200, headers, body: await answer.text() });
  });
  await page.goto(`${visits.stage.site}/f/`);
  await page.getByRole('alert').or(page.getByRole('main')).first().waitFor();
  await expect.poll(() => page.locator('textarea').count()).toBe(0);
  expect((await page.locator('body').innerText()).trim()).not.toBe('');
});

test('opened in a window of its own by its address, the chat shows no field at all', async () => {
  const page = await (await visits.visitor()).newPage();
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(`${visits.stage.site}/f/`);
  expect(await page.locator('textarea').count()).toBe(0);
});

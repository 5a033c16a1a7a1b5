import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { driveWidget, escapeTwice, type WidgetDriver } from '../support/widget-driver.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { fillIn } from '../support/fill-in.ts';

/** Where the engine runs in a real Chromium, and what happens when it cannot run there (ADR 0020). */
const visits = chatVisits();

async function visitor(prepare?: (context: BrowserContext) => Promise<unknown>) {
  const context = await visits.visitor();
  await prepare?.(context);
  const reporter = await driveWidget(context, visits.stage.page);
  const failures: string[] = [];
  reporter.page.on('pageerror', ({ message }) => failures.push(message));
  return { reporter, failures };
}

async function converse(reporter: WidgetDriver, words: string): Promise<void> {
  await reporter.send(words);
  const { conversation } = await visits.operator.heard(words);
  await visits.operator.reply(conversation, `zu: ${words}`);
  await reporter.waitForMessage(`zu: ${words}`);
}

const stored = async (page: Page): Promise<number> => {
  const frame = page.frames().find((each) => each.url().startsWith(visits.stage.site));
  return (await frame?.evaluate(() => sessionStorage.length + localStorage.length)) ?? -1;
};

test('all cryptography is in one worker, and ends with the conversation', async () => {
  const { reporter, failures } = await visitor();
  await reporter.open();
  await converse(reporter, 'aus dem worker');
  const [engine, ...others] = reporter.page.workers();
  expect(new URL(engine?.url() ?? '').pathname).toMatch(/^\/f\/assets\/engine-worker-[\w-]+\.js$/);
  expect(others).toEqual([]);
  const ended = new Promise((resolve) => engine?.on('close', resolve));
  await escapeTwice(reporter.page);
  await ended;
  expect(failures).toEqual([]);
});

test('no file of the site but the workers’ holds any cryptography', async () => {
  const folder = path.join(import.meta.dirname, '../../dist/site/f/assets');
  const scripts = (await readdir(folder)).filter((file) => file.endsWith('.js'));
  const texts = await Promise.all(scripts.map((file) => readFile(path.join(folder, file), 'utf8')));
  const holding = scripts.filter((_, i) => texts[i]?.includes('bad public key size'));
  expect(holding.toSorted()).toEqual([
    expect.stringMatching(/^engine-worker-/),
    expect.stringMatching(/^files-worker-/),
  ]);
});

test('where there are no workers the chat works all the same, and quick exit leaves nothing', async () => {
  const { reporter, failures } = await visitor((context) =>
    context.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker')),
  );
  await reporter.open();
  await converse(reporter, 'ohne worker');
  expect(reporter.page.workers()).toEqual([]);
  expect(await stored(reporter.page)).toBeGreaterThan(0);
  await reporter.page.reload();
  await reporter.open();
  await reporter.waitForMessage('zu: ohne worker');
  const gone = reporter.page.waitForEvent('framenavigated', (f) => f === reporter.page.mainFrame());
  await escapeTwice(reporter.page);
  await gone;
  await reporter.page.goto(visits.stage.page);
  await reporter.open();
  await reporter.frame.getByText('Wir sind gerade da').waitFor();
  expect(await reporter.shown('reporter')).toEqual([]);
  expect(failures).toEqual([]);
});

test('an engine that fails to load twice says so, loses nothing of what was typed, and sends it once', async () => {
  let refused = 0;
  const { reporter, failures } = await visitor((context) =>
    context.route(/engine-worker-/, (route) => {
      refused += 1;
      return refused <= REFUSED ? route.abort() : route.continue();
    }),
  );
  await reporter.open();
  const field = reporter.frame.getByRole('textbox', { name: 'Deine Nachricht' });
  await fillIn(field, 'im tunnel geschrieben');
  await field.press('Enter');
  await reporter.frame.getByText('Keine Verbindung.').waitFor();
  expect(await field.inputValue()).toBe('im tunnel geschrieben');
  await visits.operator.heard('im tunnel geschrieben');
  await expect.poll(() => field.inputValue()).toBe('');
  expect(refused).toBeGreaterThan(REFUSED);
  expect(await reporter.shown('reporter')).toEqual(['im tunnel geschrieben']);
  expect(failures).toEqual([]);
});

/** The preload in the page's head, and two tries. */
const REFUSED = 3;

import type { BrowserContextOptions, Frame } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { languageOf, type Language } from '../../widget/app/i18n/texts.ts';
import type { AllTexts } from '../../widget/app/i18n/words.ts';
import { startFalseRelay } from '../support/false-relay.ts';
import { forged } from '../support/operator.ts';
import { spokenIn, tabOrder, tooSmall } from '../support/perceived.ts';
import { chatFrame, driveWidget, widgetOn, type WidgetDriver } from '../support/widget-driver.ts';
import { allTexts } from '../support/widget-texts.ts';
import { axeObjections, cutOff, everyState, walked } from '../support/widget-walk.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { openWidgetStage } from '../support/widget-stage.ts';
import { fillIn } from '../support/fill-in.ts';

/**
 * The states one meets when something is not as usual, and what is heard of them. In Hebrew with every
 * run; `BEISTAND_LANGUAGES=de,he,ar npm run e2e widget-states` takes several, two minutes more.
 */
const asked = (process.env['BEISTAND_LANGUAGES'] ?? 'he').split(',').map(languageOf);
const languages = asked.filter((language) => language !== null);

const visits = chatVisits(walked);
const pages = new Map<Language, string>();

beforeAll(async () => {
  for (const language of languages) {
    pages.set(
      language,
      await visits.stage.pageWith((snippet) =>
        snippet.replace(' defer', ` defer data-lang="${language}"`),
      ),
    );
  }
});

const small = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true } as const;

async function visit(
  language: Language,
  options: BrowserContextOptions = {},
): Promise<{ readonly reporter: WidgetDriver; readonly t: AllTexts }> {
  const context = await visits.visitor(options);
  const t = await allTexts(language);
  return { reporter: await driveWidget(context, pages.get(language) ?? '', t), t };
}

/** Everything a script can judge about what is on screen now. */
async function expectForEverybody(reporter: WidgetDriver, state: string): Promise<void> {
  const frame = visits.frameOf(reporter);
  expect(await axeObjections(frame), `axe, ${state}`).toEqual([]);
  expect(await cutOff(frame), `320 px, ${state}`).toEqual([]);
  expect(await tooSmall(frame), `44 px, ${state}`).toEqual([]);
}

test.each(languages)(
  '%s: cut off, taken over, rated, warned, deleted and come back',
  async (language) => {
    const { reporter, t } = await visit(language, small);
    const { page, frame } = reporter;
    const button = (name: string) => frame.getByRole('button', { name });
    const look = (state: string) => expectForEverybody(reporter, `${language}, ${state}`);
    await reporter.open();
    const words = `${language} 1 👨‍👩‍👧`;
    await reporter.send(words);
    const { conversation } = await visits.operator.heard(words);
    const code = await reporter.keepCode();

    await page.context().setOffline(true);
    await frame.getByText(t.offline).waitFor();
    await reporter.send(`${language} 2`);
    await frame.getByText(t.waiting).last().waitFor();
    await look('offline');
    await page.context().setOffline(false);
    await visits.operator.heard(`${language} 2`);

    const [copy] = await Promise.all([
      page.context().waitForEvent('page'),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await widgetOn(copy, t).open();
    await button(t.takeBack).waitFor();
    await look('taken over');
    await copy.close();
    await button(t.takeBack).click();

    await reporter.rate(4, `${language} 3`);
    await look('rated');
    await button(t.menu).click();
    await button(t.end).click();
    await button(t.clear).click();
    await frame.getByText(t.cleared).waitFor();
    await look('deleted');
    await visits.operator.reply(conversation, 'inzwischen', 'Noa');
    await button(t.anew).click();
    await button(t.haveCode).click();
    await fillIn(frame.getByRole('textbox', { name: t.code }), code);
    await button(t.enterGo).click();
    await frame.getByText(t.returned).waitFor();
    await reporter.waitForMessage('inzwischen');
    await look('come back');
  },
);

test('a chat that stays closed says so to everybody, with and without other ways', async () => {
  const lying = await openWidgetStage();
  await lying.killRelay();
  const port = Number(new URL(lying.relay).port);
  const document = lying.team.document();
  const over = lying.team.document({ issued: 1, expires: 2 });
  for (const language of languages) {
    const t = await allTexts(language);
    const address =
      language === 'de'
        ? lying.page
        : await lying.pageWith((s) => s.replace(' defer', ` defer data-lang="${language}"`));
    const context = await visits.visitor(small);
    const reporter = await driveWidget(context, address, t);
    const frame = () => chatFrame(reporter, lying.site);
    const refused = async (answer: Uint8Array, reason: string): Promise<void> => {
      const liar = await startFalseRelay(port, { document: answer });
      await reporter.page.goto(address);
      await reporter.page.locator('button[lang][aria-expanded]').click();
      await reporter.frame.getByText(reason).waitFor();
      const state = `${language}, ${reason}`;
      expect(await axeObjections(frame()), state).toEqual([]);
      expect(await cutOff(frame()), state).toEqual([]);
      expect(await tooSmall(frame()), state).toEqual([]);
      expect((await spokenIn(frame())).alert, state).toContain(reason);
      expect(await tabOrder(reporter.page, frame()), state).toContain(`button ${t.retry}`);
      await liar.stop();
    };
    await refused(forged(document), t.refusedForged);
    await refused(over, t.refusedExpired);
    await reporter.frame.getByText(t.refusedWaysThen).waitFor();
    const honest = await startFalseRelay(port, { document: lying.team.after(document, 2) });
    await reporter.page.reload();
    await reporter.open();
    await reporter.frame.getByText(t.away).first().waitFor();
    await honest.stop();
    await refused(document, t.refusedOlder);
    await reporter.frame.getByRole('link', { name: '+49 30 1234567' }).waitFor();
    await context.close();
  }
  await lying.stop();
});

test.each(languages)('%s: what a screen reader hears', async (language) => {
  const { reporter, t } = await visit(language);
  const { page, frame } = reporter;
  await reporter.open();
  await frame.getByText(t.here).waitFor();
  const heard = () => spokenIn(visits.frameOf(reporter));
  await expect.poll(async () => (await heard()).status).toContain(t.here);
  const words = `hörbar ${language}`;
  await reporter.send(words);
  const { conversation } = await visits.operator.heard(words);
  await visits.operator.reply(conversation, 'ich lese mit', 'Noa');
  await reporter.waitForMessage('ich lese mit');
  const said = async (): Promise<string> => (await heard()).log.join(' | ');
  await expect.poll(said).toContain('Noa: ich lese mit');
  expect(await said()).toContain(`${t.you}: ${words}`);

  await fillIn(frame.getByRole('textbox', { name: t.message }), 'x'.repeat(4002));
  await expect.poll(async () => (await heard()).status).toContain(t.over(2));
  await fillIn(frame.getByRole('textbox', { name: t.message }), '');
  await page.context().setOffline(true);
  await frame.getByText(t.offline).waitFor();
  await expect.poll(async () => (await heard()).status).toContain(t.offline);
  await page.context().setOffline(false);
});

test.each(languages)(
  '%s: with the keyboard one passes everything once, and the way out before all that follows',
  async (language) => {
    const { reporter, t } = await visit(language);
    await reporter.open();
    await reporter.frame.getByText(t.here).waitFor();
    const order = await tabOrder(reporter.page, visits.frameOf(reporter));
    expect(new Set(order).size).toBe(order.length);
    const places = [t.leave, t.menu, t.how, t.haveCode, t.message, t.send].map((name) =>
      order.findIndex((stop) => stop.includes(name)),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
  },
);

test('at 200 % on a small window the way out and the field are reached, and nothing is lost', async () => {
  const half = { viewport: { width: 320, height: 284 }, deviceScaleFactor: 2 } as const;
  for (const language of languages) {
    const { reporter, t } = await visit(language, half);
    await reporter.open();
    const { frame } = reporter;
    await reporter.send(`klein ${language}`);
    await visits.operator.heard(`klein ${language}`);
    for (const role of [
      frame.getByRole('button', { name: t.leave }),
      frame.getByRole('textbox', { name: t.message }),
      frame.getByRole('button', { name: t.send, exact: true }),
    ]) {
      const box = await role.boundingBox();
      expect(box?.y, language).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 999) + (box?.height ?? 0), language).toBeLessThanOrEqual(284);
    }
    expect(await cutOff(visits.frameOf(reporter)), language).toEqual([]);
  }
});

test('in forced colours every control has an edge or letters in the system’s colours', async () => {
  for (const language of languages) {
    const { reporter } = await visit(language, { forcedColors: 'active', ...small });
    await reporter.open();
    const frame = visits.frameOf(reporter);
    await everyState(visits, { reporter, language }, async (state) => {
      expect(await axeObjections(frame), `${language}, ${state}`).toEqual([]);
      expect(await unseen(frame), `${language}, ${state}`).toEqual([]);
    });
  }
});

/** Controls that the system's few colours leave without an edge and without letters. */
const unseen = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll('button, textarea, select')]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { color, backgroundColor, borderColor, borderStyle } = getComputedStyle(one);
        const around = getComputedStyle(document.body).backgroundColor;
        const hasEdge = borderStyle !== 'none' && borderColor !== around;
        return color === backgroundColor || (!hasEdge && color === around);
      })
      .map((one) => one.outerHTML.slice(0, 80)),
  );

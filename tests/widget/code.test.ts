import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { button, chatVisits, field, fromMenu } from '../support/chat-visits.ts';
import type { WidgetDriver } from '../support/widget-driver.ts';
import { readTypedCode } from '../../widget/app/typed-code.ts';
import { allTexts } from '../support/widget-texts.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** The return code from the first look at it until it opens nothing any more. */
const t = await allTexts('de');
const visits = chatVisits();

const codeOn = async (reporter: WidgetDriver): Promise<string> => {
  const groups = reporter.frame.locator('.code .groups code');
  await groups.first().waitFor();
  return (await groups.allInnerTexts()).join('-');
};

test('the code that was kept is checked by its last group, shown again on demand, or not checked at all', async () => {
  const { reporter } = await visits.begun('mit probe');
  const code = await codeOn(reporter);
  await button(reporter, t.codeKept).click();
  expect(await reporter.frame.locator('.code').innerText()).not.toContain(code.slice(-4));
  await fillIn(field(reporter, t.codeCheck), '0000');
  await button(reporter, t.codeCheckGo).click();
  await reporter.frame.getByText(t.codeCheckWrong).waitFor();
  await button(reporter, t.showCode).click();
  expect(await codeOn(reporter)).toBe(code);
  await button(reporter, t.codeKept).click();
  await fillIn(field(reporter, t.codeCheck), code.slice(-4).toLowerCase());
  await button(reporter, t.codeCheckGo).click();
  await reporter.frame.locator('.code').waitFor({ state: 'detached' });
  await fromMenu(reporter, t.showCode);
  expect(await codeOn(reporter)).toBe(code);
  expect(await axeObjections(visits.frameOf(reporter))).toEqual([]);
  await button(reporter, t.codeClose).click();
  await reporter.frame.locator('.code').waitFor({ state: 'detached' });
});

test('a slip of the pen is told apart from the right code, in a browser that knows nothing', async () => {
  const { reporter } = await visits.begun('vertippt');
  const code = await reporter.keepCode();
  const other = (await visits.begun('nebenan')).reporter;
  await fromMenu(other, t.end);
  await button(other, t.clear).click();
  await button(other, t.clearAnyway).click();
  await button(other, t.anew).click();
  await button(other, t.haveCode).click();
  const slips = [code.replace(/^(.)(.)/, '$2$1'), code.replace(/.$/, '7'), code.replace(/^./, 'Z')];
  // About one slip in 4,000 fits the check symbols by chance.
  const wrongs = slips.filter((slip) => readTypedCode(slip).problem === 'typo');
  expect(wrongs.length).toBeGreaterThan(0);
  for (const wrong of wrongs) {
    await fillIn(field(other, t.code), wrong);
    await button(other, t.enterGo).click();
    await other.frame.getByText(t.enterTypo).waitFor();
    await fillIn(field(other, t.code), '');
  }
  await fillIn(field(other, t.code), ` ${code.toLowerCase().replaceAll('-', ' ')} `);
  await button(other, t.enterGo).click();
  await other.frame.getByText(t.returned).waitFor();
});

test('the code is in no address, no log, no word to the page and no storage that outlasts the tab', async () => {
  const context = await visits.visitor();
  await context.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    addEventListener('message', ({ data }) => said.push(JSON.stringify(data)));
  });
  const outside: string[] = [];
  context.on('request', (request) => outside.push(request.url(), request.postData() ?? ''));
  context.on('console', (message) => outside.push(message.text()));
  const { reporter } = await visits.begun('wo steht er', context);
  const code = await reporter.keepCode();
  await fromMenu(reporter, t.showCode);
  await button(reporter, t.codeClose).click();
  const { page } = reporter;
  outside.push(...page.frames().map((frame) => frame.url()), page.url());
  outside.push(await page.evaluate(() => JSON.stringify(Reflect.get(window, 'said'))));
  for (const frame of page.frames()) {
    outside.push(
      await frame.evaluate(() => JSON.stringify([Object.entries(localStorage), document.cookie])),
    );
  }
  for (const file of await visits.stage.written()) outside.push(await readFile(file, 'latin1'));
  const [first = '', second = ''] = code.split('-');
  const found = outside.filter(
    (text) => text.includes(first + second) || text.includes(`${first}-${second}`),
  );
  expect(found).toEqual([]);
  expect(JSON.stringify(await visits.stored(reporter))).toContain('sc1:tab');
  expect(outside.join('')).toContain(visits.stage.site);
});

test('a device that was asked to remember comes back by itself, forgets when told, and at a quick exit', async () => {
  const { reporter } = await visits.begun('merk dir das');
  const tick = reporter.frame.getByLabel(t.remember);
  expect(await tick.isChecked()).toBe(false);
  expect(await visits.stored(reporter)).not.toHaveProperty('sc1:code');
  await tick.check();
  const back = await visits.anotherTab(reporter);
  await back.frame.getByText(t.returned).waitFor();
  const kept = (): Promise<object> => visits.stored(back);
  await button(back, t.forget).click();
  await back.frame.getByText(t.remembered).waitFor({ state: 'detached' });
  await expect.poll(kept).not.toHaveProperty('sc1:code');
  await fromMenu(back, t.showCode);
  await back.frame.getByLabel(t.remember).check();
  await expect.poll(kept).toHaveProperty('sc1:code');
  await back.frame.getByLabel(t.remember).uncheck();
  await expect.poll(kept).not.toHaveProperty('sc1:code');
  await back.frame.getByLabel(t.remember).check();
  await reporter.page.close();
  await button(back, t.leave).click();
  await back.page.waitForURL((url) => !url.href.startsWith(visits.stage.page));
  const after = await visits.anotherTab(back);
  await button(after, t.haveCode).waitFor();
  expect(await visits.stored(after)).not.toHaveProperty('sc1:code');
});

test('deleting everything waits for the network, then for team and relay, and then nothing is left here', async () => {
  const { operator } = visits;
  const { reporter, heard } = await visits.begun('löscht das bitte');
  const code = await codeOn(reporter);
  await reporter.frame.getByLabel(t.remember).check();
  const context = reporter.page.context();
  await fromMenu(reporter, t.erase);
  await reporter.frame.getByText(t.eraseFinal).waitFor();
  await context.setOffline(true);
  await button(reporter, t.eraseGo).click();
  await reporter.frame.getByText(t.eraseOffline).waitFor();
  expect(await axeObjections(visits.frameOf(reporter))).toEqual([]);
  expect(await visits.stored(reporter)).toHaveProperty('sc1:tab');
  expect(operator.messages.some(({ body }) => body.type === 'erase')).toBe(false);
  await context.setOffline(false);
  await reporter.frame.getByText(t.erased).waitFor({ timeout: 40_000 });
  expect((await operator.asked('erase')).conversation).toBe(heard.conversation);
  await reporter.page.waitForTimeout(500);
  await expect.poll(() => visits.stored(reporter)).toEqual({});
  expect(await operator.reply(heard.conversation, 'kommt nicht mehr an')).toBe('refused');
  await button(reporter, t.anew).click();
  await button(reporter, t.haveCode).waitFor();
  const back = await visits.returned(code);
  expect(await back.shown('operator')).toEqual([]);
});

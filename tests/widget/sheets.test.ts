import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { codeFingerprint } from '../../protocol/crypto/code-fingerprint.ts';
import { parseReturnCode, reporterKeys } from '../../protocol/crypto/return-code.ts';
import { teamFingerprint } from '../../protocol/crypto/team-fingerprint.ts';
import { parsePin } from '../../protocol/team/pin.ts';
import { button, chatVisits, field, fromMenu } from '../support/chat-visits.ts';
import type { WidgetDriver } from '../support/widget-driver.ts';
import { allTexts } from '../support/widget-texts.ts';
import { axeObjections } from '../support/widget-walk.ts';
import { fillIn } from '../support/fill-in.ts';

/** The sheets behind the menu, in a real Chromium against a real relay. */
const t = await allTexts('de');
const visits = chatVisits();

const expectNoObjection = async (reporter: WidgetDriver): Promise<void> =>
  expect(await axeObjections(visits.frameOf(reporter))).toEqual([]);

test('contact details are shared step by step, shown in the menu, and taken back', async () => {
  const { operator } = visits;
  const { reporter, heard } = await visits.begun('bitte ruft mich an');
  await fromMenu(reporter, t.contact);
  await fillIn(field(reporter, t.contactPurpose), 'Wenn es etwas Neues gibt');
  await button(reporter, t.enterGo).click();
  await fillIn(field(reporter, t.contactName), 'Noa');
  await button(reporter, t.enterGo).click();
  await reporter.frame.getByText(t.contactOneWay).waitFor();
  await fillIn(field(reporter, t.contactPhone), '0301');
  await fillIn(field(reporter, t.contactWhen), 'abends');
  await reporter.frame.getByText(t.contactPhoneOdd).waitFor();
  await button(reporter, t.enterGo).click();
  await reporter.frame.getByText(t.contactReview).waitFor();
  expect(operator.messages.some(({ body }) => body.type === 'contact')).toBe(false);
  await button(reporter, t.contactSend).click();
  await button(reporter, t.contactTakeBack).waitFor();
  await expectNoObjection(reporter);
  expect(await operator.asked('contact')).toMatchObject({
    conversation: heard.conversation,
    body: { name: 'Noa', phone: '0301', when: 'abends', purpose: 'Wenn es etwas Neues gibt' },
  });
  await reporter.frame.getByRole('button', { name: t.back, exact: true }).click();
  await reporter.frame.getByText(`${t.contactShared}: `).waitFor();
  await button(reporter, t.contact).click();
  await button(reporter, t.contactTakeBack).click();
  await reporter.frame.getByText(t.contactTaken).waitFor();
  await expectNoObjection(reporter);
  await expect.poll(async () => (await operator.asked('contact')).body).not.toHaveProperty('phone');
  expect(JSON.stringify(await visits.stored(reporter))).not.toContain('0301');
  await reporter.frame.getByRole('button', { name: t.back, exact: true }).click();
  await reporter.frame.getByRole('button', { name: t.back, exact: true }).click();
  await expect.poll(() => reporter.shown('reporter')).toEqual(['bitte ruft mich an']);
});

test('the conversation is saved on the device as a page and as text, and neither holds the code', async () => {
  const words = '<img src="http://elsewhere.localhost:9/x" onerror="document.title=1"> & "gestern"';
  const { reporter } = await visits.begun(words);
  const code = await reporter.keepCode();
  await fromMenu(reporter, t.save);
  const asked: string[] = [];
  reporter.page.on('request', (request) => asked.push(request.url()));
  const saved = async (name: string): Promise<string> => {
    const coming = reporter.page.waitForEvent('download');
    await button(reporter, name).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^chat\.(html|txt)$/);
    return download.path();
  };
  const [page, text] = [await saved(t.saveHtml), await readFile(await saved(t.saveText), 'utf8')];
  expect(asked.filter((url) => !/^(blob:|http.*\/transcript-)/.test(url))).toEqual([]);
  expect(text).toContain(words);
  expect(text).toMatch(/Du · .+ · (gesendet|zugestellt|gelesen)/);
  for (const kept of [text, await readFile(page, 'utf8')]) {
    for (const group of code.split('-')) expect(kept).not.toContain(group);
  }
  const reader = await (await visits.visitor()).newPage();
  const fetched: string[] = [];
  reader.on('request', (request) => fetched.push(request.url()));
  await reader.route('**/*.html', async (route) =>
    route.fulfill({ contentType: 'text/html', body: await readFile(page, 'utf8') }),
  );
  await reader.goto('http://reader.localhost:9/chat.html', { waitUntil: 'load' });
  expect(await reader.locator('li p').allInnerTexts()).toEqual([words, `Antwort auf ${words}`]);
  expect(await reader.locator('img, script, [onerror]').count()).toBe(0);
  expect(await reader.title()).toBe(t.frameTitle);
  expect(fetched).toEqual(['http://reader.localhost:9/chat.html']);
});

test('who comes back by code asks for what was said before, and reads it in its place', async () => {
  const { operator } = visits;
  const { reporter, heard } = await visits.begun('das war früher');
  const back = await visits.returned(await reporter.keepCode());
  await button(back, t.earlier).click();
  await back.frame.getByText(t.earlierAsked).waitFor();
  await expectNoObjection(back);
  expect((await operator.asked('resume')).conversation).toBe(heard.conversation);
  expect(await operator.history(heard.conversation)).toBe('accepted');
  await back.waitForMessage('Antwort auf das war früher');
  expect(await back.talk()).toEqual([
    { by: 'reporter', text: 'das war früher' },
    { by: 'operator', text: 'Antwort auf das war früher' },
  ]);
  await expect.poll(() => back.frame.getByText(t.repeated).count()).toBeGreaterThan(0);
  await back.frame.getByText(t.earlierAsked).waitFor({ state: 'detached' });
  expect(await back.frame.locator('.fresh').count()).toBe(0);
  await back.send('und jetzt');
  await expect
    .poll(async () => (await back.talk()).at(-1))
    .toEqual({ by: 'reporter', text: 'und jetzt' });
});

test('the numbers on screen are those of the team and of this conversation', async () => {
  const { team } = visits.stage;
  const { reporter } = await visits.begun('seid ihr echt');
  const code = await reporter.keepCode();
  await fromMenu(reporter, t.compare);
  const shown = async (): Promise<readonly string[]> =>
    (await reporter.frame.locator('.groups').allInnerTexts()).map((groups) =>
      groups.replace(/\s+/g, ' '),
    );
  const keys = reporterKeys(parseReturnCode(code), team.id);
  await expect
    .poll(shown)
    .toEqual([teamFingerprint(parsePin(team.pin)), codeFingerprint(keys.box.publicKey)]);
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import type { ProfileEntry } from '../../protocol/team/profile.ts';
import { loadFileTexts } from '../../widget/files/i18n/texts.ts';
import type { Language } from '../../widget/app/i18n/texts.ts';
import type { AllTexts } from '../../widget/app/i18n/words.ts';
import type { ChatVisits } from './chat-visits.ts';
import { giveFile } from './file-from-team.ts';
import { testProfile } from './test-team.ts';
import type { WidgetDriver } from './widget-driver.ts';
import type { WidgetStageWishes } from './widget-stage.ts';
import { allTexts } from './widget-texts.ts';
import { fillIn } from './fill-in.ts';

const FILES = path.join(import.meta.dirname, '../fixtures/files');
/** What the team takes. */
const LIMIT = 2 ** 20;

const entry = (key: string, value: string, lang = 'de'): ProfileEntry => ({ key, lang, value });

/** A team that has said all there is to say about itself, and some of it at length: what the walk wants to see. */
export const walked = {
  // The second one is only there for a file to be fetched from.
  devices: [['operator', 'coordinator'], ['operator']],
  profile: [
    ...testProfile,
    entry('channel.2.label', 'Messenger, auch für Nachrichten am Wochenende'),
    entry('channel.2.value', 'https://example.org/messenger/gemeinsam-gegen-hass', ''),
    entry('topic.1', 'Beleidigung'),
    entry('topic.2', 'Schule, Ausbildung oder Hochschule, auch auf dem Weg dorthin'),
    entry('topic.3', 'Hakenkreuzschmierereienundähnlicheswohnumfeld'),
    entry('partner.0.name', 'Beratung gegen Antisemitismus'),
    entry('partner.0.about', 'Wenn es um Vorfälle an Hochschulen geht.'),
    entry('partner.0.url', 'https://partner.example/', ''),
    entry('privacy', 'Wir speichern, was du schreibst, so lange wir dir helfen.'),
    entry('privacy.version', '2026-11', ''),
    entry('blob.max-bytes', String(LIMIT), ''),
  ],
} as const satisfies WidgetStageWishes;

interface Walker {
  readonly reporter: WidgetDriver;
  readonly language: Language;
  /** The team gives files as well; its second device can do so in one walk at a time. */
  readonly fromTeam?: boolean;
}

/** Walks through every page of an opened chat at a team that is {@link walked}; `look` is called in each. */
export async function everyState(
  { operator, stage }: Pick<ChatVisits, 'operator' | 'stage'>,
  { reporter, language, fromTeam = true }: Walker,
  look: (state: string) => Promise<void>,
): Promise<void> {
  const { frame } = reporter;
  const t = await allTexts(language);
  const button = (name: string) => frame.getByRole('button', { name });
  const field = (name: string) => frame.getByRole('textbox', { name });
  const topics = frame.getByRole('group', { name: t.topics }).getByRole('button');
  await topics.first().waitFor();
  await look('start');
  await topics.first().click();
  await topics.last().click();
  await look('topics chosen');
  await frame.getByText(t.how).click();
  await reporter.settled();
  await look('explained');
  await button(t.haveCode).click();
  await fillIn(field(t.code), '7K4M');
  await button(t.enterGo).click();
  await look('code mistyped');
  await button(t.back).click();
  const words = `hallo ${language} ${Math.floor(performance.now())} https://example.org/${'lang'.repeat(40)}`;
  await reporter.send(words);
  const { conversation } = await operator.heard(words);
  await operator.reply(conversation, 'שלום, אפשר לכתוב בעברית? 🙏', 'Noa');
  await reporter.waitForMessage('שלום');
  await button(t.codeKept).waitFor();
  await look('talk with code');
  await fillIn(field(t.message), 'x'.repeat(4001));
  await look('too long');
  await fillIn(field(t.message), '');
  await button(t.codeKept).click();
  await fillIn(frame.locator('#last-group'), 'UUUU');
  await button(t.codeCheckGo).click();
  await look('code checked wrongly');
  // A touch screen's own keyboard has them.
  if (await button(t.emoji).isVisible()) {
    await button(t.emoji).click();
    await frame.getByRole('group', { name: t.emojiFaces }).waitFor();
    await look('emoji');
    await frame.getByRole('group', { name: t.emojiFaces }).getByRole('button').first().click();
    await fillIn(field(t.message), '');
  }
  await everyFile({ reporter, language }, look);
  for (const name of fromTeam ? ['photo.jpg', 'README.md'] : []) {
    const bytes = await readFile(path.join(FILES, name));
    await giveFile({ stage, operator, conversation }, { name, media: 'image/jpeg', bytes });
    await reporter.waitForMessage(name);
    await look(`${name} from the team`);
    await button(t.getFile).click();
    await frame.locator('.row').last().getByRole('link').waitFor();
    await look(`${name} from the team, fetched`);
  }
  await button(t.menu).click();
  await look('menu');
  await frame.getByText(t.waysMore).click();
  await look('menu: every other way');
  await everySheet(frame, t, look);
  await button(t.end).click();
  await frame.getByLabel(t.star(4)).check();
  await button(t.clear).click();
  await look('end');
}

/** The pages that the menu leads to, from it and back to it. */
async function everySheet(
  frame: WidgetDriver['frame'],
  t: AllTexts,
  look: (state: string) => Promise<void>,
): Promise<void> {
  const button = (name: string) => frame.getByRole('button', { name });
  const field = (name: string) => frame.getByRole('textbox', { name });
  await button(t.contact).click();
  await fillIn(field(t.contactPurpose), 'רק אם יש חדשות, please');
  await look('contact: what for');
  await button(t.enterGo).click();
  await fillIn(field(t.contactPhone), '0301');
  await fillIn(field(t.contactEmail), `${'lang'.repeat(20)}@example`);
  await field(t.contactWhen).focus();
  await look('contact: how');
  await button(t.enterGo).click();
  await look('contact: once more');
  await button(t.back).click();
  for (const page of ['save', 'compare', 'erase'] as const) {
    await button(t[page]).click();
    await look(t[page]);
    await button(t.back).click();
  }
}

/** The page of one file, from what cannot be sent to what has been. */
async function everyFile(
  { reporter, language }: Walker,
  look: (state: string) => Promise<void>,
): Promise<void> {
  const { page, frame } = reporter;
  const [all, t] = [await allTexts(language), await loadFileTexts(language)];
  const button = (name: string) => frame.getByRole('button', { name });
  const long = `Anzeige ${'gegenUnbekannt'.repeat(5)}.txt`;
  const pick = async (by: string, name: string, buffer: Buffer): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await button(by).click();
    await (await chooser).setFiles({ name, mimeType: '', buffer });
  };
  await pick(all.attach, long, Buffer.alloc(LIMIT + 1));
  await button(t.another).waitFor();
  await look('file: too large');
  await pick(t.another, long, Buffer.alloc(LIMIT, 'ä'));
  await frame.getByText(t.cannotUnknown).waitFor();
  await frame.getByRole('checkbox').check();
  await look('file: cannot be cleaned');
  await page.context().setOffline(true);
  await button(t.sendOriginal).click();
  await look('file: on its way');
  await button(t.pause).click();
  await look('file: paused');
  await page.context().setOffline(false);
  await button(t.cancel).click();
  await frame.getByText(t.cancelled).waitFor();
  await look('file: given up');
  await pick(t.another, 'Foto.jpg', await readFile(path.join(FILES, 'photo.jpg')));
  await frame.getByRole('img', { name: t.preview }).waitFor();
  await look('file: cleaned');
  await button(t.sendClean).click();
  await reporter.waitForAccepted('1');
  await look('file: sent');
}

/** What axe objects to in a frame, with the elements concerned. */
export async function axeObjections(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  const found = await frame.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

/** Whatever of a frame stands out to the left or to the right. */
export const cutOff = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => !element.closest('.hidden, .who, svg'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > innerWidth + 0.5 || left < -0.5;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );

/** What gives way to a scroll and is not made for it: the frame itself, its head, its rows. */
export const loose = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => !element.matches('.talk, .sheet, .picker, textarea, input, .hidden'))
      .filter((element) => {
        const before = element.scrollTop;
        element.scrollTop = before + 100;
        const gaveWay = element.scrollTop !== 0;
        element.scrollTop = before;
        return gaveWay;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );

import { afterEach, expect, test } from 'vitest';
import { BlobId, ReadCapability } from '../../protocol/ids.ts';
import {
  MAX_ALIAS,
  MAX_COMMENT,
  MAX_CONTACT,
  MAX_CONTACT_PURPOSE,
  MAX_FILE_NAME,
  MAX_PARTNERS,
  MAX_TEXT,
} from '../../protocol/limits.ts';
import type { ProfileEntry } from '../../protocol/team/profile.ts';
import { avatarOf } from '../../widget/app/avatar.ts';
import { loadFileTexts } from '../../widget/files/i18n/texts.ts';
import { ownName } from '../../widget/files/names.ts';
import { buildSite } from '../../tools/build-site.ts';
import { fitting, hostileTexts } from '../fixtures/hostile-texts.ts';
import { button, field } from '../support/chat-visits.ts';
import { dropEach } from '../support/drop-each.ts';
import { startFalseRelay, type FalseRelay } from '../support/false-relay.ts';
import type { TestOperator } from '../support/operator.ts';
import { expectOnlyText, watched, type Watch } from '../support/only-text.ts';
import { chatFrame, type WidgetDriver } from '../support/widget-driver.ts';
import {
  openWidgetStage,
  type WidgetStage,
  type WidgetStageWishes,
} from '../support/widget-stage.ts';
import { allTexts } from '../support/widget-texts.ts';
import { visitors } from '../support/visitors.ts';
import { fillIn } from '../support/fill-in.ts';

/**
 * Every hostile text through every text of the widget. It stays text: nothing runs, nothing is built,
 * nothing is fetched, and the frame's policy has nothing to stop.
 */
const t = await allTexts('de');
const ofFiles = await loadFileTexts('de');
let stage: WidgetStage;

// Hooks that tidy run in reverse order: whoever visits goes first.
afterEach(() => stage.stop());
const { visitor } = visitors(buildSite);

/** As many texts to a piece as fit, each on lines of its own; what swallows the rest stands last in its piece. */
function pieces(most: number): readonly string[] {
  const filled: string[] = [];
  for (const text of hostileTexts.filter((one) => Array.from(one).length <= most)) {
    const joined = `${filled.at(-1) ?? ''}\n${text}`.trim();
    if (filled.length > 0 && Array.from(joined).length <= most) filled[filled.length - 1] = joined;
    else filled.push(text.trim());
  }
  return filled;
}

const LOOKS = ['look.accent', 'look.radius', 'look.font', 'look.side', 'language'] as const;
const CHANNELS = 60;

/** A profile in which every text is hostile; `from` says with which of them it begins. */
function hostileProfile(from: number): readonly ProfileEntry[] {
  const at = (n: number): string => hostileTexts[(from + n) % hostileTexts.length] ?? '';
  const one = (key: string, value: string): ProfileEntry => ({ key, lang: '', value });
  return [
    one('name', at(0)),
    one('greeting', [at(1), at(2), at(3)].join('\n')),
    one('hours', at(4)),
    one('hours.closed', at(5)),
    one('privacy', [at(6), at(7)].join('\n')),
    one('privacy.version', hostileTexts.slice(from, from + CHANNELS).join('\n')),
    ...LOOKS.map((key, n) => one(key, at(8 + n))),
    ...Array.from({ length: 12 }, (_, n) => one(`topic.${n + 1}`, at(13 + n))),
    ...Array.from({ length: 8 }, (_, n) => one(`alias.${n + 1}.name`, at(25 + n))),
    ...Array.from({ length: 8 }, (_, n) => one(`alias.${n + 1}.avatar`, at(33 + n))),
    ...Array.from({ length: CHANNELS }, (_, n) => one(`channel.${n}.label`, at(n))),
    ...Array.from({ length: CHANNELS }, (_, n) => one(`channel.${n}.value`, at(n + 7))),
    ...Array.from({ length: MAX_PARTNERS }, (_, n) => one(`partner.${n}.name`, at(n + 41))),
    ...Array.from({ length: MAX_PARTNERS }, (_, n) => one(`partner.${n}.about`, at(n + 49))),
    ...Array.from({ length: MAX_PARTNERS }, (_, n) =>
      one(`partner.${n}.url`, `https://example.org/${at(n).replaceAll(/\s/g, '')}`),
    ),
  ];
}

test('a signed profile full of them stays text: name, greeting, hours, privacy, topics, channels, looks', async () => {
  expect(new Set(hostileTexts).size).toBe(hostileTexts.length);
  expect(hostileTexts.length).toBeGreaterThanOrEqual(300);
  stage = await openWidgetStage();
  await stage.killRelay();
  let liar: FalseRelay | undefined;
  for (let from = 0; from < hostileTexts.length; from += CHANNELS) {
    await liar?.stop();
    liar = await startFalseRelay(Number(new URL(stage.relay).port), {
      document: stage.team.document({ profile: hostileProfile(from) }),
    });
    const watch = await watched(stage, await visitor());
    const { reporter } = watch;
    const { frame } = reporter;
    const where = `from ${from}`;
    await reporter.page.locator('button[lang][aria-expanded]').click();
    const name = (hostileTexts[from] ?? '').trim();
    await expect.poll(() => frame.getByRole('heading', { level: 1 }).textContent()).toContain(name);
    await frame.getByText(t.how).click();
    await frame.getByText(t.consent).click();
    const version = frame.locator('details[open] bdi');
    await expect.poll(() => version.textContent()).toContain(hostileTexts[from + 1]);
    await expectOnlyText(watch, `greeting ${where}`);
    await frame.getByRole('button', { name: t.menu }).click();
    await frame.getByText(t.waysMore).click();
    await expect.poll(() => frame.getByRole('listitem').count()).toBeGreaterThan(CHANNELS / 2);
    await frame.getByRole('heading', { name: t.partners }).waitFor();
    await expectOnlyText(watch, `other ways ${where}`);
    await watch.reporter.page.close();
  }
  await liar?.stop();
});

interface Begun {
  readonly operator: TestOperator;
  readonly watch: Watch;
  readonly reporter: WidgetDriver;
}

/** A team on a stage of its own, and a reporter who is watched and has opened the chat. */
async function begun(wishes: WidgetStageWishes = {}): Promise<Begun> {
  stage = await openWidgetStage(wishes);
  const operator = await stage.operator();
  const watch = await watched(stage, await visitor());
  await watch.reporter.open();
  return { operator, watch, reporter: watch.reporter };
}

test('messages, aliases, handovers and ratings full of them arrive as they were written', async () => {
  const { operator, watch, reporter } = await begun();
  const { frame } = reporter;
  const mine = pieces(MAX_TEXT);
  for (const [i, text] of mine.entries()) {
    await fillIn(frame.getByRole('textbox', { name: t.message }), text);
    await frame.getByRole('button', { name: t.send, exact: true }).click();
    await expect.poll(async () => (await reporter.talk()).length).toBe(i + 1);
  }
  expect((await reporter.talk()).map(({ text }) => text)).toEqual(mine);
  const { conversation } = await operator.message(mine.length - 1);
  expect(operator.messages.map(({ body }) => (body.type === 'text' ? body.text : ''))).toEqual(
    mine,
  );
  await expectOnlyText(watch, 'written');

  const aliases = fitting(MAX_ALIAS);
  const theirs = pieces(MAX_TEXT / 4);
  for (const [i, text] of theirs.entries()) {
    await operator.reply(conversation, text, aliases[i % aliases.length]);
    if (i % 4 === 0) operator.typing(conversation);
  }
  await expect
    .poll(async () => (await reporter.talk()).filter(({ by }) => by === 'operator').length)
    .toBe(theirs.length);
  const read = (await reporter.talk()).filter(({ by }) => by === 'operator');
  expect(read.map(({ text }) => text)).toEqual(theirs);
  await expectOnlyText(watch, 'read');

  for (const alias of aliases) await operator.handover(conversation, alias, aliases[0]);
  await operator.reply(conversation, 'danach');
  await reporter.waitForMessage('danach');
  await expectOnlyText(watch, 'handed over');

  const [comment = ''] = pieces(MAX_COMMENT);
  await reporter.rate(5, comment);
  await expect
    .poll(async () => (await reporter.talk()).at(-1))
    .toEqual({ by: 'reporter', text: comment });
  await expectOnlyText(watch, 'rated');
  await reporter.page.reload();
  await reporter.open();
  await reporter.waitForMessage('danach');
  await expectOnlyText(watch, 'after a reload');
  await operator.stop();
});

/** Said to be a picture, and drawn by nobody: what is in it is another kind of document. */
const disguised = ['png', 'jpeg', 'webp'].map((kind) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" id="hostile" onload="hostileHit()"/>`;
  return `data:image/${kind};base64,${btoa(svg)}`;
});

test('aliases and avatars of the signed profile stay a name and its first letter', async () => {
  const names = fitting(MAX_ALIAS);
  // The last of them first: addresses, styles and names of programs are what an avatar could be taken for.
  const avatars = [...disguised, ...hostileTexts.toReversed()];
  for (const avatar of hostileTexts) {
    expect(avatarOf([{ names: ['Noa'], avatar }], 'Noa'), avatar).toEqual({ kind: 'initial' });
  }
  const entry = (key: string, value = ''): ProfileEntry => ({ key, lang: '', value });
  const { operator, watch, reporter } = await begun({
    profile: names.flatMap((name, n) => [
      entry(`alias.${n + 1}.name`, name),
      entry(`alias.${n + 1}.avatar`, avatars[n]),
    ]),
  });
  await reporter.send('wer schreibt hier?');
  const { conversation } = await operator.message(0);
  for (const alias of names) await operator.reply(conversation, 'ich', alias);
  const above = reporter.frame.locator('[role=log] .by bdi');
  await expect.poll(() => above.allTextContents(), { timeout: 30_000 }).toEqual(names);
  await expect.poll(() => reporter.frame.locator('img').count()).toBe(0);
  await expectOnlyText(watch, 'named');
  await operator.stop();
});

test('names of files from the team stay text, and nothing is fetched for them', async () => {
  const { operator, watch, reporter } = await begun();
  await reporter.send('habt ihr das?');
  const { conversation } = await operator.message(0);
  const named = pieces(MAX_FILE_NAME);
  const none = new Uint8Array(32);
  for (const name of named) {
    const file = { id: BlobId.random(), read: ReadCapability.random(), key: none, bytes: 1 };
    await operator.attach(conversation, {
      type: 'attachment',
      file: { ...file, hash: none },
      name,
      media: 'image/png',
      prepared: 'original',
    });
  }
  const theirs = async (): Promise<readonly string[]> =>
    (await reporter.talk()).filter(({ by }) => by === 'operator').map(({ text }) => text);
  await expect.poll(async () => (await theirs()).length, { timeout: 30_000 }).toBe(named.length);
  expect(await theirs()).toEqual(named);
  await expectOnlyText(watch, 'named by the team');
  await operator.stop();
});

test('names of own files stay text before and after they are sent', async () => {
  const { operator, watch, reporter } = await begun();
  const { frame, page } = reporter;
  const named = pieces(MAX_FILE_NAME);
  // Before the team is known nobody knows whether it takes files.
  await frame.locator('.clip button').waitFor();
  const shown = await chatFrame(reporter, stage.site).evaluate(dropEach, named);
  expect(shown).toEqual(
    named.map((name) => ({ text: ofFiles.withName(ownName(name)), built: ['SPAN'] })),
  );
  await expectOnlyText(watch, 'dropped');
  const withName = frame.getByRole('checkbox');
  await withName.check();
  await button(reporter, ofFiles.sendOriginal).click();
  const sent = ownName(named.at(-1) ?? '');
  await expect.poll(async () => (await reporter.talk()).at(-1)?.text).toBe(sent);
  expect(await operator.asked('attachment')).toMatchObject({ body: { name: sent } });
  await expectOnlyText(watch, 'sent');
  await page.reload();
  await reporter.open();
  await reporter.waitForMessage(sent);
  await expectOnlyText(watch, 'after a reload');
  await operator.stop();
});

test('how somebody wants to be reached stays text: looked over, shared and in the menu', async () => {
  const { operator, watch, reporter } = await begun();
  const { frame } = reporter;
  await reporter.send('ruft mich an');
  await operator.message(0);
  await button(reporter, t.menu).click();
  const purposes = pieces(MAX_CONTACT_PURPOSE);
  const lines = pieces(MAX_CONTACT);
  const labels = [t.contactName, t.contactPhone, t.contactEmail, t.contactWhen] as const;
  const rounds = Math.max(purposes.length, Math.ceil(lines.length / labels.length));
  for (let round = 0; round < rounds; round += 1) {
    const written: string[] = [];
    const write = async (label: string, text: string | undefined): Promise<void> => {
      await fillIn(field(reporter, label), text ?? 'x');
      written.push(await field(reporter, label).inputValue());
    };
    await button(reporter, t.contact).click();
    await write(t.contactPurpose, purposes[round]);
    await button(reporter, t.enterGo).click();
    for (const [n, label] of labels.entries()) {
      await write(label, lines[round * labels.length + n]);
    }
    await expectOnlyText(watch, `typed ${round}`);
    await button(reporter, t.enterGo).click();
    await frame.getByText(t.contactReview).waitFor();
    expect(await frame.getByRole('definition').allTextContents()).toEqual(written);
    await expectOnlyText(watch, `looked over ${round}`);
    if (round < rounds - 1) await frame.getByRole('button', { name: t.back, exact: true }).click();
  }
  await button(reporter, t.contactSend).click();
  await operator.asked('contact');
  await frame.getByText(t.contactShared).waitFor();
  await expectOnlyText(watch, 'shared');
  await frame.getByRole('button', { name: t.back, exact: true }).click();
  await frame.getByText(`${t.contactShared}: `).waitFor();
  await expectOnlyText(watch, 'in the menu');
  await operator.stop();
});

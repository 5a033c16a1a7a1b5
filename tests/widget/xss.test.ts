import { afterEach, expect, test } from 'vitest';
import { MAX_ALIAS, MAX_COMMENT, MAX_PARTNERS, MAX_TEXT } from '../../protocol/limits.ts';
import type { ProfileEntry } from '../../protocol/team/profile.ts';
import { buildSite } from '../../tools/build-site.ts';
import { fitting, hostileTexts } from '../fixtures/hostile-texts.ts';
import { startFalseRelay, type FalseRelay } from '../support/false-relay.ts';
import { chatFrame, driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { openWidgetStage, type WidgetStage } from '../support/widget-stage.ts';
import { allTexts } from '../support/widget-texts.ts';
import { visitors } from '../support/visitors.ts';
import { fillIn } from '../support/fill-in.ts';

/**
 * Every hostile text through every text of the widget. It stays text: nothing runs, nothing is built,
 * nothing is fetched, and the frame's policy has nothing to stop.
 */
const t = await allTexts('de');
let stage: WidgetStage;

// Hooks that tidy run in reverse order: whoever visits goes first.
afterEach(() => stage.stop());
const { visitor } = visitors(buildSite);

/** What a hostile text could bring about, counted from the first moment of every document. */
interface Watched {
  readonly hits: number;
  readonly stopped: readonly string[];
}
declare global {
  var hostile: { hits: number; stopped: string[] };
}

interface Watch {
  readonly reporter: WidgetDriver;
  /** Requests to anybody but site and page, sockets to anybody but the relay, dialogs and windows. */
  readonly outside: readonly string[];
}

async function watched(): Promise<Watch> {
  const context = await visitor();
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
  return { reporter, outside };
}

/** Looks at page and frame: what ran, what was stopped, what stands there that the widget did not build. */
async function expectOnlyText({ reporter, outside }: Watch, where: string): Promise<void> {
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
    one('privacy.version', 'v1'),
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
    const watch = await watched();
    const { reporter } = watch;
    const { frame } = reporter;
    const where = `from ${from}`;
    await reporter.page.locator('button[lang][aria-expanded]').click();
    const name = (hostileTexts[from] ?? '').trim();
    await expect.poll(() => frame.getByRole('heading', { level: 1 }).textContent()).toContain(name);
    await frame.getByText(t.how).click();
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

test('messages, aliases, handovers and ratings full of them arrive as they were written', async () => {
  stage = await openWidgetStage();
  const operator = await stage.operator();
  const watch = await watched();
  const { reporter } = watch;
  const { frame } = reporter;
  await reporter.open();
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

import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  PLAIN_CARE,
  type Figures,
  type OwnFigures,
  type TeamFigures,
} from '../../contract/figures.ts';
import { refuse } from '../../contract/outcome.ts';
import type { App } from './testing/bench.ts';
import { begun, unlocked } from './testing/begun.ts';
import { endAll, inboxOf, keep, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const MINUTE = 60_000;

/** Asked for until it is counted, as the screen does. */
async function figuresOf({ desk }: App, whose: Figures['whose']): Promise<Figures> {
  for (;;) {
    const come = await desk.figures({ weeks: 4, whose });
    if (!come.ok) throw new Error(come.refusal);
    if (come.value.figures !== null) return come.value.figures;
  }
}
const own = async (app: App) => (await figuresOf(app, 'own')) as OwnFigures;
const ofTeam = async (app: App) => (await figuresOf(app, 'team')) as TeamFigures;

/** Somebody wrote, waited ten minutes for an answer, and said goodbye. */
async function answered() {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.env.sleep(10 * MINUTE);
  await app.desk.send({ conversation, text: 'Hallo, ich bin da.' });
  reporter.rate(5, 'Danke für alles');
  await settled();
  return { app, reporter, conversation };
}

test('an answer, its wait, the stars and the words beside them are counted, and nothing says whose they were', async () => {
  const { app, conversation } = await answered();
  const figures = await own(app);
  expect(figures.all).toMatchObject({
    stars: [0, 0, 0, 0, 1],
    average: null,
    comments: 1,
    first: { plain: { count: 1, p50: null }, served: null },
    load: { conversations: 1, shifts: 1, answering: 5 * MINUTE },
  });
  expect(figures.comments).toEqual([
    { week: expect.any(String), monday: expect.any(String), text: 'Danke für alles' },
  ]);
  const [line] = await inboxOf(app);
  for (const name of [conversation, line?.name ?? '']) {
    expect(JSON.stringify(figures)).not.toContain(name);
  }
  expect(await ofTeam(app)).toMatchObject({
    all: { stars: [0, 0, 0, 0, 1], load: { people: 1, spread: null } },
  });
});

test('what is written after it was counted is counted too', async () => {
  const { app, reporter, conversation } = await answered();
  await own(app);
  reporter.say('Noch etwas');
  await settled();
  await app.desk.send({ conversation, text: 'Gern.' });
  expect((await own(app)).all).toMatchObject({
    first: { plain: { count: 1 } },
    later: { plain: { count: 1 } },
  });
});

test('whoever does not coordinate gets no figures of the team from the vault, in no form', async () => {
  const app = await team();
  await app.desk.team(null);
  const other = keep(await secondDevice(app));
  const asked = { weeks: 4, whose: 'team' } as const;
  expect(await other.desk.figures(asked)).toEqual(refuse('not-coordinator'));
  expect(await other.desk.saveFigures({ weeks: 4, language: 'de' })).toEqual(
    refuse('not-coordinator'),
  );
  expect(other.main.saved).toEqual([]);
  expect(await other.desk.figures({ ...asked, whose: 'own' })).toMatchObject({ ok: true });
  expect(await app.desk.figures(asked)).toMatchObject({ ok: true });
});

test('of what a colleague answered nothing stands in one’s own figures', async () => {
  const app = await team();
  await app.desk.team(null);
  const other = keep(await secondDevice(app));
  const reporter = reporterOf(app);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  await other.desk.send({ conversation, text: 'Hallo, ich bin da.' });
  await settled();
  expect((await own(app)).all.load).toMatchObject({ conversations: 0, answering: 0 });
  expect((await own(other)).all.load).toMatchObject({ conversations: 1, atOnce: 1 });
  expect((await ofTeam(app)).all.load).toMatchObject({ people: 1, total: { conversations: 1 } });
});

test('of what is erased no figure and no word remains, at once and after a restart', async () => {
  const { app, conversation } = await answered();
  await own(app);
  expect(await app.desk.eraseConversation({ conversation })).toMatchObject({ ok: true });
  const nothing = {
    all: { stars: [0, 0, 0, 0, 0], comments: 0, first: { plain: { count: 0 } } },
    comments: [],
  };
  expect(await own(app)).toMatchObject(nothing);
  expect(await ofTeam(app)).toMatchObject(nothing);
  expect(await own(await unlocked(app))).toMatchObject(nothing);
});

test('a locked vault counts nothing', async () => {
  const { app } = await answered();
  await app.desk.lock(null);
  await expect(app.desk.figures({ weeks: 4, whose: 'own' })).rejects.toThrow();
  await expect(app.desk.strain(null)).rejects.toThrow();
  await expect(app.desk.saveFigures({ weeks: 4, language: 'de' })).rejects.toThrow();
});

test('the table that a coordinator saves has the figures of the screen and no word of anybody', async () => {
  const { app, conversation } = await answered();
  expect(await app.desk.saveFigures({ weeks: 12, language: 'de' })).toMatchObject({ ok: true });
  const table = app.main.saved.at(-1)?.text ?? '';
  const [head = '', ...rows] = table.trim().split('\r\n');
  expect(head).toContain('Woche,Montag,1 Stern,2 Sterne');
  expect(rows).toHaveLength(12 + 1);
  expect(rows.at(-1)).toMatch(/^zusammen,,0,0,0,0,1,,1,1,,,,/);
  for (const word of ['Danke', conversation, 'Ahorn']) expect(table).not.toContain(word);
  const { events } = await app.desk.audit({ before: null, limit: 1 });
  expect(events).toMatchObject([{ act: 'figures-saved' }]);
});

test('whoever answers on and on is told, until there was a pause', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  for (let n = 0; n < 13; n += 1) {
    await app.desk.send({ conversation, text: `Antwort ${n}` });
    await app.env.sleep(10 * MINUTE);
  }
  expect(await app.desk.strain(null)).toMatchObject({ over: 'long', rules: PLAIN_CARE });
  await app.env.sleep(5 * MINUTE);
  expect(await app.desk.strain(null)).toMatchObject({ over: null, since: null });
});

test('after as many hateful conversations as one has chosen one is told, and never of colleagues’', async () => {
  const app = await team();
  await app.desk.team(null);
  expect(await app.desk.setCare({ rules: { longHours: 0, hardTalks: 2 } })).toMatchObject({
    ok: true,
  });
  const other = keep(await secondDevice(app));
  const over: unknown[] = [];
  for (let n = 0; n < 2; n += 1) {
    const reporter = reporterOf(app);
    reporter.say('Hass');
    await settled();
    const { conversation } = reporter.keys;
    const change = { status: 'muted', outcome: 'abuse' } as const;
    await app.desk.setWork({ conversation, change });
    await settled();
    over.push(await app.desk.strain(null));
  }
  expect(over).toMatchObject([
    { hard: 1, over: null },
    { hard: 2, over: 'hard' },
  ]);
  expect(await other.desk.strain(null)).toMatchObject({ hard: 0, over: null });
  expect((await own(app)).all.load).toMatchObject({ hateful: 2 });
});

test('what one wants to be reminded of stays after a restart, and not where the disk is full', async () => {
  const { app } = await begun();
  const rules = { longHours: 4, hardTalks: 0 } as const;
  expect(await app.desk.setCare({ rules })).toEqual({ ok: true, value: null });
  const again = await unlocked(app);
  expect(await again.desk.strain(null)).toMatchObject({ rules });
  again.disk.full = true;
  expect(await again.desk.setCare({ rules: PLAIN_CARE })).toEqual(refuse('disk-full'));
  expect(await again.desk.strain(null)).toMatchObject({ rules });
});

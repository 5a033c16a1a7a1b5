import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import type { ConversationId, ConversationSummary } from '../../contract/desk.ts';
import type { App } from './testing/bench.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** Ahorn holds what Birke has heard too. */
async function heldByAhorn() {
  const ahorn = await team();
  const birke = keep(await secondDevice(ahorn));
  const reporter = reporterOf(ahorn);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  expect(await ahorn.desk.claim({ conversation, anyway: false })).toEqual(ok(null));
  await settled();
  return { ahorn, birke, reporter, conversation };
}

async function lineOf(app: App, id: ConversationId): Promise<ConversationSummary> {
  const line = (await inboxOf(app)).find((each) => each.id === id);
  if (line === undefined) throw new Error('no such line');
  return line;
}

test('nobody answers beside a colleague without saying so, and what was begun stays', async () => {
  const { birke, reporter, conversation } = await heldByAhorn();
  await birke.desk.keepDraft({ conversation, text: 'Ich auch' });
  expect(await birke.desk.send({ conversation, text: 'Ich auch' })).toEqual(refuse('held'));
  await settled();
  expect(reporter.got).toEqual([]);
  expect(await birke.desk.draft({ conversation })).toBe('Ich auch');
  expect(textsOf(await read(birke, conversation))).toEqual(['Hallo']);
});

test('whoever answers beside a colleague says so, and the colleague holds it as before', async () => {
  const { ahorn, birke, conversation } = await heldByAhorn();
  const said = await birke.desk.send({ conversation, text: 'Ich auch', held: 'beside' });
  expect(said).toMatchObject({ ok: true });
  await settled();
  expect(textsOf(await read(ahorn, conversation))).toEqual(['Hallo', 'Ich auch']);
  expect((await lineOf(ahorn, conversation)).holder).toMatchObject({ own: true });
  expect((await lineOf(birke, conversation)).holder).toMatchObject({ own: false });
});

test('whoever takes it over with an answer holds it from then on, and is asked no more', async () => {
  const { ahorn, birke, conversation } = await heldByAhorn();
  await birke.desk.send({ conversation, text: 'Ich mache weiter', held: 'take' });
  await settled();
  expect((await lineOf(ahorn, conversation)).holder).toMatchObject({ alias: 'Team Birke' });
  expect(await birke.desk.send({ conversation, text: 'Noch etwas' })).toMatchObject({ ok: true });
  expect(await ahorn.desk.send({ conversation, text: 'Und ich' })).toEqual(refuse('held'));
});

test('who answers no longer is told so instead of answering beside, and what was begun stays', async () => {
  const { ahorn, birke, reporter, conversation } = await heldByAhorn();
  await birke.desk.keepDraft({ conversation, text: 'Ich mache weiter' });
  const { device } = await birke.desk.team(null);
  expect(await ahorn.desk.setRoles({ device, roles: ['coordinator'] })).toEqual(ok(null));
  birke.main.goOffline();
  await settled();
  birke.main.goOnline();
  const rolesHere = async () =>
    (await birke.desk.roster(null)).devices.find(({ mine }) => mine)?.roles;
  await expect.poll(rolesHere, POLL).toEqual(['coordinator']);
  const answer = { conversation, text: 'Ich mache weiter', held: 'take' } as const;
  expect(await birke.desk.send(answer)).toEqual(refuse('not-operator'));
  await settled();
  expect(reporter.got).toEqual([]);
  expect(await birke.desk.draft({ conversation })).toBe('Ich mache weiter');
});

test('what was handed to a colleague is theirs, also before they have taken it up', async () => {
  const { ahorn, birke, conversation } = await heldByAhorn();
  const { device } = await birke.desk.team(null);
  const to = { conversation, device, alias: '', note: '', tell: false };
  expect(await ahorn.desk.passOn(to)).toEqual(ok(null));
  await settled();
  expect(await ahorn.desk.send({ conversation, text: 'Noch eins' })).toEqual(refuse('held'));
  expect(await birke.desk.send({ conversation, text: 'Ich bin da' })).toMatchObject({ ok: true });
});

test('a claim that is in no queue yet says so, and no longer once a colleague can hear it', async () => {
  const ahorn = await team();
  const birke = keep(await secondDevice(ahorn));
  const reporter = reporterOf(ahorn);
  reporter.say('Hallo');
  await settled();
  const { conversation } = reporter.keys;
  ahorn.main.goOffline();
  expect(await ahorn.desk.claim({ conversation, anyway: false })).toEqual(ok(null));
  expect(await lineOf(ahorn, conversation)).toMatchObject({
    holder: { own: true },
    claimWaits: true,
  });
  expect((await lineOf(birke, conversation)).holder).toBeNull();
  ahorn.main.goOnline();
  await settled();
  expect(ahorn.facts.findLast(({ type }) => type === 'conversation-changed')).toMatchObject({
    summary: { id: conversation, holder: { own: true }, claimWaits: false },
  });
  expect((await lineOf(birke, conversation)).holder).toMatchObject({ own: false });
});

test('a note that waits does not make a claim that was heard look unheard', async () => {
  const { ahorn, conversation } = await heldByAhorn();
  expect((await lineOf(ahorn, conversation)).claimWaits).toBe(false);
  ahorn.main.goOffline();
  await ahorn.desk.note({ conversation, text: 'Später mehr' });
  expect((await lineOf(ahorn, conversation)).claimWaits).toBe(false);
});

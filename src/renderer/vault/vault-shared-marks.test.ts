import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { Annotation } from '../../contract/annotation.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { newestOfTeam } from './annotations/log.ts';
import { MAX_MARKS_WAITING } from './limits.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { endAll, keep, POLL, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const SECRET = 'sieben Kraniche über dem kalten Moor';
const TEXT = 'Sie rufen „Ihr Juden“. Dann drohen sie mir.';

/** Two colleagues who have read the same message. */
async function two() {
  const one = await team();
  const other = keep(await secondDevice(one));
  const reporter = reporterOf(one);
  reporter.say(TEXT);
  await settled();
  return { one, other, reporter, conversation: reporter.keys.conversation };
}

async function mark(
  app: App,
  conversation: Awaited<ReturnType<typeof two>>['conversation'],
  codeIds: readonly string[],
  [start, end]: readonly [number, number] = [0, 21],
) {
  const [message] = (await read(app, conversation)).filter(({ kind }) => kind === 'text');
  if (message === undefined) throw new Error('no text');
  return await app.desk.annotate({
    conversation,
    message: message.id,
    start,
    end,
    codeIds,
    memo: '',
  });
}

const coders = async (app: App) => (await app.desk.codeReport({ creator: null })).creators;
const codes = async (app: App) =>
  (await app.desk.codeReport({ creator: null })).codes.map(({ code, count }) => `${code} ${count}`);

test('two people code apart on two devices: neither sees the other’s marks, and both count how far they agree', async () => {
  const { one, other, reporter, conversation } = await two();
  await mark(one, conversation, ['bias/ANTISEM', 'category/ABU']);
  await mark(other, conversation, ['bias/ANTISEM'], [11, 20]);
  await settled();
  for (const app of [one, other]) {
    await expect.poll(async () => (await coders(app)).length, POLL).toBe(2);
    expect(await app.desk.annotations({ conversation })).toHaveLength(1);
    const [first, second] = await coders(app);
    const agreed = await app.desk.agreement({ first: first?.id ?? '', second: second?.id ?? '' });
    expect(agreed.messages).toBe(1);
    expect(agreed.codes).toMatchObject([
      { code: 'category/ABU', both: 0 },
      { code: 'bias/ANTISEM', both: 1 },
    ]);
  }
  expect(reporter.got).toEqual([]);
});

test('the same name on two devices is two coders', async () => {
  const { one, other, conversation } = await two();
  for (const app of [one, other]) {
    await app.desk.setCoder({ name: 'Noa' });
    await mark(app, conversation, ['bias/ANTISEM']);
  }
  await settled();
  await expect
    .poll(async () => (await coders(one)).map(({ name }) => name), POLL)
    .toEqual(['Noa', 'Noa']);
  expect(new Set((await coders(one)).map(({ id }) => id)).size).toBe(2);
});

test('a later revision replaces the one before, in whatever order they come and after a restart', async () => {
  const { one, other, conversation } = await two();
  other.main.goOffline();
  const made = await mark(one, conversation, ['bias/ANTISEM']);
  if (!made.ok) throw new Error(made.refusal);
  const { id } = made.value;
  const as = { conversation, id, memo: '', state: 'standing' } as const;
  await one.desk.reviseAnnotation({ ...as, codeIds: ['category/THR'] });
  await one.desk.reviseAnnotation({ ...as, codeIds: ['category/ABU'] });
  await settled();
  const { waiting } = one.relay.queue((await other.desk.team(null)).device);
  const backwards = [...waiting].toReversed();
  waiting.clear();
  for (const [eid, envelope] of backwards) waiting.set(eid, envelope);
  other.main.goOnline();
  await expect.poll(async () => await codes(other), POLL).toEqual(['category/ABU 1']);
  await one.desk.reviseAnnotation({ ...as, codeIds: ['category/ABU'], state: 'withdrawn' });
  await expect.poll(async () => await codes(other), POLL).toEqual([]);
  const again = keep(restart(other));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await codes(again)).toEqual([]);
});

test('nobody replaces what another device has marked', () => {
  const one: Annotation = {
    id: 'ab'.repeat(16),
    target: {
      messageId: '1'.repeat(32) as never,
      start: 0,
      end: 2,
      exact: 'ja',
      prefix: '',
      suffix: '',
    },
    codeIds: ['bias/ANTISEM'],
    motivation: 'tagging',
    state: 'standing',
    creator: 'Noa',
    created: 1,
    revision: 1,
    by: '1f'.repeat(16),
  };
  const forged: Annotation = { ...one, by: '2e'.repeat(16), codeIds: [], revision: 9 };
  expect(newestOfTeam([[one, forged]])).toEqual([one, forged]);
});

test('they go with their conversation, on the colleague’s device too', async () => {
  const { one, other, conversation } = await two();
  await mark(one, conversation, ['bias/ANTISEM']);
  await expect.poll(async () => await codes(other), POLL).toEqual(['bias/ANTISEM 1']);
  expect(await other.desk.eraseConversation({ conversation })).toEqual(ok(null));
  expect(await codes(other)).toEqual([]);
});

test('when much waits for colleagues no further mark is made, so that none is let go unsaid', async () => {
  const { one, other, conversation } = await two();
  one.main.goOffline();
  for (let n = 0; n < MAX_MARKS_WAITING; n += 1) {
    expect(await mark(one, conversation, ['bias/ANTISEM'], [n % 30, (n % 30) + 5])).toMatchObject({
      ok: true,
    });
  }
  expect(await mark(one, conversation, ['bias/ANTISEM'])).toEqual(refuse('waits'));
  one.main.goOnline();
  await one.env.advance(5000);
  await expect
    .poll(async () => await codes(other), POLL)
    .toEqual([`bias/ANTISEM ${MAX_MARKS_WAITING}`]);
  expect(await mark(one, conversation, ['bias/ANTISEM'])).toMatchObject({ ok: true });
});

test('what a colleague has sent and a backup of theirs brings as well is one mark', async () => {
  const { one, other, conversation } = await two();
  await mark(one, conversation, ['bias/ANTISEM']);
  await expect.poll(async () => await codes(other), POLL).toEqual(['bias/ANTISEM 1']);
  await one.desk.backup({ passphrase: SECRET });
  other.main.chosen = [...one.main.savedFiles.values()][0] ?? null;
  expect(await other.desk.restore({ secret: SECRET })).toMatchObject({ ok: true });
  expect(await codes(other)).toEqual(['bias/ANTISEM 1']);
  expect(await coders(other)).toHaveLength(1);
});

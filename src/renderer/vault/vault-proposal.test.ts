import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import type { App } from './testing/bench.ts';
import { endAll, inboxOf, keep, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** Two colleagues who both know a conversation, and one of them is offline from now on. */
async function apart() {
  const one = await team();
  const other = keep(await secondDevice(one));
  const reporter = reporterOf(one);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  other.main.goOffline();
  return { one, other, conversation };
}

const proposalIn = async (app: App) => (await inboxOf(app))[0]?.proposal ?? null;

test('what a colleague proposed stands until a change is made here; whoever notes, takes and answers leaves it', async () => {
  const { one, other, conversation } = await apart();
  await one.desk.setWork({ conversation, change: { tags: ['Film'] } });
  await other.desk.setWork({ conversation, change: { tags: ['Anzeige'] } });
  other.main.goOnline();
  await one.env.advance(5000);

  const told = (await proposalIn(one)) === null ? other : one;
  const proposal = await proposalIn(told);
  const messages = await read(told, conversation);
  expect(messages.find(({ id }) => id === proposal)).toMatchObject({ kind: 'work', stands: false });
  await told.desk.note({ conversation, text: 'Schau ich mir an.' });
  await told.desk.claim({ conversation, anyway: true });
  expect(await told.desk.send({ conversation, text: 'Ich bin da.' })).toMatchObject({ ok: true });
  expect(await proposalIn(told)).toBe(proposal);
  expect(await told.desk.setWork({ conversation, change: {} })).toEqual(ok(null));
  expect(await proposalIn(told)).toBeNull();
});

test('a proposal is told with what its writer knew, whatever stands above it by now', async () => {
  const { one, other, conversation } = await apart();
  await one.desk.setWork({ conversation, change: { tags: ['Film'] } });
  await one.desk.setWork({ conversation, change: { status: 'closed', outcome: 'helped' } });
  await other.desk.setWork({ conversation, change: { tags: ['Anzeige'] } });
  await other.desk.setWork({ conversation, change: { tags: ['Anzeige', 'Schule'] } });
  other.main.goOnline();
  await one.env.advance(5000);

  const changes = (await read(one, conversation)).flatMap((message) =>
    message.kind === 'work' ? [{ tags: message.look.tags, base: message.base }] : [],
  );
  const nothing = { status: 'open', tags: [] };
  expect(changes.find(({ tags }) => tags.join('') === 'Film')).toMatchObject({ base: nothing });
  expect(changes.find(({ tags }) => tags.join('') === 'Anzeige')).toMatchObject({ base: nothing });
  expect(changes.find(({ tags }) => tags.length === 2)).toMatchObject({
    base: { status: 'open', tags: ['Anzeige'] },
  });
  expect(await read(other, conversation)).toContainEqual(
    expect.objectContaining({ base: expect.objectContaining({ tags: ['Anzeige'] }) }),
  );
});

import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  BucketId,
  ConversationId,
  DeviceId,
  MessageId,
  RowId,
  SessionId,
} from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { ConversationId as Id, DeskFact } from '../../../contract/desk.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { begun } from '../testing/begun.ts';
import type { App } from '../testing/bench.ts';
import { endAll } from '../testing/journey.ts';
import { settled } from '../testing/test-env.ts';
import { newConversation, type Conversation } from './conversation.ts';
import { screenId } from './message-row.ts';
import { sendAgain } from './send-again.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });

afterEach(endAll);

async function replied(text: string, before: (app: App) => void = () => undefined) {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  before(app);
  const sent = await app.desk.send({ conversation, text });
  if (!sent.ok) throw new Error(sent.refusal);
  await settled();
  return { app, reporter, conversation, message: sent.value.id };
}

async function stateIn(app: App, conversation: Id): Promise<string | undefined> {
  const { messages } = await app.desk.read({ conversation, before: null, limit: 9 });
  const last = messages.at(-1);
  return last?.author === 'operator' ? last.state : undefined;
}

test('what is stuck is tried now, not when its time comes, and goes out once', async () => {
  const { app, reporter, conversation, message } = await replied('Passt nicht', ({ relay }) => {
    relay.mailboxAnswer = 'full';
  });
  await app.env.advance(130_000);
  expect(await stateIn(app, conversation)).toBe('stuck');
  app.relay.mailboxAnswer = null;
  expect(await app.desk.sendAgain({ conversation, message })).toEqual(ok(null));
  await settled();
  expect(await stateIn(app, conversation)).toBe('sent');
  await app.env.advance(600_000);
  expect(reporter.got).toHaveLength(1);
});

test('what expired goes out again as the same message, as often as it is wanted', async () => {
  const { app, reporter, conversation, message } = await replied('Bist du noch da?');
  for (let n = 0; n < 6; n += 1) {
    const post = app.relay.posts.findLast(({ targets }) => targets[0]?.kind === 'mailbox');
    if (post === undefined) throw new Error('nothing was posted');
    app.main.tell({ type: 'envelope-expired', id: post.eid, day: 20_000 });
    await settled();
    expect(await stateIn(app, conversation)).toBe('expired');
    expect(await app.desk.sendAgain({ conversation, message })).toEqual(ok(null));
    await settled();
    expect(await stateIn(app, conversation)).toBe('sent');
  }
  expect(reporter.got).toHaveLength(7);
  expect(new Set(reporter.got.map(({ body }) => JSON.stringify(body))).size).toBe(1);
});

test('what is on its way or has arrived does not go out again', async () => {
  const { app, reporter, conversation, message } = await replied('Einmal');
  const again = async (): Promise<void> => {
    expect(await app.desk.sendAgain({ conversation, message })).toEqual(ok(null));
    await settled();
  };
  await again();
  reporter.acknowledge();
  await settled();
  await again();
  expect(reporter.got).toHaveLength(1);
});

test('offline it waits for the link like anything that is sent', async () => {
  const { app, reporter, conversation, message } = await replied('Passt nicht', ({ relay }) => {
    relay.mailboxAnswer = 'full';
  });
  app.main.goOffline();
  await settled();
  expect(await app.desk.sendAgain({ conversation, message })).toEqual(ok(null));
  await settled();
  expect(await stateIn(app, conversation)).toBe('sending');
  app.relay.mailboxAnswer = null;
  app.main.goOnline();
  await settled();
  expect(reporter.got).toHaveLength(1);
});

test('a full disk changes nothing and says so', async () => {
  const { app, conversation, message } = await replied('Passt nicht', ({ relay }) => {
    relay.mailboxAnswer = 'full';
  });
  app.disk.full = true;
  expect(await app.desk.sendAgain({ conversation, message })).toEqual(refuse('disk-full'));
  expect(await stateIn(app, conversation)).toBe('stuck');
});

const me = SenderKey.of(new Uint8Array(32).fill(1));
const own = DeviceId.random();

/** One conversation, as the parts around it would keep it. */
function desk(conversation: Conversation) {
  let kept = conversation;
  const facts: DeskFact[] = [];
  const bucket = BucketId.random();
  const parts = {
    book: {
      get: async () => ({ bucket, conversation: kept }),
      change: () => ({}),
      put: (entry: { readonly conversation: Conversation }) => {
        kept = entry.conversation;
      },
    },
    store: { commit: async () => ok(null), get: async () => null },
    me,
    own,
    oneByOne: async <T>(work: () => Promise<T>) => await work(),
    tell: (fact: DeskFact) => facts.push(fact),
  } as unknown as Parameters<typeof sendAgain>[0];
  return { parts, facts, now: () => kept };
}

const empty = newConversation({
  id: ConversationId.random(),
  reporter: SenderKey.of(new Uint8Array(32).fill(9)),
  created: 0,
  name: '',
  hue: 0,
});

test('what did not reach all colleagues goes to each of them once more', async () => {
  const row = RowId.random();
  const { parts, facts, now } = desk({ ...empty, unheard: [row] });
  const message = screenId(row);
  expect(await sendAgain(parts, { conversation: empty.id, message })).toEqual(ok(null));
  expect(now()).toMatchObject({ unheard: [], toTeam: [{ row, done: [] }] });
  expect(facts).toMatchObject([{ type: 'state-changed', message, state: 'sending' }]);
});

test('who may not read the conversation on sends nothing in it again', async () => {
  const row = RowId.random();
  const card = {
    by: DeviceId.random(),
    holder: DeviceId.random(),
    counter: 1,
    allowed: [DeviceId.random()],
    coordinates: true,
    row,
    mid: MessageId.random(),
    session: SessionId.random(),
    seq: 0,
  };
  const { parts } = desk({
    ...empty,
    unheard: [row],
    cards: [card],
  });
  expect(await sendAgain(parts, { conversation: empty.id, message: screenId(row) })).toEqual(
    refuse('restricted'),
  );
});

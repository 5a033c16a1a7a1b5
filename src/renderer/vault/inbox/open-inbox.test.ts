import { expect, test } from 'vitest';
import { newReturnCode, reporterKeys } from '../../../../protocol/crypto/return-code.ts';
import { BucketId, DeviceId, EnvelopeId, MessageId, SessionId } from '../../../../protocol/ids.ts';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { bodyHash, NO_PREV, SenderKey } from '../../../../protocol/talk/names.ts';
import type { Envelope } from '../../../../protocol/wire/sealed.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { ok } from '../../../contract/outcome.ts';
import { MAX_OPEN_CONVERSATIONS } from '../limits.ts';
import { serial } from '../serial.ts';
import { conversation, conversationRow, me, team } from '../testing/conversations.ts';
import { bucketsWithoutEnd, ListStore, nameKeyFor } from '../testing/list-store.ts';
import { settled, testEnv } from '../testing/test-env.ts';
import { openInbox, type Inbox, type InboxNeeds } from './open-inbox.ts';

/** A reporter whose envelopes are open: the wrap says who, the ct what. */
class Reporter {
  readonly keys = reporterKeys(newReturnCode(), team);
  readonly #session = SessionId.random();
  #seq = 0;

  say(text: string, mid = MessageId.random()): Envelope {
    const seq = this.#seq;
    this.#seq += 1;
    const body = writeBody({
      mid,
      session: this.#session,
      seq,
      prev: NO_PREV,
      lamport: seq + 1,
      at: 1,
      docSeq: 1,
      conversation: this.keys.conversation,
      from: 'reporter',
      audience: 'talk',
      reporter: {
        token: new Uint8Array(16),
        ...(seq === 0 ? { mailboxKey: newBoxKeys().publicKey, eph: newBoxKeys().publicKey } : {}),
      },
      type: 'text',
      text,
    });
    const wrap = this.keys.box.publicKey;
    return { id: EnvelopeId.random(), wake: false, header: new Uint8Array(88), wrap, ct: body };
  }
}

async function bench(changes: Partial<InboxNeeds> = {}, store = new ListStore()) {
  const env = testEnv();
  const facts: DeskFact[] = [];
  const settledIds: EnvelopeId[] = [];
  const needs = {
    env,
    store,
    buckets: bucketsWithoutEnd(BucketId.random, BucketId('f'.repeat(32))),
    nameKey: nameKeyFor,
    language: 'de',
    me,
    alias: 'A',
    docSeq: () => 1,
    moved: () => undefined,
    heard: () => undefined,
    own: DeviceId('0'.repeat(32)),
    operators: () => new Set<DeviceId>(),
    open: ({ wrap, ct }: Envelope) => ({ senderPk: wrap, body: ct, bodyHash: bodyHash(ct) }),
    devices: () => new Map(),
    refetch: async () => undefined,
    oneByOne: serial(),
    caseOf: () => null,
    topicOf: () => '',
    tell: (fact: DeskFact) => void facts.push(fact),
    sealing: () => ({ team, ik: newBoxKeys(), me: DeviceId.random(), reachable: [] }),
    carrier: {
      settle: async ({ ids }: { readonly ids: readonly EnvelopeId[] }) => {
        settledIds.push(...ids);
        return ok(null);
      },
      post: async () => ok(['accepted' as const]),
    },
    ...changes,
  } as unknown as InboxNeeds;
  const inbox = await openInbox(needs);
  const deliver = async (...envelopes: readonly Envelope[]): Promise<void> => {
    inbox.fact({ type: 'envelopes-arrived', envelopes });
    await settled();
  };
  return { inbox, store, facts, settledIds, deliver };
}

const previews = (inbox: Inbox): readonly string[] =>
  inbox.list({ from: 0, limit: 9 }).conversations.map(({ preview }) => preview);

test('a message to a conversation among thousands opens that one and no other', async () => {
  const store = new ListStore();
  const all = Array.from({ length: 3000 }, (_, n) => conversation(n, { lastAt: n }));
  await store.commit(all.map((one, n) => conversationRow(n, one)));
  await (await bench({}, store)).inbox.book.get(conversation(0).id);
  store.checkpoint();
  store.reads = 0;
  const { inbox, deliver } = await bench({}, store);
  const reporter = new Reporter();
  await deliver(reporter.say('Eins'));
  await deliver(reporter.say('Zwei'));
  expect(previews(inbox)[0]).toBe('Zwei');
  expect(inbox.list({ from: 0, limit: 1 }).total).toBe(3001);
  expect(store.reads).toBeLessThanOrEqual(2);
});

test('what was erased is settled and kept nowhere, whoever sends it again', async () => {
  const gone = MessageId.random();
  const reporter = new Reporter();
  const sender = SenderKey.of(reporter.keys.box.publicKey);
  const { inbox, store, settledIds, deliver } = await bench({
    erased: (from, mid) => from === sender && mid === gone,
  });
  const envelope = reporter.say('Gelöscht', gone);
  await deliver(envelope);
  expect(settledIds).toEqual([envelope.id]);
  expect(inbox.list({ from: 0, limit: 9 })).toEqual({ conversations: [], total: 0 });
  expect(store.memory.records.size).toBe(0);
  await deliver(reporter.say('Neu'));
  expect(previews(inbox)).toEqual(['Neu']);
});

test('a conversation whose record is no longer open is read again before it is changed', async () => {
  const store = new ListStore();
  const others = Array.from({ length: MAX_OPEN_CONVERSATIONS }, (_, n) => conversation(n));
  await store.commit(others.map((one, n) => conversationRow(n, one)));
  const { inbox, deliver } = await bench({}, store);
  const first = new Reporter();
  await deliver(first.say('Erste'));
  for (const { id } of others) await inbox.book.get(id);
  await inbox.seen(first.keys.conversation);
  await deliver(first.say('Zweite'));
  const { messages } = await inbox.read({
    conversation: first.keys.conversation,
    before: null,
    limit: 9,
  });
  expect(messages.map((message) => (message.kind === 'text' ? message.text : ''))).toEqual([
    'Erste',
    'Zweite',
  ]);
  const line = inbox.book.head(first.keys.conversation);
  expect(line).toMatchObject({ unread: 1, preview: 'Zweite' });
});

test('the first look is what the list shows', async () => {
  const { store, deliver } = await bench();
  await deliver(new Reporter().say('Hallo'));
  expect(store.look()).toMatchObject({ total: 1, lines: [{ head: { preview: 'Hallo' } }] });
});

import { expect, test } from 'vitest';
import { conversation, conversationRow, me, reply } from '../testing/conversations.ts';
import { bucketNumber, sentIn } from '../testing/conversations.ts';
import { ListStore, nameKeyFor } from '../testing/list-store.ts';
import { EnvelopeId } from '../../../../protocol/ids.ts';
import { MAX_OPEN_CONVERSATIONS } from '../limits.ts';
import { openBook, type Book } from './book.ts';
import { headOf, mayHaveSent, readConversationHead } from './conversation-head.ts';
import type { Conversation } from './conversation.ts';

const opened = async (store: ListStore): Promise<Book> =>
  await openBook({ store, nameKey: nameKeyFor });

async function holding(
  count: number,
  more: (n: number) => Partial<Conversation> = () => ({}),
): Promise<ListStore> {
  const store = new ListStore();
  const all = Array.from({ length: count }, (_, n) => conversation(n, more(n)));
  await store.commit(all.map((one, n) => conversationRow(n, one)));
  return store;
}

test('five thousand conversations open without opening one of their rows', async () => {
  const store = await holding(5000, (n) => ({ lastAt: n, waitingSince: n % 3 === 0 ? n : null }));
  await opened(store);
  expect(store.reads).toBe(5000);
  store.checkpoint();
  store.reads = 0;
  const book = await opened(store);
  expect(book.size).toBe(5000);
  expect(book.page({ from: 4998, limit: 50 })).toHaveLength(2);
  expect(book.head(conversation(17).id)).toEqual(
    headOf(conversation(17, { lastAt: 17, mailbox: null })),
  );
  expect(book.nameTaken('Ahorn 4999')).toBe(true);
  expect(store.reads).toBe(0);
});

test('who waits longest comes first, below them the newest, also after a change', async () => {
  const waiting = [null, 300, null, 100, null, 200];
  const store = await holding(6, (n) => ({ lastAt: n, waitingSince: waiting[n] ?? null }));
  const book = await opened(store);
  const order = (): readonly string[] =>
    book.page({ from: 0, limit: 9 }).map(({ name }) => name.slice('Ahorn '.length));
  expect(order()).toEqual(['3', '5', '1', '4', '2', '0']);
  const entry = await book.get(conversation(3).id);
  if (entry === undefined) throw new Error('no entry');
  const answered = { ...entry.conversation, waitingSince: null, lastAt: 99 };
  book.put({ ...entry, conversation: answered });
  expect(order()).toEqual(['5', '1', '3', '4', '2', '0']);
  expect(book.page({ from: 1, limit: 2 }).map(({ name }) => name)).toEqual(['Ahorn 1', 'Ahorn 3']);
});

test('records stay open up to the bound, the ones used last', async () => {
  const count = MAX_OPEN_CONVERSATIONS + 10;
  const store = await holding(count);
  const book = await opened(store);
  for (let n = 0; n < count; n += 1) await book.get(conversation(n).id);
  store.reads = 0;
  for (let n = 10; n < count; n += 1) await book.get(conversation(n).id);
  expect(store.reads).toBe(0);
  await book.get(conversation(9).id);
  expect(store.reads).toBe(1);
  await book.get(conversation(10).id);
  expect(store.reads).toBe(2);
});

test('a record that was read while a newer one was put is not kept', async () => {
  const store = await holding(1);
  const book = await opened(store);
  const { id } = conversation(0);
  let answer: (value: unknown) => void = () => undefined;
  const slow = new Promise((resolve) => {
    answer = resolve;
  });
  const old = await store.get('conversation', conversationRow(0, conversation(0)).id);
  const reading = Object.assign(store, { get: async () => await slow });
  const late = book.get(id);
  const newer = conversation(0, { unread: 7 });
  book.put({ bucket: bucketNumber(0), conversation: newer });
  for (let n = 1; n <= MAX_OPEN_CONVERSATIONS; n += 1) {
    book.put({ bucket: bucketNumber(n), conversation: conversation(n) });
  }
  answer(old);
  await late;
  Object.assign(reading, { get: async () => structuredClone(newer) });
  expect((await book.get(id))?.conversation.unread).toBe(7);
});

test('what is forgotten is in no list, under no name and no id', async () => {
  const store = await holding(2);
  const book = await opened(store);
  await book.get(conversation(0).id);
  book.forget(bucketNumber(0));
  expect(book.size).toBe(1);
  expect(book.page({ from: 0, limit: 9 }).map(({ name }) => name)).toEqual(['Ahorn 1']);
  expect(await book.get(conversation(0).id)).toBeUndefined();
  expect(book.bucketOf(conversation(0).id)).toBeUndefined();
  expect(book.nameTaken('Ahorn 0')).toBe(false);
});

test('every message of a bucket is named by sender and mid', async () => {
  const store = await holding(1);
  const replies = [reply(0), reply(0)];
  await store.commit(replies.map(({ change }) => change));
  const book = await opened(store);
  const names = [];
  for await (const name of book.messageNames(bucketNumber(0))) names.push(name);
  expect(names).toEqual(replies.map(({ mid }) => ({ sender: me, mid })));
});

test('a line says when the first reply wants to go out, and in which envelopes they went', () => {
  const eid = EnvelopeId.random();
  const sent = reply(0, sentIn(eid)).pending;
  const due = (pending: Conversation['pending'], more: Partial<Conversation> = {}) =>
    headOf(conversation(0, { pending, ...more })).due;
  expect(due([])).toBeNull();
  expect(due([sent])).toBeNull();
  expect(due([{ ...sent, resealAt: 90 }, { ...sent, resealAt: 70 }, sent])).toBe(70);
  expect(due([{ ...sent, resealAt: 90 }, reply(0).pending])).toBe(0);
  expect(due([reply(0).pending], { mailbox: null })).toBeNull();
  const head = headOf(conversation(0, { pending: [sent] }));
  expect(head.pending).toBe(1);
  expect(mayHaveSent(head, eid)).toBe(true);
  expect(mayHaveSent(head, EnvelopeId.random())).toBe(false);
});

test('a line of another version is not taken for one of this', () => {
  const line = headOf(conversation(0));
  expect(readConversationHead(JSON.parse(JSON.stringify(line)))).toEqual(line);
  for (const field of Object.keys(line)) {
    expect(() => readConversationHead({ ...line, [field]: undefined }), field).toThrow();
  }
  expect(() => readConversationHead(null)).toThrow();
});

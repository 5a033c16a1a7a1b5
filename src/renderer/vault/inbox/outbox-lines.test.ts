import { expect, test } from 'vitest';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { DeviceId, EnvelopeId } from '../../../../protocol/ids.ts';
import { ok } from '../../../contract/outcome.ts';
import {
  conversation,
  conversationRow,
  me,
  reply,
  sentIn,
  team,
} from '../testing/conversations.ts';
import { ListStore, nameKeyFor } from '../testing/list-store.ts';
import { settled, testEnv } from '../testing/test-env.ts';
import { openBook } from './book.ts';
import { Outbox } from './outbox.ts';
import { PresenceBook } from './presence.ts';

const ik = newBoxKeys();

/** `pending` for each conversation, by number. */
async function outbox(count: number, pending: (n: number) => ReturnType<typeof reply> | null) {
  const store = new ListStore();
  const env = testEnv();
  for (let n = 0; n < count; n += 1) {
    const one = pending(n);
    const value = conversation(n, one === null ? {} : { pending: [one.pending] });
    await store.commit([conversationRow(n, value), ...(one === null ? [] : [one.change])]);
  }
  await openBook({ store, nameKey: nameKeyFor });
  store.checkpoint();
  store.reads = 0;
  const book = await openBook({ store, nameKey: nameKeyFor });
  const posts: EnvelopeId[] = [];
  const out = new Outbox(
    {
      env,
      store,
      book,
      presence: new PresenceBook(env, () => undefined),
      carrier: {
        post: async ({ eid }: { readonly eid: EnvelopeId }) => {
          posts.push(eid);
          return ok(['accepted' as const]);
        },
      },
      sealing: () => ({ team, ik, me: DeviceId.random(), reachable: [] }),
      oneByOne: async <T>(work: () => Promise<T>) => await work(),
      tell: () => undefined,
      me,
    } as unknown as ConstructorParameters<typeof Outbox>[0],
    () => undefined,
  );
  return { out, store, env, book, posts };
}

test('only conversations with something due are opened when the link comes', async () => {
  const due = new Set([40, 77]);
  const { out, store, posts, book } = await outbox(100, (n) =>
    due.has(n) ? reply(n) : reply(n, sentIn(EnvelopeId.random())),
  );
  out.online(true);
  await settled();
  expect(posts).toHaveLength(2);
  expect(store.reads).toBeLessThanOrEqual(2 * due.size);
  expect(book.head(conversation(40).id)).toMatchObject({ pending: 1, due: null });
  out.stop();
});

test('a reply that is to be sealed again later is looked at then, and not before', async () => {
  const env = testEnv();
  const at = env.now() + 30_000;
  const {
    out,
    store,
    posts,
    env: clock,
  } = await outbox(3, (n) =>
    n === 1 ? reply(n, { ...sentIn(EnvelopeId.random()), resealAt: at }) : null,
  );
  out.online(true);
  await settled();
  expect(store.reads).toBe(0);
  await clock.advance(29_000);
  expect(posts).toHaveLength(0);
  await clock.advance(2000);
  expect(posts).toHaveLength(1);
  out.stop();
});

test('an expired envelope is found without opening the others', async () => {
  const eids = Array.from({ length: 200 }, () => EnvelopeId.random());
  const { out, store, book } = await outbox(200, (n) =>
    reply(n, sentIn(eids[n] ?? EnvelopeId.random())),
  );
  expect(await out.expired(eids[150] ?? EnvelopeId.random())).toBe(true);
  expect(store.reads).toBeLessThanOrEqual(2);
  const entry = await book.get(conversation(150).id);
  expect(entry?.conversation.pending[0]?.state).toBe('expired');
  store.reads = 0;
  expect(await out.expired(EnvelopeId.random())).toBe(true);
  expect(store.reads).toBe(0);
});

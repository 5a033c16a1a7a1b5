import { expect, test, vi } from 'vitest';
import type { ConversationId, Desk } from '../../../../contract/desk.ts';
import { ok } from '../../../../contract/outcome.ts';
import { makeStores } from '../stores.ts';
import { draftActs } from './draft-acts.ts';
import { talkActs } from './talk-acts.ts';

const id = 'a' as ConversationId;

/** Somebody who has written before the vault has said what was begun earlier. */
function quick(written: string) {
  const { promise, resolve: come } = Promise.withResolvers<string>();
  const send = vi.fn(async () => ok({ id: 'm', kind: 'text', author: 'operator' }));
  const desk = { draft: async () => await promise, send } as unknown as Desk;
  const stores = makeStores();
  const context = { desk, stores, restart: () => undefined };
  const drafts = draftActs(context);
  const acts = talkActs(context, drafts);
  void drafts.load(id);
  stores.composers.send({ type: 'typed', conversation: id, draft: written });
  const box = () => stores.composers.get().get(id);
  return { acts, send, come, box };
}

test('Enter that comes before the vault has said that nothing was begun is not lost, and sends once', async () => {
  const { acts, send, come, box } = quick('Ich bin da.');
  const pressed = [acts.send(id), acts.send(id)];
  expect(send).not.toHaveBeenCalled();
  come('');
  await Promise.all(pressed);
  expect(send).toHaveBeenCalledExactlyOnceWith({ conversation: id, text: 'Ich bin da.' });
  expect(box()).toMatchObject({ status: 'writing', draft: '' });
});

test('words that were begun earlier and come only now are seen before they go out', async () => {
  const { acts, send, come, box } = quick('mir erzählen?');
  const pressed = acts.send(id);
  come('Magst du ');
  await pressed;
  expect(send).not.toHaveBeenCalled();
  expect(box()).toMatchObject({ status: 'writing', draft: 'Magst du mir erzählen?' });
});

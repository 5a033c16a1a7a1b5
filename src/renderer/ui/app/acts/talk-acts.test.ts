import { expect, test, vi } from 'vitest';
import {
  READ_LIMIT,
  type ConversationId,
  type Desk,
  type MessageId,
  type OpenMessage,
} from '../../../../contract/desk.ts';
import { ok, refuse } from '../../../../contract/outcome.ts';
import { blankLine } from '../rehearsal-lines.ts';
import { makeStores } from '../stores.ts';
import { draftActs } from './draft-acts.ts';
import { hear } from './facts.ts';
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

/** A reply box in a conversation that a colleague's device holds; the vault asks unless it is told. */
function held() {
  const stores = makeStores();
  const send = vi.fn(async ({ held: word }: { readonly held?: string }) =>
    word === undefined ? refuse('held') : ok({ id: 'm', kind: 'text', author: 'operator' }),
  );
  const desk = { draft: async () => '', send } as unknown as Desk;
  const context = { desk, stores, restart: () => undefined };
  const acts = talkActs(context, draftActs(context));
  const by = (device: string): void => {
    const holder = { device, alias: 'Mika', offered: false, own: false };
    stores.inbox.send({ type: 'changed', line: { ...blankLine, id, holder } });
  };
  const write = async (word?: 'take' | 'beside'): Promise<void> => {
    stores.composers.send({ type: 'typed', conversation: id, draft: 'Hallo' });
    await acts.send(id, word);
  };
  return { by, write, send, box: () => stores.composers.get().get(id) };
}

test('whoever chose to answer beside a colleague is asked once, and again when another one holds it', async () => {
  const { by, write, send, box } = held();
  by('mika');
  await write();
  expect(box()).toMatchObject({ status: 'stuck', why: 'held', draft: 'Hallo' });
  await write('beside');
  await write();
  expect(send).toHaveBeenLastCalledWith({ conversation: id, text: 'Hallo', held: 'beside' });
  expect(box()).toMatchObject({ status: 'writing', draft: '' });
  by('david');
  await write();
  expect(box()).toMatchObject({ status: 'stuck', why: 'held' });
});

test('taking over is said each time', async () => {
  const { by, write, send } = held();
  by('mika');
  await write('take');
  expect(send).toHaveBeenLastCalledWith({ conversation: id, text: 'Hallo', held: 'take' });
  await write();
  expect(send).toHaveBeenLastCalledWith({ conversation: id, text: 'Hallo' });
});

test('whoever took over after answering beside is asked again when the colleague takes it back', async () => {
  const { by, write, box } = held();
  by('mika');
  await write('beside');
  await write('take');
  await write();
  expect(box()).toMatchObject({ status: 'stuck', why: 'held' });
});

test('contact details that are gone are told apart from a vault that did not answer', async () => {
  const stores = makeStores();
  const contact = vi.fn<Desk['contact']>();
  const context = { desk: { contact } as unknown as Desk, stores, restart: () => undefined };
  const acts = talkActs(context, draftActs(context));
  contact.mockResolvedValueOnce(null);
  expect(await acts.contact(id)).toBe('over');
  contact.mockRejectedValueOnce(new Error('no answer'));
  expect(await acts.contact(id)).toBe('failed');
});

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

const said = (n: number): OpenMessage => ({
  id: String(n) as MessageId,
  at: n,
  gap: false,
  forked: false,
  kind: 'text',
  author: 'reporter',
  text: '',
});

/** A long conversation over a vault that answers its next page when it is told to. */
function long(count: number) {
  const all = Array.from({ length: count }, (_, n) => said(n));
  let wait = Promise.resolve();
  const read = vi.fn<Desk['read']>(async ({ before, limit }) => {
    await wait;
    const end = before === null ? all.length : all.findIndex(({ id: one }) => one === before);
    return { messages: all.slice(Math.max(0, end - limit), end), earlier: end > limit };
  });
  const desk = { draft: async () => '', read } as unknown as Desk;
  const stores = makeStores();
  const context = { desk, stores, restart: () => undefined };
  const acts = talkActs(context, draftActs(context));
  const insert = (n: number): void => {
    all.splice(n + 1, 0, { ...said(n), id: 'told' as MessageId });
  };
  const hold = (): (() => void) => {
    const { promise, resolve: go } = Promise.withResolvers<void>();
    wait = promise;
    return go;
  };
  const shown = () =>
    stores.talks
      .get()
      .get(id)
      ?.messages.map((message) => message.id);
  return { acts, context, read, insert, hold, shown };
}

test('a message that is looked for is read back to in large pages', async () => {
  const { acts, read, shown } = long(1000);
  await acts.open(id, said(3).id);
  expect(shown()).toContain('3');
  expect(read).toHaveBeenCalledTimes(1 + Math.ceil((1000 - 50 - 3) / READ_LIMIT));
});

test('a page that is on its way when a message is looked for is waited for, and read back from', async () => {
  const { acts, hold, shown } = long(500);
  await acts.open(id);
  const go = hold();
  void acts.readEarlier(id);
  const opened = acts.open(id, said(3).id);
  go();
  await opened;
  expect(shown()).toContain('3');
});

test('what a colleague told stands in its place, and what was read back to stays', async () => {
  const { acts, context, insert, shown } = long(600);
  await acts.open(id, said(3).id);
  insert(20);
  hear(context, { type: 'talk-told', conversation: id }, () => undefined);
  await vi.waitFor(() => expect(shown()?.slice(0, 24)).toContain('told'));
  expect(shown()).toHaveLength(601);
});

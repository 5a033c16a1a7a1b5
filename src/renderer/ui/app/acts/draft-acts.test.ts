import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConversationId, Desk } from '../../../../contract/desk.ts';
import { ok } from '../../../../contract/outcome.ts';
import type { WorkRequests } from '../../../../contract/work.ts';
import { makeStores } from '../stores.ts';
import { draftActs, KEEP_AFTER_MS } from './draft-acts.ts';

type Keep = WorkRequests['keepDraft'];

const id = 'a' as ConversationId;

/** A vault that has begun replies, and keeps them when the test says so. */
function slowVault(begun = '') {
  const keeps: { readonly text: string; readonly done: () => void }[] = [];
  const keepDraft = ({ text }: Keep['input']): Promise<Keep['output']> =>
    new Promise((resolve) => {
      keeps.push({ text, done: () => resolve(ok(null)) });
    });
  const draft = vi.fn(async () => begun);
  const stores = makeStores();
  const desk = { draft, keepDraft } as unknown as Desk;
  const acts = draftActs({ desk, stores, restart: () => undefined });
  const type = (text: string): void => {
    stores.composers.send({ type: 'typed', conversation: id, draft: text });
    acts.later(id);
  };
  const texts = () => keeps.map(({ text }) => text);
  return { acts, stores, keeps, draft, type, texts };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('several letters are kept once, a moment after the last', async () => {
  const { type, texts } = slowVault();
  type('e');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS - 1);
  type('ein');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual(['ein']);
});

test('what was begun comes into the box once', async () => {
  const { acts, stores, draft } = slowVault('Magst du ');
  await acts.load(id);
  await acts.load(id);
  expect(stores.composers.get().get(id)?.draft).toBe('Magst du ');
  expect(draft).toHaveBeenCalledOnce();
});

test('what the vault has already is not written again', async () => {
  const { acts, type, texts } = slowVault('Magst du');
  await acts.load(id);
  type('Magst du');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual([]);
});

test('whoever locks waits until the last words are kept', async () => {
  const { acts, type, keeps, texts } = slowVault();
  type('wichtig');
  let done = false;
  const flushed = acts.flush().then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(texts()).toEqual(['wichtig']);
  expect(done).toBe(false);
  keeps[0]?.done();
  await flushed;
  expect(done).toBe(true);
});

test('what is being sent is not kept any more, though it waited to be', async () => {
  const { acts, stores, type, keeps, texts } = slowVault();
  type('eins');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  type('eins zwei');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  stores.composers.send({ type: 'submitted', conversation: id });
  acts.stop(id);
  keeps[0]?.done();
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual(['eins']);
});

test('a vault that fails is said where the words stand', async () => {
  const { acts, stores } = slowVault();
  const desk = { keepDraft: async () => await Promise.reject(new Error('ended')) };
  const failing = draftActs({ desk: desk as unknown as Desk, stores, restart: () => undefined });
  stores.composers.send({ type: 'typed', conversation: id, draft: 'Hallo' });
  failing.later(id);
  await failing.flush();
  expect(stores.composers.get().get(id)).toMatchObject({ unkept: true });
  acts.stop(id);
});

test('letters typed while the begun words are still being read are kept behind them', async () => {
  const { acts, stores, draft, type, keeps, texts } = slowVault();
  let come: (words: string) => void = () => undefined;
  draft.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        come = resolve;
      }),
  );
  void acts.load(id);
  type('mir');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual([]);
  come('Magst du ');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual(['Magst du mir']);
  expect(stores.composers.get().get(id)?.draft).toBe('Magst du mir');
  keeps[0]?.done();
});

test('what was begun is not written over when it could not be read; it is read again with the next letter', async () => {
  const { acts, stores, draft, type, texts } = slowVault('Magst du ');
  draft.mockRejectedValue(new Error('busy'));
  await acts.load(id);
  type('mi');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual([]);
  expect(stores.composers.get().get(id)).toMatchObject({ draft: 'mi', unkept: true });
  draft.mockResolvedValue('Magst du ');
  type('mir');
  await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS);
  expect(texts()).toEqual(['Magst du mir']);
});

test('what the vault takes at last is no longer called unkept', async () => {
  const { acts, stores, type, keeps } = slowVault();
  stores.composers.send({ type: 'unkept', conversation: id });
  type('Hallo');
  expect(stores.composers.get().get(id)).toMatchObject({ unkept: true });
  const flushed = acts.flush();
  await vi.advanceTimersByTimeAsync(0);
  keeps[0]?.done();
  await flushed;
  expect(stores.composers.get().get(id)).toEqual({ status: 'writing', draft: 'Hallo' });
});

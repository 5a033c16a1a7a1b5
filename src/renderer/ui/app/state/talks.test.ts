import { expect, test } from 'vitest';
import type {
  ConversationId,
  MessageId,
  OpenMessage,
  SendState,
} from '../../../../contract/desk.ts';
import { MAX_TALKS, noTalks, PAGE, talks, type Talks, type TalksEvent } from './talks.ts';

const conversation = 'c' as ConversationId;
const asked = (id: string): OpenMessage => ({
  id: id as MessageId,
  at: 0,
  gap: false,
  forked: false,
  kind: 'text',
  author: 'reporter',
  text: id,
});
const reply = (id: string, state: SendState): OpenMessage => ({
  id: id as MessageId,
  at: 0,
  gap: false,
  forked: false,
  kind: 'text',
  author: 'operator',
  alias: 'Noa',
  text: id,
  state,
});

const after = (...events: readonly TalksEvent[]): Talks => events.reduce(talks, noTalks);
const opening: TalksEvent = { type: 'opening', conversation };
const openingOf = (id: string): TalksEvent => ({
  type: 'opening',
  conversation: id as ConversationId,
});
const page = (messages: readonly OpenMessage[], earlier = false, before = ''): TalksEvent => ({
  type: 'page',
  conversation,
  before: before === '' ? null : (before as MessageId),
  messages,
  earlier,
});
/** Messages named by their numbers, `from` the oldest. */
const numbered = (from: number, count: number): readonly OpenMessage[] =>
  Array.from({ length: count }, (_, n) => asked(String(from + n)));
const shown = (state: Talks) => state.get(conversation)?.messages.map(({ id }) => id);

test('an older page joins in front of what is on screen', () => {
  const state = after(opening, page([asked('b')], true), page([asked('a')], false, 'b'));
  expect(shown(state)).toEqual(['a', 'b']);
});

test('a message that arrives while the first page is read stays, once', () => {
  const arrived: TalksEvent = { type: 'arrived', conversation, message: asked('b') };
  expect(shown(after(opening, arrived, page([asked('a'), asked('b')])))).toEqual(['a', 'b']);
  expect(shown(after(opening, arrived, page([asked('a')])))).toEqual(['a', 'b']);
});

test('read anew, what came between stands between, and what arrived meanwhile stays', () => {
  const anew: TalksEvent = {
    type: 'reread',
    conversation,
    messages: [asked('b'), asked('told'), asked('c')],
    earlier: true,
  };
  const arrived: TalksEvent = { type: 'arrived', conversation, message: asked('new') };
  const state = after(opening, page([asked('a'), asked('b'), asked('c')]), arrived, anew);
  expect(shown(state)).toEqual(['b', 'told', 'c', 'new']);
  expect(state.get(conversation)?.earlier).toBe(true);
});

test('a state told before its message is on screen is not lost', () => {
  const state = after(
    opening,
    page([]),
    { type: 'state', conversation, message: 'r' as MessageId, state: 'delivered' },
    { type: 'arrived', conversation, message: reply('r', 'sending') },
  );
  expect(state.get(conversation)?.messages[0]).toMatchObject({ state: 'delivered' });
});

test('a message that arrives twice stands once', () => {
  const twice = { type: 'arrived', conversation, message: reply('r', 'sending') } as const;
  expect(shown(after(opening, page([]), twice, twice))).toEqual(['r']);
});

test('facts about a conversation nobody opened keep nothing', () => {
  expect(after({ type: 'arrived', conversation, message: asked('a') })).toBe(noTalks);
});

test('a failed page leaves the talk readable and can be asked for again', () => {
  const state = after(
    opening,
    page([asked('b')], true),
    { type: 'asking-earlier', conversation },
    {
      type: 'page-failed',
      conversation,
    },
  );
  expect(state.get(conversation)).toMatchObject({ status: 'ready', earlier: true });
});

test('of the conversations that were opened only the latest are kept', () => {
  const others = Array.from({ length: MAX_TALKS }, (_, n) => openingOf(`other ${n}`));
  const state = after(opening, ...others);
  expect(state.size).toBe(MAX_TALKS);
  expect(state.has(conversation)).toBe(false);
  const back = after(opening, ...others.slice(1), opening, ...others.slice(0, 1));
  expect(back.has(conversation)).toBe(true);
});

test('of a conversation that is left only the newest page is kept, and the older ones can be asked for again', () => {
  const open = after(
    opening,
    page(numbered(100, PAGE), true),
    page(numbered(0, 100), false, '100'),
  );
  expect(shown(open)).toHaveLength(PAGE + 100);
  const left = talks(open, openingOf('other'));
  expect(shown(left)).toEqual(numbered(100, PAGE).map(({ id }) => id));
  expect(left.get(conversation)).toMatchObject({ earlier: true, status: 'ready' });
});

test('what arrives where nobody looks makes no conversation longer than a page', () => {
  const state = after(opening, page(numbered(0, PAGE)), openingOf('other'), {
    type: 'arrived',
    conversation,
    message: asked('new'),
  });
  expect(shown(state)).toHaveLength(PAGE);
  expect(shown(state)?.at(-1)).toBe('new');
  expect(state.get(conversation)).toMatchObject({ earlier: true });
});

test('an older page that was asked for before others were let go leaves no hole', () => {
  const state = after(
    opening,
    page(numbered(100, PAGE), true),
    page(numbered(50, PAGE), true, '100'),
    { type: 'asking-earlier', conversation },
    openingOf('other'),
    opening,
    page(numbered(0, PAGE), false, '50'),
  );
  expect(shown(state)).toEqual(numbered(100, PAGE).map(({ id }) => id));
  expect(state.get(conversation)).toMatchObject({ earlier: true, status: 'ready' });
});

test('what was told of a reply that is still to come outlives looking elsewhere', () => {
  const state = after(
    opening,
    page(numbered(0, PAGE)),
    { type: 'state', conversation, message: 'r' as MessageId, state: 'sent' },
    { type: 'arrived', conversation, message: asked('new') },
    openingOf('other'),
    { type: 'arrived', conversation, message: reply('r', 'sending') },
  );
  expect(state.get(conversation)?.messages.at(-1)).toMatchObject({ id: 'r', state: 'sent' });
});

import { expect, test } from 'vitest';
import type {
  ConversationId,
  MessageId,
  OpenMessage,
  SendState,
} from '../../../../contract/desk.ts';
import { noTalks, talks, type Talks, type TalksEvent } from './talks.ts';

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
const page = (messages: readonly OpenMessage[], earlier = false): TalksEvent => ({
  type: 'page',
  conversation,
  messages,
  earlier,
});
const shown = (state: Talks) => state.get(conversation)?.messages.map(({ id }) => id);

test('an older page joins in front of what is on screen', () => {
  const state = after(opening, page([asked('b')], true), page([asked('a')]));
  expect(shown(state)).toEqual(['a', 'b']);
});

test('a message that arrives while the first page is read stays, once', () => {
  const arrived: TalksEvent = { type: 'arrived', conversation, message: asked('b') };
  expect(shown(after(opening, arrived, page([asked('a'), asked('b')])))).toEqual(['a', 'b']);
  expect(shown(after(opening, arrived, page([asked('a')])))).toEqual(['a', 'b']);
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

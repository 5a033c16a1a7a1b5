// Room: ui/app/state. The messages on screen, per conversation, and the states that facts bring.
import type {
  ConversationId,
  MessageId,
  OpenMessage,
  SendState,
} from '../../../../contract/desk.ts';

export interface Talk {
  readonly messages: readonly OpenMessage[];
  /** There are older messages the vault has not been asked for. */
  readonly earlier: boolean;
  readonly status: 'loading' | 'ready' | 'loading-earlier';
  /** States told before their message was on screen: a fact may overtake an answer. */
  readonly told: ReadonlyMap<MessageId, SendState>;
}

export type Talks = ReadonlyMap<ConversationId, Talk>;

export type TalksEvent =
  | { readonly type: 'opening'; readonly conversation: ConversationId }
  | { readonly type: 'asking-earlier'; readonly conversation: ConversationId }
  | {
      readonly type: 'page';
      readonly conversation: ConversationId;
      readonly messages: readonly OpenMessage[];
      readonly earlier: boolean;
    }
  | { readonly type: 'gone'; readonly conversation: ConversationId }
  | { readonly type: 'page-failed'; readonly conversation: ConversationId }
  | {
      readonly type: 'arrived';
      readonly conversation: ConversationId;
      readonly message: OpenMessage;
    }
  | {
      readonly type: 'state';
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly state: SendState;
    };

export const noTalks: Talks = new Map();

const emptyTalk: Talk = { messages: [], earlier: false, status: 'loading', told: new Map() };

/** Folds one event into the talks. Facts about a conversation that is not on screen change nothing. */
export function talks(state: Talks, event: TalksEvent): Talks {
  const known = state.get(event.conversation);
  if (event.type === 'gone') {
    const rest = new Map(state);
    return rest.delete(event.conversation) ? rest : state;
  }
  const next = fold(known, event);
  return next === known || next === undefined
    ? state
    : new Map(state).set(event.conversation, next);
}

function fold(
  talk: Talk | undefined,
  event: Exclude<TalksEvent, { readonly type: 'gone' }>,
): Talk | undefined {
  switch (event.type) {
    case 'opening':
      return talk ?? emptyTalk;
    case 'asking-earlier':
      return talk?.status === 'ready' ? { ...talk, status: 'loading-earlier' } : talk;
    case 'page':
      return talk === undefined ? undefined : withPage(talk, event.messages, event.earlier);
    case 'page-failed':
      return talk === undefined ? undefined : { ...talk, status: 'ready' };
    case 'arrived':
      return talk === undefined ? undefined : withMessage(talk, event.message);
    case 'state':
      return talk === undefined ? undefined : withState(talk, event.message, event.state);
  }
}

/** An older page goes in front; the first page goes in front of what arrived while it was read. */
function withPage(talk: Talk, page: readonly OpenMessage[], earlier: boolean): Talk {
  const inPage = new Set(page.map((message) => message.id));
  const rest = talk.messages.filter((message) => !inPage.has(message.id));
  return {
    ...talk,
    status: 'ready',
    earlier,
    messages: [...page.map((message) => asTold(talk, message)), ...rest],
  };
}

function withMessage(talk: Talk, message: OpenMessage): Talk {
  const at = talk.messages.findIndex((known) => known.id === message.id);
  const fresh = asTold(talk, message);
  return at === -1
    ? { ...talk, messages: [...talk.messages, fresh] }
    : { ...talk, messages: talk.messages.with(at, fresh) };
}

function withState(talk: Talk, id: MessageId, state: SendState): Talk {
  const told = new Map(talk.told).set(id, state);
  return {
    ...talk,
    told,
    messages: talk.messages.map((message) =>
      message.id === id && isReply(message) ? { ...message, state } : message,
    ),
  };
}

type Reply = Extract<OpenMessage, { readonly author: 'operator' }>;

const isReply = (message: OpenMessage): message is Reply => message.author === 'operator';

/** Answers and facts come by different ways; the last state told by a fact wins. */
function asTold(talk: Talk, message: OpenMessage): OpenMessage {
  const state = talk.told.get(message.id);
  return state !== undefined && isReply(message) ? { ...message, state } : message;
}

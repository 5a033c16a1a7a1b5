// Room: ui/app/state. The messages of the conversations that were looked at last, and the states that facts bring.
import type {
  ConversationId,
  MessageId,
  OpenMessage,
  SendState,
} from '../../../../contract/desk.ts';
import { withLatest } from './recent.ts';

/** Messages of a conversation asked for at once; of one that is not on screen no more are kept. */
export const PAGE = 50;
/** Conversations whose newest page is kept, so that going back to one takes no time. Others are read again. */
export const MAX_TALKS = 20;

export interface Talk {
  readonly messages: readonly OpenMessage[];
  /** There are older messages the vault has not been asked for. */
  readonly earlier: boolean;
  readonly status: 'loading' | 'ready' | 'loading-earlier';
  /** States told before their message was on screen: a fact may overtake an answer. */
  readonly told: ReadonlyMap<MessageId, SendState>;
}

/** In the order in which they were opened: the last is the one on screen. */
export type Talks = ReadonlyMap<ConversationId, Talk>;

export type TalksEvent =
  | { readonly type: 'opening'; readonly conversation: ConversationId }
  | { readonly type: 'asking-earlier'; readonly conversation: ConversationId }
  | {
      readonly type: 'page';
      readonly conversation: ConversationId;
      /** The message it was asked before; null for the newest page. */
      readonly before: MessageId | null;
      readonly messages: readonly OpenMessage[];
      readonly earlier: boolean;
    }
  /** The newest messages read anew: some may stand between others that were there. */
  | {
      readonly type: 'reread';
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

/** Folds one event into the talks. Facts about a conversation that is not kept change nothing. */
export function talks(state: Talks, event: TalksEvent): Talks {
  const { conversation } = event;
  const known = state.get(conversation);
  if (event.type === 'gone') {
    const rest = new Map(state);
    return rest.delete(conversation) ? rest : state;
  }
  if (event.type === 'opening') return opened(state, conversation);
  const next = known === undefined ? undefined : fold(known, event);
  if (next === undefined || next === known) return state;
  const shown = conversation === onScreen(state);
  return new Map(state).set(conversation, shown ? next : newestOf(next));
}

const onScreen = (state: Talks): ConversationId | undefined => [...state.keys()].at(-1);

/** It comes to the front, and of the one before only the newest page stays. */
function opened(state: Talks, conversation: ConversationId): Talks {
  const before = onScreen(state);
  if (before === conversation) return state;
  const left = before === undefined ? undefined : state.get(before);
  const others =
    before === undefined || left === undefined ? state : new Map(state).set(before, newestOf(left));
  return withLatest(others, [conversation, state.get(conversation) ?? emptyTalk], MAX_TALKS);
}

/** Without the pages that were read back. What was told of messages that are still to come stays. */
function newestOf(talk: Talk): Talk {
  const { messages } = talk;
  if (messages.length <= PAGE) return talk;
  const over = messages.length - PAGE;
  const told = new Map(talk.told);
  for (const { id } of messages.slice(0, over)) told.delete(id);
  return { messages: messages.slice(over), earlier: true, status: 'ready', told };
}

function fold(talk: Talk, event: Exclude<TalksEvent, { readonly type: 'gone' | 'opening' }>): Talk {
  switch (event.type) {
    case 'asking-earlier':
      return talk.status === 'ready' ? { ...talk, status: 'loading-earlier' } : talk;
    case 'page':
      return withPage(talk, event);
    case 'reread':
      return reread(talk, event.messages, event.earlier);
    case 'page-failed':
      return { ...talk, status: 'ready' };
    case 'arrived':
      return withMessage(talk, event.message);
    case 'state':
      return withState(talk, event.message, event.state);
  }
}

/**
 * An older page goes in front; the first page goes in front of what arrived while it was read. One that was asked
 * before pages were let go no longer joins what is here: it is asked for again when it is wanted.
 */
function withPage(
  talk: Talk,
  { messages: page, earlier, before }: Extract<TalksEvent, { readonly type: 'page' }>,
): Talk {
  if (before !== null && before !== talk.messages[0]?.id) return talk;
  const inPage = new Set(page.map((message) => message.id));
  const rest = talk.messages.filter((message) => !inPage.has(message.id));
  return {
    ...talk,
    status: 'ready',
    earlier,
    messages: [...page.map((message) => asTold(talk, message)), ...rest],
  };
}

/** What arrived while it was read stays; what is shown further back is read again when somebody scrolls there. */
function reread(talk: Talk, page: readonly OpenMessage[], earlier: boolean): Talk {
  const inPage = new Set(page.map((message) => message.id));
  const known = talk.messages.findLastIndex((message) => inPage.has(message.id));
  const messages = page.map((message) => asTold(talk, message));
  return {
    ...talk,
    status: 'ready',
    earlier,
    messages: [...messages, ...talk.messages.slice(known + 1)],
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

// Room: ui/app/state. Words that are being marked, and what is marked in the conversations on screen.
import type { Codebook, Coding, ShownAnnotation } from '../../../../contract/annotation.ts';
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { withLatest } from './recent.ts';
import { MAX_TALKS } from './talks.ts';

/** Words somebody has chosen: code points of one message's text. */
export interface Chosen {
  readonly conversation: ConversationId;
  readonly message: MessageId;
  readonly start: number;
  readonly end: number;
  readonly exact: string;
  /** Chosen by keyboard: the page itself shows no selection, so they are drawn. */
  readonly byKeys: boolean;
}

/** What stands in front: choosing codes, or looking at what was marked there. */
export type MarkSheet =
  | { readonly type: 'new'; readonly chosen: Chosen }
  | {
      readonly type: 'change';
      readonly conversation: ConversationId;
      readonly one: ShownAnnotation;
    }
  | {
      readonly type: 'look';
      readonly conversation: ConversationId;
      readonly ids: readonly string[];
    };

export interface Marking {
  readonly coding: Coding | null;
  readonly talks: ReadonlyMap<ConversationId, readonly ShownAnnotation[]>;
  readonly chosen: Chosen | null;
  readonly sheet: MarkSheet | null;
}

export type MarkingEvent =
  | { readonly type: 'coding'; readonly coding: Coding }
  | { readonly type: 'codebook'; readonly codebook: Codebook }
  | {
      readonly type: 'listed';
      readonly conversation: ConversationId;
      readonly all: readonly ShownAnnotation[];
    }
  | {
      readonly type: 'written';
      readonly conversation: ConversationId;
      readonly one: ShownAnnotation;
    }
  | { readonly type: 'gone'; readonly conversation: ConversationId }
  | { readonly type: 'chosen'; readonly chosen: Chosen | null }
  | { readonly type: 'sheet'; readonly sheet: MarkSheet | null };

export const noMarking: Marking = { coding: null, talks: new Map(), chosen: null, sheet: null };

export function marking(state: Marking, event: MarkingEvent): Marking {
  switch (event.type) {
    case 'coding':
      return { ...state, coding: event.coding };
    case 'codebook':
      return state.coding === null
        ? state
        : { ...state, coding: { ...state.coding, codebook: event.codebook } };
    case 'listed':
      return {
        ...state,
        talks: withLatest(state.talks, [event.conversation, event.all], MAX_TALKS),
      };
    case 'written': {
      const { conversation, one } = event;
      const before = state.talks.get(conversation) ?? [];
      const known = before.some(({ id }) => id === one.id);
      const after = known
        ? before.map((each) => (each.id === one.id ? one : each))
        : [...before, one];
      return { ...state, talks: withLatest(state.talks, [conversation, after], MAX_TALKS) };
    }
    case 'gone': {
      const talks = new Map(state.talks);
      talks.delete(event.conversation);
      const here = state.chosen?.conversation === event.conversation;
      return here ? { ...state, talks, chosen: null, sheet: null } : { ...state, talks };
    }
    case 'chosen':
      return state.chosen === event.chosen ? state : { ...state, chosen: event.chosen };
    case 'sheet':
      return { ...state, sheet: event.sheet };
  }
}

/**
 * What is drawn in a conversation: what stands, has its words, and is one's own. What somebody else has
 * coded stays out of sight, so that two who code apart do not lead each other.
 */
export const ownMarks = (
  { coding, talks }: Pick<Marking, 'coding' | 'talks'>,
  conversation: ConversationId,
): readonly ShownAnnotation[] =>
  (talks.get(conversation) ?? []).filter(
    ({ state, lost, creator }) => state === 'standing' && !lost && creator === coding?.coder,
  );

// Room: ui/app/state. The reply box of each conversation. What is begun in it is kept by the vault (acts/draft-acts.ts).
import { TEXT_LIMIT, type ConversationId, type DeskRequests } from '../../../../contract/desk.ts';

type SendRefusal = Extract<DeskRequests['send']['output'], { readonly ok: false }>['refusal'];

interface Begun {
  readonly draft: string;
  /** The vault could not take what was begun; it is here only until the lock. Stays until the vault has it. */
  readonly unkept?: true;
}

/** The reply box. Each shape holds only what is true in it: a failure cannot be without its reason. */
export type Composer =
  | (Begun & { readonly status: 'writing' })
  | (Begun & { readonly status: 'sending' })
  | (Begun & { readonly status: 'stuck'; readonly why: SendRefusal | 'failed' });

export type ComposerEvent =
  | { readonly type: 'typed'; readonly draft: string }
  /** What was begun before the last lock has come. */
  | { readonly type: 'kept'; readonly draft: string }
  | { readonly type: 'unkept' }
  /** The vault has what stands in the box. */
  | { readonly type: 'saved' }
  | { readonly type: 'submitted' }
  | { readonly type: 'sent' }
  | { readonly type: 'refused'; readonly why: SendRefusal | 'failed' };

export const emptyComposer: Composer = { status: 'writing', draft: '' };

/** Characters as people and the protocol count them: code points. */
export const textLength = (text: string): number => [...text].length;

/** Folds one event into the reply box. An event that cannot happen now changes nothing. */
export function composer(state: Composer, event: ComposerEvent): Composer {
  switch (event.type) {
    case 'typed':
      return state.status === 'sending'
        ? state
        : { ...begun(state, event.draft), status: 'writing' };
    case 'kept':
      return withKept(state, event.draft);
    case 'unkept':
      return { ...state, unkept: true };
    case 'saved':
      return withoutUnkept(state);
    case 'submitted':
      return submit(state);
    case 'sent':
      return state.status === 'sending' ? emptyComposer : state;
    case 'refused':
      return state.status === 'sending' ? { ...state, status: 'stuck', why: event.why } : state;
  }
}

/** Who was quicker than the vault wrote on: the older words stand before the new ones. */
const withKept = (state: Composer, kept: string): Composer =>
  state.status === 'sending' || kept === '' ? state : { ...state, draft: kept + state.draft };

const begun = ({ unkept }: Begun, draft: string): Begun =>
  unkept === undefined ? { draft } : { draft, unkept };

function withoutUnkept(state: Composer): Composer {
  if (state.unkept === undefined) return state;
  const { unkept: _, ...rest } = state;
  return rest;
}

/** Too long is said at once and keeps every letter; nothing is cut for the writer. */
function submit(state: Composer): Composer {
  if (state.status === 'sending' || state.draft.trim() === '') return state;
  return textLength(state.draft.trim()) > TEXT_LIMIT
    ? { ...begun(state, state.draft), status: 'stuck', why: 'too-long' }
    : { ...begun(state, state.draft), status: 'sending' };
}

export type Composers = ReadonlyMap<ConversationId, Composer>;
export type ComposersEvent = (ComposerEvent | { readonly type: 'gone' }) & {
  readonly conversation: ConversationId;
};

export const noComposers: Composers = new Map();

/** The reply boxes by conversation, so that a draft survives looking elsewhere. */
export function composers(state: Composers, event: ComposersEvent): Composers {
  if (event.type === 'gone') {
    const rest = new Map(state);
    return rest.delete(event.conversation) ? rest : state;
  }
  const known = state.get(event.conversation) ?? emptyComposer;
  const next = composer(known, event);
  return next === known ? state : new Map(state).set(event.conversation, next);
}

// Room: ui/app/state. The reply box of each conversation; drafts live in memory only and end with the lock.
import { TEXT_LIMIT, type ConversationId, type DeskRequests } from '../../../../contract/desk.ts';

type SendRefusal = Extract<DeskRequests['send']['output'], { readonly ok: false }>['refusal'];

/** The reply box. Each shape holds only what is true in it: a failure cannot be without its reason. */
export type Composer =
  | { readonly status: 'writing'; readonly draft: string }
  | { readonly status: 'sending'; readonly draft: string }
  | { readonly status: 'stuck'; readonly draft: string; readonly why: SendRefusal | 'failed' };

export type ComposerEvent =
  | { readonly type: 'typed'; readonly draft: string }
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
      return state.status === 'sending' ? state : { status: 'writing', draft: event.draft };
    case 'submitted':
      return submit(state);
    case 'sent':
      return state.status === 'sending' ? emptyComposer : state;
    case 'refused':
      return state.status === 'sending'
        ? { status: 'stuck', draft: state.draft, why: event.why }
        : state;
  }
}

/** Too long is said at once and keeps every letter; nothing is cut for the writer. */
function submit(state: Composer): Composer {
  if (state.status === 'sending' || state.draft.trim() === '') return state;
  return textLength(state.draft.trim()) > TEXT_LIMIT
    ? { status: 'stuck', draft: state.draft, why: 'too-long' }
    : { status: 'sending', draft: state.draft };
}

export type Composers = ReadonlyMap<ConversationId, Composer>;
export type ComposersEvent = ComposerEvent & { readonly conversation: ConversationId };

export const noComposers: Composers = new Map();

/** The reply boxes by conversation, so that a draft survives looking elsewhere. */
export function composers(state: Composers, event: ComposersEvent): Composers {
  const known = state.get(event.conversation) ?? emptyComposer;
  const next = composer(known, event);
  return next === known ? state : new Map(state).set(event.conversation, next);
}

// Room: ui/app/state. Where the person is: which room of the app, which conversation, which case.
import type { ConversationId } from '../../../../contract/desk.ts';

export type AppRoom = 'inbox' | 'cases' | 'release' | 'team';

export interface View {
  readonly room: AppRoom;
  readonly conversation: ConversationId | null;
  /** The case panel beside the conversation. */
  readonly casePanel: boolean;
  /** The case open on the cases screen. */
  readonly caseId: string | null;
}

export type ViewEvent =
  | { readonly type: 'went'; readonly room: AppRoom }
  | { readonly type: 'opened'; readonly conversation: ConversationId }
  | { readonly type: 'left-conversation' }
  | { readonly type: 'case-panel'; readonly shown: boolean }
  | { readonly type: 'case-opened'; readonly id: string }
  | { readonly type: 'left-case' };

export const startingView: View = {
  room: 'inbox',
  conversation: null,
  casePanel: false,
  caseId: null,
};

export function view(state: View, event: ViewEvent): View {
  switch (event.type) {
    case 'went':
      return { ...state, room: event.room };
    case 'opened':
      return { ...state, room: 'inbox', conversation: event.conversation };
    case 'left-conversation':
      return { ...state, conversation: null, casePanel: false };
    case 'case-panel':
      return { ...state, casePanel: event.shown };
    case 'case-opened':
      return { ...state, room: 'cases', caseId: event.id };
    case 'left-case':
      return { ...state, caseId: null };
  }
}

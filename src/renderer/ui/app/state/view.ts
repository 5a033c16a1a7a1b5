// Room: ui/app/state. Where the person is: which room of the app, which conversation, which case.
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';

export type AppRoom =
  | 'inbox'
  | 'cases'
  | 'release'
  | 'team'
  | 'settings'
  | 'profile'
  | 'workplace'
  | 'codes'
  | 'figures';

export const settingsParts = [
  'duty',
  'machine',
  'security',
  'backup',
  'retention',
  'subject',
  'audit',
] as const;
export type SettingsPart = (typeof settingsParts)[number];

export interface View {
  readonly room: AppRoom;
  readonly conversation: ConversationId | null;
  /** The case panel beside the conversation. */
  readonly casePanel: boolean;
  /** The case open on the cases screen. */
  readonly caseId: string | null;
  /** A message to be looked at in the open conversation, such as a hit of the search: a new one each time it is asked for. */
  readonly sought: { readonly message: MessageId } | null;
  readonly settings: SettingsPart;
  /** What stands in front of everything: the palette of commands, or the keys. */
  readonly sheet: Sheet | null;
}

export type Sheet =
  | 'palette'
  | 'keys'
  | 'why'
  | 'note'
  | 'tags'
  | 'close'
  | 'later'
  | 'pass'
  | 'restrict'
  | 'full'
  | 'take-over'
  | 'give'
  | 'help'
  | 'danger';

export type ViewEvent =
  | { readonly type: 'went'; readonly room: AppRoom }
  | {
      readonly type: 'opened';
      readonly conversation: ConversationId;
      readonly message?: MessageId | null;
    }
  | { readonly type: 'settings'; readonly part: SettingsPart }
  | { readonly type: 'gone'; readonly what: string }
  | { readonly type: 'left-conversation' }
  | { readonly type: 'case-panel'; readonly shown: boolean }
  | { readonly type: 'case-opened'; readonly id: string }
  | { readonly type: 'left-case' }
  | { readonly type: 'sheet'; readonly sheet: Sheet | null };

export const startingView: View = {
  room: 'inbox',
  conversation: null,
  casePanel: false,
  caseId: null,
  sought: null,
  settings: 'security',
  sheet: null,
};

export function view(state: View, event: ViewEvent): View {
  switch (event.type) {
    case 'went':
      return { ...state, room: event.room };
    case 'opened':
      return {
        ...state,
        room: 'inbox',
        conversation: event.conversation,
        sought: soughtOf(event.message ?? null),
        sheet: null,
      };
    case 'settings':
      return { ...state, room: 'settings', settings: event.part };
    case 'gone':
      return gone(state, event.what);
    case 'left-conversation':
      return { ...state, conversation: null, casePanel: false, sought: null, sheet: null };
    case 'case-panel':
      return { ...state, casePanel: event.shown };
    case 'case-opened':
      return { ...state, room: 'cases', caseId: event.id };
    case 'left-case':
      return { ...state, caseId: null };
    case 'sheet':
      return { ...state, sheet: event.sheet };
  }
}

const soughtOf = (message: MessageId | null): View['sought'] =>
  message === null ? null : { message };

/** A case or conversation that is no more cannot stay on screen. */
function gone(state: View, what: string): View {
  const talk = state.conversation === what;
  const file = state.caseId === what;
  if (!talk && !file) return state;
  return {
    ...state,
    ...(talk ? { conversation: null, casePanel: false, sought: null, sheet: null } : {}),
    ...(file ? { caseId: null } : {}),
  };
}

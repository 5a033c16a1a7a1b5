// Room: ui/app/state. Files of the conversations on screen: on their way, drawn, refused, written out.
import type { MessageId } from '../../../../contract/desk.ts';
import type { FetchRefusal, OpenedFile } from '../../../../contract/talk.ts';

export type FileWhy = FetchRefusal | 'cannot-write' | 'failed';

/** `kept`: it is here, and no picture. `saved`: the name under which it was written out. */
export type FileView =
  | { readonly status: 'coming'; readonly done: number; readonly total: number }
  | { readonly status: 'refused'; readonly why: FileWhy }
  | {
      readonly status: 'kept';
      readonly picture: OpenedFile['picture'];
      readonly saved: string | null;
    };

export type Files = ReadonlyMap<MessageId, FileView>;

export type FilesEvent =
  | { readonly type: 'view'; readonly message: MessageId; readonly view: FileView }
  | {
      readonly type: 'progress';
      readonly message: MessageId;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'away'; readonly message: MessageId }
  /** Another conversation comes on screen: what was fetched is let go, what is on its way goes on. */
  | { readonly type: 'left' }
  /** A conversation is gone: nothing of any file stays in memory. */
  | { readonly type: 'cleared' };

export const noFiles: Files = new Map();

export function files(state: Files, event: FilesEvent): Files {
  switch (event.type) {
    case 'view':
      return new Map(state).set(event.message, event.view);
    case 'progress': {
      const { message, done, total } = event;
      // What has ended does not begin again by a late fact.
      if (state.get(message)?.status !== 'coming') return state;
      return new Map(state).set(message, { status: 'coming', done, total });
    }
    case 'away': {
      const rest = new Map(state);
      return rest.delete(event.message) ? rest : state;
    }
    case 'left': {
      const coming = [...state].filter(([, { status }]) => status === 'coming');
      return coming.length === state.size ? state : new Map(coming);
    }
    case 'cleared':
      return state.size === 0 ? state : noFiles;
  }
}

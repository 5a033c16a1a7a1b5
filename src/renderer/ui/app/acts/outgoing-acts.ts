// Room: ui/app/acts. A file for the person who writes: look it through, send it, take it back.
import type { ConversationId } from '../../../../contract/desk.ts';
import type { FileVersion, PreparedFile } from '../../../../contract/talk.ts';
import { ended, type Refusal } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

/** What was found out about a picked file. `limit`: the largest that may be sent, bytes. */
export type Looked =
  | { readonly status: 'done'; readonly value: PreparedFile }
  | {
      readonly status: 'refused';
      readonly why: Refusal<'prepareFile'> | 'unreadable' | 'failed';
      readonly limit: number;
    };

export type SendFileWhy = Refusal<'sendFile'> | 'failed';

export interface OutgoingActs {
  /** What was on its way before the screen was there. */
  readonly load: (conversation: ConversationId) => Promise<void>;
  readonly look: (
    conversation: ConversationId,
    file: File,
    /** Aborted, the vault does not get to see it. */
    over: AbortSignal,
  ) => Promise<Looked>;
  /** Nobody looks at it any more. */
  readonly putAway: () => void;
  /** Null when it is on its way, else why not. */
  readonly send: (
    conversation: ConversationId,
    wish: { readonly look: number; readonly as: FileVersion; readonly name: string },
  ) => Promise<SendFileWhy | null>;
  readonly resume: (conversation: ConversationId) => void;
  readonly stop: (conversation: ConversationId) => void;
}

export function outgoingActs(context: ActContext): OutgoingActs {
  const { desk, stores } = context;
  return {
    load: async (conversation) => {
      const file = await answered(context, desk.outgoingFile({ conversation }));
      if (file !== null) stores.outgoing.send({ conversation, file });
    },

    look: async (conversation, file, over) => {
      const asked = await ended<'fileLimit'>(desk.fileLimit(null));
      if (asked.status === 'refused') return { ...asked, limit: 0 };
      const limit = asked.value;
      const refused = (why: Extract<Looked, { status: 'refused' }>['why']): Looked => ({
        status: 'refused',
        why,
        limit,
      });
      // What is too large is not even read: it may be a whole film.
      if (file.size > limit) return refused('too-large');
      const bytes = await file.arrayBuffer().catch(() => null);
      if (bytes === null) return refused('unreadable');
      if (over.aborted) return refused('put-away');
      const looked = await ended<'prepareFile'>(
        desk.prepareFile({ conversation, bytes: new Uint8Array(bytes) }),
      );
      return looked.status === 'done' ? looked : refused(looked.why);
    },

    putAway: () => void answered(context, desk.putFileAway(null)),

    send: async (conversation, wish) => {
      const sent = await ended<'sendFile'>(desk.sendFile({ conversation, ...wish }));
      return sent.status === 'refused' ? sent.why : null;
    },

    resume: (conversation) => void answered(context, desk.resumeFile({ conversation })),

    stop: (conversation) => void answered(context, desk.stopFile({ conversation })),
  };
}

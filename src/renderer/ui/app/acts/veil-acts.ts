// Room: ui/app/acts. Putting what a reporter wrote out of sight, and back. The vault keeps it; the line then says so.
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { ended, type Refusal } from '../state/task.ts';
import type { ActContext } from './context.ts';

export interface VeilActs {
  /** `message`: null for everything of this person. Null when it is done, else why not. */
  readonly set: (
    conversation: ConversationId,
    message: MessageId | null,
    hidden: boolean,
  ) => Promise<Refusal<'veil'> | 'failed' | null>;
}

export const veilActs = ({ desk }: ActContext): VeilActs => ({
  set: async (conversation, message, hidden) => {
    const done = await ended<'veil'>(desk.veil({ conversation, message, hidden }));
    return done.status === 'refused' ? done.why : null;
  },
});

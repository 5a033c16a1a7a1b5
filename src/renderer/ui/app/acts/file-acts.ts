// Room: ui/app/acts. Files that came with a message: fetch and look, stop, write out.
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import type { FileView } from '../state/files.ts';
import { ended } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface About {
  readonly conversation: ConversationId;
  readonly message: MessageId;
}

export interface FileActs {
  readonly look: (about: About) => Promise<void>;
  readonly stop: (about: About) => void;
  readonly putAway: (about: About) => void;
  readonly save: (about: About) => Promise<void>;
}

const COMING: FileView = { status: 'coming', done: 0, total: 0 };

export function fileActs(context: ActContext): FileActs {
  const { desk, stores } = context;
  const show = ({ message }: About, view: FileView): void =>
    stores.files.send({ type: 'view', message, view });
  const viewOf = ({ message }: About): FileView | undefined => stores.files.get().get(message);

  return {
    look: async (about) => {
      if (viewOf(about)?.status === 'coming') return;
      show(about, COMING);
      const opened = await ended<'openAttachment'>(desk.openAttachment(about));
      if (opened.status === 'refused') show(about, opened);
      else show(about, { status: 'kept', picture: opened.value.picture, saved: null });
    },

    stop: (about) => void answered(context, desk.stopAttachment(about)),

    putAway: ({ message }) => stores.files.send({ type: 'away', message }),

    save: async (about) => {
      const before = viewOf(about);
      if (before?.status === 'coming') return;
      if (before?.status !== 'kept') show(about, COMING);
      const saved = await ended<'saveAttachment'>(desk.saveAttachment(about));
      const kept = before?.status === 'kept' ? before : { status: 'kept' as const, picture: null };
      if (saved.status === 'done') show(about, { ...kept, saved: saved.value.name });
      else if (saved.why !== 'cancelled') show(about, { status: 'refused', why: saved.why });
      else if (before === undefined) stores.files.send({ type: 'away', message: about.message });
      else show(about, before);
    },
  };
}

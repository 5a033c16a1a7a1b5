// Room: ui/app/acts. A reply that was begun: read from the vault once, and kept there a moment after each change.
import type { ConversationId } from '../../../../contract/desk.ts';
import type { WorkRequests } from '../../../../contract/work.ts';
import type { ActContext } from './context.ts';

/** Quiet time after the last letter before it is kept, ms. Short: a screen may lock at any moment. */
export const KEEP_AFTER_MS = 500;

export interface DraftActs {
  /** Brings what was begun before the last lock into the reply box; only the first time asks the vault. */
  readonly load: (conversation: ConversationId) => Promise<void>;
  readonly isLoading: (conversation: ConversationId) => boolean;
  /** Keeps what stands in the box, once nobody has typed for a moment. */
  readonly later: (conversation: ConversationId) => void;
  /** It is being sent: the vault forgets it with that. */
  readonly stop: (conversation: ConversationId) => void;
  readonly sent: (conversation: ConversationId) => void;
  /** Keeps at once whatever still waits; resolves when it is durable. */
  readonly flush: () => Promise<void>;
}

export function draftActs({ desk, stores }: ActContext): DraftActs {
  const timers = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  const running = new Map<ConversationId, Promise<void>>();
  const loads = new Map<ConversationId, Promise<void>>();
  /** What the vault has, as far as it was heard. */
  const kept = new Map<ConversationId, string>();

  const stop = (conversation: ConversationId): void => {
    clearTimeout(timers.get(conversation));
    timers.delete(conversation);
  };

  const read = async (conversation: ConversationId): Promise<void> => {
    try {
      const draft = await desk.draft({ conversation });
      kept.set(conversation, draft);
      stores.composers.send({ type: 'kept', conversation, draft });
    } catch {
      // Asked again with the next letter, or when it is opened; a vault that ends takes the screen with it.
    }
  };

  const load = async (conversation: ConversationId): Promise<void> => {
    if (kept.has(conversation)) return;
    const before = loads.get(conversation);
    if (before !== undefined) return await before;
    const job = read(conversation);
    loads.set(conversation, job);
    await job;
    loads.delete(conversation);
  };

  const store = async (conversation: ConversationId): Promise<void> => {
    // What was begun before is read first: unread, it would be written over.
    await load(conversation);
    const box = stores.composers.get().get(conversation);
    // What is being sent is forgotten with it; kept now, it would come back.
    if (box === undefined || box.status === 'sending') return;
    const text = box.draft;
    const isKept =
      kept.has(conversation) &&
      (text === kept.get(conversation) || (await isTaken({ conversation, text })));
    stores.composers.send({ type: isKept ? 'saved' : 'unkept', conversation });
    if (isKept) kept.set(conversation, text);
  };

  const isTaken = async (draft: WorkRequests['keepDraft']['input']): Promise<boolean> => {
    try {
      return (await desk.keepDraft(draft)).ok;
    } catch {
      return false;
    }
  };

  /** One at a time per conversation, so that the newest words are kept last. */
  const keep = async (conversation: ConversationId): Promise<void> => {
    stop(conversation);
    const before = running.get(conversation) ?? Promise.resolve();
    const job = before.then(async () => await store(conversation));
    running.set(conversation, job);
    await job;
    if (running.get(conversation) === job) running.delete(conversation);
  };

  return {
    load,

    isLoading: (conversation) => loads.has(conversation),

    later: (conversation) => {
      stop(conversation);
      timers.set(
        conversation,
        setTimeout(() => void keep(conversation), KEEP_AFTER_MS),
      );
    },

    stop,

    sent: (conversation) => {
      kept.set(conversation, '');
    },

    flush: async () => {
      await Promise.all([...new Set([...timers.keys(), ...running.keys()])].map(keep));
    },
  };
}

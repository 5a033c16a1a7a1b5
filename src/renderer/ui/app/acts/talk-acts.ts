// Room: ui/app/acts. Opening a conversation, reading pages, replying.
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { emptyComposer } from '../state/composer.ts';
import { answered, type ActContext } from './context.ts';

/** Messages asked for at once. */
const PAGE = 50;
/** So many pages at most are read back to reach a message that was searched for. */
const PAGES_BACK = 40;
/** At most one typing sign in this time, ms. */
const TYPING_EVERY_MS = 3000;

export interface TalkActs {
  /** With a message: reads back until it is there, so that the screen can show it. */
  readonly open: (conversation: ConversationId, message?: MessageId | null) => Promise<void>;
  /** Reads what was opened before the vault could answer. */
  readonly resume: () => Promise<void>;
  readonly readEarlier: (conversation: ConversationId) => Promise<void>;
  readonly typed: (conversation: ConversationId, draft: string) => void;
  readonly send: (conversation: ConversationId) => Promise<void>;
  /** Tells the vault what has been looked at, while the window is in front. */
  readonly seen: (conversation: ConversationId) => void;
}

export function talkActs(context: ActContext, now: () => number = Date.now): TalkActs {
  const { desk, stores } = context;
  let lastTyping = Number.NEGATIVE_INFINITY;

  const page = async (conversation: ConversationId): Promise<void> => {
    const before = stores.talks.get().get(conversation)?.messages[0]?.id ?? null;
    const read = await answered(context, desk.read({ conversation, before, limit: PAGE }));
    if (read === null) stores.talks.send({ type: 'page-failed', conversation });
    else stores.talks.send({ type: 'page', conversation, ...read });
  };

  const firstPage = async (conversation: ConversationId): Promise<void> => {
    const read = await answered(context, desk.read({ conversation, before: null, limit: PAGE }));
    if (read === null) stores.talks.send({ type: 'page-failed', conversation });
    else stores.talks.send({ type: 'page', conversation, ...read });
  };

  const readBackTo = async (conversation: ConversationId, message: MessageId): Promise<void> => {
    for (let pages = 0; pages < PAGES_BACK; pages += 1) {
      const talk = stores.talks.get().get(conversation);
      const there = talk?.messages.some(({ id }) => id === message) === true;
      if (there || talk?.status !== 'ready' || !talk.earlier) return;
      stores.talks.send({ type: 'asking-earlier', conversation });
      await page(conversation);
    }
  };

  const seen = (conversation: ConversationId): void => {
    const unread = stores.inbox.get().lines.get(conversation)?.unread ?? 0;
    if (unread > 0 && document.hasFocus()) void answered(context, desk.seen({ conversation }));
  };

  return {
    open: async (conversation, message = null) => {
      const known = stores.talks.get().has(conversation);
      stores.view.send({ type: 'opened', conversation, message });
      // Before everything is read the vault has no pages to give; `resume` asks then.
      if (stores.session.get().stage === 'opening') return;
      stores.talks.send({ type: 'opening', conversation });
      if (!known) await firstPage(conversation);
      if (message !== null) await readBackTo(conversation, message);
    },

    resume: async () => {
      const { conversation } = stores.view.get();
      const open = stores.session.get().stage === 'open';
      if (!open || conversation === null || stores.talks.get().has(conversation)) return;
      stores.talks.send({ type: 'opening', conversation });
      await firstPage(conversation);
    },

    readEarlier: async (conversation) => {
      const talk = stores.talks.get().get(conversation);
      if (talk?.status !== 'ready' || !talk.earlier) return;
      stores.talks.send({ type: 'asking-earlier', conversation });
      await page(conversation);
    },

    typed: (conversation, draft) => {
      stores.composers.send({ type: 'typed', conversation, draft });
      if (draft.trim() === '' || now() - lastTyping < TYPING_EVERY_MS) return;
      lastTyping = now();
      void answered(context, desk.typing({ conversation }));
    },

    send: async (conversation) => {
      stores.composers.send({ type: 'submitted', conversation });
      const box = stores.composers.get().get(conversation) ?? emptyComposer;
      if (box.status !== 'sending') return;
      try {
        const sent = await desk.send({ conversation, text: box.draft.trim() });
        if (!sent.ok) {
          stores.composers.send({ type: 'refused', conversation, why: sent.refusal });
          return;
        }
        stores.talks.send({ type: 'arrived', conversation, message: sent.value });
        stores.composers.send({ type: 'sent', conversation });
      } catch {
        stores.composers.send({ type: 'refused', conversation, why: 'failed' });
      }
    },

    seen,
  };
}

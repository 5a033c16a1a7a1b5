// Room: ui/app/acts. Opening a conversation, reading pages, replying.
import {
  READ_LIMIT,
  type ConversationId,
  type DeskRequests,
  type MessageId,
} from '../../../../contract/desk.ts';
import type { ContactDetails } from '../../../../contract/talk.ts';
import { ended, type Refusal } from '../state/task.ts';
import { emptyComposer } from '../state/composer.ts';
import { PAGE } from '../state/talks.ts';
import { answered, type ActContext } from './context.ts';
import type { DraftActs } from './draft-acts.ts';

/** At most one typing sign in this time, ms. */
const TYPING_EVERY_MS = 3000;

type Held = NonNullable<DeskRequests['send']['input']['held']>;

export interface TalkActs {
  /** With a message: reads back until it is there, so that the screen can show it. */
  readonly open: (conversation: ConversationId, message?: MessageId | null) => Promise<void>;
  /** Reads what was opened before the vault could answer. */
  readonly resume: () => Promise<void>;
  readonly readEarlier: (conversation: ConversationId) => Promise<void>;
  readonly typed: (conversation: ConversationId, draft: string) => void;
  /** `held`: what it means for the colleague who holds it; without it a person is asked, once for each colleague. */
  readonly send: (conversation: ConversationId, held?: Held) => Promise<void>;
  /** Contact details that count now. `over`: there are none any more; `failed`: the vault did not answer. */
  readonly contact: (conversation: ConversationId) => Promise<ContactDetails | 'over' | 'failed'>;
  /** Null when it is on its way, else why not. */
  readonly sendEarlier: (
    conversation: ConversationId,
  ) => Promise<Refusal<'sendEarlier'> | 'failed' | null>;
  /** The same message, now. Null when it is on its way, else why not. */
  readonly sendAgain: (
    conversation: ConversationId,
    message: MessageId,
  ) => Promise<Refusal<'sendAgain'> | 'failed' | null>;
  /** It stays, although a colleague has erased it. Null when that is durable, else why not. */
  readonly keepAnyway: (
    conversation: ConversationId,
  ) => Promise<Refusal<'keepAnyway'> | 'failed' | null>;
  /** Tells the vault what has been looked at, while the window is in front. */
  readonly seen: (conversation: ConversationId) => void;
}

export function talkActs(
  context: ActContext,
  drafts: DraftActs,
  now: () => number = Date.now,
): TalkActs {
  const { desk, stores } = context;
  let lastTyping = Number.NEGATIVE_INFINITY;
  /** Beside which device somebody here answers, until the lock. */
  const beside = new Map<ConversationId, string>();

  const page = async (
    conversation: ConversationId,
    before: MessageId | null,
    limit = PAGE,
  ): Promise<void> => {
    const read = await answered(context, desk.read({ conversation, before, limit }));
    if (read === null) stores.talks.send({ type: 'page-failed', conversation });
    else stores.talks.send({ type: 'page', conversation, before, ...read });
  };

  const reading = new Map<ConversationId, Promise<void>>();
  /** One that is on its way is waited for. */
  const earlierPage = async (conversation: ConversationId, limit = PAGE): Promise<void> => {
    const talk = stores.talks.get().get(conversation);
    if (talk?.status === 'loading-earlier') await reading.get(conversation);
    if (talk?.status !== 'ready' || !talk.earlier) return;
    stores.talks.send({ type: 'asking-earlier', conversation });
    const read = page(conversation, talk.messages[0]?.id ?? null, limit);
    reading.set(conversation, read);
    await read;
  };

  /** However far back it stands: only so many messages are in the page, whatever was read. */
  const readBackTo = async (conversation: ConversationId, message: MessageId): Promise<void> => {
    for (let read = -1; ;) {
      const talk = stores.talks.get().get(conversation);
      const there = talk?.messages.some(({ id }) => id === message) === true;
      if (there || talk === undefined || talk.status === 'loading' || !talk.earlier) return;
      // Who looks elsewhere meanwhile no longer looks for it; and a vault that does not answer is not asked again.
      if (stores.view.get().sought?.message !== message || talk.messages.length === read) return;
      read = talk.messages.length;
      await earlierPage(conversation, READ_LIMIT);
    }
  };

  /** Who chose to answer beside a colleague is not asked again while that colleague holds it. */
  const besideWhom = (conversation: ConversationId, held: Held | undefined): { held?: Held } => {
    const holder = stores.inbox.get().lines.get(conversation)?.holder?.device;
    if (held === 'beside' && holder !== undefined) beside.set(conversation, holder);
    // Whoever takes it over and loses it again has chosen nothing about that.
    if (held === 'take') beside.delete(conversation);
    const isChosen = holder !== undefined && beside.get(conversation) === holder;
    const word = held ?? (isChosen ? 'beside' : undefined);
    return word === undefined ? {} : { held: word };
  };

  const seen = (conversation: ConversationId): void => {
    const line = stores.inbox.get().lines.get(conversation);
    // A muted line counts nothing, and its reporter is told of what was read like anybody.
    const isNew = line !== undefined && (line.unread > 0 || line.status === 'muted');
    if (isNew && document.hasFocus()) void answered(context, desk.seen({ conversation }));
  };

  return {
    open: async (conversation, message = null) => {
      const known = stores.talks.get().has(conversation);
      // What was drawn of the files of another conversation goes with it.
      if (stores.view.get().conversation !== conversation) stores.files.send({ type: 'left' });
      stores.view.send({ type: 'opened', conversation, message });
      // Before everything is read the vault has no pages to give; `resume` asks then.
      if (stores.session.get().stage === 'opening') return;
      stores.talks.send({ type: 'opening', conversation });
      void drafts.load(conversation);
      if (!known) await page(conversation, null);
      if (message !== null) await readBackTo(conversation, message);
    },

    resume: async () => {
      const { conversation, sought } = stores.view.get();
      const open = stores.session.get().stage === 'open';
      if (!open || conversation === null || stores.talks.get().has(conversation)) return;
      stores.talks.send({ type: 'opening', conversation });
      void drafts.load(conversation);
      await page(conversation, null);
      if (sought !== null) await readBackTo(conversation, sought.message);
    },

    readEarlier: async (conversation) => await earlierPage(conversation),

    typed: (conversation, draft) => {
      stores.composers.send({ type: 'typed', conversation, draft });
      drafts.later(conversation);
      if (draft.trim() === '' || now() - lastTyping < TYPING_EVERY_MS) return;
      lastTyping = now();
      void answered(context, desk.typing({ conversation }));
    },

    send: async (conversation, held) => {
      const written = stores.composers.get().get(conversation)?.draft;
      // Whoever is quicker than the vault waits for it: words that were begun before would go out unseen.
      if (drafts.isLoading(conversation)) await drafts.load(conversation);
      const before = stores.composers.get().get(conversation);
      // Enter held down sends once.
      if (before === undefined || before.status === 'sending' || before.draft !== written) return;
      stores.composers.send({ type: 'submitted', conversation });
      const box = stores.composers.get().get(conversation) ?? emptyComposer;
      if (box.status !== 'sending') return;
      drafts.stop(conversation);
      try {
        const text = box.draft.trim();
        const sent = await desk.send({ conversation, text, ...besideWhom(conversation, held) });
        if (sent.ok) {
          stores.talks.send({ type: 'arrived', conversation, message: sent.value });
          stores.composers.send({ type: 'sent', conversation });
          drafts.sent(conversation);
          return;
        }
        stores.composers.send({ type: 'refused', conversation, why: sent.refusal });
      } catch {
        stores.composers.send({ type: 'refused', conversation, why: 'failed' });
      }
      drafts.later(conversation);
    },

    contact: async (conversation) => {
      const asked = desk.contact({ conversation }).then((found) => found ?? 'over');
      return (await answered(context, asked)) ?? 'failed';
    },

    sendEarlier: async (conversation) => {
      const sent = await ended<'sendEarlier'>(desk.sendEarlier({ conversation }));
      return sent.status === 'refused' ? sent.why : null;
    },

    sendAgain: async (conversation, message) => {
      const sent = await ended<'sendAgain'>(desk.sendAgain({ conversation, message }));
      return sent.status === 'refused' ? sent.why : null;
    },

    keepAnyway: async (conversation) => {
      const kept = await ended<'keepAnyway'>(desk.keepAnyway({ conversation }));
      return kept.status === 'refused' ? kept.why : null;
    },

    seen,
  };
}

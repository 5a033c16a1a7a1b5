/** Vault, inbox: what the screen may ask about conversations. Pages, never everything. */
import { idBytes, RowId, type ConversationId, type MessageId } from '../../../../protocol/ids.ts';
import { byPlace } from '../../../../protocol/talk/chain.ts';
import type { ConversationSummary, DeskRequests, OpenMessage } from '../../../contract/desk.ts';
import { MAX_PAGE } from '../limits.ts';
import type { StoredRecord } from '../store/store.ts';
import type { Entry } from './book.ts';
import { summaryOf } from './conversation.ts';
import { placeOf, readMessage, toScreen, type KeptMessage } from './message-row.ts';
import type { InboxParts } from './parts.ts';

type Page = DeskRequests['read']['output'];

export interface ConversationDesk {
  readonly summary: (id: ConversationId) => ConversationSummary | null;
  readonly list: () => readonly ConversationSummary[];
  readonly read: (input: DeskRequests['read']['input']) => Promise<Page>;
  readonly seen: (id: ConversationId) => Promise<null>;
}

export function conversationDesk(
  parts: InboxParts,
  changed: (id: ConversationId) => void,
): ConversationDesk {
  const { book, store, presence } = parts;

  const summarise = ({ conversation }: Entry): ConversationSummary =>
    summaryOf(conversation, {
      ...presence.signs(conversation),
      case: parts.caseOf(conversation.id),
    });

  /** Messages before one place, in display order; the rows of one Lamport time always come together. */
  const before = async (
    entry: Entry,
    last: KeptMessage | null,
    limit: number,
  ): Promise<{ readonly shown: readonly KeptMessage[]; readonly earlier: boolean }> => {
    const shown: KeptMessage[] = [];
    let upTo = last === null ? Number.MAX_SAFE_INTEGER : Math.max(1, last.body.lamport);
    for (;;) {
      const records = await store.newest(entry.bucket, 'message', { upTo, limit: limit + 1 });
      const messages = records.map(({ id, value }: StoredRecord) => readMessage(id, value));
      shown.push(
        ...messages.filter(
          (message) =>
            toScreen(entry.conversation, message) !== null &&
            (last === null || byPlace(placeOf(message), placeOf(last)) < 0),
        ),
      );
      const lowest = records.at(-1)?.seq ?? 1;
      if (shown.length > limit || records.length <= limit || lowest <= 1) break;
      upTo = lowest - 1;
    }
    const inOrder = shown.toSorted((a, b) => byPlace(placeOf(a), placeOf(b)));
    return { shown: inOrder.slice(-limit), earlier: inOrder.length > limit };
  };

  const kept = async (id: MessageId): Promise<KeptMessage | null> => {
    const row = RowId.of(idBytes(id));
    return store.has(row) ? readMessage(row, await store.get('message', row)) : null;
  };

  return {
    summary: (id) => {
      const entry = book.get(id);
      return entry === undefined ? null : summarise(entry);
    },
    list: () => [...book.all()].map(summarise).toSorted((a, b) => b.lastAt - a.lastAt),
    read: async ({ conversation, before: id, limit }) => {
      const entry = book.get(conversation);
      if (entry === undefined) return { messages: [], earlier: false };
      const last = id === null ? null : await kept(id);
      const { shown, earlier } = await before(entry, last, Math.min(Math.max(limit, 1), MAX_PAGE));
      const messages = shown
        .map((message) => toScreen(entry.conversation, message))
        .filter((message): message is OpenMessage => message !== null);
      return { messages, earlier };
    },
    seen: async (id) =>
      await parts.oneByOne(async () => {
        const entry = book.get(id);
        if (entry === undefined || entry.conversation.unread === 0) return null;
        const next = { ...entry, conversation: { ...entry.conversation, unread: 0 } };
        const committed = await store.commit([book.change(next)]);
        if (!committed.ok) return null;
        book.put(next);
        changed(id);
        return null;
      }),
  };
}

/** Vault, inbox: what the screen may ask about conversations. Pages, never everything. */
import { idBytes, RowId, type ConversationId, type MessageId } from '../../../../protocol/ids.ts';
import { byPlace } from '../../../../protocol/talk/chain.ts';
import {
  READ_LIMIT,
  type ConversationSummary,
  type DeskRequests,
  type OpenMessage,
} from '../../../contract/desk.ts';
import type { ContactDetails } from '../../../contract/talk.ts';
import { MAX_LINES } from '../limits.ts';
import type { StoredRecord } from '../store/vault-store.ts';
import { basesOf } from './bases.ts';
import type { Entry } from './book.ts';
import { readBy } from './chains.ts';
import { readDetails } from './contact.ts';
import { summaryOf, type ConversationHead } from './conversation-head.ts';
import { placeInLine, placeOf, readMessage, toScreen, type KeptMessage } from './message-row.ts';
import { readersOf } from './who-reads.ts';
import type { InboxParts } from './parts.ts';

type Page = DeskRequests['read']['output'];
type Lines = DeskRequests['conversations'];

export class ConversationDesk {
  readonly #parts: InboxParts;
  readonly #changed: (id: ConversationId) => void;
  readonly #read: (id: ConversationId) => void;

  /** `read` is told of every conversation whose reporter may be told that the words were read. */
  constructor(
    parts: InboxParts,
    changed: (id: ConversationId) => void,
    read: (id: ConversationId) => void,
  ) {
    this.#parts = parts;
    this.#changed = changed;
    this.#read = read;
  }

  summary(id: ConversationId): ConversationSummary | null {
    const head = this.#parts.book.head(id);
    return head === undefined ? null : this.#summaryOf(head);
  }

  /** In the order of the queue; opens no row. */
  list({ from, limit }: Lines['input']): Lines['output'] {
    const { book } = this.#parts;
    const page = book.page({ from, limit: Math.min(limit, MAX_LINES) });
    return { conversations: page.map((head) => this.#summaryOf(head)), total: book.size };
  }

  async read({ conversation, before, limit }: DeskRequests['read']['input']): Promise<Page> {
    const entry = await this.#parts.book.get(conversation);
    if (entry === undefined) return { messages: [], earlier: false };
    const last = before === null ? null : await this.#kept(before);
    const wanted = Math.min(Math.max(limit, 1), READ_LIMIT);
    const { shown, earlier } = await this.#before(entry, last, wanted);
    const bases = await basesOf(this.#parts.store, entry, shown);
    const messages = shown
      .map((message) => toScreen(entry.conversation, message, bases.get(message.row)))
      .filter((message): message is OpenMessage => message !== null);
    return { messages, earlier };
  }

  async seen(id: ConversationId): Promise<null> {
    const { book, store, oneByOne } = this.#parts;
    return await oneByOne(async () => {
      const entry = await book.get(id);
      if (entry === undefined || entry.conversation.unread === 0) return null;
      const { chains: held, reporter, veil } = entry.conversation;
      // Words behind a tap are on nobody's screen.
      const known = veil.all ? held : readBy(held, reporter);
      const chains = known.map((one) => ({ ...one, further: [...one.further] }));
      const next = { ...entry, conversation: { ...entry.conversation, unread: 0, chains } };
      const committed = await store.commit([book.change(next)]);
      if (!committed.ok) return null;
      book.put(next);
      this.#changed(id);
      this.#read(id);
      return null;
    });
  }

  /** The details that count; they are opened when somebody asks and kept nowhere else. */
  async contact(id: ConversationId): Promise<ContactDetails | null> {
    const bucket = (await this.#parts.book.get(id))?.conversation.contact?.bucket ?? null;
    return bucket === null ? null : await readDetails(this.#parts, bucket);
  }

  #summaryOf(head: ConversationHead): ConversationSummary {
    const { presence, caseOf, topicOf } = this.#parts;
    const topic = topicOf(head.topics);
    const now = { ...presence.signs(head.id), case: caseOf(head.id), topic };
    return summaryOf(head, { ...now, ...readersOf(head, this.#parts) });
  }

  /** Messages before one place, in display order; the rows of one Lamport time always come together. */
  async #before(
    entry: Entry,
    last: KeptMessage | null,
    limit: number,
  ): Promise<{ readonly shown: readonly KeptMessage[]; readonly earlier: boolean }> {
    const shown: KeptMessage[] = [];
    let upTo = last === null ? Number.MAX_SAFE_INTEGER : placeInLine(last.body);
    for (;;) {
      const page = { upTo, limit: limit + 1 };
      const records = await this.#parts.store.newest(entry.bucket, 'message', page);
      const messages = records.map(({ id, value }: StoredRecord) => readMessage(id, value));
      shown.push(...messages.filter((message) => isShownBefore(entry, message, last)));
      const lowest = records.at(-1)?.seq ?? 1;
      if (shown.length > limit || records.length <= limit || lowest <= 1) break;
      upTo = lowest - 1;
    }
    const inOrder = shown.toSorted((a, b) => byPlace(placeOf(a), placeOf(b)));
    return { shown: inOrder.slice(-limit), earlier: inOrder.length > limit };
  }

  async #kept(id: MessageId): Promise<KeptMessage | null> {
    const { store } = this.#parts;
    const row = RowId.of(idBytes(id));
    return store.has(row) ? readMessage(row, await store.get('message', row)) : null;
  }
}

const isShownBefore = (
  { conversation }: Entry,
  message: KeptMessage,
  last: KeptMessage | null,
): boolean =>
  toScreen(conversation, message) !== null &&
  (last === null || byPlace(placeOf(message), placeOf(last)) < 0);

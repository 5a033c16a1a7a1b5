/**
 * Vault, inbox: one batch on its way into the vault.
 *
 * Verdicts are taken in one after the other; what comes out is one list of changes for one journal
 * entry. Nothing outside is touched before that entry is durable, so a refused one leaves no trace.
 */
import type { ConversationId, RowId } from '../../../../protocol/ids.ts';
import { bodyHash, type SenderKey } from '../../../../protocol/talk/names.ts';
import type { Change } from '../store/store.ts';
import { withMessage } from './apply.ts';
import type { Entry } from './book.ts';
import { newConversation, withReceipts } from './conversation.ts';
import type { Held, Verdict } from './judge.ts';
import { messageRowId, readMessage, type KeptMessage, type MessageRow } from './message-row.ts';
import { nameOf } from './names.ts';
import type { InboxParts } from './parts.ts';

type MessageVerdict = Extract<Verdict, { kind: 'message' }>;
type ReceiptVerdict = Extract<Verdict, { kind: 'receipt' }>;

export interface Draft {
  /** Takes a message in; false when it has been here before. */
  readonly message: (verdict: MessageVerdict, held: Held) => Promise<boolean>;
  readonly receipt: (verdict: Pick<ReceiptVerdict, 'body'>) => void;
  readonly quarantine: (held: Held) => void;
  readonly also: (change: Change) => void;
  readonly changes: () => readonly Change[];
  /** Gives back what was reserved for a batch that was not committed. */
  readonly abandon: () => void;
  /** Takes over what was committed: entries into the book, rows into quarantine. */
  readonly settle: () => void;
  readonly entries: () => Iterable<Entry>;
  readonly arrived: () => readonly { readonly entry: Entry; readonly message: KeptMessage }[];
  readonly delivered: () => readonly { readonly id: ConversationId; readonly row: RowId }[];
}

type Parts = Pick<
  InboxParts,
  'env' | 'store' | 'book' | 'buckets' | 'quarantine' | 'language' | 'me' | 'dataKey'
>;

export function beginDraft(parts: Parts): Draft {
  const { env, store, book, buckets, quarantine, dataKey } = parts;
  const entries = new Map<ConversationId, Entry>();
  const messages = new Map<RowId, { readonly change: Change; readonly kept: KeptMessage }>();
  const delivered: { readonly id: ConversationId; readonly row: RowId }[] = [];
  const others = new Map<RowId, Change>();
  const names = new Set<string>();
  const begun: Entry[] = [];

  const begin = (id: ConversationId, reporter: SenderKey): Entry => {
    const taken = (name: string): boolean => book.nameTaken(name) || names.has(name);
    const { name, hue } = nameOf(id, parts.language, taken);
    names.add(name);
    const created = env.now();
    const conversation = newConversation({ id, reporter, created, name, hue });
    const entry = { bucket: buckets.take(), conversation };
    begun.push(entry);
    return entry;
  };

  const entryOf = (id: ConversationId): Entry | undefined => entries.get(id) ?? book.get(id);

  /** The row this message will have, or null when the very same one is here. */
  const place = async (
    entry: Entry,
    { sender, hash, body }: MessageVerdict,
  ): Promise<{ readonly row: RowId; readonly copy: boolean } | null> => {
    const key = dataKey(entry.bucket);
    const row = messageRowId(key, { sender, mid: body.mid });
    const drafted = messages.get(row)?.kept;
    const kept =
      drafted ?? (store.has(row) ? readMessage(row, await store.get('message', row)) : null);
    if (kept === null) return { row, copy: false };
    if (sameBytes(kept, hash)) return null;
    const copy = messageRowId(key, { sender, mid: body.mid, hash });
    return store.has(copy) || messages.has(copy) ? null : { row: copy, copy: true };
  };

  return {
    message: async (verdict, held) => {
      const { sender, body, hash } = verdict;
      const entry = entryOf(body.conversation) ?? begin(body.conversation, sender);
      const placed = await place(entry, verdict);
      if (placed === null) return false;
      const { row, copy } = placed;
      const now = env.now();
      const value: MessageRow = { sender, body: utf8.decode(held.body), arrived: now };
      const kept = { row, sender, body, bytes: held.body, arrived: now };
      const { bucket } = entry;
      const seq = Math.max(1, body.lamport);
      messages.set(row, { change: { bucket, table: 'message', id: row, seq, value }, kept });
      const conversation = withMessage(entry.conversation, { sender, body, hash, copy }, now);
      entries.set(body.conversation, { bucket, conversation });
      return true;
    },
    receipt: ({ body }) => {
      const entry = entryOf(body.conversation);
      if (entry === undefined) return;
      const after = withReceipts(entry.conversation, body.receipts, parts.me);
      if (JSON.stringify(after.conversation) === JSON.stringify(entry.conversation)) return;
      entries.set(body.conversation, { ...entry, conversation: after.conversation });
      delivered.push(...after.delivered.map((row) => ({ id: body.conversation, row })));
    },
    quarantine: (held) => {
      const change = quarantine.keep(held, env.now());
      if (change !== null) others.set(change.id, change);
    },
    also: (change) => others.set(change.id, change),
    changes: () => [
      ...[...messages.values()].map(({ change }) => change),
      ...[...entries.values()].map((entry) => book.change(entry)),
      ...others.values(),
    ],
    abandon: () => {
      for (const { bucket } of begun.toReversed()) buckets.giveBack(bucket);
    },
    settle: () => {
      for (const entry of entries.values()) book.put(entry);
      for (const change of others.values())
        if (change.table === 'quarantine') quarantine.put(change);
    },
    entries: () => entries.values(),
    arrived: () =>
      [...messages.values()].flatMap(({ kept }) => {
        const entry = entries.get(kept.body.conversation);
        return entry === undefined ? [] : [{ entry, message: kept }];
      }),
    delivered: () => delivered,
  };
}

const utf8 = new TextDecoder();

const sameBytes = (kept: KeptMessage, hash: string): boolean => bodyHash(kept.bytes) === hash;

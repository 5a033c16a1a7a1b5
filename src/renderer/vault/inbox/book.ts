/** Vault, inbox: every conversation's own row, open in memory while the vault is. Messages stay sealed. */
import type { BucketId, ConversationId } from '../../../../protocol/ids.ts';
import type { Buckets } from '../keys/buckets.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/store.ts';
import { readConversation, type Conversation } from './conversation.ts';

export interface Entry {
  readonly bucket: BucketId;
  readonly conversation: Conversation;
}

export interface Book {
  readonly get: (id: ConversationId) => Entry | undefined;
  readonly all: () => Iterable<Entry>;
  /** Takes over what was just committed. */
  readonly put: (entry: Entry) => void;
  readonly nameTaken: (name: string) => boolean;
  /** The write that makes this entry durable. */
  readonly change: (entry: Entry) => Change;
}

/** Opens one row per conversation and nothing else. */
export async function openBook(
  store: Pick<VaultStore, 'has' | 'get'>,
  buckets: Pick<Buckets, 'used'>,
  dataKey: (bucket: BucketId) => Uint8Array,
): Promise<Book> {
  const entries = new Map<ConversationId, Entry>();
  const names = new Set<string>();
  const rowOf = (bucket: BucketId) => rowIdOf(dataKey(bucket), 'conversation', 'head');

  const put = (entry: Entry): void => {
    entries.set(entry.conversation.id, entry);
    names.add(entry.conversation.name);
  };

  for (const bucket of buckets.used) {
    const row = rowOf(bucket);
    if (!store.has(row)) continue;
    put({ bucket, conversation: readConversation(await store.get('conversation', row)) });
  }

  return {
    get: (id) => entries.get(id),
    all: () => entries.values(),
    put,
    nameTaken: (name) => names.has(name),
    change: ({ bucket, conversation }) => ({
      bucket,
      table: 'conversation',
      id: rowOf(bucket),
      seq: 0,
      value: conversation,
    }),
  };
}

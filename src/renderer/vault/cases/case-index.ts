/** Vault, cases: every case's line in memory, found by bucket, id, conversation and evidence. Opens no row. */
import type { BucketId, ConversationId, FileId } from '../../../../protocol/ids.ts';
import type { ConversationSummary, DeskRequests } from '../../../contract/desk.ts';
import { MAX_LINES } from '../limits.ts';
import type { Ordered } from '../ordered.ts';
import { headOf, type CaseLine } from './case-head.ts';
import { References } from './references.ts';

type Lines = DeskRequests['cases'];

export class CaseIndex {
  readonly #lines: Ordered<CaseLine>;
  readonly #buckets = new Map<string, BucketId>();
  readonly #byConversation = new Map<ConversationId, BucketId>();
  readonly #files = new Set<FileId>();
  /** Numbers that were given, to these cases and to those that are gone. */
  readonly references = new References();

  constructor(lines: Ordered<CaseLine>) {
    this.#lines = lines;
    for (const [bucket, line] of lines.entries()) this.#enter(bucket, line);
  }

  get size(): number {
    return this.#lines.size;
  }

  /** The case saved last first. */
  page({ from, limit }: Lines['input']): Lines['output'] {
    const page = this.#lines.page({ from, limit: Math.min(limit, MAX_LINES) });
    return { cases: page.map(headOf), total: this.#lines.size };
  }

  /** Every line, in no order. */
  entries(): IterableIterator<readonly [BucketId, CaseLine]> {
    return this.#lines.entries();
  }

  /** The buckets as they are now, whatever comes or goes meanwhile. */
  buckets(): readonly BucketId[] {
    return Array.from(this.#buckets.values());
  }

  get(bucket: BucketId): CaseLine | undefined {
    return this.#lines.get(bucket);
  }

  bucketOf(id: string): BucketId | undefined {
    return this.#buckets.get(id);
  }

  bucketFor(conversation: ConversationId): BucketId | undefined {
    return this.#byConversation.get(conversation);
  }

  ofConversation(id: ConversationId): ConversationSummary['case'] {
    const bucket = this.#byConversation.get(id);
    const line = bucket === undefined ? undefined : this.#lines.get(bucket);
    return line === undefined ? null : { id: line.id, reference: line.reference };
  }

  /** Every file of evidence that some case names. */
  files(): ReadonlySet<FileId> {
    return this.#files;
  }

  /** Null: the bucket holds no case any longer. */
  set(bucket: BucketId, line: CaseLine | null): void {
    const before = this.#lines.get(bucket);
    if (before !== undefined) {
      this.#buckets.delete(before.id);
      const { conversation } = before;
      if (conversation !== null && conversation !== line?.conversation) {
        this.#leave(conversation, bucket);
      }
      for (const file of before.files) this.#files.delete(file);
    }
    this.#lines.set(bucket, line);
    if (line !== null) this.#enter(bucket, line);
  }

  /** After a restore a conversation may have another case too: that one is shown from now on. */
  #leave(conversation: ConversationId, bucket: BucketId): void {
    if (this.#byConversation.get(conversation) !== bucket) return;
    this.#byConversation.delete(conversation);
    for (const [other, line] of this.#lines.entries()) {
      if (other === bucket || line.conversation !== conversation) continue;
      this.#byConversation.set(conversation, other);
      return;
    }
  }

  #enter(bucket: BucketId, { id, conversation, reference, files }: CaseLine): void {
    this.#buckets.set(id, bucket);
    if (conversation !== null && !this.#byConversation.has(conversation)) {
      this.#byConversation.set(conversation, bucket);
    }
    for (const file of files) this.#files.add(file);
    this.references.taken(reference);
  }
}

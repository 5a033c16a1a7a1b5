/**
 * Vault, figures: every conversation that had something in it lately, as a tally, read a little at a time.
 *
 * Tallys are kept in memory until the lock and nowhere else: what is erased leaves nothing behind in a file that
 * nobody thinks of. What is written meanwhile is read again; what is erased is gone with its line.
 */
import type { BucketId, ConversationId } from '../../../../protocol/ids.ts';
import type { Env } from '../env.ts';
import type { Book } from '../inbox/book.ts';
import type { ConversationHead } from '../inbox/conversation-head.ts';
import { readMessage } from '../inbox/message-row.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import { tallyOf, lineOf, type Tally, type Known, type Line } from './tally.ts';
import type { Counted } from './load.ts';

export interface CountingParts {
  readonly env: Pick<Env, 'ticks'>;
  readonly store: Pick<VaultStore, 'each' | 'onCommit'>;
  readonly book: Pick<Book, 'heads' | 'lineIn'>;
  readonly known: () => Known;
  /** What was looked at last year is enough; what came before says only how things stood. */
  readonly horizon: () => number;
}

interface Told extends Counted {
  readonly conversation: ConversationId;
}

type Due = readonly (readonly [BucketId, ConversationHead])[];

export class Counting {
  readonly #parts: CountingParts;
  readonly #tallies = new Map<BucketId, Tally>();
  /** Being read now: what is committed meanwhile takes them out, and they are read once more. */
  readonly #reading = new Map<BucketId, symbol>();
  readonly #deaf: () => void;

  constructor(parts: CountingParts) {
    this.#parts = parts;
    this.#deaf = parts.store.onCommit((changes) => {
      for (const { table, bucket } of changes) {
        if (table !== 'message') continue;
        this.#tallies.delete(bucket);
        this.#reading.delete(bucket);
      }
    });
  }

  /** Reads for so many ms, or until all that had something in it since then is read. */
  async count(since: number, patience: number): Promise<{ done: number; total: number }> {
    const { env } = this.#parts;
    const turn = breather(env.ticks);
    const end = env.ticks() + patience;
    // What was written in while it was read is read again, before anybody is told that all is.
    for (let left = this.#left(since); left.length > 0; left = this.#left(since)) {
      for (const [bucket] of left) {
        if (env.ticks() >= end) return this.#reached(since);
        await this.#read(bucket);
        await turn();
      }
    }
    return this.#reached(since);
  }

  /** What is read of them. */
  counted(since: number): readonly Told[] {
    return this.#due(since).flatMap(([bucket, { id, look }]) => {
      const tally = this.#tallies.get(bucket);
      const hateful = look.status === 'muted' || look.outcome === 'abuse';
      return tally === undefined ? [] : [{ conversation: id, tally, hateful }];
    });
  }

  stop(): void {
    this.#deaf();
    this.#tallies.clear();
  }

  #left(since: number): Due {
    return this.#due(since).filter(([bucket]) => !this.#tallies.has(bucket));
  }

  #reached(since: number): { done: number; total: number } {
    const total = this.#due(since).length;
    return { done: total - this.#left(since).length, total };
  }

  #due(since: number): Due {
    const { book } = this.#parts;
    for (const bucket of this.#tallies.keys()) {
      if (book.lineIn(bucket) === undefined) this.#tallies.delete(bucket);
    }
    return [...book.heads()].filter(([, { lastAt }]) => lastAt >= since);
  }

  async #read(bucket: BucketId): Promise<void> {
    // A read of its own: another that began after a commit says nothing of what this one saw.
    const own = Symbol('read');
    this.#reading.set(bucket, own);
    const lines = await this.#linesIn(bucket);
    if (this.#reading.get(bucket) !== own) return;
    this.#reading.delete(bucket);
    if (lines === null) return;
    this.#tallies.set(bucket, tallyOf(lines, this.#parts.horizon()));
  }

  /** Null: erased meanwhile, and its keys with it. */
  async #linesIn(bucket: BucketId): Promise<readonly Line[] | null> {
    const { store, book, known } = this.#parts;
    const lines: Line[] = [];
    try {
      for await (const { id, value } of store.each(bucket, 'message')) {
        lines.push(lineOf(readMessage(id, value), known()));
      }
    } catch (error) {
      if (book.lineIn(bucket) !== undefined) throw error;
      return null;
    }
    return lines;
  }
}

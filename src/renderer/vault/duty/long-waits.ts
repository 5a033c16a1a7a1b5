/** Vault, duty: who waits too long. It calls again and again: nobody is forgotten because one call was missed. */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { Env } from '../env.ts';
import type { ConversationHead } from '../inbox/conversation-head.ts';

interface Parts {
  readonly env: Pick<Env, 'now' | 'later'>;
  /** Everybody who waits. */
  readonly line: () => readonly ConversationHead[];
  /** Whether the person here is the one to answer. */
  readonly calls: (head: ConversationHead) => boolean;
  readonly ring: (conversations: readonly ConversationId[]) => void;
}

const MINUTE_MS = 60_000;
/** A timer holds 24 days, and what rests may rest longer: then it is looked again, and nobody is called. */
export const LOOK_AGAIN_MS = 60 * MINUTE_MS;

export class LongWaits {
  readonly #parts: Parts;
  /** When each was called out last. */
  readonly #rung = new Map<ConversationId, number>();
  #cancel: (() => void) | null = null;
  /** 0: nobody is ever called out. */
  #after = 0;
  /** Nobody is called out for what they waited before there was somebody to hear it. */
  #since = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From now on after this many minutes; 0: never. */
  watch(minutes: number): void {
    this.stop();
    this.#since = this.#parts.env.now();
    this.#after = minutes * MINUTE_MS;
    this.moved();
  }

  /** The line may have changed, or who is the one to answer. */
  moved(): void {
    this.#cancel?.();
    this.#cancel = null;
    const { env, line, calls } = this.#parts;
    const waiting = this.#after === 0 ? [] : line().filter(calls);
    const still = new Set(waiting.map(({ id }) => id));
    for (const id of this.#rung.keys()) if (!still.has(id)) this.#rung.delete(id);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map((head) => this.#due(head)));
    const wait = Math.min(Math.max(0, next - env.now()), LOOK_AGAIN_MS);
    this.#cancel = env.later(wait, () => this.#look(waiting));
  }

  stop(): void {
    this.#after = 0;
    this.#cancel?.();
    this.#cancel = null;
    this.#rung.clear();
  }

  #look(waiting: readonly ConversationHead[]): void {
    const { env, ring } = this.#parts;
    const now = env.now();
    const long = waiting.filter((head) => this.#due(head) <= now).map(({ id }) => id);
    for (const id of long) this.#rung.set(id, now);
    if (long.length > 0) ring(long);
    this.moved();
  }

  /** What rests is called out no sooner than it wakes. */
  #due({ id, waitingSince, lastAt, look }: ConversationHead): number {
    const from = Math.max(waitingSince ?? lastAt, this.#since, this.#rung.get(id) ?? 0);
    return Math.max(from + this.#after, look.snoozedUntil ?? 0);
  }
}

/**
 * Vault, attachments: what somebody sent whose conversation was closed here as abuse is fetched before the relay
 * forgets it: closing promises to keep the evidence (ADR 0041).
 *
 * Nothing is written down for that. Which files are meant follows from what was closed and from what had been
 * heard by then: what comes later is fetched when somebody asks, like any file, so that nobody fills a disk by
 * going on. What does not come because the relay cannot be reached is asked for at the next sign-in.
 */
import { BLOB_UPLOAD_MS, DEVICE_TTL_MS, MAILBOX_BLOB_BYTES } from '../../../../protocol/limits.ts';
import type { ConversationId, DeviceId, MessageId } from '../../../../protocol/ids.ts';
import type { Env } from '../env.ts';
import type { Book, Entry } from '../inbox/book.ts';
import { readMessage, screenId, type KeptMessage } from '../inbox/message-row.ts';
import { standingState, type State } from '../inbox/work.ts';
import type { VaultStore } from '../store/vault-store.ts';
import type { Attachments } from './attachments.ts';

interface Parts {
  readonly env: Pick<Env, 'now' | 'fault'>;
  readonly store: Pick<VaultStore, 'each'>;
  readonly book: Pick<Book, 'heads' | 'head' | 'get'>;
  readonly own: DeviceId;
  readonly attachments: Pick<Attachments, 'fetch'>;
}

/** No file is older with the relay: it waits as long as its message, counted from the end of the upload. */
const WAITS_MS = DEVICE_TTL_MS + BLOB_UPLOAD_MS;

export class MutedFiles {
  readonly #parts: Parts;
  #running = false;
  #again = false;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins now, or once more after the run that is under way. */
  soon(): void {
    this.#again = true;
    if (!this.#running) void this.#run().catch(this.#parts.env.fault);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#fetchAll();
      }
    } finally {
      this.#running = false;
    }
  }

  async #fetchAll(): Promise<void> {
    const { book, env } = this.#parts;
    const muted = [...book.heads()].filter(
      ([, { look, lastAt }]) => look.status === 'muted' && lastAt + WAITS_MS > env.now(),
    );
    for (const [, { id }] of muted) {
      const entry = await book.get(id);
      if (entry === undefined) continue;
      for (const message of await this.#missingIn(entry)) {
        if (this.#stopped) return;
        if (!this.#isMuted(id)) break;
        const done = await this.#parts.attachments.fetch({ conversation: id, message });
        // Neither gets better with the next one.
        if (!done.ok && (done.refusal === 'offline' || done.refusal === 'disk-full')) return;
      }
    }
  }

  /** Reopened or erased meanwhile, it is fetched no further: what is wanted is then asked for like any file. */
  #isMuted(id: ConversationId): boolean {
    return this.#parts.book.head(id)?.look.status === 'muted';
  }

  /** As much as a mailbox may have with the relay at once, the newest first. */
  async #missingIn(entry: Entry): Promise<readonly MessageId[]> {
    const { store, own } = this.#parts;
    const state = standingState(entry.conversation.work);
    if (state === null || state.status !== 'muted' || state.by !== own) return [];
    const sent: KeptMessage[] = [];
    for await (const { id, value } of store.each(entry.bucket, 'message')) {
      const message = readMessage(id, value);
      if (this.#isMeant(message, state)) sent.push(message);
    }
    const missing: MessageId[] = [];
    let room = MAILBOX_BLOB_BYTES;
    for (const { row, body, file } of sent.toSorted((a, b) => b.arrived - a.arrived)) {
      if (body.type === 'attachment') room -= body.file.bytes;
      if (room < 0) break;
      if (file === undefined) missing.push(screenId(row));
    }
    return missing;
  }

  #isMeant({ body, arrived }: KeptMessage, { heard }: State): boolean {
    const { type, from, session, seq } = body;
    return (
      type === 'attachment' &&
      from === 'reporter' &&
      arrived + WAITS_MS > this.#parts.env.now() &&
      heard.some((one) => one.session === session && seq <= one.seq)
    );
  }
}

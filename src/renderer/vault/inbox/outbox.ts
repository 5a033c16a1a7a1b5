/**
 * Vault, inbox: replies on their way out.
 *
 * What waits stands in the conversations' rows, so it survives lock and crash. Each attempt seals
 * anew (same body, new envelope); a reply sealed to a tab that sends no receipt within 60 s is sealed
 * again to C. Nothing is ever sealed into an offline outbox.
 */
import { EnvelopeId, type ConversationId, type RowId } from '../../../../protocol/ids.ts';
import { RESEAL_AFTER_MS } from '../../../../protocol/limits.ts';
import { RETRY_FIRST_MS, RETRY_MAX_MS } from '../limits.ts';
import { withPending, type Conversation, type Pending } from './conversation.ts';
import { readMessage, screenId } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { sealReply, type Sealing } from './recipients.ts';

type Parts = InboxParts & { readonly sealing: () => Sealing };

interface Job {
  readonly id: ConversationId;
  readonly reply: Pending;
}

/** One sealed to R.eph, one to C, and some after "unreadable". */
const MAX_EIDS = 4;

/** Works off what is pending, one envelope at a time, while online. {@link Outbox.stop} ends it for good. */
export class Outbox {
  readonly #parts: Parts;
  readonly #changed: (id: ConversationId) => void;
  /** Conversations with something pending. */
  readonly #waiting = new Set<ConversationId>();
  readonly #failures = new Map<RowId, { readonly tries: number; readonly at: number }>();
  #online = false;
  #running = false;
  #again = false;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(parts: Parts, changed: (id: ConversationId) => void) {
    this.#parts = parts;
    this.#changed = changed;
    for (const { conversation } of parts.book.all()) {
      if (conversation.pending.length > 0) this.#waiting.add(conversation.id);
    }
  }

  /** There is news in this conversation, a reply or a way to send one: what failed there is tried at once. */
  kick(id: ConversationId): void {
    this.#waiting.add(id);
    for (const { row } of this.#parts.book.get(id)?.conversation.pending ?? []) {
      this.#failures.delete(row);
    }
    this.#go();
  }

  online(online: boolean): void {
    this.#online = online;
    this.#failures.clear();
    if (online) this.#go();
  }

  /** One of our envelopes was never collected. False when that could not be written down. */
  async expired(eid: EnvelopeId): Promise<boolean> {
    for (const { conversation } of this.#parts.book.all()) {
      const reply = conversation.pending.find(({ eids }) => eids.includes(eid));
      if (reply === undefined) continue;
      const job = { id: conversation.id, reply };
      return await this.#change(job, { state: 'expired', resealAt: null });
    }
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #go(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    void this.#run().finally(() => {
      this.#running = false;
      if (!this.#again) return;
      this.#again = false;
      this.#go();
    });
  }

  async #run(): Promise<void> {
    this.#cancel();
    const { env } = this.#parts;
    for (;;) {
      if (!this.#online || this.#stopped) return;
      const { job, wakeAt } = this.#next();
      if (job !== null && (await this.#post(job))) continue;
      if (job !== null) this.#delay(job.reply.row);
      const at = job === null ? wakeAt : env.now() + RETRY_FIRST_MS;
      if (at !== null) this.#cancel = env.later(Math.max(0, at - env.now()), () => this.#go());
      return;
    }
  }

  /** What is due now, or when the next thing will be. */
  #next(): { readonly job: Job | null; readonly wakeAt: number | null } {
    const { env } = this.#parts;
    const soonest = this.#jobs().reduce<{ readonly job: Job; readonly at: number } | null>(
      (first, one) => (first === null || (first.at > env.now() && one.at < first.at) ? one : first),
      null,
    );
    if (soonest === null) return { job: null, wakeAt: null };
    return soonest.at <= env.now()
      ? { job: soonest.job, wakeAt: null }
      : { job: null, wakeAt: soonest.at };
  }

  /** Everything that wants to go out some time, in the order it was written. */
  #jobs(): readonly { readonly job: Job; readonly at: number }[] {
    return [...this.#waiting].flatMap((id) => {
      const conversation = this.#parts.book.get(id)?.conversation;
      if (conversation === undefined || conversation.pending.length === 0) this.#waiting.delete(id);
      return (conversation?.pending ?? []).flatMap((reply) => {
        const at = conversation === undefined ? null : this.#dueAt(conversation, reply);
        return at === null ? [] : [{ job: { id, reply }, at }];
      });
    });
  }

  /** Null while it only waits for a receipt, or until the reporter has said where to write. */
  #dueAt({ mailbox }: Conversation, { row, state, resealAt }: Pending): number | null {
    if (mailbox === null) return null;
    const retry = this.#failures.get(row)?.at ?? 0;
    if (state === 'sending' || state === 'stuck') return retry;
    return resealAt === null ? null : Math.max(resealAt, retry);
  }

  /** False when the relay cannot be reached: then everything waits for the link. */
  async #post(job: Job): Promise<boolean> {
    const { book, store, presence, carrier, sealing } = this.#parts;
    const conversation = book.get(job.id)?.conversation;
    if (conversation === undefined) return true;
    const { row, eids } = job.reply;
    const { bytes } = readMessage(row, await store.get('message', row));
    const first = eids.length === 0;
    const toEph = first && presence.signs(conversation).live;
    const sealed = sealReply(conversation, bytes, { ...sealing(), toEph, withColleagues: first });
    if (sealed === null) return true;
    const eid = EnvelopeId.random();
    const posted = await carrier.post({ eid, wake: false, ...sealed });
    if (!posted.ok) return false;
    if (posted.value[0] === 'accepted') await this.#accepted(job, eid, toEph);
    else await this.#refused(job);
    return true;
  }

  async #accepted(job: Job, eid: EnvelopeId, toEph: boolean): Promise<void> {
    this.#failures.delete(job.reply.row);
    const eids = [...job.reply.eids, eid].slice(-MAX_EIDS);
    const resealAt = toEph ? this.#parts.env.now() + RESEAL_AFTER_MS : null;
    await this.#change(job, { state: 'sent', eids, resealAt });
  }

  async #refused(job: Job): Promise<void> {
    this.#delay(job.reply.row);
    await this.#change(job, { state: 'stuck' });
  }

  /** Durable, then told; false when it is not. A reply whose receipt came first is no longer pending, and nothing happens. */
  async #change({ id, reply }: Job, to: Partial<Pending>): Promise<boolean> {
    const { book, store, oneByOne, tell } = this.#parts;
    const { row } = reply;
    return await oneByOne(async () => {
      const entry = book.get(id);
      const before = entry?.conversation.pending.find((one) => one.row === row);
      if (entry === undefined || before === undefined) return true;
      const next = { ...entry, conversation: withPending(entry.conversation, row, to) };
      const committed = await store.commit([book.change(next)]);
      if (!committed.ok) {
        this.#delay(row);
        return false;
      }
      book.put(next);
      const state = to.state ?? before.state;
      if (state !== before.state) tell(stateFact(id, screenId(row), state));
      this.#changed(id);
      return true;
    });
  }

  #delay(row: RowId): void {
    const tries = (this.#failures.get(row)?.tries ?? 0) + 1;
    const wait = Math.min(RETRY_FIRST_MS * 2 ** (tries - 1), RETRY_MAX_MS);
    this.#failures.set(row, { tries, at: this.#parts.env.now() + wait });
  }
}

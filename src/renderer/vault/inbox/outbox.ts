/**
 * Vault, inbox: replies on their way out.
 *
 * What waits stands in the conversations' rows, so it survives lock and crash; their lines say which
 * rows need to be looked at, and when. Each attempt seals anew (same body, new envelope); a reply
 * sealed to a tab that sends no receipt within 60 s is sealed again to C. Nothing is ever sealed into
 * an offline outbox.
 */
import { EnvelopeId, type ConversationId, type RowId } from '../../../../protocol/ids.ts';
import { RESEAL_AFTER_MS } from '../../../../protocol/limits.ts';
import { RETRY_FIRST_MS, RETRY_MAX_MS } from '../limits.ts';
import { dueAt, mayHaveSent } from './conversation-head.ts';
import { withPending, type Conversation, type Pending } from './conversation.ts';
import { readMessage, screenId } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { sealReply, type Sealing } from './recipients.ts';
import { tellColleagues, type TeamJob } from './tell-colleagues.ts';

type Parts = InboxParts & { readonly sealing: () => Sealing };

interface Job {
  readonly id: ConversationId;
  readonly reply: Pending;
}

type AnyJob = Job | TeamJob;

interface Failure {
  readonly tries: number;
  readonly at: number;
}

/** `at`: when the first reply will be due, if there is any. */
interface Look {
  readonly job: AnyJob | null;
  readonly at: number | null;
}

const NOTHING: Look = { job: null, at: null };

/** One sealed to R.eph, one to C, and some after "unreadable". */
const MAX_EIDS = 4;

/** Works off what is pending, one envelope at a time, while online. {@link Outbox.stop} ends it for good. */
export class Outbox {
  readonly #parts: Parts;
  readonly #changed: (id: ConversationId) => void;
  /** Conversations with something to send, and when it is worth looking into them. */
  readonly #waiting = new Map<ConversationId, number>();
  readonly #failures = new Map<ConversationId, ReadonlyMap<RowId, Failure>>();
  #online = false;
  #running = false;
  #again = false;
  #stopped = false;
  #cancel: () => void = () => undefined;

  constructor(parts: Parts, changed: (id: ConversationId) => void) {
    this.#parts = parts;
    this.#changed = changed;
    for (const [, { id, due }] of parts.book.heads()) if (due !== null) this.#waiting.set(id, due);
  }

  /** There is news in this conversation, a reply or a way to send one: what failed there is tried at once. */
  kick(id: ConversationId): void {
    this.#failures.delete(id);
    this.#waiting.set(id, 0);
    this.#go();
  }

  online(online: boolean): void {
    this.#online = online;
    for (const id of this.#failures.keys()) this.#waiting.set(id, 0);
    this.#failures.clear();
    if (online) this.#go();
  }

  /** One of our envelopes was never collected. False when that could not be written down. */
  async expired(eid: EnvelopeId): Promise<boolean> {
    const { book } = this.#parts;
    const maybe = [...book.heads()].filter(([, head]) => mayHaveSent(head, eid));
    for (const [, { id }] of maybe) {
      const entry = await book.get(id);
      const reply = entry?.conversation.pending.find(({ eids }) => eids.includes(eid));
      if (reply !== undefined) {
        return await this.#change({ id, reply }, { state: 'expired', resealAt: null });
      }
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
    while (this.#online && !this.#stopped) {
      const { job, wakeAt } = await this.#next();
      if (!this.#online || this.#stopped) return;
      if (job !== null && (await this.#do(job))) continue;
      if (job !== null) this.#delay(job);
      const at = job === null ? wakeAt : env.now() + RETRY_FIRST_MS;
      if (at !== null) this.#cancel = env.later(Math.max(0, at - env.now()), () => this.#go());
      return;
    }
  }

  /** What is due now, or when the next thing will be. */
  async #next(): Promise<{ readonly job: AnyJob | null; readonly wakeAt: number | null }> {
    let wakeAt: number | null = null;
    for (const [id, at] of this.#waiting) {
      const looked = at <= this.#parts.env.now() ? await this.#look(id) : { ...NOTHING, at };
      if (looked.job !== null) return { job: looked.job, wakeAt: null };
      if (looked.at !== null && (wakeAt === null || looked.at < wakeAt)) wakeAt = looked.at;
    }
    return { job: null, wakeAt };
  }

  /** The first reply of this conversation that is due, or when one will be. Notes when to look again. */
  async #look(id: ConversationId): Promise<Look> {
    this.#waiting.set(id, LOOKING);
    const entry = await this.#parts.book.get(id);
    const look =
      entry === undefined
        ? NOTHING
        : lookInto(entry.conversation, this.#failures.get(id), this.#parts.env.now());
    if (this.#waiting.get(id) !== LOOKING) return { ...look, at: 0 };
    if (look.at === null) this.#waiting.delete(id);
    else this.#waiting.set(id, look.at);
    return look;
  }

  /** False when the relay cannot be reached: then everything waits for the link. */
  async #do(job: AnyJob): Promise<boolean> {
    return 'reply' in job ? await this.#post(job) : await this.#tellTeam(job);
  }

  async #tellTeam(job: TeamJob): Promise<boolean> {
    const { book } = this.#parts;
    const waited = book.head(job.id)?.claimWaits === true;
    const told = await tellColleagues(this.#parts, job);
    if (waited && book.head(job.id)?.claimWaits === false) this.#changed(job.id);
    if (told === 'later') this.#delay(job);
    else if (told === 'told') this.#forgive(job);
    return told !== 'offline';
  }

  /** False when the relay cannot be reached: then everything waits for the link. */
  async #post(job: Job): Promise<boolean> {
    const { book, store, presence, carrier, sealing } = this.#parts;
    const conversation = (await book.get(job.id))?.conversation;
    if (conversation === undefined) return true;
    const { row, eids } = job.reply;
    const kept = await store.get('message', row);
    if (kept === null) return true;
    const { bytes, body } = readMessage(row, kept);
    const first = eids.length === 0;
    const asCard = body.type === 'restriction';
    const toEph = !asCard && first && presence.signs(job.id).live;
    const how = { ...sealing(), toEph, asCard, withColleagues: first && !asCard };
    const sealed = sealReply(conversation, bytes, how);
    if (sealed === null) return true;
    const eid = EnvelopeId.random();
    const posted = await carrier.post({ eid, wake: false, ...sealed });
    if (!posted.ok) return false;
    if (posted.value[0] === 'accepted') await this.#accepted(job, eid, toEph);
    else await this.#refused(job);
    return true;
  }

  async #accepted(job: Job, eid: EnvelopeId, toEph: boolean): Promise<void> {
    this.#forgive(job);
    const eids = [...job.reply.eids, eid].slice(-MAX_EIDS);
    const resealAt = toEph ? this.#parts.env.now() + RESEAL_AFTER_MS : null;
    await this.#change(job, { state: 'sent', eids, resealAt });
  }

  async #refused(job: Job): Promise<void> {
    this.#delay(job);
    await this.#change(job, { state: 'stuck' });
  }

  /** Durable, then told; false when it is not. A reply whose receipt came first is no longer pending, and nothing happens. */
  async #change(job: Job, to: Partial<Pending>): Promise<boolean> {
    const { book, store, oneByOne, tell } = this.#parts;
    const { id } = job;
    const { row } = job.reply;
    return await oneByOne(async () => {
      const entry = await book.get(id);
      const before = entry?.conversation.pending.find((one) => one.row === row);
      if (entry === undefined || before === undefined) return true;
      const next = { ...entry, conversation: withPending(entry.conversation, row, to) };
      const committed = await store.commit([book.change(next)]);
      if (!committed.ok) {
        this.#delay(job);
        return false;
      }
      book.put(next);
      const state = to.state ?? before.state;
      if (state !== before.state) tell(stateFact(id, screenId(row), state));
      this.#changed(id);
      return true;
    });
  }

  #delay(job: AnyJob): void {
    const { id } = job;
    const row = rowOf(job);
    const failed = this.#failures.get(id);
    const tries = (failed?.get(row)?.tries ?? 0) + 1;
    const wait = Math.min(RETRY_FIRST_MS * 2 ** (tries - 1), RETRY_MAX_MS);
    const failure = { tries, at: this.#parts.env.now() + wait };
    this.#failures.set(id, new Map([...(failed ?? []), [row, failure]]));
  }

  #forgive(job: AnyJob): void {
    const { id } = job;
    const row = rowOf(job);
    const others = [...(this.#failures.get(id) ?? [])].filter(([one]) => one !== row);
    if (others.length === 0) this.#failures.delete(id);
    else this.#failures.set(id, new Map(others));
  }
}

/** Stands for a conversation that is being looked into: whoever has news meanwhile overwrites it. */
const LOOKING = Infinity;

interface Due {
  readonly job: AnyJob;
  readonly at: number;
}

const rowOf = (job: AnyJob): RowId => ('reply' in job ? job.reply.row : job.row);

/** Replies in the order in which they were written, then what is for colleagues. */
function lookInto(
  conversation: Conversation,
  failures: ReadonlyMap<RowId, Failure> | undefined,
  now: number,
): Look {
  const { id, pending, toTeam } = conversation;
  const failed = (row: RowId): number => failures?.get(row)?.at ?? 0;
  const replies = pending.flatMap((reply): readonly Due[] => {
    const due = dueAt(conversation, reply);
    return due === null ? [] : [{ job: { id, reply }, at: Math.max(due, failed(reply.row)) }];
  });
  const dues = [...replies, ...toTeam.map((one) => ({ job: { id, ...one }, at: failed(one.row) }))];
  if (dues.length === 0) return NOTHING;
  const ready = dues.find(({ at }) => at <= now);
  const at = Math.min(...dues.map((one) => one.at));
  return { job: ready?.job ?? null, at };
}

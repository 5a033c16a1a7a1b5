/**
 * Vault, inbox: replies on their way out.
 *
 * What waits stands in the conversations' rows, so it survives lock and crash. Each attempt seals
 * anew (same body, new envelope); a reply sealed to a tab that sends no receipt within 60 s is sealed
 * again to C. Nothing is ever sealed into an offline outbox.
 */
import type { SendResult } from '../../../../protocol/wire/relay-frames.ts';
import { EnvelopeId, type ConversationId, type RowId } from '../../../../protocol/ids.ts';
import { RESEAL_AFTER_MS } from '../../../../protocol/limits.ts';
import { RETRY_FIRST_MS, RETRY_MAX_MS } from '../limits.ts';
import { withPending, type Conversation, type Pending } from './conversation.ts';
import { readMessage, screenId } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { sealReply, type Sealing } from './recipients.ts';

export interface Outbox {
  /** Looks for work now: after a send, on coming online, after a new token. */
  readonly kick: (id?: ConversationId) => void;
  readonly online: (online: boolean) => void;
  /** One of our envelopes was never collected. */
  readonly expired: (eid: EnvelopeId) => Promise<void>;
  readonly stop: () => void;
}

interface Job {
  readonly id: ConversationId;
  readonly reply: Pending;
}

export function outbox(
  parts: InboxParts & { readonly sealing: () => Sealing },
  changed: (id: ConversationId) => void,
): Outbox {
  const { env, carrier, store, book, presence, oneByOne } = parts;
  const waiting = new Set<ConversationId>();
  const failures = new Map<RowId, { readonly tries: number; readonly at: number }>();
  for (const { conversation } of book.all()) {
    if (conversation.pending.length > 0) waiting.add(conversation.id);
  }
  let online = false;
  let running = false;
  let again = false;
  let stopped = false;
  let cancel: () => void = () => undefined;

  /** When this reply wants to go out next; null while it only waits for a receipt. */
  const dueAt = (conversation: Conversation, reply: Pending): number | null => {
    if (conversation.mailbox === null) return null;
    const retry = failures.get(reply.row)?.at ?? 0;
    if (reply.state === 'sending' || reply.state === 'stuck') return retry;
    return reply.resealAt === null ? null : Math.max(reply.resealAt, retry);
  };

  const nextJob = (): { readonly job: Job | null; readonly wakeAt: number | null } => {
    let wakeAt: number | null = null;
    for (const id of waiting) {
      const conversation = book.get(id)?.conversation;
      if (conversation === undefined || conversation.pending.length === 0) waiting.delete(id);
      for (const reply of conversation?.pending ?? []) {
        const at = conversation === undefined ? null : dueAt(conversation, reply);
        if (at === null) continue;
        if (at <= env.now()) return { job: { id, reply }, wakeAt };
        wakeAt = Math.min(wakeAt ?? at, at);
      }
    }
    return { job: null, wakeAt };
  };

  const change = async (id: ConversationId, row: RowId, to: Partial<Pending>): Promise<void> =>
    await oneByOne(async () => {
      const entry = book.get(id);
      const before = entry?.conversation.pending.find((reply) => reply.row === row);
      if (entry === undefined || before === undefined) return;
      const next = { ...entry, conversation: withPending(entry.conversation, row, to) };
      const committed = await store.commit([book.change(next)]);
      if (!committed.ok) {
        delay(row);
        return;
      }
      book.put(next);
      const state = to.state ?? before.state;
      if (state !== before.state) parts.tell(stateFact(id, screenId(row), state));
      changed(id);
    });

  const delay = (row: RowId): void => {
    const tries = (failures.get(row)?.tries ?? 0) + 1;
    const wait = Math.min(RETRY_FIRST_MS * 2 ** (tries - 1), RETRY_MAX_MS);
    failures.set(row, { tries, at: env.now() + wait });
  };

  const settle = async (
    job: Job,
    eid: EnvelopeId,
    toEph: boolean,
    result: SendResult,
  ): Promise<void> => {
    const { id, reply } = job;
    if (result !== 'accepted') {
      delay(reply.row);
      await change(id, reply.row, { state: 'stuck' });
      return;
    }
    failures.delete(reply.row);
    const eids = [...reply.eids, eid].slice(-MAX_EIDS);
    const resealAt = toEph ? env.now() + RESEAL_AFTER_MS : null;
    await change(id, reply.row, { state: 'sent', eids, resealAt });
  };

  /** False when the relay cannot be reached: then everything waits for the link. */
  const post = async (job: Job): Promise<boolean> => {
    const conversation = book.get(job.id)?.conversation;
    if (conversation === undefined) return true;
    const { body, bytes } = readMessage(job.reply.row, await store.get('message', job.reply.row));
    const first = job.reply.eids.length === 0;
    const toEph = first && presence.signs(conversation).live && body.type === 'text';
    const how = { ...parts.sealing(), toEph, withColleagues: first };
    const reply = sealReply(conversation, bytes, how);
    if (reply === null) return true;
    const eid = EnvelopeId.random();
    const posted = await carrier.post({ eid, wake: false, ...reply });
    if (!posted.ok) return false;
    await settle(job, eid, toEph, posted.value[0] ?? 'refused');
    return true;
  };

  const run = async (): Promise<void> => {
    cancel();
    for (;;) {
      if (!online || stopped) return;
      const { job, wakeAt } = nextJob();
      if (job === null) {
        if (wakeAt !== null) cancel = env.later(Math.max(0, wakeAt - env.now()), () => kick());
        return;
      }
      if (!(await post(job))) {
        delay(job.reply.row);
        cancel = env.later(RETRY_FIRST_MS, () => kick());
        return;
      }
    }
  };

  const kick = (id?: ConversationId): void => {
    if (id !== undefined) waiting.add(id);
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    void run().finally(() => {
      running = false;
      if (again && !stopped) {
        again = false;
        kick();
      }
    });
  };

  return {
    kick,
    online: (now) => {
      online = now;
      failures.clear();
      if (online) kick();
    },
    expired: async (eid) => {
      for (const { conversation } of book.all()) {
        const reply = conversation.pending.find(({ eids }) => eids.includes(eid));
        if (reply === undefined) continue;
        await change(conversation.id, reply.row, { state: 'expired', resealAt: null });
        return;
      }
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}

/** One sealed to R.eph, one to C, one more after "unreadable". */
const MAX_EIDS = 4;

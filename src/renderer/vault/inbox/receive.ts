/**
 * Vault, inbox: takes envelopes in. Open → rows → journal → Dexie → settle → facts, in this order.
 *
 * A crash between any two steps costs a repeat, never a message: the relay delivers again, and what
 * is here already is known by its sender and mid. What cannot be read is counted, settled and
 * dropped, or it would come back for ever.
 */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { Envelope } from '../../../../protocol/wire/sealed.ts';
import type { SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import { BATCH_CT_BYTES, BATCH_ENVELOPES } from '../limits.ts';
import { beginDraft, type Draft } from './draft.ts';
import { judge, type Held, type Known } from './judge.ts';
import { screenId, toScreen } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';

export interface Receiver {
  /** Resolves when the batch is settled, or could not be kept (then the relay still has it). */
  readonly receive: (envelopes: readonly Envelope[]) => Promise<void>;
  /** Judges the quarantine again; after each document change. */
  readonly retry: () => Promise<void>;
  /** How many envelopes since unlock could not be read. */
  readonly unreadable: () => number;
}

/** What follows from a batch, outside the vault's own rows. */
export interface Aftermath {
  readonly changed: (id: ConversationId) => void;
  /** Messages of the reporter were kept: they want a receipt, and replies may have a way again. */
  readonly heard: (id: ConversationId) => void;
}

export function receiver(parts: InboxParts, after: Aftermath): Receiver {
  const { carrier, book, buckets, store, quarantine, env, oneByOne } = parts;
  let unreadable = 0;

  const known = (draft?: Draft): Known => ({
    devices: parts.devices(),
    holds: (id) =>
      book.get(id) !== undefined ||
      [...(draft?.entries() ?? [])].some(({ conversation }) => conversation.id === id),
  });

  const takeIn = async (
    draft: Draft,
    held: Held,
  ): Promise<'kept' | 'known' | 'later' | 'unreadable'> => {
    const verdict = judge(held, known(draft));
    switch (verdict.kind) {
      case 'unreadable':
        return 'unreadable';
      case 'later':
        return 'later';
      case 'receipt':
        if (verdict.author.kind === 'reporter') draft.receipt(verdict);
        return 'kept';
      case 'message':
        return (await draft.message(verdict, held)) ? 'kept' : 'known';
    }
  };

  /** Durable or nothing. Facts are told only for what is durable. */
  const keep = async (draft: Draft): Promise<boolean> => {
    const committed = await store.commit(draft.changes());
    if (!committed.ok) {
      draft.abandon();
      return false;
    }
    draft.settle();
    tell(draft);
    return true;
  };

  const tell = (draft: Draft): void => {
    for (const { entry, message } of draft.arrived()) {
      const shown = toScreen(entry.conversation, message);
      const conversation = entry.conversation.id;
      if (shown !== null) parts.tell({ type: 'message-arrived', conversation, message: shown });
      if (message.body.from === 'reporter') after.heard(conversation);
    }
    for (const { id, row } of draft.delivered())
      parts.tell(stateFact(id, screenId(row), 'delivered'));
    for (const { conversation } of draft.entries()) after.changed(conversation.id);
  };

  const receiveSome = async (envelopes: readonly Envelope[], opened: readonly (Held | null)[]) => {
    const room = await buckets.ensure(envelopes.length);
    if (!room.ok) return;
    const draft = beginDraft(parts);
    let unread = 0;
    for (const held of opened) {
      const taken = held === null ? 'unreadable' : await takeIn(draft, held);
      if (taken === 'unreadable') unread += 1;
      if (taken === 'later' && held !== null) draft.quarantine(held);
    }
    if (!(await keep(draft))) return;
    unreadable += unread;
    await carrier.settle({ ids: envelopes.map(({ id }) => id) });
  };

  return {
    receive: async (envelopes) => {
      for (const batch of batches(envelopes)) {
        const opened = batch.map((copy: SealedCopy) => parts.open(copy));
        if (opened.some((held) => held !== null && isStranger(held, known())))
          await parts.refetch();
        await oneByOne(async () => await receiveSome(batch, opened));
      }
    },
    retry: async () =>
      await oneByOne(async () => {
        const draft = beginDraft(parts);
        const waiting = await quarantine.waiting();
        if (waiting.length === 0 || !(await buckets.ensure(waiting.length)).ok) return;
        for (const { held, drop } of waiting) {
          if ((await takeIn(draft, held)) !== 'later') draft.also(drop);
        }
        for (const change of quarantine.overdue(env.now())) draft.also(change);
        await keep(draft);
      }),
    unreadable: () => unreadable,
  };
}

const isStranger = (held: Held, known: Known): boolean => {
  const verdict = judge(held, known);
  return verdict.kind === 'later' && verdict.why === 'stranger';
};

/** Consecutive envelopes whose ciphertext fits one journal entry; never an empty batch. */
export function* batches(envelopes: readonly Envelope[]): Generator<readonly Envelope[]> {
  let batch: Envelope[] = [];
  let bytes = 0;
  for (const envelope of envelopes) {
    const full = batch.length === BATCH_ENVELOPES || bytes + envelope.ct.length > BATCH_CT_BYTES;
    if (batch.length > 0 && full) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(envelope);
    bytes += envelope.ct.length;
  }
  if (batch.length > 0) yield batch;
}

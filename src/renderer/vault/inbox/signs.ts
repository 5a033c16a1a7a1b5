/** Vault, inbox: what we say about ourselves while a reporter is here: writing, arrived. Never stored anywhere. */
import { EnvelopeId, type ConversationId, type SessionId } from '../../../../protocol/ids.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { writeEphemeral, type Ephemeral } from '../../../../protocol/talk/ephemeral.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { Receipt } from '../../../../protocol/talk/receipts.ts';
import { SIGN_EVERY_MS, TYPING_EVERY_MS } from '../limits.ts';
import { receiptsOf } from './chains.ts';
import type { Conversation } from './conversation.ts';
import type { InboxParts } from './parts.ts';
import { sealReply, type Sealing } from './recipients.ts';

export interface OwnSigns {
  /** Somebody types here; at most one sign in three seconds leaves. */
  readonly typing: (id: ConversationId) => void;
  /** Messages of this reporter are durable: say so, live if the tab is here, else by a queued receipt. */
  readonly arrived: (id: ConversationId) => void;
  readonly stop: () => void;
}

type Parts = InboxParts & {
  readonly sealing: () => Sealing;
  readonly session: (id: ConversationId) => SessionId;
  readonly docSeq: () => number;
};

/** The relay takes two ephemerals a second of one connection, so they leave one by one. */
export function ownSigns(parts: Parts): OwnSigns {
  const { env, carrier, book, presence } = parts;
  const counters = new Map<ConversationId, number>();
  const lastTyping = new Map<ConversationId, number>();
  const owed = new Set<ConversationId>();
  let cancel: (() => void) | null = null;
  let stopped = false;

  const say = async (
    conversation: Conversation,
    sign:
      | { readonly type: 'typing' }
      | { readonly type: 'receipt'; readonly receipts: readonly Receipt[] },
  ): Promise<boolean> => {
    const { id } = conversation;
    const ctr = (counters.get(id) ?? 0) + 1;
    counters.set(id, ctr);
    const head = { conversation: id, session: parts.session(id), ctr, from: 'device' as const };
    const body = ephemeralBytes({ ...head, ...sign });
    if (body === null) return false;
    const how = { ...parts.sealing(), toEph: true, withColleagues: false };
    const sealed = sealReply(conversation, body, how);
    if (sealed === null) return false;
    return (await carrier.ephemeral(sealed)).ok;
  };

  const queueReceipt = async (
    conversation: Conversation,
    receipts: readonly Receipt[],
  ): Promise<void> => {
    const body = writeBody({
      type: 'receipt',
      conversation: conversation.id,
      session: parts.session(conversation.id),
      at: env.now(),
      from: 'device',
      docSeq: parts.docSeq(),
      receipts,
    });
    const how = { ...parts.sealing(), toEph: false, withColleagues: false };
    const sealed = sealReply(conversation, body, how);
    if (sealed !== null) await carrier.post({ eid: EnvelopeId.random(), wake: false, ...sealed });
  };

  const next = async (): Promise<void> => {
    cancel = null;
    const [id] = owed;
    if (id === undefined || stopped) return;
    owed.delete(id);
    const conversation = book.get(id)?.conversation;
    if (conversation !== undefined) {
      const receipts = receiptsOf(conversation.chains, conversation.reporter).slice(
        -MAX_TOLD_SESSIONS,
      );
      const live = presence.signs(conversation).live;
      const said = live && (await say(conversation, { type: 'receipt', receipts }));
      if (!said) await queueReceipt(conversation, receipts);
    }
    if (owed.size > 0) soon();
  };

  const soon = (): void => {
    cancel ??= env.later(SIGN_EVERY_MS, () => void next());
  };

  return {
    typing: (id) => {
      const conversation = book.get(id)?.conversation;
      if (conversation === undefined || !presence.signs(conversation).live) return;
      if (env.now() - (lastTyping.get(id) ?? 0) < TYPING_EVERY_MS) return;
      lastTyping.set(id, env.now());
      void say(conversation, { type: 'typing' });
    },
    arrived: (id) => {
      owed.add(id);
      soon();
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}

/** The newest sessions are enough for a tab; an ephemeral has one kilobyte. */
const MAX_TOLD_SESSIONS = 3;

/** Null when it does not fit one kilobyte: then a queued receipt says it. */
function ephemeralBytes(sign: Ephemeral): Uint8Array | null {
  try {
    return writeEphemeral(sign);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

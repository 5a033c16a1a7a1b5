/** Vault, inbox: what we say about ourselves while a reporter is here: writing, arrived. Never stored anywhere. */
import { EnvelopeId, type ConversationId, type SessionId } from '../../../../protocol/ids.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { writeEphemeral, type Ephemeral } from '../../../../protocol/talk/ephemeral.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { Receipt } from '../../../../protocol/talk/receipts.ts';
import { MAX_PLACE } from '../../../../protocol/limits.ts';
import { PLACE_EVERY_MS, SIGN_EVERY_MS, TYPING_EVERY_MS } from '../limits.ts';
import { receiptsOf } from './chains.ts';
import type { Conversation } from './conversation.ts';
import type { InboxParts } from './parts.ts';
import { sealReply, type SealedReply, type Sealing } from './recipients.ts';

type Parts = InboxParts & {
  readonly sealing: () => Sealing;
  readonly session: (id: ConversationId) => SessionId;
  readonly docSeq: () => number;
};

type Sign =
  | { readonly type: 'typing' }
  | { readonly type: 'place'; readonly place: number }
  | { readonly type: 'receipt'; readonly receipts: readonly Receipt[] };

/** The relay takes two ephemerals a second of one connection, so they leave one by one. */
export class OwnSigns {
  readonly #parts: Parts;
  readonly #counters = new Map<ConversationId, number>();
  readonly #lastTyping = new Map<ConversationId, number>();
  /** What was last said of a place in the line, and when. */
  readonly #places = new Map<ConversationId, { readonly place: number; readonly at: number }>();
  /** Conversations that are owed a receipt. */
  readonly #owed = new Set<ConversationId>();
  #cancel: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;
  /** The line may have moved since places were last looked at. */
  #moved = false;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Somebody types here; at most one sign in three seconds leaves, and only to a live tab. */
  typing(id: ConversationId): void {
    const { presence, env } = this.#parts;
    if (!presence.signs(id).live) return;
    if (env.now() - (this.#lastTyping.get(id) ?? 0) < TYPING_EVERY_MS) return;
    this.#lastTyping.set(id, env.now());
    void this.#sayTyping(id);
  }

  /** Messages of this reporter are durable: say so, live if the tab is here, else by a queued receipt. */
  arrived(id: ConversationId): void {
    this.#owed.add(id);
    this.#soon();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#cancelLook?.();
  }

  /** The line has moved: whoever waits in it and is here is told soon, and then now and then. */
  moved(): void {
    this.#moved = true;
    this.#soon();
  }

  #soon(): void {
    this.#cancel ??= this.#parts.env.later(SIGN_EVERY_MS, () => void this.#next());
  }

  async #next(): Promise<void> {
    this.#cancel = null;
    const [id] = this.#owed;
    if (this.#stopped) return;
    if (id === undefined) await this.#tellPlace();
    else {
      this.#owed.delete(id);
      const entry = await this.#parts.book.get(id);
      if (this.#isOver()) return;
      if (entry !== undefined) await this.#tellArrived(entry.conversation);
    }
    if (!this.#isOver() && (this.#owed.size > 0 || this.#moved)) this.#soon();
  }

  /** To one of those who wait and are here: what has changed, each at most every {@link PLACE_EVERY_MS}. */
  async #tellPlace(): Promise<void> {
    this.#moved = false;
    this.#cancelLook?.();
    this.#cancelLook = null;
    const { book, env } = this.#parts;
    const here = this.#waitingHere();
    for (const id of this.#places.keys()) if (!here.has(id)) this.#places.delete(id);
    const due = [...here].find(([id, place]) => this.#isDue(id, place));
    if (due === undefined) {
      if (here.size > 0) this.#cancelLook = env.later(PLACE_EVERY_MS, () => this.moved());
      return;
    }
    const [id, place] = due;
    this.#moved = true;
    this.#places.set(id, { place, at: env.now() });
    const entry = await book.get(id);
    if (entry === undefined || this.#isOver()) return;
    await this.#say(entry.conversation, { type: 'place', place });
  }

  #isDue(id: ConversationId, place: number): boolean {
    const last = this.#places.get(id);
    if (last === undefined) return true;
    return last.place !== place && this.#parts.env.now() - last.at >= PLACE_EVERY_MS;
  }

  #waitingHere(): ReadonlyMap<ConversationId, number> {
    const { book, presence } = this.#parts;
    const line = book.page({ from: 0, limit: MAX_PLACE });
    return new Map(
      presence.here().flatMap((id) => {
        const since = book.head(id)?.toldSince ?? null;
        if (since === null) return [];
        const own = line.findIndex((one) => one.id === id && one.waitingSince !== null);
        const isBefore = ({ waitingSince }: { readonly waitingSince: number | null }): boolean =>
          waitingSince !== null && waitingSince < since;
        const before = own === -1 ? line.filter(isBefore).length : own;
        return before < MAX_PLACE ? [[id, coarse(before)]] : [];
      }),
    );
  }

  #isOver(): boolean {
    return this.#stopped;
  }

  async #sayTyping(id: ConversationId): Promise<void> {
    const entry = await this.#parts.book.get(id);
    if (entry !== undefined && !this.#stopped) {
      await this.#say(entry.conversation, { type: 'typing' });
    }
  }

  async #tellArrived(conversation: Conversation): Promise<void> {
    const { chains, reporter } = conversation;
    const receipts = receiptsOf(chains, reporter).slice(-MAX_TOLD_SESSIONS);
    const { live } = this.#parts.presence.signs(conversation.id);
    if (live && (await this.#say(conversation, { type: 'receipt', receipts }))) return;
    await this.#queueReceipt(conversation, receipts);
  }

  /** False when it did not leave: too long for one kilobyte, nowhere to send it, or offline. */
  async #say(conversation: Conversation, sign: Sign): Promise<boolean> {
    const { id } = conversation;
    const ctr = (this.#counters.get(id) ?? 0) + 1;
    this.#counters.set(id, ctr);
    const head = {
      conversation: id,
      session: this.#parts.session(id),
      ctr,
      from: 'device' as const,
    };
    const body = ephemeralBytes({ ...head, ...sign });
    const sealed = body === null ? null : this.#sealed(conversation, body, true);
    return sealed !== null && (await this.#parts.carrier.ephemeral(sealed)).ok;
  }

  async #queueReceipt(conversation: Conversation, receipts: readonly Receipt[]): Promise<void> {
    const { env, carrier, docSeq, session } = this.#parts;
    const body = writeBody({
      type: 'receipt',
      conversation: conversation.id,
      session: session(conversation.id),
      at: env.now(),
      from: 'device',
      docSeq: docSeq(),
      receipts,
    });
    const sealed = this.#sealed(conversation, body, false);
    if (sealed !== null) await carrier.post({ eid: EnvelopeId.random(), wake: false, ...sealed });
  }

  #sealed(conversation: Conversation, body: Uint8Array, toEph: boolean): SealedReply | null {
    return sealReply(conversation, body, {
      ...this.#parts.sealing(),
      toEph,
      withColleagues: false,
    });
  }
}

/** Exact where it matters; further back a rough number says as much and tells less of the team's day. */
const coarse = (before: number): number => ROUGH.findLast((step) => step <= before) ?? 0;
const ROUGH = [0, 1, 2, 3, 4, 5, 10, 20, 50, MAX_PLACE];

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

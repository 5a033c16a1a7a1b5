/**
 * The device's link to its relay: dials, signs in, carries, and stays up while the vault is locked.
 *
 * It decides little itself: `phase.ts` says what follows from an event, `Held` keeps deliveries,
 * `Answers` what was asked. One vault is seated at a time; the next one takes the seat.
 */
import type { CarrierFact, CarrierRequests, LinkState } from '../../contract/carrier.ts';
import type { EnvelopeId } from '../../../protocol/ids.ts';
import { AUTH_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from '../../../protocol/limits.ts';
import type { ClientFrame } from '../../../protocol/wire/client-frames.ts';
import type { RelayFrame } from '../../../protocol/wire/relay-frames.ts';
import type { Wake } from '../../../protocol/wire/sealed.ts';
import { HELP_BACKLOG_MS } from '../limits.ts';
import { Answers } from './answers.ts';
import { restBefore } from './backoff.ts';
import { Connection, type ConnectionTimes } from './connection.ts';
import { Held, type Delivery } from './held.ts';
import { isSettled, linkStateOf, step, type Effect, type Phase, type PhaseEvent } from './phase.ts';
import { authFrame } from './sign-in.ts';

export type Dial = CarrierRequests['dial']['input'];
type Tell = (fact: CarrierFact) => void;

/** One connection that can be asked something. `send` is false when the relay is stuck. */
export interface Wire {
  readonly send: (frame: ClientFrame) => boolean;
  readonly answers: Answers;
}

export interface LinkOptions {
  /** Asked before deliveries are told: false while the disk has no room for them. */
  readonly mayTell: () => Promise<boolean>;
  /** An envelope that may call came; `read` says whether a vault is there to read it. */
  readonly onWake: (what: 'waits' | 'help', read: boolean) => void;
  /** From 0 up to 1, for the spread of rests only. */
  readonly random: () => number;
  /** Shortened by tests; `patience` is for a relay that does not say hello. */
  readonly times?: ConnectionTimes & { readonly patience: number };
  /** The same: what comes sooner after a subscription may have waited long. */
  readonly backlog?: number;
}

interface Line {
  readonly origin: string;
  readonly connection: Connection;
  readonly answers: Answers;
  relayNonce: Uint8Array;
  /** By the clock that never jumps. */
  subscribedAt: number;
}

/** Starts nothing until it is asked to dial. */
export class Link {
  readonly #options: LinkOptions;
  readonly #held: Held;
  #phase: Phase = { at: 'idle' };
  #wish: Dial = { origins: [], login: null };
  #line: Line | null = null;
  /** The rest before the next round, or the patience with a relay that does not say hello. */
  #timer: NodeJS.Timeout | null = null;
  #said: LinkState = 'offline';
  /** `dialled`: the vault is unlocked. `reading`: it has subscribed on this connection. */
  #seat: { readonly tell: Tell; dialled: boolean; reading: boolean } | null = null;
  #subscribedBefore = false;
  #comingUp: readonly (() => void)[] = [];

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#held = new Held(options.mayTell);
  }

  /** Seats a vault: facts go to it. Deliveries do once it has subscribed, for before that it is locked. */
  seat(tell: Tell): void {
    this.vacate();
    this.#seat = { tell, dialled: false, reading: false };
    tell({ type: 'link-changed', link: this.#said });
  }

  /** The seated vault is gone (locked, reloaded, crashed). The link stays up and holds. */
  vacate(): void {
    this.#seat = null;
    this.#held.readBy(null);
  }

  /** Goes to these origins, in order, and keeps trying. The same wish again keeps a link that is up. */
  dial(wish: Dial): void {
    const same = sameWish(this.#wish, wish);
    this.#wish = wish;
    if (this.#seat !== null) this.#seat.dialled = true;
    if (this.#phase.at === 'idle' || !same) {
      this.#subscribedBefore = false;
      this.#happen({ type: 'dial' });
    } else if (this.#phase.at === 'resting') this.#happen({ type: 'rested' });
    else this.#tellSignedIn();
  }

  /** Starts telling deliveries, held ones first; false when not signed in. */
  subscribe(): boolean {
    if (this.#phase.at !== 'signed-in' || this.#seat === null) return false;
    this.#subscribedBefore = true;
    this.#happen({ type: 'subscribe' });
    this.#seat.reading = true;
    this.#held.readBy(this.#seat.tell);
    return true;
  }

  /**
   * Acks; false when not signed in. What this connection did not deliver is passed over: the relay
   * closes who acks such, and delivers it again so that it can be acked then.
   */
  settle(ids: readonly EnvelopeId[]): boolean {
    const line = this.#phase.at === 'signed-in' ? this.#line : null;
    if (line === null) return false;
    return ids.every((eid) => !this.#held.drop(eid) || line.connection.send({ type: 'ack', eid }));
  }

  /** Null when not signed in or as much is in flight as may be. */
  signedIn(): Wire | null {
    return this.#phase.at === 'signed-in' ? this.#wire() : null;
  }

  /** The same for what needs no login; waits for a connection that is just being made. */
  async connected(): Promise<Wire | null> {
    if (!isSettled(this.#phase)) await this.#settledSoon();
    return this.#phase.at === 'connected' || this.#phase.at === 'signed-in' ? this.#wire() : null;
  }

  /** The machine woke up: find out now whether the relay is there. */
  nudge(): void {
    if (this.#phase.at === 'resting') this.#happen({ type: 'rested' });
    else this.#line?.connection.probe();
  }

  /** There is room on the disk again: deliveries that could not be kept are told again. */
  retell(): void {
    this.#held.retell();
  }

  /** Hangs up and stays so until asked to dial. Calling it twice is calling it once. */
  stop(): void {
    this.#seat = null;
    this.#happen({ type: 'hang-up' });
  }

  /** For an unlocked vault; a locked one learns what it needs when it dials. */
  #tell(fact: CarrierFact): void {
    if (this.#seat?.dialled === true) this.#seat.tell(fact);
  }

  #happen(event: PhaseEvent): void {
    const { phase, effects } = step(this.#phase, event, {
      origins: this.#wish.origins.length,
      login: this.#wish.login !== null,
      keepDelivering: this.#subscribedBefore && this.#seat?.dialled !== true,
    });
    this.#phase = phase;
    for (const effect of effects) this.#perform(effect);
    const state = linkStateOf(phase);
    if (state !== this.#said) this.#seat?.tell({ type: 'link-changed', link: state });
    this.#said = state;
    if (!isSettled(phase)) return;
    if (phase.at !== 'resting') this.#stopTimer();
    for (const go of this.#comingUp) go();
    this.#comingUp = [];
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        return this.#connect(this.#wish.origins[effect.index] ?? '');
      case 'disconnect':
        return this.#disconnect();
      case 'sign-in':
        return this.#signIn();
      case 'subscribe':
        if (this.#line !== null) this.#line.subscribedAt = performance.now();
        this.#line?.connection.send({ type: 'subscribe' });
        return;
      case 'rest':
        return this.#startTimer(
          { type: 'rested' },
          restBefore(effect.failures, this.#options.random),
        );
      case 'tell-signed-in':
        return this.#tellSignedIn();
      case 'tell-taken-over':
        this.#tell({ type: 'taken-over' });
    }
  }

  #connect(origin: string): void {
    const { times } = this.#options;
    const isCurrent = (): boolean => this.#line?.connection === connection;
    const connection = new Connection(
      origin,
      {
        onFrame: (frame) => {
          if (isCurrent()) this.#take(frame);
        },
        onLost: () => {
          if (isCurrent()) this.#happen({ type: 'lost' });
        },
      },
      times,
    );
    const none = { relayNonce: new Uint8Array(), subscribedAt: 0 };
    this.#line = { origin, connection, answers: new Answers(), ...none };
    this.#startTimer({ type: 'lost' }, times?.patience ?? AUTH_TIMEOUT_MS);
  }

  /** What is in flight is answered `offline`; what is held comes again. */
  #disconnect(): void {
    this.#stopTimer();
    this.#line?.connection.close();
    this.#line?.answers.abandon();
    this.#line = null;
    this.#held.clear();
    if (this.#seat !== null) this.#seat.reading = false;
  }

  #signIn(): void {
    const { login } = this.#wish;
    if (this.#line !== null && login !== null) {
      this.#line.connection.send(authFrame(login, this.#line));
    }
  }

  /** Nobody is called for help that was asked for last night. */
  #wake(wake: Wake): void {
    if (wake === false || this.#line === null) return;
    const { onWake, backlog = HELP_BACKLOG_MS } = this.#options;
    const age = performance.now() - this.#line.subscribedAt;
    const isFresh = age >= backlog;
    onWake(wake === 'help' && isFresh ? 'help' : 'waits', this.#seat?.reading === true);
  }

  #tellSignedIn(): void {
    if (this.#phase.at !== 'signed-in') return;
    const { kid, documentSeq, time } = this.#phase;
    this.#tell({ type: 'signed-in', kid, documentSeq, time });
  }

  #take(frame: RelayFrame): void {
    switch (frame.type) {
      case 'hello':
        if (this.#line !== null) this.#line.relayNonce = frame.nonce;
        return this.#happen({ type: 'hello', time: frame.time });
      case 'authed':
        return this.#happen({ type: 'authed', kid: frame.kid, documentSeq: frame.documentSeq });
      case 'deliver':
        this.#hold({ kind: 'envelope', envelope: frame.envelope });
        this.#wake(frame.envelope.wake);
        return;
      case 'expired':
        return this.#hold({ kind: 'expired', id: frame.eid, day: frame.day });
      case 'result':
      case 'team':
      case 'done':
      case 'put-refused':
      case 'blob-state':
      case 'blob-chunk':
      case 'blob-refused':
        return this.#expect(this.#line?.answers.take(frame) === true);
      case 'card':
        // A mailbox has cards; a device that is told of one speaks with no relay of ours.
        return this.#expect(false);
      case 'end':
        return this.#happen({ type: 'end' });
      case 'closing':
        if (frame.why === 'auth') this.#tell({ type: 'not-let-in' });
        return this.#happen({ type: 'lost' });
      case 'subscribed':
      case 'ephemeral':
      case 'newer':
      case 'beacon':
        this.#pass(frame);
    }
  }

  /** What is news and nothing else. */
  #pass(
    frame: Extract<RelayFrame, { type: 'subscribed' | 'ephemeral' | 'newer' | 'beacon' }>,
  ): void {
    switch (frame.type) {
      case 'ephemeral':
        if (this.#seat?.reading === true) this.#tell({ ...frame, type: 'ephemeral-arrived' });
        return;
      case 'newer':
        return this.#tell({ type: 'team-newer', documentSeq: frame.documentSeq });
      case 'beacon':
        return this.#tell({ type: 'beacon-changed', beacon: frame.beacon });
      case 'subscribed':
    }
  }

  #hold(delivery: Delivery): void {
    this.#expect(this.#held.add(delivery));
  }

  /** A frame that breaks the protocol is as good as a lost connection. */
  #expect(kept: boolean): void {
    if (!kept) this.#happen({ type: 'lost' });
  }

  #wire(): Wire | null {
    if (this.#line === null || this.#line.answers.full) return null;
    const { connection, answers } = this.#line;
    return { send: (frame) => connection.send(frame), answers };
  }

  async #settledSoon(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<null>();
    const late = setTimeout(() => resolve(null), REQUEST_TIMEOUT_MS);
    this.#comingUp = [...this.#comingUp, () => resolve(null)];
    await promise;
    clearTimeout(late);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #startTimer(event: PhaseEvent, ms: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => this.#happen(event), ms);
  }
}

/** Whether a link made for one wish serves the other. The document's seq may have grown since. */
function sameWish(a: Dial, b: Dial): boolean {
  if (a.origins.length !== b.origins.length) return false;
  if (!a.origins.every((origin, index) => origin === b.origins[index])) return false;
  if (a.login === null || b.login === null) return a.login === b.login;
  return (
    a.login.team === b.login.team &&
    a.login.device === b.login.device &&
    Buffer.compare(a.login.seed, b.login.seed) === 0
  );
}

/**
 * The device's link to its relay: dials, signs in, carries, and stays up while the vault is locked.
 *
 * It decides little itself: `phase.ts` says what follows from an event, `held.ts` keeps deliveries,
 * `answers.ts` what was asked. One vault is seated at a time; the next one takes the seat.
 */
import type { CarrierFact, CarrierRequests, LinkState } from '../../contract/carrier.ts';
import type { EnvelopeId } from '../../../protocol/ids.ts';
import { AUTH_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from '../../../protocol/limits.ts';
import type { ClientFrame } from '../../../protocol/wire/client-frames.ts';
import type { RelayFrame } from '../../../protocol/wire/relay-frames.ts';
import { createAnswers, type Answers } from './answers.ts';
import { restBefore } from './backoff.ts';
import { connect, type Connection, type ConnectionTimes } from './connection.ts';
import { createHeld } from './held.ts';
import { isSettled, linkStateOf, step, type Effect, type Phase, type PhaseEvent } from './phase.ts';
import { authFrame } from './sign-in.ts';

export type Dial = CarrierRequests['dial']['input'];
type Tell = (fact: CarrierFact) => void;

/** One connection that can be asked something. `send` is false when the relay is stuck. */
export interface Wire {
  readonly send: (frame: ClientFrame) => boolean;
  readonly answers: Answers;
}

export interface Link {
  /** Seats a vault: facts go to it. Deliveries do once it has subscribed, for before that it is locked. */
  readonly seat: (tell: Tell) => void;
  /** The seated vault is gone (locked, reloaded, crashed). The link stays up and holds. */
  readonly vacate: () => void;
  /** Goes to these origins, in order, and keeps trying. The same wish again keeps a link that is up. */
  readonly dial: (wish: Dial) => void;
  /** Starts telling deliveries, held ones first; false when not signed in. */
  readonly subscribe: () => boolean;
  /** Acks; false when not signed in. */
  readonly settle: (ids: readonly EnvelopeId[]) => boolean;
  /** Null when not signed in or as much is in flight as may be. */
  readonly signedIn: () => Wire | null;
  /** The same for what needs no login; waits for a connection that is just being made. */
  readonly connected: () => Promise<Wire | null>;
  /** The machine woke up: find out now whether the relay is there. */
  readonly nudge: () => void;
  /** There is room on the disk again: deliveries that could not be kept are told again. */
  readonly retell: () => void;
  readonly stop: () => void;
}

export interface LinkOptions {
  /** Asked before deliveries are told: false while the disk has no room for them. */
  readonly mayTell: () => Promise<boolean>;
  /** An envelope with the wake bit came; `read` says whether a vault is there to read it. */
  readonly onWake: (read: boolean) => void;
  /** For the spread of rests only. */
  readonly random: () => number;
  /** Shortened by tests. */
  readonly times?: ConnectionTimes & { readonly patience: number };
}

/** A link that has not been asked to dial yet. Starts nothing. */
export function createLink({ mayTell, onWake, random, times }: LinkOptions): Link {
  let phase: Phase = { at: 'idle' };
  let wish: Dial = { origins: [], login: null };
  let connection: { readonly origin: string; readonly wire: Connection } | null = null;
  let answers = createAnswers();
  let relayNonce: Uint8Array = new Uint8Array();
  /** The rest before the next round, or the patience with a relay that does not say hello. */
  let timer: NodeJS.Timeout | null = null;
  let said: LinkState = 'offline';
  let seat: { readonly tell: Tell; readonly dialled: boolean } | null = null;
  let subscribedBefore = false;
  let reading = false;
  let comingUp: readonly (() => void)[] = [];
  const held = createHeld(mayTell);

  /** Facts for an unlocked vault. A locked one learns what it needs when it dials. */
  const tell: Tell = (fact) => {
    if (seat?.dialled === true) seat.tell(fact);
  };

  const happen = (event: PhaseEvent): void => {
    const next = step(phase, event, {
      origins: wish.origins.length,
      login: wish.login !== null,
      keepDelivering: subscribedBefore && seat?.dialled !== true,
    });
    ({ phase } = next);
    for (const effect of next.effects) perform(effect);
    const state = linkStateOf(phase);
    if (state !== said) seat?.tell({ type: 'link-changed', link: state });
    said = state;
    if (!isSettled(phase)) return;
    if (phase.at !== 'resting') stopTimer();
    for (const go of comingUp) go();
    comingUp = [];
  };

  const perform = (effect: Effect): void => {
    switch (effect.do) {
      case 'connect':
        listenTo(wish.origins[effect.index] ?? '');
        startTimer({ type: 'lost' }, times?.patience ?? AUTH_TIMEOUT_MS);
        return;
      case 'disconnect':
        disconnect();
        return;
      case 'sign-in':
        signIn();
        return;
      case 'subscribe':
        connection?.wire.send({ type: 'subscribe' });
        return;
      case 'rest':
        startTimer({ type: 'rested' }, restBefore(effect.failures, random));
        return;
      case 'tell-signed-in':
        tellSignedIn();
        return;
      case 'tell-taken-over':
        tell({ type: 'taken-over' });
    }
  };

  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const startTimer = (event: PhaseEvent, ms: number): void => {
    stopTimer();
    timer = setTimeout(() => happen(event), ms);
  };

  /** What is in flight is answered `offline`; what is held comes again. */
  const disconnect = (): void => {
    stopTimer();
    connection?.wire.close();
    connection = null;
    answers.abandon();
    answers = createAnswers();
    held.readBy(null);
    held.clear();
    reading = false;
  };

  const listenTo = (origin: string): void => {
    const wire: Connection = connect(
      origin,
      {
        onFrame: (frame) => {
          if (connection?.wire === wire) take(frame);
        },
        onLost: () => {
          if (connection?.wire === wire) happen({ type: 'lost' });
        },
      },
      times,
    );
    connection = { origin, wire };
  };

  const signIn = (): void => {
    if (connection === null || wish.login === null) return;
    const { origin, wire } = connection;
    wire.send(authFrame(wish.login, { origin, relayNonce }));
  };

  const tellSignedIn = (): void => {
    if (phase.at !== 'signed-in') return;
    const { kid, documentSeq, time } = phase;
    tell({ type: 'signed-in', kid, documentSeq, time });
  };

  /** A frame that breaks the protocol is as good as a lost connection. */
  const expect = (kept: boolean): void => {
    if (!kept) happen({ type: 'lost' });
  };

  const take = (frame: RelayFrame): void => {
    switch (frame.type) {
      case 'hello':
        relayNonce = frame.nonce;
        happen({ type: 'hello', time: frame.time });
        return;
      case 'authed':
        happen({ type: 'authed', kid: frame.kid, documentSeq: frame.documentSeq });
        return;
      case 'deliver':
        expect(held.add({ kind: 'envelope', envelope: frame.envelope }));
        if (frame.envelope.wake) onWake(reading);
        return;
      case 'expired':
        expect(held.add({ kind: 'expired', id: frame.eid, day: frame.day }));
        return;
      case 'ephemeral':
        if (reading) tell({ ...frame, type: 'ephemeral-arrived' });
        return;
      case 'result':
      case 'team':
      case 'done':
      case 'put-refused':
        expect(answers.take(frame));
        return;
      case 'newer':
        tell({ type: 'team-newer', documentSeq: frame.documentSeq });
        return;
      case 'beacon':
        tell({ type: 'beacon-changed', beacon: frame.beacon });
        return;
      case 'end':
        happen({ type: 'end' });
        return;
      case 'closing':
        happen({ type: 'lost' });
        return;
      case 'subscribed':
    }
  };

  const wireNow = (): Wire | null => {
    const up = phase.at === 'connected' || phase.at === 'signed-in';
    if (!up || connection === null || answers.full()) return null;
    return { send: connection.wire.send, answers };
  };

  return {
    seat: (to) => {
      seat = { tell: to, dialled: false };
      reading = false;
      held.readBy(null);
      to({ type: 'link-changed', link: said });
    },
    vacate: () => {
      seat = null;
      reading = false;
      held.readBy(null);
    },
    dial: (next) => {
      if (seat !== null) seat = { ...seat, dialled: true };
      const same = sameWish(wish, next);
      wish = next;
      if (phase.at === 'idle' || !same) {
        subscribedBefore = false;
        happen({ type: 'dial' });
      } else if (phase.at === 'resting') happen({ type: 'rested' });
      else tellSignedIn();
    },
    subscribe: () => {
      if (phase.at !== 'signed-in' || seat === null) return false;
      subscribedBefore = true;
      happen({ type: 'subscribe' });
      reading = true;
      held.readBy(seat.tell);
      return true;
    },
    settle: (ids) => {
      const wire = phase.at === 'signed-in' ? connection?.wire : undefined;
      if (wire === undefined) return false;
      for (const eid of ids) {
        if (!wire.send({ type: 'ack', eid })) return false;
        held.drop(eid);
      }
      return true;
    },
    signedIn: () => (phase.at === 'signed-in' ? wireNow() : null),
    connected: async () => {
      if (!isSettled(phase)) await settledSoon((go) => (comingUp = [...comingUp, go]));
      return wireNow();
    },
    nudge: () => {
      if (phase.at === 'resting') happen({ type: 'rested' });
      else connection?.wire.probe();
    },
    retell: held.retell,
    stop: () => {
      seat = null;
      happen({ type: 'hang-up' });
    },
  };
}

const settledSoon = async (wait: (go: () => void) => void): Promise<void> =>
  await new Promise((resolve) => {
    const late = setTimeout(resolve, REQUEST_TIMEOUT_MS);
    wait(() => {
      clearTimeout(late);
      resolve();
    });
  });

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

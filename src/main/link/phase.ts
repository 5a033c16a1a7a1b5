/**
 * Where the link to the relay stands, and what follows from each event: decisions only, no socket,
 * no clock (PROTOCOL §5). `link.ts` performs the effects.
 */
import type { LinkState } from '../../contract/carrier.ts';

/** `failures` counts whole rounds over all origins since the relay was last reached. */
export type Phase =
  /** Nobody asked to dial, or another connection took our place. */
  | { readonly at: 'idle' }
  | { readonly at: 'resting'; readonly failures: number }
  | { readonly at: 'dialling'; readonly failures: number; readonly index: number }
  | {
      readonly at: 'signing-in';
      readonly failures: number;
      readonly index: number;
      readonly time: number;
    }
  /** Connected without a login. */
  | { readonly at: 'connected' }
  | ({ readonly at: 'signed-in' } & SignedIn);

export interface SignedIn {
  readonly kid: Uint8Array;
  readonly documentSeq: number;
  /** The relay's clock at its hello. */
  readonly time: number;
  readonly delivering: boolean;
}

/** What the phases need to know of what was asked for. */
export interface Wish {
  readonly origins: number;
  readonly login: boolean;
  /** Deliveries were asked for once and no vault is there to ask again. */
  readonly keepDelivering: boolean;
}

export type PhaseEvent =
  | { readonly type: 'dial' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'rested' }
  | { readonly type: 'hello'; readonly time: number }
  | { readonly type: 'authed'; readonly kid: Uint8Array; readonly documentSeq: number }
  | { readonly type: 'subscribe' }
  | { readonly type: 'end' }
  | { readonly type: 'lost' };

export type Effect =
  | { readonly do: 'connect'; readonly index: number }
  | { readonly do: 'disconnect' }
  | { readonly do: 'sign-in' }
  | { readonly do: 'subscribe' }
  | { readonly do: 'rest'; readonly failures: number }
  | { readonly do: 'tell-signed-in' }
  | { readonly do: 'tell-taken-over' };

export interface Step {
  readonly phase: Phase;
  readonly effects: readonly Effect[];
}

const stay = (phase: Phase): Step => ({ phase, effects: [] });

/** Folds one event into the phase. What cannot happen now is a relay that breaks the protocol: hang up and dial anew. */
export function step(phase: Phase, event: PhaseEvent, wish: Wish): Step {
  switch (event.type) {
    case 'dial':
      return dialling(0, 0, [{ do: 'disconnect' }]);
    case 'hang-up':
      return { phase: { at: 'idle' }, effects: [{ do: 'disconnect' }] };
    case 'rested':
      return phase.at === 'resting' ? dialling(phase.failures, 0, []) : stay(phase);
    case 'hello':
      return onHello(phase, event.time, wish);
    case 'authed':
      return onAuthed(phase, event, wish);
    case 'subscribe':
      return phase.at === 'signed-in' && !phase.delivering
        ? { phase: { ...phase, delivering: true }, effects: [{ do: 'subscribe' }] }
        : stay(phase);
    case 'end':
      return { phase: { at: 'idle' }, effects: [{ do: 'disconnect' }, { do: 'tell-taken-over' }] };
    case 'lost':
      return onLost(phase, wish);
  }
}

const dialling = (failures: number, index: number, before: readonly Effect[]): Step => ({
  phase: { at: 'dialling', failures, index },
  effects: [...before, { do: 'connect', index }],
});

function onHello(phase: Phase, time: number, wish: Wish): Step {
  if (phase.at !== 'dialling') return onLost(phase, wish);
  return wish.login
    ? { phase: { ...phase, at: 'signing-in', time }, effects: [{ do: 'sign-in' }] }
    : stay({ at: 'connected' });
}

function onAuthed(
  phase: Phase,
  { kid, documentSeq }: { readonly kid: Uint8Array; readonly documentSeq: number },
  wish: Wish,
): Step {
  if (phase.at !== 'signing-in') return onLost(phase, wish);
  const delivering = wish.keepDelivering;
  return {
    phase: { at: 'signed-in', kid, documentSeq, time: phase.time, delivering },
    effects: delivering
      ? [{ do: 'tell-signed-in' }, { do: 'subscribe' }]
      : [{ do: 'tell-signed-in' }],
  };
}

/** The next origin, or after the last a rest. A link that was up rests as after no failure. */
function onLost(phase: Phase, wish: Wish): Step {
  const drop: Effect = { do: 'disconnect' };
  switch (phase.at) {
    case 'idle':
    case 'resting':
      return stay(phase);
    case 'dialling':
    case 'signing-in':
      return phase.index + 1 < wish.origins
        ? dialling(phase.failures, phase.index + 1, [drop])
        : resting(phase.failures + 1, drop);
    case 'connected':
    case 'signed-in':
      return resting(0, drop);
  }
}

const resting = (failures: number, drop: Effect): Step => ({
  phase: { at: 'resting', failures },
  effects: [drop, { do: 'rest', failures }],
});

/** Whether there is nothing to wait for: up, resting or not asked to dial. */
export const isSettled = (phase: Phase): boolean =>
  phase.at !== 'dialling' && phase.at !== 'signing-in';

/** What people are told: `online` once the login is through, `offline` from the first failed round until then. */
export function linkStateOf(phase: Phase): LinkState {
  switch (phase.at) {
    case 'idle':
      return 'offline';
    case 'resting':
    case 'dialling':
    case 'signing-in':
      return phase.failures === 0 ? 'connecting' : 'offline';
    case 'connected':
    case 'signed-in':
      return 'online';
  }
}

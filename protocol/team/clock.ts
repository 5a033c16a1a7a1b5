import { CLOCK_AGREE_MS, CLOCK_TRUST_MS } from '../limits.ts';

/**
 * What a client knows about the time, in ms since the epoch (PROTOCOL §2).
 *
 * A device gives `local` alone. The widget also gives the `Date` its frame was served with and the
 * relay's hello, both already carried forward to now.
 */
export interface Clock {
  readonly local: number;
  readonly frameDate?: number;
  readonly relay?: number;
}

/** The span a signed thing is meant for. */
export interface Span {
  readonly issued: number;
  readonly expires: number;
}

/**
 * Whether a signed thing is still in force.
 *
 * `expired` by local time, unless frame and relay are both present, agree within 5 minutes and both
 * say valid: a wrong phone clock must not shut a reporter out. `warn` asks for a clock warning: the
 * two witnesses overruled local time, or local time lies more than an hour before `issued`.
 */
export function judge(span: Span, clock: Clock): 'valid' | 'warn' | 'expired' {
  if (clock.local < span.expires) {
    return clock.local < span.issued - CLOCK_TRUST_MS ? 'warn' : 'valid';
  }
  return witnessesSayValid(span, clock) ? 'warn' : 'expired';
}

function witnessesSayValid(span: Span, { frameDate, relay }: Clock): boolean {
  if (frameDate === undefined || relay === undefined) return false;
  if (Math.abs(frameDate - relay) > CLOCK_AGREE_MS) return false;
  return [frameDate, relay].every(
    (now) => span.issued - CLOCK_TRUST_MS <= now && now < span.expires,
  );
}

/** Relay time while it is within 1 h of local time, else local time: what judges and dates beacons. */
export const nearRelayTime = ({ local, relay }: Clock): number =>
  relay !== undefined && Math.abs(relay - local) <= CLOCK_TRUST_MS ? relay : local;

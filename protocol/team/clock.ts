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
 * two witnesses overruled local time, they agree and lie more than an hour from it, or it lies more than an
 * hour before `issued`.
 */
export function judge(span: Span, clock: Clock): 'valid' | 'warn' | 'expired' {
  const seen = witnessed(clock);
  const { local } = clock;
  if (local < span.expires) {
    const isOff = local < span.issued - CLOCK_TRUST_MS || (seen !== null && !isNear(seen, local));
    return isOff ? 'warn' : 'valid';
  }
  return seen !== null && witnessesSayValid(span, clock) ? 'warn' : 'expired';
}

function witnessesSayValid(span: Span, { frameDate = 0, relay = 0 }: Clock): boolean {
  return [frameDate, relay].every(
    (now) => span.issued - CLOCK_TRUST_MS <= now && now < span.expires,
  );
}

/** Relay time where frame and relay agree within 5 minutes, else null. */
function witnessed({ frameDate, relay }: Clock): number | null {
  if (frameDate === undefined || relay === undefined) return null;
  return Math.abs(frameDate - relay) <= CLOCK_AGREE_MS ? relay : null;
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= CLOCK_TRUST_MS;

/**
 * Relay time while it is within 1 h of local time or the frame's `Date` agrees with it, else local time: what
 * judges and dates beacons.
 */
export function nearRelayTime(clock: Clock): number {
  const { local, relay } = clock;
  if (relay !== undefined && isNear(relay, local)) return relay;
  return witnessed(clock) ?? local;
}

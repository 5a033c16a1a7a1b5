import { verify, usable } from '../../protocol/crypto/keys.ts';
import { ProtocolError, type ProtocolErrorCode } from '../../protocol/errors.ts';
import type { DeviceId } from '../../protocol/ids.ts';
import { checkBeacon } from '../../protocol/team/beacon.ts';
import { judge, nearRelayTime, type Clock } from '../../protocol/team/clock.ts';
import {
  checkLink,
  known,
  type KnownDocument,
  type TeamDocument,
  type TeamPin,
} from '../../protocol/team/document.ts';
import { SenderKey } from '../../protocol/talk/names.ts';
import { usablePrekeys, type Reachable } from '../../protocol/team/usable-prekeys.ts';
import type { Devices } from './inbox.ts';

/** Why the chat stays closed. Each has its own sentence on screen. */
export type Refusal = 'forged' | 'older' | 'forked' | 'expired' | 'missing' | 'misplaced';

/** A team whose document is genuine, in force and the newest known here. */
export interface VerifiedTeam {
  readonly document: TeamDocument;
  readonly devices: Devices;
  /** Operators' devices a message can be sealed to right now. */
  readonly reachable: readonly Reachable[];
  readonly clockWarning: boolean;
  readonly known: KnownDocument;
}

/** What the relay answered to `team-get`. */
export interface TeamAnswer {
  readonly document: Uint8Array;
  readonly bundles: readonly Uint8Array[];
}

/** Nothing may be sealed. An expired document is the team's all the same: it says how the team could be reached then. */
export interface RefusedTeam {
  readonly refused: Refusal;
  readonly document?: TeamDocument;
}

/**
 * Judges what the relay says about the team against the pin and everything seen before (PROTOCOL §2).
 *
 * A refusal closes the chat; a bad prekey costs its own device only. `seen` gives the newest prekey
 * `issued` known per device, so that an old one is not shown again.
 */
export function judgeTeam(
  answer: TeamAnswer,
  against: {
    readonly pin: TeamPin;
    readonly newest: KnownDocument | undefined;
    readonly clock: Clock;
    readonly seen: ReadonlyMap<DeviceId, number>;
  },
): VerifiedTeam | RefusedTeam {
  if (answer.document.length === 0) return { refused: 'missing' };
  const { pin, newest, clock } = against;
  try {
    const checked = checkLink(
      answer.document,
      newest === undefined ? { pin } : { pin, newest },
      verify,
    );
    const { document } = checked;
    const time = judge(document, clock);
    if (time === 'expired') return { refused: time, document };
    const at = { document, clock, usable, seen: (id: DeviceId) => against.seen.get(id) };
    const { reachable } = usablePrekeys(answer.bundles, at, verify);
    return {
      document,
      clockWarning: time === 'warn',
      known: known(checked),
      devices: devicesOf(document),
      reachable: reachable.filter(({ device }) => device.roles.includes('operator')),
    };
  } catch (error) {
    if (error instanceof ProtocolError) return { refused: reasons[error.code] ?? 'forged' };
    throw error;
  }
}

const reasons: { readonly [C in ProtocolErrorCode]?: Refusal } = {
  older: 'older',
  forked: 'forked',
};

const devicesOf = (document: TeamDocument): Devices =>
  new Map(
    document.devices.map(({ id, ik, roles }) => [SenderKey.of(ik), { id, roles, revoked: false }]),
  );

/** Until when somebody is here by this beacon, in the clock that judges it; null when nobody is. */
export function beaconEnd(bytes: Uint8Array, document: TeamDocument, clock: Clock): number | null {
  if (bytes.length === 0) return null;
  const now = nearRelayTime(clock);
  try {
    return clock.local + (checkBeacon(bytes, document, now, verify).until - now);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

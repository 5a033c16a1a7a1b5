/**
 * Contract: whether the person at this device is there for reporters, and how they are called. Colleagues and
 * the relay learn no more of it than the beacon says (PROTOCOL §2).
 */
import type { ConversationId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

/** `busy`: goes on with what has begun and takes nothing new. */
export const DUTIES = ['available', 'busy', 'away'] as const;
export type Duty = (typeof DUTIES)[number];

/** Minutes without keyboard or mouse after which somebody counts as away; 0: never. */
export const AWAY_CHOICES = [1, 2, 3, 5, 10, 15] as const;
/** Minutes somebody may wait before it is called out; 0: never. */
export const ALARM_CHOICES = [1, 2, 3, 5, 10, 15, 30] as const;

export interface DutyRules {
  readonly awayMinutes: number;
  readonly alarmMinutes: number;
  readonly sound: boolean;
  /** Notices of the operating system. They hold fixed words and nothing else. */
  readonly notices: boolean;
  /** A colleague's call for help is heard and seen whatever else is off, and by who is away too. */
  readonly help: boolean;
}

export const PLAIN_RULES: DutyRules = {
  awayMinutes: 3,
  alarmMinutes: 3,
  sound: true,
  notices: true,
  help: true,
};

export interface DutyView {
  /** What the person has said. */
  readonly chosen: Duty;
  /** What counts: away while nobody has touched the machine for long enough. */
  readonly now: Duty;
  readonly rules: DutyRules;
}

export interface DutyRequests {
  duty: { input: null; output: DutyView };
  /** Until the lock; whoever unlocks is available. */
  setDuty: { input: { readonly duty: Duty }; output: null };
  setDutyRules: { input: { readonly rules: DutyRules }; output: Outcome<null, 'disk-full'> };
}

/** Every request by name. One left out does not compile. */
export const dutyRequests = {
  duty: 0,
  setDuty: 0,
  setDutyRules: 0,
} as const satisfies Record<keyof DutyRequests, 0>;

/** What the vault tells the screen about it. */
export type DutyFact =
  | { readonly type: 'duty-changed'; readonly view: DutyView }
  /** These have waited too long for an answer that the person here could give. */
  | { readonly type: 'waits-long'; readonly conversations: readonly ConversationId[] };

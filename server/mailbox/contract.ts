import type { DeviceId, EnvelopeId, MailboxId, TeamId } from '../../protocol/ids.ts';
import type { SendResult } from '../../protocol/wire/relay-frames.ts';
import type { Envelope, SealedCard, Target, Wake } from '../../protocol/wire/sealed.ts';

/** Who owns a queue: a device of a team, or a reporter of whom only the mailbox is known. */
export type Owner =
  | { readonly kind: 'device'; readonly team: TeamId; readonly id: DeviceId }
  | { readonly kind: 'mailbox'; readonly team: TeamId; readonly id: MailboxId };

/** One string per queue, for maps. */
export const queueKey = (owner: Owner): string => `${owner.kind}:${owner.team}:${owner.id}`;

/** The owner of the queue a target names, seen from a sender of this team. */
export const ownerOf = (target: Target, team: TeamId): Owner =>
  target.kind === 'device'
    ? { kind: 'device', team, id: target.device }
    : { kind: 'mailbox', team, id: target.mailbox };

/** Who asks to be let into a team, and is nobody there yet. */
export interface Joiner {
  readonly kind: 'joiner';
  readonly team: TeamId;
}

/** One SEND or JOIN. A null target was refused before it came here and keeps its place in the answer. */
export interface Submission {
  readonly sender: Owner | Joiner;
  readonly eid: EnvelopeId;
  readonly wake: Wake;
  readonly tokenHash: Uint8Array | null;
  readonly targets: readonly (Target | null)[];
  readonly header: Uint8Array;
  readonly ct: Uint8Array;
}

/** What waits in a queue, at its place in line. Places only rise. */
export type Waiting =
  | { readonly kind: 'envelope'; readonly place: number; readonly envelope: Envelope }
  /** The last copy of this envelope, once sent by the queue's owner, expired uncollected on `day`. */
  | {
      readonly kind: 'expired';
      readonly place: number;
      readonly eid: EnvelopeId;
      readonly day: number;
    };

/** What a sweep removed, and whose mailboxes got word of it. */
export interface Swept {
  readonly copies: number;
  readonly mailboxes: number;
  readonly told: readonly Owner[];
}

/**
 * The envelopes that wait, and the rules for putting one there (PROTOCOL §5).
 *
 * A crash at any moment loses nothing that was answered. When the store itself fails, every promise
 * rejects and the relay ends: it must not say `accepted` again.
 */
export interface Mailboxes {
  /**
   * Writes one copy per target; answers, once the write is durable, one result per target in order.
   * Sending the same eid to the same queue again is `accepted` and changes nothing.
   */
  readonly keep: (submission: Submission) => Promise<readonly SendResult[]>;
  /** What stands beside a mailbox's queue: at most one card of each device, as it was put last. */
  readonly cards: (owner: Owner) => Promise<readonly SealedCard[]>;
  /** The next in line after `place`, oldest first. */
  readonly next: (owner: Owner, after: number, limit: number) => Promise<readonly Waiting[]>;
  /** Forgets one copy that its owner has made durable. Forgetting it again changes nothing. */
  readonly forget: (owner: Owner, eid: EnvelopeId) => void;
  /** A mailbox lives 90 days from its last touch; one that never sent is not kept at all. */
  readonly touch: (owner: Owner) => void;
  /** Whether a device of this team may write to a mailbox with this token, for what is never stored. */
  readonly admits: (owner: Owner, token: Uint8Array) => Promise<boolean>;
  /** Removes a queue with all that waits in it, and a device's cards; tells the senders of what nobody collected. */
  readonly remove: (owner: Owner) => Promise<readonly Owner[]>;
  /**
   * Removes the queues of this team's devices but for these: a relay that was killed had put a device out, and not
   * yet what waited for it. Nobody is connected who could be told.
   */
  readonly keepOnly: (team: TeamId, devices: ReadonlySet<DeviceId>) => Promise<void>;
  /**
   * Forgets a reporter's mailbox: queue, tokens, and its name on what it sent. True once nothing of it is in
   * the file or its log; false when the disk is full, and then asking again goes on from there.
   */
  readonly erase: (owner: Owner & { kind: 'mailbox' }) => Promise<boolean>;
  /** Removes what is past its time. */
  readonly sweep: () => Promise<Swept>;
  /** How full the fullest device queue is, 0 to 1. */
  readonly fullness: () => number;
  /** Writes what is pending and stops. */
  readonly close: () => void;
}

/** Vault, inbox: whom a reply is sealed to, decided at the moment of sending. Pure. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { seal, type Recipient } from '../../../../protocol/crypto/envelope.ts';
import type { BoxKeys } from '../../../../protocol/crypto/keys.ts';
import { MAX_RECIPIENTS } from '../../../../protocol/limits.ts';
import { MailboxId, type DeviceId, type TeamId } from '../../../../protocol/ids.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import { among } from '../../../../protocol/talk/restriction.ts';
import type { Target } from '../../../../protocol/wire/sealed.ts';
import type { Conversation } from './conversation.ts';
import { allowedIn } from './readers.ts';

/** Everything a seal needs to know besides the body. */
export interface Sealing {
  readonly team: TeamId;
  readonly ik: BoxKeys;
  readonly me: DeviceId;
  readonly reachable: readonly Reachable[];
}

export interface SealedReply {
  /** The reporter's mailbox comes first. */
  readonly targets: readonly Target[];
  readonly header: Uint8Array;
  readonly ct: Uint8Array;
}

/**
 * A reply for the reporter (R.eph while the tab is live, else C) and, unless it is sealed again, for
 * every other operator device that can be reached and may read. `asCard`: beside the queue, for every tab
 * to come. Null until the reporter has said where to write.
 */
export function sealReply(
  { mailbox, session, reporter, cards }: Conversation,
  body: Uint8Array,
  how: Sealing & {
    readonly toEph: boolean;
    readonly withColleagues: boolean;
    readonly asCard?: boolean;
  },
): SealedReply | null {
  if (mailbox === null) return null;
  const c = hexToBytes(reporter);
  const spk = how.toEph && session !== null ? hexToBytes(session.eph) : c;
  const colleagues = how.withColleagues ? colleaguesOf(how, allowedIn({ cards })) : [];
  const recipients: readonly Recipient[] = [
    { spk, ik: c },
    ...colleagues.map(({ device, bundle }) => ({ spk: bundle.spk, ik: device.ik })),
  ];
  const { header, wraps, ct } = seal({ team: how.team, sender: how.ik, recipients, body });
  const [own, ...others] = wraps;
  if (own === undefined) throw new Error('seal gives one wrap per recipient');
  const token = hexToBytes(mailbox.token);
  return {
    header,
    ct,
    targets: [
      {
        kind: how.asCard === true ? 'card' : 'mailbox',
        mailbox: MailboxId(mailbox.id),
        token,
        wrap: own,
      },
      ...targetsOf(colleagues, others),
    ],
  };
}

/**
 * A message for the team alone: no mailbox can be among its targets. Null when none of those who do not
 * have it can be reached.
 */
export function sealToColleagues(
  body: Uint8Array,
  how: Sealing & {
    readonly without: readonly DeviceId[];
    readonly allowed: readonly DeviceId[] | null;
  },
): SealedReply | null {
  const colleagues = colleaguesOf(how, how.allowed).filter(
    ({ device }) => !how.without.includes(device.id),
  );
  if (colleagues.length === 0) return null;
  const recipients = colleagues.map(({ device, bundle }) => ({ spk: bundle.spk, ik: device.ik }));
  const { header, wraps, ct } = seal({ team: how.team, sender: how.ik, recipients, body });
  return { header, ct, targets: targetsOf(colleagues, wraps) };
}

const targetsOf = (
  colleagues: readonly Reachable[],
  wraps: readonly Uint8Array[],
): readonly Target[] =>
  colleagues.flatMap(({ device }, index): readonly Target[] => {
    const wrap = wraps[index];
    return wrap === undefined ? [] : [{ kind: 'device', device: device.id, wrap }];
  });

/** Operators only; managers receive releases and nothing else. */
const colleaguesOf = (
  { reachable, me }: Sealing,
  allowed: readonly DeviceId[] | null,
): readonly Reachable[] =>
  among(reachable, allowed, ({ device }) => device.id)
    .filter(({ device }) => device.id !== me && device.roles.includes('operator'))
    .slice(0, MAX_RECIPIENTS - 1);

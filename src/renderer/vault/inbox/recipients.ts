/** Vault, inbox: whom a reply is sealed to, decided at the moment of sending. Pure. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { seal, type Recipient } from '../../../../protocol/crypto/envelope.ts';
import type { BoxKeys } from '../../../../protocol/crypto/keys.ts';
import { MAX_RECIPIENTS } from '../../../../protocol/limits.ts';
import { MailboxId, type DeviceId, type TeamId } from '../../../../protocol/ids.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Target } from '../../../../protocol/wire/sealed.ts';
import type { Conversation } from './conversation.ts';

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
 * every other operator device that can be reached. Null until the reporter has said where to write.
 */
export function sealReply(
  { mailbox, session, reporter }: Conversation,
  body: Uint8Array,
  how: Sealing & { readonly toEph: boolean; readonly withColleagues: boolean },
): SealedReply | null {
  if (mailbox === null) return null;
  const c = hexToBytes(reporter);
  const spk = how.toEph && session !== null ? hexToBytes(session.eph) : c;
  const colleagues = how.withColleagues ? colleaguesOf(how) : [];
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
      { kind: 'mailbox', mailbox: MailboxId(mailbox.id), token, wrap: own },
      ...colleagues.flatMap(({ device }, index): readonly Target[] => {
        const wrap = others[index];
        return wrap === undefined ? [] : [{ kind: 'device', device: device.id, wrap }];
      }),
    ],
  };
}

/** Operators only; managers receive releases and nothing else. */
const colleaguesOf = ({ reachable, me }: Sealing): readonly Reachable[] =>
  reachable
    .filter(({ device }) => device.id !== me && device.roles.includes('operator'))
    .slice(0, MAX_RECIPIENTS - 1);

/** Vault, people: invites, and whether who asks holds one (PROTOCOL §2 Joining). Pure. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { fingerprintWords } from '../../../../protocol/crypto/fingerprint-words.ts';
import { fingerprint } from '../../../../protocol/crypto/identity.ts';
import {
  formatInvite,
  isInvited,
  parseInvite,
  type Invite,
} from '../../../../protocol/crypto/join.ts';
import { usable } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { INVITE_LIFE_MS } from '../../../../protocol/limits.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { readJoin, type JoinBody } from '../../../../protocol/talk/join.ts';
import { deviceEntry, type Role } from '../../../../protocol/team/device-entry.ts';
import { pinOf, type TeamDocument } from '../../../../protocol/team/document.ts';
import type { JoinRequest } from '../../../contract/people.ts';
import type { Env } from '../env.ts';
import type { Held } from '../inbox/judge.ts';
import type { Invited } from './membership.ts';

const ID_BYTES = 16;
const SECRET_BYTES = 16;

/** A fresh one for this team, good for a day. */
export function newInvite(
  document: TeamDocument,
  { now, random }: Pick<Env, 'now' | 'random'>,
): Invited {
  const [origin] = document.origins;
  if (origin === undefined) throw new Error('a document names a relay');
  const made = now();
  const secret = random(SECRET_BYTES);
  const link = formatInvite({
    pin: pinOf(document),
    secret,
    expires: made + INVITE_LIFE_MS,
    origin,
  });
  secret.fill(0);
  return { id: bytesToHex(random(ID_BYTES)), link, made, asked: null };
}

/** What an invite says, without its secret. Throws as {@link parseInvite} does. */
export function termsOf(link: string, now = 0): Omit<Invite, 'secret'> {
  const { secret, ...terms } = parseInvite(link, now);
  secret.fill(0);
  return terms;
}

export const expiryOf = ({ link }: Pick<Invited, 'link'>): number => termsOf(link).expires;

/** One that nobody used, and that is over. */
export const isOver = (invite: Invited, now: number): boolean =>
  invite.asked === null && now >= expiryOf(invite);

/** The request in these bytes, or null when they hold something else or nothing that can be read. */
export function joinIn(body: Uint8Array): JoinBody | null {
  try {
    return readJoin(body);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** The newest document, and by ik every device that any document has listed. */
interface Known {
  readonly document: TeamDocument;
  readonly known: ReadonlyMap<SenderKey, unknown>;
}

/** The invite, with the request in it, that this one was made for; null where it is good for nothing. */
export function answeredInvite(
  invites: readonly Invited[],
  { senderPk: ik }: Pick<Held, 'senderPk'>,
  { login, sign, name, mac }: JoinBody,
  at: Known & { readonly now: number },
): Invited | null {
  const keys = { login, sign, ik };
  const invite = invites.find((one) => {
    const { secret, pin } = parseInvite(one.link, 0);
    const is = isInvited(mac, secret, pin.root, { ...keys, name });
    secret.fill(0);
    return is;
  });
  if (invite === undefined || invite.asked !== null || at.now >= expiryOf(invite)) return null;
  if (!isNew(keys, at)) return null;
  const hex = { login: bytesToHex(login), sign: bytesToHex(sign), ik: bytesToHex(ik) };
  return { ...invite, asked: { ...hex, name, arrived: at.now } };
}

type Keys = Parameters<typeof deviceEntry>[0];

/**
 * Keys that no device has, of no device that was removed, and that can be sealed to. A removed device's ik is
 * refused beside new login and signing keys too: messages are known by it, and what it wrote would count again.
 */
export function isNew(keys: Keys, { document, known }: Known): boolean {
  const { devices, revoked, signer, next } = document;
  const { id } = deviceEntry(keys, []);
  const taken = devices.flatMap(({ login, sign, ik }) => [login, sign, ik]);
  const fresh = [keys.login, keys.sign, keys.ik];
  const clash = (a: Uint8Array): boolean => [...taken, signer, next].some((b) => equalBytes(a, b));
  const isOld = revoked.includes(id) || known.has(SenderKey.of(keys.ik));
  return !isOld && !fresh.some(clash) && usable(keys.ik);
}

/** What the next document is to list. */
export function newcomerOf(asked: NonNullable<Invited['asked']>, roles: readonly Role[]) {
  const { login, sign, ik } = asked;
  return deviceEntry(
    { login: hexToBytes(login), sign: hexToBytes(sign), ik: hexToBytes(ik) },
    roles,
  );
}

/** As it is shown; null while nobody has used the invite. */
export function requestOf({ id, link, asked }: Invited): JoinRequest | null {
  if (asked === null) return null;
  const { root } = termsOf(link).pin;
  const newcomer = newcomerOf(asked, ['operator']);
  return {
    invite: id,
    name: asked.name,
    numbers: fingerprint(root, newcomer),
    words: fingerprintWords(root, newcomer),
    arrived: asked.arrived,
  };
}

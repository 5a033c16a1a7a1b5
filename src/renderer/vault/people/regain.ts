/**
 * Vault, people: first run by the printed root code, for a team whose coordinating devices are lost (PROTOCOL §2 By the
 * root code). What the relay shows is proven by the code before anything is made, so a wrong one leaves nothing behind.
 */
import { parseInvite } from '../../../../protocol/crypto/join.ts';
import { verify } from '../../../../protocol/crypto/keys.ts';
import { teamFingerprint } from '../../../../protocol/crypto/team-fingerprint.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes, KEY_BYTES } from '../../../../protocol/hash.ts';
import type { TeamId } from '../../../../protocol/ids.ts';
import {
  checkLink,
  pinOf,
  readDocument,
  type TeamDocument,
} from '../../../../protocol/team/document.ts';
import { isOrigin } from '../../../../protocol/team/origin.ts';
import { profileText } from '../../../../protocol/team/profile.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { FoundTeam, PeopleRequests } from '../../../contract/people.ts';
import { isOnline } from '../founding.ts';
import type { Reader } from '../team/found-team.ts';
import { withDevices } from '../team/known-devices.ts';
import type { UnlockParts } from '../unlock.ts';
import { rootInForce, teamOf } from './new-root.ts';

type Looked = PeopleRequests['lookForTeam'];

/** A document that the code has proven, and where it was. It may be over: then it only is what the next one follows. */
export interface Proven {
  readonly relay: string;
  readonly bytes: Uint8Array;
}

/** Asks the relay for the team that this code makes. */
export async function teamByCode(
  parts: UnlockParts,
  { relay: typed, code }: Looked['input'],
): Promise<Outcome<Proven, Extract<Looked['output'], { ok: false }>['refusal']>> {
  const { carrier } = parts;
  const team = teamOf(code);
  if (!team.ok) return team;
  const place = placeIn(typed);
  if (place === null) return refuse('bad-relay');
  const { relay } = place;
  if (place.team !== null && place.team !== team.value) return refuse('wrong-code');
  const dialled = await carrier.dial({ origins: [relay], login: null });
  if (!dialled.ok || !(await isOnline(parts))) return refuse('relay-unreachable');
  const held = await carrier.fetchTeam({ team: team.value });
  if (!held.ok) return refuse('relay-unreachable');
  const bytes = held.value.document;
  if (bytes.length === 0) return refuse('no-such-team');
  return isProven(code, team.value, bytes) ? ok({ relay, bytes }) : refuse('wrong-code');
}

/** Signed by a key of the code and naming the one after it, whole, and of the team that the code's first key names. */
export function isProven(code: string, team: TeamId, bytes: Uint8Array): boolean {
  try {
    const document = readDocument(bytes);
    const root = rootInForce(code, document);
    if (!root.ok) return false;
    root.value.keys.seed.fill(0);
    checkLink(bytes, { pin: pinOf(document) }, verify);
    return document.team === team && equalBytes(document.next, root.value.after);
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** What a person is to compare with what they know before they go on. */
export function shownTeam(
  { relay, bytes }: Proven,
  language: Looked['input']['language'],
): FoundTeam {
  const document = readDocument(bytes);
  const { seq, issued, expires, origins: relays } = document;
  const devices = document.devices.map(({ id, roles }) => ({ id, roles }));
  const numbers = teamFingerprint(pinOf(document));
  return {
    name: nameIn(document, language),
    numbers,
    seq,
    issued,
    expires,
    relay,
    relays,
    devices,
  };
}

/** What the new vault begins with. Tombstones begin anew: those of the lost device are gone with it. */
export function regainer(
  { relay, bytes }: Proven,
  { alias, language }: Pick<PeopleRequests['regainTeam']['input'], 'alias' | 'language'>,
  random: (bytes: number) => Uint8Array,
): Reader {
  const document = readDocument(bytes);
  const teamName = nameIn(document, language);
  const settings = withDevices({ relay, teamName, alias, language, devices: [] }, document);
  return { document: bytes, settings, tombstoneKey: random(KEY_BYTES) };
}

const nameIn = ({ profile }: TeamDocument, language: string): string =>
  profileText(profile, 'name', language) ?? '';

const SETUP = 'beistand://setup#';

/** An address as it is dialled, or the one in an invite or a setup link, however old; an invite names its team too. */
function placeIn(typed: string): { readonly relay: string; readonly team: TeamId | null } | null {
  const text = typed.trim();
  if (text.startsWith(SETUP)) {
    const relay = new URLSearchParams(text.slice(SETUP.length)).get('relay') ?? '';
    return isOrigin(relay) ? { relay, team: null } : null;
  }
  if (isOrigin(text)) return { relay: text, team: null };
  try {
    const { origin, pin, secret } = parseInvite(text, 0);
    secret.fill(0);
    return { relay: origin, team: pin.team };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/**
 * Vault, people: first run by an invite. The team is fetched and proven against the invite's pin before
 * anything is made, so a bad invite leaves nothing behind.
 */
import { verify } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import { checkDocument, type TeamDocument } from '../../../../protocol/team/document.ts';
import { profileText } from '../../../../protocol/team/profile.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { InviteRefusal, PeopleRequests } from '../../../contract/people.ts';
import { isOnline } from '../founding.ts';
import { withDevices } from '../team/known-devices.ts';
import type { Reader } from '../team/found-team.ts';
import type { UnlockParts } from '../unlock.ts';
import { readInvite } from './joiner.ts';

/** What the new vault begins with. */
export async function invitedTeam(
  parts: UnlockParts,
  { link, name, language }: Omit<PeopleRequests['joinTeam']['input'], 'passphrase'>,
): Promise<Outcome<Reader, InviteRefusal | 'relay-unreachable' | 'unknown-team'>> {
  const { carrier, env } = parts;
  const invite = readInvite(link, env.now());
  if (!invite.ok) return invite;
  const { pin, origin } = invite.value;
  const dialled = await carrier.dial({ origins: [origin], login: null });
  if (!dialled.ok || !(await isOnline(parts))) return refuse('relay-unreachable');
  const held = await carrier.fetchTeam({ team: pin.team });
  if (!held.ok) return refuse('relay-unreachable');
  const bytes = held.value.document;
  const document = proven(() => checkDocument(bytes, { pin, clock: { local: env.now() } }, verify));
  if (document === null) return refuse('unknown-team');
  const teamName = profileText(document.profile, 'name', language) ?? '';
  const settings = { relay: origin, teamName, alias: name, language, devices: [] };
  const tombstoneKey = env.random(KEY_BYTES);
  return ok({ document: bytes, settings: withDevices(settings, document), tombstoneKey });
}

function proven(check: () => { readonly document: TeamDocument }): TeamDocument | null {
  try {
    return check().document;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

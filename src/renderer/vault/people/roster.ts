/** Vault, people: the team's devices as this one knows them, for the screen. Pure but for what it reads. */
import { fingerprintWords } from '../../../../protocol/crypto/fingerprint-words.ts';
import { fingerprint } from '../../../../protocol/crypto/identity.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import type { Roster, TeamNews } from '../../../contract/people.ts';
import type { Env } from '../env.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { publicKeysOf, type Device } from '../team/device.ts';
import type { Documents } from '../team/documents.ts';
import { unknownIn } from './earlier.ts';
import { expiryOf, isOver, requestOf, termsOf } from './invites.ts';
import { missingOf } from './joiner.ts';
import { keepersOf, type Invited, type Membership, type MembershipRow } from './membership.ts';

export interface RosterParts {
  readonly env: Pick<Env, 'now'>;
  readonly keys: Pick<VaultKeys, 'current'>;
  readonly device: Device;
  readonly documents: Pick<Documents, 'current' | 'lastSeen' | 'maySign'>;
  readonly membership: MembershipRow;
  /** Ids that this device had before its keys were renewed. */
  readonly former: readonly DeviceId[];
}

export function rosterOf(parts: RosterParts): Roster {
  const { documents, device, membership } = parts;
  const document = documents.current();
  const kept = membership.now();
  const known = new Map(kept.people.map((one) => [one.id, one]));
  const keepers = keepersOf(kept, document);
  return {
    standing: standingOf(parts),
    mayChange: coordinates(parts) && documents.maySign(),
    devices: document.devices.map(({ id, roles }) => ({
      id,
      name: nameOf(parts, id),
      alias: aliasIn(parts, id),
      roles,
      holdsKey: roles.includes('coordinator') || known.get(id)?.coordinated === true,
      mine: id === device.keys.id,
      since: known.get(id)?.since ?? null,
      seen: documents.lastSeen(id),
    })),
    former: parts.former,
    removed: [...new Set<string>([...document.revoked, ...keepers])].map((id) => ({
      id,
      name: nameOf(parts, id),
      until: known.get(id)?.until ?? null,
      holdsKey: keepers.includes(id),
    })),
    invites: openInvites(parts).map((one) => ({
      id: one.id,
      made: one.made,
      expires: expiryOf(one),
    })),
    asking: kept.invites.flatMap((one) => requestOf(one) ?? []),
    joining: joiningOf(parts, document),
    newcomers: newcomersOf(parts, document),
    own: comparedOf(document, device.keys.id),
    history: shownNews(parts, kept.history),
  };
}

export const openInvites = ({ membership, env }: RosterParts): readonly Invited[] =>
  membership.now().invites.filter((one) => one.asked === null && !isOver(one, env.now()));

/** Whether the newest document makes this device a coordinator's. */
export const coordinates = ({ documents, device }: RosterParts): boolean =>
  documents
    .current()
    .devices.some(({ id, roles }) => id === device.keys.id && roles.includes('coordinator'));

export function standingOf({
  documents,
  device,
}: Pick<RosterParts, 'documents' | 'device'>): Roster['standing'] {
  const { devices, revoked } = documents.current();
  const { id } = device.keys;
  if (devices.some((one) => one.id === id)) return 'member';
  return revoked.includes(id) ? 'removed' : 'waiting';
}

export const shownNews = (parts: RosterParts, news: Membership['history']): readonly TeamNews[] =>
  news.map((event) => ({ ...event, name: nameOf(parts, event.device) }));

/** Our own is the one we write under; of a device nobody has named here what it says itself, '' where it said nothing. */
function nameOf({ keys, membership, device: own }: RosterParts, device: string): string {
  if (device === own.keys.id) return keys.current().settings.alias;
  const { people, says } = membership.now();
  const named = people.find(({ id }) => id === device)?.name ?? '';
  return named === '' ? (says.find(({ id }) => id === device)?.name ?? '') : named;
}

/** The name it writes under, as it says itself, and the one before. */
function aliasIn({ keys, membership, device: own }: RosterParts, device: string) {
  const { says, said } = membership.now();
  if (device === own.keys.id) return { now: keys.current().settings.alias, before: said.before };
  const known = says.find(({ id }) => id === device);
  return { now: known?.name ?? '', before: known?.before ?? '' };
}

/** Every name a device goes by here; our own ones from before their keys were renewed go by ours. */
export function namesOf(parts: RosterParts, device: string): readonly string[] {
  const own = parts.device.keys.id;
  const id = parts.former.some((one) => one === device) ? own : device;
  const { now, before } = aliasIn(parts, id);
  return [nameOf(parts, id), now, before].filter((name) => name !== '');
}

/** None on a device that is told nothing itself. */
function newcomersOf(parts: RosterParts, document: TeamDocument): Roster['newcomers'] {
  const { membership, device } = parts;
  const own = document.devices.find(({ id }) => id === device.keys.id);
  if (own?.roles.includes('operator') !== true) return [];
  const kept = membership.now();
  return unknownIn(kept, document).flatMap((id) => {
    const compared = comparedOf(document, id);
    if (compared === null || id === own.id) return [];
    const declined = kept.earlier?.no.includes(id) === true;
    return [{ device: id, name: nameOf(parts, id), declined, ...compared }];
  });
}

/** What two people compare of a listed device; both hold the document, and with it who signed it. */
function comparedOf({ devices, signer }: TeamDocument, id: string): Roster['own'] {
  const keys = devices.find((one) => one.id === id);
  return keys === undefined
    ? null
    : { numbers: fingerprint(signer, keys), words: fingerprintWords(signer, keys) };
}

function joiningOf(
  { membership, device, former }: RosterParts,
  document: TeamDocument,
): Roster['joining'] {
  const devices = document.devices.filter(({ id }) => !former.includes(id));
  const { joining } = membership.now();
  if (joining === null) return null;
  const { pin, expires } = termsOf(joining.link);
  const keys = publicKeysOf(device);
  const { name, reached } = joining;
  return {
    name,
    numbers: fingerprint(pin.root, keys),
    words: fingerprintWords(pin.root, keys),
    expires,
    heard: reached.length > 0,
    missing: missingOf(devices, reached).length,
  };
}

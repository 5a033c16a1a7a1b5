/** Vault, people: the changes a coordinator may make to the list of devices. Pure; a string says why not. */
import { equalBytes } from '../../../../protocol/hash.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { MAX_DEVICES, MAX_REVOKED } from '../../../../protocol/limits.ts';
import {
  roles as allRoles,
  type DeviceEntry,
  type Role,
} from '../../../../protocol/team/device-entry.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import type { Edit } from '../team/documents.ts';

const without = (list: readonly DeviceEntry[], id: string): readonly DeviceEntry[] =>
  list.filter((one) => one.id !== id);

/** `isNew`: whether these keys are still nobody's, judged against the very document the device is to be added to. */
export const adding =
  (device: DeviceEntry, isNew: (document: TeamDocument) => boolean): Edit<'gone' | 'full'> =>
  (document) => {
    const { devices } = document;
    // The id follows from all three keys: the same id is the same device.
    if (devices.some(({ id }) => id === device.id)) return document;
    if (!isNew(document)) return 'gone';
    return devices.length < MAX_DEVICES ? { ...document, devices: [...devices, device] } : 'full';
  };

export const granting =
  (id: string, roles: readonly Role[]): Edit<'gone' | 'coordinator'> =>
  (document) => {
    const device = document.devices.find((one) => one.id === id);
    if (device === undefined) return 'gone';
    if (device.roles.includes('coordinator') && !roles.includes('coordinator')) {
      return 'coordinator';
    }
    const devices = [...without(document.devices, id), { ...device, roles }];
    return device.roles.join() === roles.join() ? document : { ...document, devices };
  };

/**
 * `me` cannot remove itself. Whoever coordinates or ever did holds T, whatever roles the document gives them now:
 * that takes a change of root.
 */
export const removing =
  (
    id: string,
    me: string,
    holdsKey: (id: string) => boolean,
  ): Edit<'gone' | 'own-device' | 'coordinator' | 'full'> =>
  (document: TeamDocument) => {
    if (id === me) return 'own-device';
    const device = document.devices.find((one) => one.id === id);
    if (device === undefined) return 'gone';
    if (device.roles.includes('coordinator') || holdsKey(id)) return 'coordinator';
    if (document.revoked.length >= MAX_REVOKED) return 'full';
    return left(document, device.id);
  };

interface Succession {
  readonly next: Uint8Array;
  readonly after: Uint8Array;
  readonly known: readonly DeviceId[];
  readonly seen: TeamDocument;
}

/**
 * A coordinator's device knows T_i: the document that removes it is T_{i+1}'s, and names T_{i+2} (PROTOCOL §2).
 * `seen`: the document when the code was typed. Who coordinates only since then does not get T_{i+1}; and where the
 * one who goes is no longer listed, or the relays have moved, only T_i can have done that, and `seen` is begun from.
 * `known`: ids of devices that a document has listed, the newest last.
 */
export const succeeding =
  (ids: readonly DeviceId[], me: DeviceId, at: Succession): Edit<'own-device' | 'wrong-code'> =>
  (document) => {
    if (ids.includes(me)) return 'own-device';
    const { next, after, known, seen } = at;
    const { revoked, origins, seq, prev } = document;
    if (equalBytes(document.signer, next) && ids.every((id) => revoked.includes(id)))
      return document;
    if (!equalBytes(document.next, next)) return 'wrong-code';
    const listed = new Set(document.devices.map(({ id }) => id));
    const isSeen = ids.every((id) => listed.has(id)) && origins.join() === seen.origins.join();
    const from = isSeen ? document : seen;
    const begun = {
      ...from,
      devices: from.devices.flatMap((device) => asSeen(device, seen.devices) ?? []),
      revoked: withRoom(from.revoked, known, ids.length),
      seq,
      prev,
    };
    return { ...ids.reduce(left, begun), signer: next, next: after };
  };

/**
 * The device of whoever has the root code coordinates from the next document on (PROTOCOL §2 By the root code).
 * `before`: what is done first, which is {@link succeeding} where somebody goes and {@link staying} where nobody does.
 */
export const regaining =
  <R extends string>(me: DeviceEntry, before: Edit<R>): Edit<R | 'removed' | 'full'> =>
  (document) => {
    const base = before(document);
    if (typeof base === 'string') return base;
    if (base.revoked.includes(me.id)) return 'removed';
    const listed = base.devices.find(({ id }) => id === me.id);
    if (listed?.roles.includes('coordinator') === true) return base;
    if (listed === undefined && base.devices.length >= MAX_DEVICES) return 'full';
    const granted = new Set<Role>([...(listed?.roles ?? me.roles), 'coordinator']);
    const device = { ...me, roles: allRoles.filter((role) => granted.has(role)) };
    return { ...base, devices: [...without(base.devices, me.id), device] };
  };

/** Nothing is to be done first, as long as this key still signs. */
export const staying =
  (signer: Uint8Array): Edit<'wrong-code'> =>
  (document) =>
    equalBytes(document.signer, signer) ? document : 'wrong-code';

/** A device with no more of T than the person saw; null: it was let in since, to coordinate and nothing else. */
function asSeen(device: DeviceEntry, seen: readonly DeviceEntry[]): DeviceEntry | null {
  const before = seen.find(({ id }) => id === device.id)?.roles ?? [];
  if (!device.roles.includes('coordinator') || before.includes('coordinator')) return device;
  const others = device.roles.filter((role) => role !== 'coordinator');
  const roles = others.length > 0 ? others : before;
  return roles.length > 0 ? { ...device, roles } : null;
}

/** Half of a full list, when the next root decides anew: who was listed last stays longest, and ids of nobody go first. */
function withRoom(
  revoked: readonly DeviceId[],
  known: readonly DeviceId[],
  more: number,
): readonly DeviceId[] {
  if (revoked.length + more <= MAX_REVOKED) return revoked;
  const ids = new Set(known.filter((id) => revoked.includes(id)));
  const byWorth = [...revoked.filter((id) => !ids.has(id)), ...ids];
  return byWorth.slice(-MAX_REVOKED / 2);
}

const left = (document: TeamDocument, id: DeviceId): TeamDocument => ({
  ...document,
  devices: without(document.devices, id),
  revoked: [...document.revoked.filter((one) => one !== id), id],
});

/** Vault, team: every device that a document has listed, kept beside the keys. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { DeviceId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import { roles, type TeamDocument } from '../../../../protocol/team/document.ts';
import type { Settings } from '../keys/keyring.ts';
import { MAX_UNNAMED_DEVICES } from '../limits.ts';

/**
 * Every device ever listed stays known, so that a revoked one cannot come back as a reporter. Only of those that
 * were put out without being revoked the newest are kept, or whoever signs documents could fill the keyring.
 */
export function withDevices(settings: Settings, document: TeamDocument): Settings {
  const listed = document.devices.map((device) => ({
    id: device.id,
    ik: bytesToHex(device.ik),
    roles: [...device.roles],
  }));
  const ids = new Set<string>(listed.map(({ id }) => id));
  const revoked = new Set<string>(document.revoked);
  const before = settings.devices.filter(({ id }) => !ids.has(id));
  const unnamed = before.filter(({ id }) => !revoked.has(id));
  const gone = new Set(unnamed.slice(0, -MAX_UNNAMED_DEVICES));
  return { ...settings, devices: [...before.filter((one) => !gone.has(one)), ...listed] };
}

/** By ik; those the document does not list count as revoked. */
export function knownDevices(
  settings: Settings,
  document: TeamDocument,
): ReadonlyMap<SenderKey, KnownDevice> {
  const current = new Set<string>(document.devices.map(({ id }) => id));
  return new Map(
    withDevices(settings, document).devices.map((device) => [
      SenderKey.of(hexToBytes(device.ik)),
      {
        id: DeviceId(device.id),
        roles: roles.filter((role) => device.roles.includes(role)),
        revoked: !current.has(device.id),
      },
    ]),
  );
}

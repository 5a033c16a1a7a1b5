import { ProtocolError, type ProtocolErrorCode } from '../errors.ts';
import type { DeviceId } from '../ids.ts';
import type { Clock } from './clock.ts';
import type { DeviceEntry } from './device-entry.ts';
import type { TeamDocument } from './document-bytes.ts';
import { checkPrekey, type PrekeyBundle } from './prekey.ts';
import type { Verify } from './signature.ts';

/** A device one can seal to right now, with what `seal` needs of it. */
export interface Reachable {
  readonly device: DeviceEntry;
  readonly bundle: PrekeyBundle;
}

/** A bundle that was passed over, to be reported. Without a device nothing in it could be believed. */
export interface Skipped {
  readonly device?: DeviceId;
  readonly why: ProtocolErrorCode;
}

/**
 * Sorts what TEAM.GET answered into devices to seal to and bundles to report.
 *
 * A bad bundle costs its own device, never the message (PROTOCOL §2). `usable` is the trial exchange
 * of crypto/keys.ts, on spk and ik; `seen` gives the highest `issued` known of a device: below it the
 * relay is showing an old bundle (`older`). A device is taken once, with its newest bundle.
 */
export function usablePrekeys(
  bundles: readonly Uint8Array[],
  at: {
    readonly document: TeamDocument;
    readonly clock: Clock;
    readonly usable: (publicKey: Uint8Array) => boolean;
    readonly seen?: (device: DeviceId) => number | undefined;
  },
  verify: Verify,
): { readonly reachable: readonly Reachable[]; readonly skipped: readonly Skipped[] } {
  const newest = new Map<DeviceId, Reachable>();
  const skipped: Skipped[] = [];
  for (const bytes of bundles) {
    const judged = judgeBundle(bytes, at, verify);
    if ('why' in judged) {
      skipped.push(judged);
    } else if (judged.bundle.issued > (newest.get(judged.device.id)?.bundle.issued ?? -1)) {
      newest.set(judged.device.id, judged);
    }
  }
  return { reachable: [...newest.values()], skipped };
}

function judgeBundle(
  bytes: Uint8Array,
  at: Parameters<typeof usablePrekeys>[1],
  verify: Verify,
): Reachable | Skipped {
  try {
    const bundle = checkPrekey(bytes, at.document, at.clock, verify);
    const device = at.document.devices.find(({ id }) => id === bundle.device);
    if (device === undefined) return { why: 'wrong-key' };
    if (!at.usable(bundle.spk) || !at.usable(device.ik))
      return { device: device.id, why: 'low-order' };
    if (bundle.issued < (at.seen?.(device.id) ?? 0)) return { device: device.id, why: 'older' };
    return { device, bundle };
  } catch (error) {
    if (error instanceof ProtocolError) return { why: error.code };
    throw error;
  }
}

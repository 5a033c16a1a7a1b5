/** Vault, team: one body sealed to these devices, in one envelope. */
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { EnvelopeId } from '../../../../protocol/ids.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Device } from './device.ts';
import type { Documents } from './documents.ts';

interface Parts {
  readonly carrier: Pick<Carrier, 'post'>;
  readonly device: Pick<Device, 'keys'>;
  readonly documents: Pick<Documents, 'current'>;
}

/** Those whose queue took it: nobody while offline. */
export async function postTo(
  { carrier, device, documents }: Parts,
  to: readonly Reachable[],
  body: Uint8Array,
): Promise<readonly Reachable[]> {
  const recipients = to.map((one) => ({ spk: one.bundle.spk, ik: one.device.ik }));
  const { team } = documents.current();
  const { header, wraps, ct } = seal({ team, sender: device.keys.ik, recipients, body });
  const targets = wraps.flatMap((wrap, n) => {
    const one = to[n];
    return one === undefined ? [] : [{ kind: 'device', device: one.device.id, wrap } as const];
  });
  const sent = await carrier.post({ eid: EnvelopeId.random(), wake: false, targets, header, ct });
  return sent.ok ? to.filter((_, n) => sent.value[n] === 'accepted') : [];
}

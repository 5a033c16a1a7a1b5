import { utf8ToBytes } from '@noble/hashes/utils.js';
import { open, seal, type Recipient } from '../../protocol/crypto/envelope.ts';
import { newBoxKeys } from '../../protocol/crypto/keys.ts';
import { TeamId } from '../../protocol/ids.ts';

const RUN_MS = 2000;
/** The model NGO: five operators' devices. */
const DEVICES = 5;

export interface SealingFigures {
  /** Envelopes a second, each to five devices. */
  readonly sealPerSecond: number;
  /** Copies a second on one device. */
  readonly openPerSecond: number;
}

/** How fast one core seals a short message to five devices, and opens one copy. */
export function measureSealing(): SealingFigures {
  const team = TeamId.random();
  const sender = newBoxKeys();
  const devices = Array.from({ length: DEVICES }, () => ({ ik: newBoxKeys(), spk: newBoxKeys() }));
  const recipients: readonly Recipient[] = devices.map(({ ik, spk }) => ({
    ik: ik.publicKey,
    spk: spk.publicKey,
  }));
  const body = utf8ToBytes('x'.repeat(400));
  const { header, wraps, ct } = seal({ team, sender, recipients, body });
  const [first] = devices;
  const [wrap] = wraps;
  if (first === undefined || wrap === undefined) throw new Error('no device');
  return {
    sealPerSecond: perSecond(() => seal({ team, sender, recipients, body })),
    openPerSecond: perSecond(() =>
      open({ header, wrap, ct }, { team, ik: first.ik, keyFor: () => first.spk }),
    ),
  };
}

function perSecond(work: () => unknown): number {
  const until = performance.now() + RUN_MS;
  let done = 0;
  while (performance.now() < until) {
    work();
    done += 1;
  }
  return Math.round((done * 1000) / RUN_MS);
}

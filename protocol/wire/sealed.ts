import { MAX_RECIPIENTS, PAD_BUCKETS } from '../limits.ts';
import { ProtocolError } from '../errors.ts';
import { DeviceId, EnvelopeId, MailboxId } from '../ids.ts';
import type { Reader, Writer } from './bytes.ts';

/** Length of H, of one wrap and of what secretbox adds (PROTOCOL §3, §6). */
export const HEADER_BYTES = 88;
export const WRAP_BYTES = 120;
export const BOX_OVERHEAD = 16;
export const TOKEN_BYTES = 16;
export const TOKEN_HASH_BYTES = 32;

/**
 * Whether a locked device may call somebody: that something waits, or that a colleague asks for help. No
 * reporter says the last.
 */
export type Wake = boolean | 'help';

const WAKES: readonly Wake[] = [false, true, 'help'];

/** As it travels and as a relay keeps it: 0, 1 or 2. */
export const wakeByte = (wake: Wake): number => WAKES.indexOf(wake);

/** Undefined for any other number. */
export const wakeOf = (byte: unknown): Wake | undefined =>
  typeof byte === 'number' ? WAKES[byte] : undefined;

export function readWake(reader: Reader): Wake {
  const wake = wakeOf(reader.u8('wake'));
  if (wake === undefined) throw new ProtocolError('bad-frame', 'wake');
  return wake;
}

/** One sealed message as one recipient gets it. Nothing in it says who wrote it. */
export interface Envelope {
  readonly id: EnvelopeId;
  readonly wake: Wake;
  readonly header: Uint8Array;
  readonly wrap: Uint8Array;
  readonly ct: Uint8Array;
}

/** One card of a mailbox, as its owner gets it. */
export type SealedCard = Pick<Envelope, 'header' | 'wrap' | 'ct'>;

export interface DeviceTarget {
  readonly kind: 'device';
  readonly device: DeviceId;
  readonly wrap: Uint8Array;
}

/** Where one copy goes, with the wrap made for it. Writing to a mailbox needs its token. */
export type Target =
  | DeviceTarget
  | {
      /** `card`: beside the queue, in place of the one the same device put before. */
      readonly kind: 'mailbox' | 'card';
      readonly mailbox: MailboxId;
      readonly token: Uint8Array;
      readonly wrap: Uint8Array;
    };

/** Ciphertext to the end of the frame: exactly one of the padding buckets plus the overhead. */
export function readCt(reader: Reader): Uint8Array {
  const largest = PAD_BUCKETS[PAD_BUCKETS.length - 1] ?? 0;
  const ct = reader.rest('ct', largest + BOX_OVERHEAD);
  if (!PAD_BUCKETS.some((bucket) => ct.length === bucket + BOX_OVERHEAD)) {
    throw new ProtocolError('bad-frame', 'ct');
  }
  return ct;
}

/** The same for an ephemeral, which is always in the smallest bucket: what nobody stores costs little to pass on. */
export function readSmallCt(reader: Reader): Uint8Array {
  const ct = reader.rest('ct', PAD_BUCKETS[0] + BOX_OVERHEAD);
  if (ct.length !== PAD_BUCKETS[0] + BOX_OVERHEAD) throw new ProtocolError('bad-frame', 'ct');
  return ct;
}

const DEVICE = 1;
const MAILBOX = 2;
const CARD = 3;

export function writeTargets(writer: Writer, targets: readonly Target[]): void {
  writer.u16(targets.length);
  for (const target of targets) {
    if (target.kind === 'device') writer.u8(DEVICE).id(target.device);
    else
      writer
        .u8(target.kind === 'card' ? CARD : MAILBOX)
        .id(target.mailbox)
        .exact(target.token, TOKEN_BYTES);
    writer.exact(target.wrap, WRAP_BYTES);
  }
}

export function readTargets(reader: Reader, max = MAX_RECIPIENTS): readonly Target[] {
  const count = reader.u16('targets');
  if (count === 0) throw new ProtocolError('bad-frame', 'targets');
  if (count > max) throw new ProtocolError('too-large', 'targets');
  return Array.from({ length: count }, () => readTarget(reader));
}

/** The same where a mailbox has no business. */
export const readDeviceTargets = (reader: Reader, max: number): readonly DeviceTarget[] =>
  readTargets(reader, max).map((target) => {
    if (target.kind !== 'device') throw new ProtocolError('bad-frame', 'target');
    return target;
  });

function readTarget(reader: Reader): Target {
  const kind = reader.u8('target');
  if (kind === DEVICE) {
    const device = reader.id(DeviceId, 'device');
    return { kind: 'device', device, wrap: reader.raw(WRAP_BYTES, 'wrap') };
  }
  if (kind === MAILBOX || kind === CARD) {
    const mailbox = reader.id(MailboxId, 'mailbox');
    const token = reader.raw(TOKEN_BYTES, 'token');
    const wrap = reader.raw(WRAP_BYTES, 'wrap');
    return { kind: kind === CARD ? 'card' : 'mailbox', mailbox, token, wrap };
  }
  throw new ProtocolError('bad-frame', 'target');
}

export function writeEnvelope(writer: Writer, envelope: Envelope): void {
  writer
    .id(envelope.id)
    .u8(wakeByte(envelope.wake))
    .exact(envelope.header, HEADER_BYTES)
    .exact(envelope.wrap, WRAP_BYTES)
    .raw(envelope.ct);
}

export function readEnvelope(reader: Reader): Envelope {
  return {
    id: reader.id(EnvelopeId, 'eid'),
    wake: readWake(reader),
    header: reader.raw(HEADER_BYTES, 'header'),
    wrap: reader.raw(WRAP_BYTES, 'wrap'),
    ct: readCt(reader),
  };
}

/**
 * Vault, audit: one event's own bytes, and the chain that holds the events together (ADR 0016).
 *
 * Nothing here has a field in which content could stand: an act is one of a closed list, `about` is
 * hex or nothing, the rest are numbers.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { KEY_BYTES, labelledHash } from '../../../../protocol/hash.ts';
import { DeviceId } from '../../../../protocol/ids.ts';
import { Writer } from '../../../../protocol/wire/bytes.ts';
import type { AuditAct, AuditEvent } from '../../../contract/audit.ts';
import { MAX_ABOUT } from '../limits.ts';

/** An event and the chain value it makes, hex. */
export interface ChainedEvent extends AuditEvent {
  readonly chain: string;
}

/** Where the log stands: how many events there have ever been, and the chain value of the last. */
export interface AuditHead {
  readonly seq: number;
  readonly chain: Uint8Array;
}

/** Before the first event. */
export const NO_EVENTS: AuditHead = { seq: 0, chain: new Uint8Array(KEY_BYTES) };

const VERSION = 1;
const OPAQUE = new RegExp(`^[0-9a-f]{1,${MAX_ABOUT}}$`);

/** What may stand as `about`: an id, which is hex. Anything else could be a name and becomes null. */
export const opaque = (about: string | undefined): string | null =>
  about !== undefined && OPAQUE.test(about) ? about : null;

/** u8 1 ‖ u64 seq ‖ u64 at ‖ u8 n ‖ act ‖ device id 16 ‖ u8 n ‖ about (n = 0: none) ‖ u8 0, or u8 1 ‖ u64 count. */
function eventBytes({ seq, at, act, by, about, count }: AuditEvent): Uint8Array {
  const w = new Writer().u8(VERSION).u64(seq).u64(at).shortText(act).id(DeviceId(by));
  w.shortText(about ?? '');
  return (count === null ? w.u8(0) : w.u8(1).u64(count)).done();
}

/** SHA-512("sc1/audit" ‖ chain value before 32 ‖ event)[0..32]. */
const chainAfter = (before: Uint8Array, event: AuditEvent): Uint8Array =>
  labelledHash('sc1/audit', before, eventBytes(event)).slice(0, KEY_BYTES);

/** The event that follows `before`, and the head it makes. */
export function chained(
  event: Omit<AuditEvent, 'seq'>,
  before: AuditHead,
): { readonly event: ChainedEvent; readonly head: AuditHead } {
  const seq = before.seq + 1;
  const chain = chainAfter(before.chain, { ...event, seq });
  return { event: { ...event, seq, chain: bytesToHex(chain) }, head: { seq, chain } };
}

/** The head after this event, or null when it does not follow from `before`. */
export function follow(before: AuditHead, event: ChainedEvent): AuditHead | null {
  if (event.seq !== before.seq + 1) return null;
  const chain = chainAfter(before.chain, event);
  return bytesToHex(chain) === event.chain ? { seq: event.seq, chain } : null;
}

export const headOf = ({ seq, chain }: Pick<ChainedEvent, 'seq' | 'chain'>): AuditHead => ({
  seq,
  chain: hexToBytes(chain),
});

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const page = v.object({
  events: v.array(
    v.object({
      seq: whole,
      at: whole,
      act: v.pipe(
        v.string(),
        v.maxLength(64),
        v.transform((act) => act as AuditAct),
      ),
      by: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      about: v.nullable(v.pipe(v.string(), v.regex(OPAQUE))),
      count: v.nullable(whole),
      chain: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});

/** Reads a page of the log. Throws for what this version did not write: that would be our own bug. */
export const readPage = (value: unknown): readonly ChainedEvent[] => v.parse(page, value).events;

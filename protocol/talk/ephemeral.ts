import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { equalBytes, KEY_BYTES } from '../hash.ts';
import { ConversationId, SessionId } from '../ids.ts';
import { HEARTBEAT_LIFE_MS, MAX_PLACE, PAD_BUCKETS } from '../limits.ts';
import { BODY_VERSION, senders, type From } from './body.ts';
import { hex, id, integer, integerFrom, oneOf, parseObject } from './json.ts';
import { readReceipts, type Receipt } from './receipts.ts';

interface EphemeralHead {
  readonly conversation: ConversationId;
  readonly session: SessionId;
  /** Rises within a session, from 1. */
  readonly ctr: number;
  readonly from: From;
}

/** Body of an EPHEMERAL frame: never stored, no seq, always in the 1 KiB bucket (PROTOCOL §4). */
export type Ephemeral = EphemeralHead &
  (
    | {
        /** The tab (or device) is here. A reporter's names R.eph; a device's has none. */
        readonly type: 'alive';
        readonly eph?: Uint8Array;
      }
    | { readonly type: 'typing' }
    | { readonly type: 'receipt'; readonly receipts: readonly Receipt[] }
    /** From a device: how many conversations wait before this one. No promise. */
    | { readonly type: 'place'; readonly place: number }
  );

/** The bytes to seal. Throws `too-large` above the 1 KiB bucket: queue a receipt that long instead. */
export function writeEphemeral(ephemeral: Ephemeral): Uint8Array {
  const json = JSON.stringify({ v: BODY_VERSION, ...ephemeral }, (_, value: unknown) =>
    value instanceof Uint8Array ? bytesToHex(value) : value,
  );
  const bytes = utf8ToBytes(json);
  readEphemeral(bytes);
  return bytes;
}

/**
 * Reads what came in an EPHEMERAL frame. Throws {@link ProtocolError} `bad-body`, `too-large` or
 * `wrong-version`. A queued body has no `ctr` and is refused here; an ephemeral has no `docSeq` and is
 * refused by `readBody`: a relay cannot turn one into the other.
 */
export function readEphemeral(bytes: Uint8Array): Ephemeral {
  if (bytes.length >= PAD_BUCKETS[0]) throw new ProtocolError('too-large', 'ephemeral');
  const fields = parseObject(bytes);
  if (integer(fields, 'v') !== BODY_VERSION) throw new ProtocolError('wrong-version', 'ephemeral');
  const head: EphemeralHead = {
    conversation: id(ConversationId)(fields, 'conversation'),
    session: id(SessionId)(fields, 'session'),
    ctr: integerFrom(1)(fields, 'ctr'),
    from: oneOf(senders)(fields, 'from'),
  };
  const type = oneOf(['alive', 'typing', 'receipt', 'place'])(fields, 'type');
  switch (type) {
    case 'alive':
      return head.from === 'reporter'
        ? { ...head, type, eph: hex(KEY_BYTES)(fields, 'eph') }
        : { ...head, type };
    case 'typing':
      return { ...head, type };
    case 'receipt':
      return { ...head, type, receipts: readReceipts(fields, 'receipts') };
    case 'place':
      oneOf(['device'])(fields, 'from');
      return { ...head, type, place: integerFrom(0, MAX_PLACE)(fields, 'place') };
  }
}

/**
 * What a receiver knows of the newest session of one sender in one conversation, as opened by a
 * *stored* message. A new stored session replaces it: `{session, eph, ctr: 0, aliveAt: null}`.
 */
export interface Heartbeat {
  readonly session: SessionId;
  /** R.eph named by that session's first message; null for a device. */
  readonly eph: Uint8Array | null;
  /** Of the last ephemeral accepted. */
  readonly ctr: number;
  /** Our own clock when the last `alive` arrived, ms; null before the first. */
  readonly aliveAt: number | null;
}

/** The heartbeat a session starts with. */
export const newHeartbeat = (session: SessionId, eph: Uint8Array | null): Heartbeat => ({
  session,
  eph,
  ctr: 0,
  aliveAt: null,
});

/**
 * The heartbeat after an ephemeral that may be believed, else null: ctr not above the last, a session
 * other than the newest stored one, or another R.eph. `arrived` is our own clock.
 */
export function hear(heartbeat: Heartbeat, heard: Ephemeral, arrived: number): Heartbeat | null {
  if (heard.session !== heartbeat.session || heard.ctr <= heartbeat.ctr) return null;
  if (heard.type !== 'alive') return { ...heartbeat, ctr: heard.ctr };
  if (!sameKey(heartbeat.eph, heard.eph ?? null)) return null;
  return { ...heartbeat, ctr: heard.ctr, aliveAt: arrived };
}

/** Whether a reply may be sealed to R.eph, and receipts may go as ephemerals: a heartbeat younger than 45 s. */
export const isLive = (heartbeat: Heartbeat, now: number): boolean =>
  heartbeat.aliveAt !== null &&
  now >= heartbeat.aliveAt &&
  now - heartbeat.aliveAt < HEARTBEAT_LIFE_MS;

const sameKey = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : equalBytes(a, b);

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ID_BYTES, MailboxId, type DeviceId, type TeamId } from '../ids.ts';
import { MAX_ORIGIN_BYTES } from '../limits.ts';
import { Writer } from './bytes.ts';

/** What both login signatures share: this relay, this connection. */
interface Connection {
  readonly team: TeamId;
  /** ASCII `wss://host[:port]` exactly as dialled and as listed in the team document. */
  readonly origin: string;
  readonly relayNonce: Uint8Array;
  readonly clientNonce: Uint8Array;
}

/** The bytes a device's login key signs (PROTOCOL §6, tag `sc1/login`). */
export const loginInput = (
  on: Connection & { readonly device: DeviceId; readonly documentSeq: number },
): Uint8Array => connection('sc1/login', on).id(on.device).u64(on.documentSeq).done();

/** The bytes a mailbox key signs (PROTOCOL §6, tag `sc1/mailbox`). */
export const mailboxInput = (on: Connection & { readonly mailbox: MailboxId }): Uint8Array =>
  connection('sc1/mailbox', on).id(on.mailbox).done();

/** A mailbox's name follows from its key, so nobody can claim another's: SHA-256(M.pk)[0..16]. */
export const mailboxIdOf = (key: Uint8Array): MailboxId =>
  MailboxId.of(sha256(key).slice(0, ID_BYTES));

/** What the relay keeps of a write token. */
export const tokenHash = (token: Uint8Array): Uint8Array => sha256(token);

/** The bytes whose SHA-256 must start with `workBits` zero bits when the relay asks for proof of work. */
const workInput = (relayNonce: Uint8Array, mailbox: MailboxId, work: number): Uint8Array =>
  tagged('sc1/work').raw(relayNonce).id(mailbox).u64(work).done();

/** Counts leading zero bits of the work's hash. */
export function workBitsOf(relayNonce: Uint8Array, mailbox: MailboxId, work: number): number {
  let bits = 0;
  for (const byte of sha256(workInput(relayNonce, mailbox, work))) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

function connection(tag: string, on: Connection): Writer {
  const origin = utf8ToBytes(on.origin);
  if (origin.length > MAX_ORIGIN_BYTES) throw new RangeError('origin too long');
  return tagged(tag).id(on.team).short(origin).raw(on.relayNonce).raw(on.clientNonce);
}

const tagged = (tag: string): Writer => new Writer().shortText(tag);

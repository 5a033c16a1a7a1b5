/** Vault, audit: following the chain from its beginning to its head. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { AuditCheck } from '../../../contract/audit.ts';
import { follow, headOf, NO_EVENTS, type AuditHead, type ChainedEvent } from './event.ts';
import type { SignedHead } from './signed-head.ts';

/** What the log must agree with. */
interface Against {
  /** Where the kept part begins; null: with the first event ever. */
  readonly cut: SignedHead | null;
  /** The newest daily signature. */
  readonly signed: SignedHead | null;
  /** What this vault says is the last event. */
  readonly last: AuditHead;
  readonly isSigned: (head: SignedHead) => boolean;
}

/**
 * Sound when every event follows from the one before, the beginning is the signed one, the newest
 * signature fits, and the log ends where it should. `brokenAt` is the first place where it does not.
 */
export async function checkLog(
  events: AsyncIterable<ChainedEvent>,
  { cut, signed, last, isSigned }: Against,
): Promise<AuditCheck> {
  let head = cut === null ? NO_EVENTS : headOf({ seq: cut.seq, chain: cut.head });
  const first = head.seq + 1;
  const broken = (brokenAt: number): AuditCheck => ({
    sound: false,
    events: head.seq - first + 1,
    brokenAt,
    head: bytesToHex(head.chain),
  });
  if (cut !== null && !isSigned(cut)) return broken(first);
  if (signed !== null && !isSigned(signed)) return broken(signed.seq);
  for await (const event of events) {
    const next = follow(head, event);
    if (next === null || misfits(signed, next)) return broken(head.seq + 1);
    head = next;
  }
  if (!endsAt(head, { last, signed })) return broken(head.seq + 1);
  return {
    sound: true,
    events: head.seq - first + 1,
    brokenAt: null,
    head: bytesToHex(head.chain),
  };
}

const misfits = (signed: SignedHead | null, { seq, chain }: AuditHead): boolean =>
  signed?.seq === seq && signed.head !== bytesToHex(chain);

const endsAt = (head: AuditHead, { last, signed }: Pick<Against, 'last' | 'signed'>): boolean =>
  head.seq === last.seq &&
  bytesToHex(head.chain) === bytesToHex(last.chain) &&
  (signed?.seq ?? 0) <= head.seq;

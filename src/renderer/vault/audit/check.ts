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
  /** Heads of this log that colleagues brought back, rising. */
  readonly given: readonly SignedHead[];
  /** What this vault says is the last event. */
  readonly last: AuditHead;
  readonly isSigned: (head: SignedHead) => boolean;
}

/**
 * Sound when every event follows from the one before, the beginning is the signed one, the newest
 * signature and every head that came back from colleagues fit, and the log ends where it should.
 * `brokenAt` is the first place where it does not.
 */
export async function checkLog(
  events: AsyncIterable<ChainedEvent>,
  { cut, signed, given, last, isSigned }: Against,
): Promise<AuditCheck> {
  let head = cut === null ? NO_EVENTS : headOf({ seq: cut.seq, chain: cut.head });
  const first = head.seq + 1;
  const ends = (brokenAt: number | null, behindGiven = false): AuditCheck => ({
    sound: brokenAt === null,
    events: head.seq - first + 1,
    brokenAt,
    behindGiven,
    given: newestOf(given),
    head: bytesToHex(head.chain),
  });
  if (cut !== null && !isSigned(cut)) return ends(first);
  if (signed !== null && !isSigned(signed)) return ends(signed.seq);
  const places = Map.groupBy(given, ({ seq }) => seq);
  const misfitsGiven = ({ seq, chain }: AuditHead): boolean =>
    places.get(seq)?.some((one) => one.head !== bytesToHex(chain)) ?? false;
  if (misfitsGiven(head)) return ends(first, true);
  for await (const event of events) {
    const next = follow(head, event);
    if (next === null || misfits(signed, next)) return ends(head.seq + 1);
    if (misfitsGiven(next)) return ends(next.seq, true);
    head = next;
  }
  if (!endsAt(head, { last, signed })) return ends(head.seq + 1);
  return (newestOf(given)?.seq ?? 0) > head.seq ? ends(head.seq + 1, true) : ends(null);
}

const newestOf = (given: readonly SignedHead[]): AuditCheck['given'] => {
  const newest = given.at(-1);
  return newest === undefined ? null : { seq: newest.seq, at: newest.at };
};

const misfits = (signed: SignedHead | null, { seq, chain }: AuditHead): boolean =>
  signed?.seq === seq && signed.head !== bytesToHex(chain);

const endsAt = (head: AuditHead, { last, signed }: Pick<Against, 'last' | 'signed'>): boolean =>
  head.seq === last.seq &&
  bytesToHex(head.chain) === bytesToHex(last.chain) &&
  (signed?.seq ?? 0) <= head.seq;

import { ProtocolError } from '../errors.ts';
import { equalBytes } from '../hash.ts';
import type { DeviceId, TeamId } from '../ids.ts';
import {
  CLOCK_TRUST_MS,
  MAX_RELAY_FIRST_SEQ,
  MAX_RELAY_LATER_SEQ,
  MAX_SEQ,
  MAX_SEQ_STEP,
} from '../limits.ts';
import { judge, type Clock } from './clock.ts';
import { teamIdOf } from './derived-ids.ts';
import { documentHash, documentStart, readDocument, type TeamDocument } from './document-bytes.ts';
import { pinOf, type TeamPin } from './pin.ts';
import { checkSignature, type Verify } from './signature.ts';

export { teamIdOf } from './derived-ids.ts';
export { roles } from './device-entry.ts';
export {
  documentHash,
  documentStart,
  readDocument,
  signDocument,
  type TeamDocument,
} from './document-bytes.ts';
export { formatPin, parsePin, pinOf, type TeamPin } from './pin.ts';

/**
 * What a client remembers of the newest document it accepted under one pin. All of it is public; a
 * changed pin starts anew. Without `revoked` (the widget's frame) a shrunken list is not noticed.
 */
export interface KnownDocument {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly issued: number;
  readonly signer: Uint8Array;
  readonly next: Uint8Array;
  readonly revoked?: readonly DeviceId[];
}

export interface CheckedDocument {
  readonly document: TeamDocument;
  readonly hash: Uint8Array;
  /** In force, but this machine's clock looks wrong: say so. */
  readonly clockWarning: boolean;
}

/** What to remember after {@link checkDocument}. */
export const known = ({
  document,
  hash,
}: Pick<CheckedDocument, 'document' | 'hash'>): KnownDocument => ({
  seq: document.seq,
  hash,
  issued: document.issued,
  signer: document.signer,
  next: document.next,
  revoked: document.revoked,
});

/**
 * The one way a client comes to trust a team document (PROTOCOL §2).
 *
 * Throws {@link ProtocolError}: `wrong-key` (another team, or a signer that is neither the known root
 * nor its named successor), `bad-signature`, `older` (seq below the newest), `forked` (same seq with
 * another hash, or the next seq on another prev: alarm), `too-large` (a seq further ahead than any team
 * gets), `expired`, and `bad-document` for the shape or a revoked list that lost an id.
 */
export function checkDocument(
  bytes: Uint8Array,
  against: Against & { readonly clock: Clock },
  verify: Verify,
): CheckedDocument {
  const checked = checkLink(bytes, against, verify);
  const verdict = judge(checked.document, against.clock);
  if (verdict === 'expired') throw new ProtocolError('expired', 'document');
  return { ...checked, clockWarning: verdict === 'warn' };
}

interface Against {
  readonly pin: TeamPin;
  readonly newest?: KnownDocument;
}

/**
 * All of {@link checkDocument} but the time: whether the next document may follow this one. It is not in force for
 * that, and nothing else may come of it but how the team could be reached then (PROTOCOL §2, Checking).
 */
export function checkLink(
  bytes: Uint8Array,
  { pin, newest }: Against,
  verify: Verify,
): Omit<CheckedDocument, 'clockWarning'> {
  const document = readDocument(bytes);
  if (document.team !== pin.team) throw new ProtocolError('wrong-key', 'team');
  checkSigner(document, newest === undefined ? pin : { ...pinOf({ ...newest, team: pin.team }) });
  checkSignature('sc1/document', bytes, { publicKey: document.signer, verify });
  const hash = documentHash(bytes);
  if (document.seq > furthest(document, newest)) throw new ProtocolError('too-large', 'seq');
  if (newest !== undefined) checkAfter(document, hash, newest);
  return { document, hash };
}

/** The next root follows however far the one before it has come: what T_i drives up keeps nobody out (PROTOCOL §2). */
function furthest({ signer }: TeamDocument, newest: KnownDocument | undefined): number {
  if (newest === undefined || !equalBytes(signer, newest.signer)) return MAX_SEQ;
  return Math.min(newest.seq + MAX_SEQ_STEP, MAX_SEQ);
}

/**
 * The relay's compare-and-set: whether `newBytes` may replace the newest document it holds.
 *
 * Beyond {@link checkDocument}: seq is exactly one more and `prev` is the newest's hash (otherwise
 * `older` or `forked`: fetch, apply again, retry), and `issued` is no more than 1 h ahead of the relay
 * (`bad-document`: a coordinator's fast clock must not make a document last for years). From the next
 * root any higher seq is taken: a coordinator who puts one document after the other cannot keep it out.
 */
export function checkSuccessor(
  newBytes: Uint8Array,
  newestBytes: Uint8Array,
  verify: Verify,
  now: number,
): CheckedDocument {
  const held = documentStart(newestBytes);
  const start = checkStart(newBytes, pinOf(held), verify);
  if (start.seq < held.seq) throw new ProtocolError('older', 'seq');
  const newest = readDocument(newestBytes);
  const hash = documentHash(newestBytes);
  const against = { pin: pinOf(newest), newest: { ...newest, hash }, clock: { local: now } };
  const checked = checkDocument(newBytes, against, verify);
  if (checked.document.seq === newest.seq) throw new ProtocolError('older', 'seq');
  const isNext = checked.document.seq === newest.seq + 1;
  if (!isNext && equalBytes(start.signer, held.signer)) throw new ProtocolError('forked', 'seq');
  refuseFuture(checked.document, now);
  return checked;
}

/**
 * The first document a relay takes for a team: one that has moved here may be anywhere below the bound, which leaves
 * the next root room above (`too-large`). It is lower for T_0, whose team has had no change of root yet.
 *
 * Given only the team id, the signer must be T_0, from which the id follows; a team that has changed
 * its root is served by a relay that was given the whole pin.
 */
export function checkFirst(
  bytes: Uint8Array,
  expected: TeamPin | TeamId,
  verify: Verify,
  now: number,
): CheckedDocument {
  const pin = typeof expected === 'string' ? selfPin(bytes, expected) : expected;
  checkStart(bytes, pin, verify);
  const checked = checkDocument(bytes, { pin, clock: { local: now } }, verify);
  const { team, signer, seq } = checked.document;
  const highest = teamIdOf(signer) === team ? MAX_RELAY_FIRST_SEQ : MAX_RELAY_LATER_SEQ;
  if (seq > highest) throw new ProtocolError('too-large', 'seq');
  refuseFuture(checked.document, now);
  return checked;
}

function selfPin(bytes: Uint8Array, team: TeamId): TeamPin {
  const pin = pinOf(documentStart(bytes));
  if (pin.team !== team || teamIdOf(pin.root) !== team)
    throw new ProtocolError('wrong-key', 'team');
  return pin;
}

/**
 * Whoever may knock without a login must not cost the relay more than one signature: only what a key
 * of the team signed is read to its end. {@link checkDocument} looks at all of it again.
 */
function checkStart(
  bytes: Uint8Array,
  pin: TeamPin,
  verify: Verify,
): ReturnType<typeof documentStart> {
  const start = documentStart(bytes);
  if (start.team !== pin.team) throw new ProtocolError('wrong-key', 'team');
  if (![pin.root, pin.next].some((key) => equalBytes(key, start.signer))) {
    throw new ProtocolError('wrong-key', 'signer');
  }
  checkSignature('sc1/document', bytes, { publicKey: start.signer, verify });
  return start;
}

/** Whether a pin speaks of this team and this document: its root signs and names its successor, or that successor signs. */
export function fitsPin(
  { team, signer, next }: Pick<TeamDocument, 'team' | 'signer' | 'next'>,
  pin: TeamPin,
): boolean {
  const stays = equalBytes(signer, pin.root) && equalBytes(next, pin.next);
  const takesOver = equalBytes(signer, pin.next) && !equalBytes(next, pin.root);
  return team === pin.team && (stays || takesOver);
}

/** The known root naming the known successor, or that successor naming a key nobody had before. */
function checkSigner(document: TeamDocument, pin: TeamPin): void {
  if (!fitsPin(document, pin)) throw new ProtocolError('wrong-key', 'signer');
}

function checkAfter(document: TeamDocument, hash: Uint8Array, newest: KnownDocument): void {
  if (document.seq < newest.seq) throw new ProtocolError('older', 'seq');
  if (document.seq === newest.seq && !equalBytes(hash, newest.hash)) {
    throw new ProtocolError('forked', 'seq');
  }
  // The next root decides anew, whatever the one before it signed meanwhile.
  if (!equalBytes(document.signer, newest.signer)) return;
  if (document.seq === newest.seq + 1 && !equalBytes(document.prev, newest.hash)) {
    throw new ProtocolError('forked', 'prev');
  }
  if (newest.revoked?.some((id) => !document.revoked.includes(id)) === true) {
    throw new ProtocolError('bad-document', 'revoked');
  }
}

function refuseFuture({ issued }: TeamDocument, now: number): void {
  if (issued > now + CLOCK_TRUST_MS) throw new ProtocolError('bad-document', 'issued');
}

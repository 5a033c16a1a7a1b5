/** Vault, inbox: what one opened envelope is, and whether its sender may write that. Pure. */
import { usable } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { ConversationId, DeviceId, MessageId } from '../../../../protocol/ids.ts';
import {
  readBody,
  type Body,
  type ConversationBody,
  type ReceiptBody,
  type TeamBody,
  type UnknownBody,
} from '../../../../protocol/talk/body.ts';
import { SenderKey, type BodyHash } from '../../../../protocol/talk/names.ts';
import {
  authorOf,
  mayWrite,
  type Author,
  type KnownDevice,
} from '../../../../protocol/talk/rights.ts';
import { quotesErased } from './quoted.ts';

/** What an envelope held, and who is proven to have sealed it. */
export interface Held {
  readonly senderPk: Uint8Array;
  readonly body: Uint8Array;
  readonly bodyHash: BodyHash;
}

/**
 * `unreadable`: counted, acked, dropped. `erased`: acked and dropped, for it was here and was erased.
 * `later`: authentic, but nothing we can place yet; kept in quarantine until a document or a colleague
 * explains it.
 */
export type Verdict =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'erased' }
  | { readonly kind: 'later'; readonly why: 'stranger' | 'type' | 'conversation' | 'revoked' }
  | {
      readonly kind: 'message';
      readonly author: Author;
      readonly sender: SenderKey;
      readonly body: ConversationBody;
      readonly hash: BodyHash;
    }
  | {
      readonly kind: 'receipt';
      readonly author: Author;
      readonly sender: SenderKey;
      readonly body: ReceiptBody;
    }
  | { readonly kind: 'catch-up'; readonly by: DeviceId; readonly body: CatchUpBody };

/** A colleague asks what was missed, tells it, or says what was erased. Never kept for later: it is asked or told again. */
export type CatchUpBody = Extract<TeamBody, { type: 'digest' | 'told' | 'deletion' }>;

export const isCatchUp = (body: Body | UnknownBody): body is CatchUpBody =>
  body.type === 'digest' || body.type === 'told' || body.type === 'deletion';

export interface Known {
  readonly devices: ReadonlyMap<SenderKey, KnownDevice>;
  readonly holds: (conversation: ConversationId) => boolean;
  readonly erased: (sender: SenderKey, mid: MessageId) => boolean;
  /**
   * What came to anybody before this is not taken from colleagues. Infinity: it was erased at its reporter's wish, who
   * has not begun it anew; 0: it never was.
   */
  readonly erasedUntil: (conversation: ConversationId) => number;
}

/** Parse → rights → place, in the order of PROTOCOL §3. Never throws for what somebody sent. */
export function judge(held: Held, known: Known): Verdict {
  try {
    return judgeOrThrow(held, known);
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'unreadable' };
    throw error;
  }
}

function judgeOrThrow({ senderPk, body: bytes, bodyHash: hash }: Held, known: Known): Verdict {
  const sender = SenderKey.of(senderPk);
  const body = readBody(bytes);
  if (body.type === 'unknown') return { kind: 'later', why: 'type' };
  if (isCatchUp(body)) return catchUp(sender, body, known);
  if (wasErased(sender, body, known)) return { kind: 'erased' };
  const author = authorOf(sender, body, known.devices);
  if (author.kind === 'stranger') return { kind: 'later', why: 'stranger' };
  if (!mayWriteThis(author, body)) return { kind: 'unreadable' };
  const why = whyLater(author, body, known);
  if (why !== null) return { kind: 'later', why };
  if (body.type === 'receipt') return { kind: 'receipt', author, sender, body };
  if (body.conversation === null || !hasUsableKey(body)) return { kind: 'unreadable' };
  return { kind: 'message', author, sender, body, hash };
}

/** From an operator's device of the newest document, or from nobody: it is not kept until a document explains it. */
function catchUp(sender: SenderKey, body: CatchUpBody, { devices }: Known): Verdict {
  const author = authorOf(sender, body, devices);
  const isColleague = author.kind === 'device' && !author.device.revoked && mayWrite(author, body);
  return isColleague ? { kind: 'catch-up', by: author.device.id, body } : { kind: 'unreadable' };
}

const wasErased = (sender: SenderKey, body: Body, known: Known): boolean =>
  (body.type !== 'receipt' && known.erased(sender, body.mid)) ||
  quotesErased(body, known.erased) ||
  (body.from === 'device' &&
    body.conversation !== null &&
    body.type !== 'restriction' &&
    known.erasedUntil(body.conversation) === Infinity);

const mayWriteThis = (author: Author, body: Body): boolean =>
  mayWrite(author, { type: body.type, audience: 'audience' in body ? body.audience : 'talk' });

/** A reporter's message opens its conversation; a device's, and every receipt, belongs to one we hold. */
function whyLater(
  author: Author,
  body: Body,
  known: Known,
): Extract<Verdict, { kind: 'later' }>['why'] | null {
  if (author.kind === 'device' && author.device.revoked) return 'revoked';
  if (body.conversation === null) return 'type';
  const opens = author.kind === 'reporter' && body.type !== 'receipt';
  return opens || known.holds(body.conversation) ? null : 'conversation';
}

/** A low-order R.eph would make every reply's secret the same. */
const hasUsableKey = ({ reporter }: ConversationBody): boolean =>
  reporter?.eph === undefined || usable(reporter.eph);

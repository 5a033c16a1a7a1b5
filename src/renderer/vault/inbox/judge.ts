/** Vault, inbox: what one opened envelope is, and whether its sender may write that. Pure. */
import { usable } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { ConversationId } from '../../../../protocol/ids.ts';
import {
  readBody,
  type ConversationBody,
  type ReceiptBody,
} from '../../../../protocol/talk/body.ts';
import { SenderKey, type BodyHash } from '../../../../protocol/talk/names.ts';
import {
  authorOf,
  mayWrite,
  type Author,
  type KnownDevice,
} from '../../../../protocol/talk/rights.ts';

/** What an envelope held, and who is proven to have sealed it. */
export interface Held {
  readonly senderPk: Uint8Array;
  readonly body: Uint8Array;
  readonly bodyHash: BodyHash;
}

/**
 * `unreadable`: counted, acked, dropped. `later`: authentic, but nothing we can place yet; kept in
 * quarantine until a document or a colleague explains it.
 */
export type Verdict =
  | { readonly kind: 'unreadable' }
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
    };

export interface Known {
  readonly devices: ReadonlyMap<SenderKey, KnownDevice>;
  readonly holds: (conversation: ConversationId) => boolean;
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
  const author = authorOf(sender, body, known.devices);
  if (author.kind === 'stranger') return { kind: 'later', why: 'stranger' };
  const audience = 'audience' in body ? body.audience : 'talk';
  if (!mayWrite(author, { type: body.type, audience })) return { kind: 'unreadable' };
  if (author.kind === 'device' && author.device.revoked) return { kind: 'later', why: 'revoked' };
  if (body.conversation === null) return { kind: 'later', why: 'type' };
  if (body.type === 'receipt' || author.kind === 'device') {
    if (!known.holds(body.conversation)) return { kind: 'later', why: 'conversation' };
  }
  if (body.type === 'receipt') return { kind: 'receipt', author, sender, body };
  const eph = body.reporter?.eph;
  if (eph !== undefined && !usable(eph)) return { kind: 'unreadable' };
  return { kind: 'message', author, sender, body, hash };
}

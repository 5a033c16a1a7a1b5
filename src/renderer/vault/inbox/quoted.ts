/** Vault, inbox: messages that repeat others word for word (PROTOCOL §4, `history` and `told`). */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { ConversationId, MessageId } from '../../../../protocol/ids.ts';
import { readBody, type Body, type UnknownBody } from '../../../../protocol/talk/body.ts';
import { conversationOf, type SenderKey } from '../../../../protocol/talk/names.ts';

/** Whether it repeats a message that was erased here: then it is dropped as that message would be, all of it. */
export const quotesErased = (
  body: Body,
  erased: (sender: SenderKey, mid: MessageId) => boolean,
): boolean =>
  (body.type === 'history' || body.type === 'told') &&
  body.messages.some(({ sender, body: text }) => {
    const mid = midOf(text);
    return mid !== null && erased(sender, mid);
  });

/** Whether a body was sent by the reporter of one of these conversations, was said in it, or repeats what was. */
export function belongsTo(
  conversations: ReadonlySet<ConversationId>,
  sender: SenderKey,
  text: string,
): boolean {
  const body = bodyOf(text);
  if (conversations.has(conversationOf(sender))) return true;
  if (body === null || body.type === 'unknown') return false;
  if (body.conversation !== null) return conversations.has(body.conversation);
  return (
    body.type === 'told' &&
    body.messages.some((one) => belongsTo(conversations, one.sender, one.body))
  );
}

/** Null for what has none that this version can read. */
export function midOf(text: string): MessageId | null {
  const body = bodyOf(text);
  return body !== null && 'mid' in body ? body.mid : null;
}

function bodyOf(text: string): Body | UnknownBody | null {
  try {
    return readBody(utf8ToBytes(text));
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

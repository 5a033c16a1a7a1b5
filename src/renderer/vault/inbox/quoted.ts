/** Vault, inbox: messages that repeat others word for word (PROTOCOL §4, `history` and `told`). */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { MessageId } from '../../../../protocol/ids.ts';
import { readBody, type Body } from '../../../../protocol/talk/body.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';

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

function midOf(text: string): MessageId | null {
  try {
    const body = readBody(utf8ToBytes(text));
    return 'mid' in body ? body.mid : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

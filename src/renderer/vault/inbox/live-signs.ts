/** Vault, inbox: ephemerals coming in. They are believed only from the reporter of a conversation we hold. */
import type { SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { readEphemeral, type Ephemeral } from '../../../../protocol/talk/ephemeral.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Receipt } from '../../../../protocol/talk/receipts.ts';
import type { ConversationId } from '../../../../protocol/ids.ts';
import { authorOf } from '../../../../protocol/talk/rights.ts';
import { withReceipts } from './conversation.ts';
import { screenId } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { tellReadByReporter } from './read-by-reporter.ts';

/** Returns what takes one ephemeral; whatever is wrong with it, nothing happens. */
export function liveSigns(
  parts: InboxParts,
  changed: (id: ConversationId) => void,
): (copy: SealedCopy) => Promise<void> {
  const { book, store, presence, me } = parts;

  /** A receipt is durable, so that the reseal timer it stops stays stopped. */
  const arrived = async (id: ConversationId, receipts: readonly Receipt[]): Promise<void> =>
    await parts.oneByOne(async () => {
      const entry = await book.get(id);
      if (entry === undefined) return;
      const after = withReceipts(entry.conversation, receipts, me);
      if (
        JSON.stringify(after.conversation.receipts) === JSON.stringify(entry.conversation.receipts)
      )
        return;
      const next = { ...entry, conversation: after.conversation };
      const committed = await store.commit([book.change(next)]);
      if (!committed.ok) return;
      book.put(next);
      for (const row of after.delivered) parts.tell(stateFact(id, screenId(row), 'delivered'));
      await tellReadByReporter(parts, entry.conversation, after.conversation);
      if (after.delivered.length > 0) changed(id);
    });

  return async (copy) => {
    const sign = believed(parts, copy);
    if (sign === null) return;
    const entry = await book.get(sign.conversation);
    if (entry === undefined || !presence.hear(entry.conversation, sign)) return;
    if (sign.type === 'receipt') await arrived(sign.conversation, sign.receipts);
  };
}

function believed(parts: InboxParts, copy: SealedCopy): Ephemeral | null {
  const held = parts.open(copy);
  if (held === null) return null;
  try {
    const sign = readEphemeral(held.body);
    const author = authorOf(SenderKey.of(held.senderPk), sign, parts.devices());
    return author.kind === 'reporter' ? sign : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

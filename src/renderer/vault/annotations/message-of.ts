/** Vault, annotations: the message that words were marked in. */
import { idBytes, RowId, type ConversationId, type MessageId } from '../../../../protocol/ids.ts';
import { readMessage, type KeptMessage } from '../inbox/message-row.ts';
import type { VaultStore } from '../store/vault-store.ts';

/** Null where it is not here, or belongs to another conversation. */
export async function messageOf(
  { store }: { readonly store: Pick<VaultStore, 'has' | 'get'> },
  conversation: ConversationId,
  message: MessageId,
): Promise<KeptMessage | null> {
  const row = RowId.of(idBytes(message));
  const value = store.has(row) ? await store.get('message', row) : null;
  const kept = value === null ? null : readMessage(row, value);
  return kept?.body.conversation === conversation ? kept : null;
}

/** Vault, catch-up: the one place that says which device may be told of which conversation. */
import type { ConversationId, DeviceId } from '../../../../protocol/ids.ts';
import type { Book } from '../inbox/book.ts';
import type { InboxParts } from '../inbox/parts.ts';

/**
 * Operators' devices of the newest document may have a conversation, as far as it is not restricted to
 * others; everybody else none. Whoever asks or answers asks nowhere else.
 */
export const mayHave = (
  { operators, book }: Pick<InboxParts, 'operators'> & { readonly book: Pick<Book, 'head'> },
  device: DeviceId,
  conversation: ConversationId,
): boolean =>
  operators().has(device) && book.head(conversation)?.card?.allowed?.includes(device) !== false;

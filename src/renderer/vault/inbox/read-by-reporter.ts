/** Vault, inbox: which of our messages a receipt says have been on the reporter's screen. */
import { tellsRead } from '../../../../protocol/talk/receipts.ts';
import { READ_LIMIT } from '../../../contract/desk.ts';
import type { Conversation } from './conversation.ts';
import { readMessage, screenId } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';

/** Tells the screen of those among the newest messages; older pages say it when they are read. */
export async function tellReadByReporter(
  { book, store, me, tell }: Pick<InboxParts, 'book' | 'store' | 'me' | 'tell'>,
  before: Conversation,
  after: Conversation,
): Promise<void> {
  const bucket = book.bucketOf(after.id);
  if (bucket === undefined || readUpTo(before) === readUpTo(after)) return;
  const page = { upTo: Number.MAX_SAFE_INTEGER, limit: READ_LIMIT };
  for (const { id, value } of await store.newest(bucket, 'message', page)) {
    const message = readMessage(id, value);
    const name = { sender: me, session: message.body.session, seq: message.body.seq };
    const isRead = ({ receipts }: Conversation): boolean =>
      receipts.some((one) => tellsRead(one, name));
    if (message.sender === me && isRead(after) && !isRead(before)) {
      tell(stateFact(after.id, screenId(id), 'read'));
    }
  }
}

const readUpTo = ({ receipts }: Conversation): string =>
  receipts.map(({ sender, session, read }) => `${sender}/${session}/${read ?? -1}`).join();

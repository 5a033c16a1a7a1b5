/** Vault, danger: what was recorded of checklists in one conversation, for the case that is written of it. */
import { isDangerRecord, type DangerRecord } from '../../../contract/danger.ts';
import { READ_LIMIT, type ConversationId, type OpenMessage } from '../../../contract/desk.ts';
import type { Inbox } from '../inbox/open-inbox.ts';

/** Looks through the whole conversation: a record may be as old as its first evening. */
export async function recordsIn(
  inbox: Pick<Inbox, 'read'>,
  conversation: ConversationId,
): Promise<readonly DangerRecord[]> {
  const pages: (readonly DangerRecord[])[] = [];
  let before: OpenMessage['id'] | null = null;
  for (;;) {
    const page: Awaited<ReturnType<Inbox['read']>> = await inbox.read({
      conversation,
      before,
      limit: READ_LIMIT,
    });
    pages.unshift(page.messages.flatMap(recordOf));
    before = page.messages[0]?.id ?? null;
    if (!page.earlier || before === null) return pages.flat();
  }
}

const recordOf = (message: OpenMessage): readonly DangerRecord[] =>
  message.kind === 'note' && isDangerRecord(message.text)
    ? [{ id: message.id, at: message.at, text: message.text }]
    : [];

/**
 * Vault, inbox: what did not get through goes out once more, because a person wants it to.
 *
 * It is the same message, with the same id and body, in a new envelope: whoever has it already keeps one.
 */
import { idBytes, RowId } from '../../../../protocol/ids.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { TalkRequests } from '../../../contract/talk.ts';
import { waitingForTeam, withPending, type Conversation } from './conversation.ts';
import { readMessage } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { mayRead } from './send.ts';

type Parts = Pick<InboxParts, 'book' | 'store' | 'me' | 'own' | 'oneByOne' | 'tell'>;
type Again = TalkRequests['sendAgain'];

/** Durable when it answers, and then on its way. What is on its way or has arrived stays as it is. */
export async function sendAgain(
  parts: Parts,
  { conversation: id, message }: Again['input'],
): Promise<Again['output']> {
  const { book, store, me, oneByOne, tell } = parts;
  return await oneByOne<Again['output']>(async () => {
    const entry = await book.get(id);
    if (entry === undefined) return refuse('unknown-conversation');
    if (!mayRead(entry.conversation, parts)) return refuse('restricted');
    const row = RowId.of(idBytes(message));
    const conversation = onItsWay(entry.conversation, row);
    if (conversation === null) return ok(null);
    const kept = await store.get('message', row);
    // Words of the device's former keys never go out in another name (ADR 0038).
    if (kept !== null && readMessage(row, kept).sender !== me) return refuse('former');
    const next = { ...entry, conversation };
    const committed = await store.commit([book.change(next)]);
    if (!committed.ok) return committed;
    book.put(next);
    tell(stateFact(id, message, 'sending'));
    return ok(null);
  });
}

/** Null: nothing of it failed. */
function onItsWay(conversation: Conversation, row: RowId): Conversation | null {
  const reply = conversation.pending.find((one) => one.row === row);
  if (reply?.state === 'stuck' || reply?.state === 'expired') {
    return withPending(conversation, row, { state: 'sending', resealAt: null });
  }
  return conversation.unheard.includes(row)
    ? waitingForTeam(conversation, [...conversation.toTeam, { row, done: [] }])
    : null;
}

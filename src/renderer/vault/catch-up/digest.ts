/** Vault, catch-up: what this device holds, a part at a time, for a colleague to compare with. */
import type { ConversationId } from '../../../../protocol/ids.ts';
import { MAX_DIGEST_STREAMS } from '../../../../protocol/talk/bounds.ts';
import type { CatchUpPlace, DigestContent, Stream } from '../../../../protocol/talk/content.ts';
import type { Book } from '../inbox/book.ts';
import type { Conversation } from '../inbox/conversation.ts';
import { CATCH_UP_BYTES } from '../limits.ts';
import { restOf } from './place.ts';

/**
 * The digest of as many conversations as one envelope holds, from where the comparison stands. A newcomer's
 * names no stream: everything is missing. Opens one record per conversation named, and no message.
 */
export async function digestOf(
  book: Pick<Book, 'get' | 'heads'>,
  after: CatchUpPlace | null,
  end: ConversationId | null,
): Promise<DigestContent> {
  const streams: Stream[] = [];
  let room = CATCH_UP_BYTES;
  let through = end;
  let last: ConversationId | null = null;
  for (const id of restOf(idsOf(book), after, end)) {
    const entry = await book.get(id);
    const held = entry === undefined ? [] : streamsOf(entry.conversation);
    const size = held.reduce((sum, one) => sum + JSON.stringify(one).length + 1, 0);
    const isFull = size > room || streams.length + held.length > MAX_DIGEST_STREAMS;
    if (isFull && last !== null) {
      through = last;
      break;
    }
    streams.push(...held);
    room -= size;
    last = id;
  }
  return {
    type: 'digest',
    ...(after === null ? {} : { after }),
    ...(through === null ? {} : { through }),
    streams,
  };
}

/** Where something is missing that `upTo` has jumped over, all of the chain is asked for. */
const streamsOf = ({ id, chains }: Conversation): readonly Stream[] =>
  chains
    .filter(({ upTo, holes }) => upTo >= 0 && holes !== true)
    .map(({ sender, session, audience, upTo }) => ({
      conversation: id,
      sender,
      session,
      audience,
      upTo,
    }));

export function* idsOf(book: Pick<Book, 'heads'>): Generator<ConversationId> {
  for (const [, { id }] of book.heads()) yield id;
}

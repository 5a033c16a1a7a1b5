/** Vault, catch-up: what this device holds, a part at a time, for a colleague to compare with. */
import type { ConversationId, DeviceId } from '../../../../protocol/ids.ts';
import { MAX_DIGEST_STREAMS } from '../../../../protocol/talk/bounds.ts';
import type { CatchUpPlace, DigestContent, Stream } from '../../../../protocol/talk/content.ts';
import type { Book } from '../inbox/book.ts';
import type { Conversation } from '../inbox/conversation.ts';
import { CATCH_UP_BYTES } from '../limits.ts';
import type { InboxParts } from '../inbox/parts.ts';
import { mayHave } from './may-have.ts';
import { restOf, wholeOf } from './place.ts';

export interface DigestOf {
  readonly to: DeviceId;
  readonly after: CatchUpPlace | null;
  readonly end: ConversationId | null;
}

type Parts = Pick<InboxParts, 'operators'> & {
  readonly book: Pick<Book, 'get' | 'head' | 'heads'>;
};

/**
 * The digest of as many conversations as one envelope holds, from where the comparison stands. A newcomer's
 * names no stream: everything is missing. Opens one record per conversation named, and no message. One that the
 * addressee may not read on is named nowhere in it.
 */
export async function digestOf(parts: Parts, { to, after, end }: DigestOf): Promise<DigestContent> {
  const ids = [...idsOf(parts.book)].filter((id) => mayHave(parts, to, id));
  const from =
    after === null || mayHave(parts, to, after.conversation) ? after : before(ids, after);
  const streams: Stream[] = [];
  let room = CATCH_UP_BYTES;
  let through = end;
  let last: ConversationId | null = null;
  for (const id of restOf(ids, after, end)) {
    const entry = await parts.book.get(id);
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
    ...(from === null ? {} : { after: from }),
    ...(through === null ? {} : { through }),
    streams,
  };
}

/** The end of the last of these before a place in another. */
function before(ids: readonly ConversationId[], place: CatchUpPlace): CatchUpPlace | null {
  const last = restOf(ids, null, place.conversation).at(-1);
  return last === undefined ? null : wholeOf(last);
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

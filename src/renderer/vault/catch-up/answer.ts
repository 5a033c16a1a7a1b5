/**
 * Vault, catch-up: what a colleague is told who compares with us (PROTOCOL §4, Catching up).
 *
 * One envelope's worth and no more, read a conversation at a time. Where the records already say that nothing
 * is missing, no message is opened.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ConversationId, DeviceId, MessageId } from '../../../../protocol/ids.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { MAX_TOLD, MAX_TOLD_ERASED } from '../../../../protocol/talk/bounds.ts';
import { chainKey } from '../../../../protocol/talk/chain.ts';
import type {
  CatchUpPlace,
  DigestContent,
  Stream,
  ToldContent,
  ToldMessage,
} from '../../../../protocol/talk/content.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { ContactDetails } from '../../../contract/talk.ts';
import type { Entry } from '../inbox/book.ts';
import { readDetails, type ContactBody } from '../inbox/contact.ts';
import type { Conversation } from '../inbox/conversation.ts';
import {
  hashOf,
  messageRowId,
  placeInLine,
  readMessage,
  type KeptMessage,
} from '../inbox/message-row.ts';
import type { InboxParts } from '../inbox/parts.ts';
import { CATCH_UP_BYTES, MAX_ANSWER_SCAN, MAX_CHAINS } from '../limits.ts';
import { idsOf } from './digest.ts';
import { mayHave } from './may-have.ts';
import { isBeyond, restOf, wholeOf } from './place.ts';
import { writerOf } from './refold.ts';

export type AnswerParts = Pick<
  InboxParts,
  'store' | 'book' | 'nameKey' | 'own' | 'operators' | 'devices' | 'wishFollowed'
>;

interface Asked {
  readonly by: DeviceId;
  readonly mid: MessageId;
  readonly digest: DigestContent;
  /** We are catching up ourselves. */
  readonly behind: boolean;
}

/**
 * Reads only; whatever is changed meanwhile is told in a later round or arrives by itself. What this device may not
 * read on it tells nobody: no digest that comes here says what the asker has of it.
 */
export async function answerTo(parts: AnswerParts, asked: Asked): Promise<ToldContent> {
  const { by, mid, digest, behind } = asked;
  const ids = [...idsOf(parts.book)].filter(
    (id) => mayHave(parts, by, id) && mayHave(parts, parts.own, id),
  );
  const after = digest.after ?? null;
  const held = new Map(digest.streams.map((one) => [chainKey(one), one]));
  const page = new Page();
  const named = new Set(digest.streams.map(({ conversation }) => conversation));
  const gone = new Set([...named].filter((id) => isGoneHere(parts, id)));
  const erased: ConversationId[] = [];
  let upTo: CatchUpPlace | null = null;
  let looked = 0;
  for (const id of restOf([...ids, ...gone], after, digest.through ?? null)) {
    if (gone.has(id)) erased.push(id);
    const entry = await parts.book.get(id);
    if (entry !== undefined && !isKnown(entry.conversation, held)) {
      const from = after?.conversation === id ? after : null;
      const cut = await tell(parts, page, { entry, held, from });
      if (cut !== null) {
        upTo = cut;
        break;
      }
    }
    looked += 1;
    const isFull = page.isFull || erased.length === MAX_TOLD_ERASED;
    if (looked === MAX_ANSWER_SCAN || isFull) {
      upTo = wholeOf(id);
      break;
    }
  }
  const sizes = ids.map((id) => ({ id, count: messagesIn(parts, id) }));
  const reached = upTo ?? (digest.through === undefined ? null : wholeOf(digest.through));
  const isChecked = ({ id }: (typeof sizes)[number]): boolean =>
    reached === null || !isBeyond(wholeOf(id), reached);
  return {
    type: 'told',
    answers: mid,
    reporters: [...page.reporters],
    messages: page.messages,
    ...(upTo === null ? {} : { upTo }),
    checked: sum(sizes.filter(isChecked)),
    total: sum(sizes),
    behind,
    ...(erased.length === 0 ? {} : { erased }),
  };
}

/** Erased here, the last time at its reporter's own wish, and not begun anew since. */
const isGoneHere = ({ book, wishFollowed }: AnswerParts, id: ConversationId): boolean =>
  book.head(id) === undefined && wishFollowed?.(id) === true;

/** What fits one answer. */
class Page {
  readonly messages: ToldMessage[] = [];
  readonly reporters = new Set<SenderKey>();
  #room = CATCH_UP_BYTES;

  get isFull(): boolean {
    return this.messages.length === MAX_TOLD;
  }

  /** False, and nothing changed, when there is no room for it. */
  add(message: ToldMessage, reporter: SenderKey): boolean {
    const known = this.reporters.has(reporter) ? 0 : KEY_CHARS;
    const size = utf8ToBytes(JSON.stringify(message)).length + 1 + known;
    if (size > this.#room || this.isFull) return false;
    this.messages.push(message);
    this.reporters.add(reporter);
    this.#room -= size;
    return true;
  }

  cutTo(length: number): void {
    this.messages.length = length;
  }
}

/** A key in hex, with quotes and comma. */
const KEY_CHARS = 67;

interface Telling {
  readonly entry: Entry;
  readonly held: ReadonlyMap<string, Stream>;
  readonly from: CatchUpPlace | null;
}

/**
 * Puts what is missing of one conversation on the page. Where it does not fit, up to where it does; messages of
 * one Lamport time stay together, and of those that no answer can hold together the rest is left out.
 */
async function tell(
  parts: AnswerParts,
  page: Page,
  { entry, held, from }: Telling,
): Promise<CatchUpPlace | null> {
  const { bucket, conversation } = entry;
  const begun = page.messages.length;
  let group = { lamport: 0, at: begun };
  for await (const { id, value } of parts.store.each(bucket, 'message')) {
    const message = readMessage(id, value);
    const lamport = placeInLine(message.body);
    const place = { conversation: conversation.id, lamport };
    if (!isBeyond(place, from) || !isTold(parts, entry, message) || isHeld(held, message)) continue;
    if (lamport !== group.lamport) group = { lamport, at: page.messages.length };
    const quoted = await quotedAs(parts, entry, message);
    if (page.add(quoted, conversation.reporter)) continue;
    // The first of a page that does not fit never will.
    if (group.at === 0) return { ...place, lamport };
    page.cutTo(group.at);
    return { ...place, lamport: lamport - 1 };
  }
  return null;
}

const isHeld = (held: ReadonlyMap<string, Stream>, { sender, body }: KeptMessage): boolean =>
  body.seq <= (held.get(chainKey({ ...body, sender }))?.upTo ?? -1);

/** Cards stand at the relay; what a colleague told otherwise than it came, and what nobody can vouch for, ends here. */
const isTold = (parts: AnswerParts, { bucket }: Entry, message: KeptMessage): boolean => {
  const { row, sender, body, told } = message;
  if (body.type === 'restriction') return false;
  if (body.from === 'device' && writerOf(parts, message) === null) return false;
  const own = messageRowId(parts.nameKey(bucket), { sender, mid: body.mid });
  return told === undefined || row === own;
};

/** Whether all that is here of it is there as well, as far as the record says. */
const isKnown = (
  { id: conversation, chains, linksOwn }: Conversation,
  held: ReadonlyMap<string, Stream>,
): boolean =>
  linksOwn &&
  chains.length < MAX_CHAINS &&
  chains.every((one) => {
    const upTo = held.get(chainKey({ ...one, conversation }))?.upTo ?? -1;
    return one.holes !== true && one.further.length === 0 && one.upTo <= upTo;
  });

/** The exact bytes, but for a contact and a `history`: of those what is here, and what the bytes were. */
async function quotedAs(
  parts: AnswerParts,
  { conversation }: Entry,
  message: KeptMessage,
): Promise<ToldMessage> {
  const { sender, body, bytes, arrived, was } = message;
  const device = writerOf(parts, message);
  const about = { sender, arrived, ...(device === null ? {} : { device }) };
  const hash = hashOf(message);
  if (body.type === 'contact') {
    const { contact } = conversation;
    const bucket = contact?.row === message.row ? contact.bucket : null;
    const details = bucket === null ? null : await readDetails(parts, bucket);
    const whole = utf8.decode(details === null ? bytes : writeBody(withDetails(body, details)));
    return { ...about, body: whole, was: { hash, empty: was?.empty ?? true } };
  }
  if (body.type === 'history') {
    const count = was?.count ?? body.messages.length;
    const bare = utf8.decode(writeBody({ ...body, messages: [] }));
    return { ...about, body: bare, was: { hash, count } };
  }
  return { ...about, body: utf8.decode(bytes) };
}

const withDetails = (body: ContactBody, details: ContactDetails): ContactBody => ({
  ...body,
  ...Object.fromEntries(Object.entries(details).filter(([, words]) => words !== '')),
});

/** About: a few of a conversation's records are no messages. */
function messagesIn({ book, store }: AnswerParts, id: Conversation['id']): number {
  const bucket = book.bucketOf(id);
  return bucket === undefined ? 0 : Math.max(0, store.count(bucket) - 1);
}

const sum = (sizes: readonly { readonly count: number }[]): number =>
  sizes.reduce((all, { count }) => all + count, 0);

const utf8 = new TextDecoder();

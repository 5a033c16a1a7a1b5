/**
 * Vault, erase: cases and conversations go, for good, all of them at one moment.
 *
 * Tombstones first; then one rewrite that leaves their buckets out and destroys their keys
 * (store/rewrite.ts): until its header stands nothing is gone, from then on everything is. Files and
 * what is in memory follow; a crash before them is made up for at the next start.
 */
import type { BucketId, ConversationId, FileId } from '../../../../protocol/ids.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import type { CaseLine } from '../cases/case-head.ts';
import { wayBack, type WayBack } from '../inbox/book.ts';
import { wordOn } from '../inbox/erased-word.ts';
import { readMessage } from '../inbox/message-row.ts';
import type { Belonging } from '../inbox/quarantine.ts';
import type { Watch } from '../jobs.ts';
import { MAX_CASE_FILES, MAX_WAYS_BACK } from '../limits.ts';
import type { Change } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import type { EraseParts, Wish } from './parts.ts';
import { printOf } from './subject.ts';
import { takeContacts } from './take-contacts.ts';
import { wishedGone, wishMet, type Erased } from './tombstones.ts';

export interface Doomed {
  readonly cases: readonly string[];
  readonly conversations: readonly ConversationId[];
  /** Of these only how the reporter wanted to be reached. */
  readonly contacts: readonly ConversationId[];
}

interface Going {
  readonly bucket: BucketId;
  readonly records: number;
}

interface GoingTalk extends Going {
  readonly id: ConversationId;
  /** Its reporter wishes it or has wished it before, or a colleague says so. */
  readonly wished: boolean;
}

interface Found {
  readonly cases: ReturnType<typeof casesOf>;
  readonly conversations: ReturnType<typeof conversationsOf>;
  readonly contacts: readonly ConversationId[];
}

/** Runs inside `oneByOne` and the job `erase`. Refused, nothing is gone. What is not here is passed over. */
export async function destroy(
  parts: EraseParts,
  doomed: Doomed,
  watch: Watch,
): Promise<Outcome<null, 'disk-full' | 'stopped'>> {
  const cases = casesOf(parts, doomed.cases);
  const conversations = conversationsOf(parts, doomed.conversations);
  const known = await keptByTheirCases(parts, { cases, conversations });
  if (!known.ok) return known;
  const done = await destroyWhole(
    parts,
    { cases, conversations, contacts: doomed.contacts },
    watch,
  );
  if (!done.ok) await known.value();
  return done;
}

async function destroyWhole(
  parts: EraseParts,
  { cases, conversations, contacts: details }: Found,
  watch: Watch,
): Promise<Outcome<null, 'disk-full' | 'stopped'>> {
  const { tombstones, search } = parts;
  const waiting = await parts.quarantine.about(new Set(conversations.map(({ id }) => id)));
  const wishes = await wishesIn(parts, conversations);
  const stones = await stonesOf(parts, { cases, conversations, waiting, wishes });
  const drop = new Set([...cases, ...conversations].map(({ bucket }) => bucket));
  for (const bucket of await contactsOf(parts, conversations)) drop.add(bucket);
  const prepared = await tombstones.prepare(stones, drop);
  if (!prepared.ok) return prepared;
  const whole = new Set(conversations.map(({ id }) => id));
  const contacts = details.filter((id) => !whole.has(id));
  const ways = await waysTo(parts, conversations);
  const rewritten = await rewriteWithout(parts, { drop, waiting, contacts }, watch);
  if (!rewritten.ok) {
    await prepared.value.withdraw();
    return rewritten;
  }
  for (const one of cases) caseGone(parts, one);
  for (const one of conversations) conversationGone(parts, one);
  for (const way of ways) parts.book.remember(way);
  await search.forget(drop);
  await prepared.value.settle();
  await dropFiles(parts, [
    ...cases.flatMap(({ line }) => line.files),
    ...conversations.flatMap(({ files }) => files),
  ]);
  for (const wish of wishes) parts.followed(wish);
  return ok(null);
}

interface Leaving {
  readonly drop: ReadonlySet<BucketId>;
  readonly waiting: readonly Belonging[];
  readonly contacts: readonly ConversationId[];
}

/**
 * What waits in quarantine about it is left in a bucket that goes, and so is there until it does. Where
 * its bucket stays it goes first, and comes back when the rewrite is refused.
 */
async function rewriteWithout(
  parts: EraseParts,
  { drop, waiting, contacts }: Leaving,
  watch: Watch,
): Promise<Outcome<null, 'disk-full' | 'stopped'>> {
  const { store, quarantine } = parts;
  const commit = async (changes: readonly Change[]): Promise<Outcome<null, 'disk-full'>> => {
    const committed = await store.commit(changes);
    if (committed.ok) for (const change of changes) quarantine.put(change);
    return committed;
  };
  const left = await quarantine.move(commit, waiting);
  if (!left.ok) return left;
  const going = new Set(left.value);
  const among = waiting.filter((one) => !going.has(one.drop.bucket));
  const dropped = await commit(among.map((one) => one.drop));
  if (!dropped.ok) return dropped;
  const taken = await takeContacts(parts, contacts);
  const rewritten = taken.ok
    ? await store.rewrite(
        { drop: new Set([...drop, ...going, ...taken.value.buckets]), rekey: false },
        watch,
      )
    : taken;
  if (rewritten.ok) quarantine.moved(left.value);
  else await commit(among.map(({ keep }) => keep));
  if (taken.ok) await (rewritten.ok ? taken.value.settle() : taken.value.putBack());
  return rewritten;
}

/** Of a conversation that goes while a case of it stays, the case keeps by what it can still be asked for. */
async function keptByTheirCases(
  { book, cases }: EraseParts,
  going: {
    readonly cases: readonly { readonly id: string }[];
    readonly conversations: readonly { readonly id: ConversationId }[];
  },
): Promise<Outcome<() => Promise<void>, 'disk-full'>> {
  const leaving = new Set(going.cases.map(({ id }) => id));
  const staying = [...cases.heads()].filter(([, { id }]) => !leaving.has(id));
  const about = new Set(staying.map(([, { conversation }]) => conversation));
  const prints = new Map<ConversationId, string>();
  for (const { id } of going.conversations) {
    const entry = about.has(id) ? await book.get(id) : undefined;
    if (entry !== undefined) prints.set(id, printOf(entry.conversation));
  }
  return await cases.keepFingerprints(prints, leaving);
}

/** A tab that is open now says only once where replies go. */
async function waysTo(
  { book }: EraseParts,
  conversations: readonly { readonly id: ConversationId }[],
): Promise<readonly WayBack[]> {
  const ways: WayBack[] = [];
  for (const { id } of conversations.slice(0, MAX_WAYS_BACK)) {
    const entry = await book.get(id);
    if (entry !== undefined) ways.push(wayBack(entry.conversation));
  }
  return ways;
}

const casesOf = ({ cases, store }: EraseParts, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const [bucket, line] = [cases.bucketOf(id), cases.head(id)];
    if (bucket === undefined || line === undefined) return [];
    return [{ id, bucket, line, records: store.count(bucket) }];
  });

const conversationsOf = (parts: EraseParts, ids: readonly ConversationId[]) =>
  ids.flatMap((id) => {
    const { book, store, tombstones } = parts;
    const [bucket, head] = [book.bucketOf(id), book.head(id)];
    if (bucket === undefined || head === undefined) return [];
    const isAsked = head.asks.erase !== null || wordOn(head, parts) !== null;
    const wished = isAsked || tombstones.conversationErased(id);
    return [{ id, bucket, files: head.files, records: store.count(bucket), wished }];
  });

/** How reporters wanted to be reached lies in buckets of its own. */
async function contactsOf(
  { book }: EraseParts,
  conversations: readonly { readonly id: ConversationId }[],
): Promise<readonly BucketId[]> {
  const found: BucketId[] = [];
  for (const { id } of conversations) {
    const bucket = (await book.get(id))?.conversation.contact?.bucket ?? null;
    if (bucket !== null) found.push(bucket);
  }
  return found;
}

/** What reporters themselves asked for; what a colleague told of it is for nobody else. */
async function wishesIn(
  { book, store }: EraseParts,
  conversations: readonly GoingTalk[],
): Promise<readonly Wish[]> {
  const wishes: Wish[] = [];
  for (const { id } of conversations) {
    const row = book.head(id)?.asks.erase ?? null;
    if (row === null || !store.has(row)) continue;
    const { body, told } = readMessage(row, await store.get('message', row));
    if (told === undefined) wishes.push({ erased: id, asked: body.mid });
  }
  return wishes;
}

/** Every message by sender and mid, every case by its id, and by theirs the conversations that reporters wished gone. */
async function stonesOf(
  { book, env }: EraseParts,
  going: {
    readonly cases: readonly { readonly id: string }[];
    readonly conversations: readonly GoingTalk[];
    readonly waiting: readonly Belonging[];
    readonly wishes: readonly Wish[];
  },
): Promise<readonly Erased[]> {
  const stones: Erased[] = going.cases.map(({ id }) => ({ case: id }));
  for (const { erased } of going.wishes) stones.push(...wishMet(erased, env.now()));
  for (const { sender, mid } of going.waiting) if (mid !== null) stones.push({ sender, mid });
  const turn = breather(env.ticks);
  for (const { id, bucket, wished } of going.conversations) {
    if (wished) stones.push(...wishedGone(id, env.now()));
    for await (const name of book.messageNames(bucket)) {
      stones.push(name);
      await turn();
    }
  }
  return stones;
}

async function dropFiles({ carrier }: EraseParts, files: readonly FileId[]): Promise<void> {
  for (let at = 0; at < files.length; at += MAX_CASE_FILES) {
    await carrier.dropFiles({ files: files.slice(at, at + MAX_CASE_FILES) });
  }
}

function caseGone(
  { cases, book, audit, tell, changed }: EraseParts,
  { id, bucket, line, records }: Going & { readonly id: string; readonly line: CaseLine },
): void {
  cases.forget(bucket);
  audit.note('case-erased', { about: id, count: records });
  tell({ type: 'case-gone', case: id });
  const { conversation } = line;
  if (conversation !== null && book.head(conversation) !== undefined) changed(conversation);
}

function conversationGone(
  { book, audit, tell }: EraseParts,
  { id, bucket, records }: Going & { readonly id: ConversationId },
): void {
  book.forget(bucket);
  audit.note('conversation-erased', { conversation: id, count: records });
  tell({ type: 'conversation-gone', conversation: id });
}

/**
 * Vault, erase: contact details whose period is over, of conversations that stay (ADR 0016).
 *
 * They are marked as those are that a reporter takes back (ADR 0024), before the rewrite that destroys
 * their keys: a crash in between is made up for at the next unlock. Where the rewrite is refused they are
 * put back.
 */
import type { BucketId, ConversationId } from '../../../../protocol/ids.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import type { ContactDetails } from '../../../contract/talk.ts';
import type { Entry } from '../inbox/book.ts';
import { keepChange, readDetails } from '../inbox/contact.ts';
import type { Change } from '../store/vault-store.ts';
import type { EraseParts } from './parts.ts';

type Parts = Pick<EraseParts, 'store' | 'nameKey' | 'book' | 'going' | 'audit' | 'changed'>;

export interface Taken {
  readonly buckets: readonly BucketId[];
  /** Their keys are gone. */
  readonly settle: () => Promise<void>;
  /** Nothing has happened. What a full disk keeps marked goes as soon as there is room. */
  readonly putBack: () => Promise<void>;
}

interface Contact {
  readonly entry: Entry;
  readonly bucket: BucketId;
  readonly details: ContactDetails | null;
}

/** So many conversations are written in one commit. */
const PORTION = 32;

/** Refused, nothing is marked. What has no details any more is passed over. */
export async function takeContacts(
  parts: Parts,
  ids: readonly ConversationId[],
): Promise<Outcome<Taken, 'disk-full'>> {
  const { going, audit } = parts;
  const contacts = await contactsOf(parts, ids);
  const marked: Contact[] = [];
  const putBack = async (): Promise<void> => {
    for (const some of portions(marked)) await unmark(parts, some);
  };
  for (const some of portions(contacts)) {
    const done = await mark(parts, some);
    if (!done.ok) {
      await putBack();
      return done;
    }
    marked.push(...some);
  }
  const buckets = contacts.map(({ bucket }) => bucket);
  return ok({
    buckets,
    putBack,
    settle: async () => {
      await commit(parts, going.gone(buckets));
      if (buckets.length > 0) audit.note('contact-destroyed', { count: buckets.length });
    },
  });
}

async function contactsOf(
  parts: Parts,
  ids: readonly ConversationId[],
): Promise<readonly Contact[]> {
  const found: Contact[] = [];
  for (const id of ids) {
    const entry = await parts.book.get(id);
    const bucket = entry?.conversation.contact?.bucket ?? null;
    if (entry === undefined || bucket === null) continue;
    found.push({ entry, bucket, details: await readDetails(parts, bucket) });
  }
  return found;
}

async function mark(
  parts: Parts,
  contacts: readonly Contact[],
): Promise<Outcome<null, 'disk-full'>> {
  const without = contacts.map(({ entry }) => withoutDetails(entry));
  const leaving = parts.going.going(contacts.map(({ bucket }) => bucket));
  return await keep(parts, without, leaving);
}

async function unmark(parts: Parts, contacts: readonly Contact[]): Promise<void> {
  const words = contacts.flatMap(({ bucket, details }) =>
    details === null ? [] : [keepChange(parts.nameKey, bucket, details)],
  );
  const staying = parts.going.gone(contacts.map(({ bucket }) => bucket));
  const before = contacts.map(({ entry }) => entry);
  await keep(parts, before, [...staying, ...words]);
}

async function keep(
  parts: Parts,
  entries: readonly Entry[],
  more: readonly Change[],
): Promise<Outcome<null, 'disk-full'>> {
  const { book, changed } = parts;
  const rows = entries.map((entry) => book.change(entry));
  const committed = await commit(parts, [...rows, ...more]);
  if (!committed.ok) return committed;
  for (const entry of entries) {
    book.put(entry);
    changed(entry.conversation.id);
  }
  return committed;
}

async function commit(
  { store, going }: Parts,
  changes: readonly Change[],
): Promise<Outcome<null, 'disk-full'>> {
  if (changes.length === 0) return ok(null);
  const committed = await store.commit(changes);
  if (committed.ok) for (const change of changes) going.put(change);
  return committed;
}

function withoutDetails({ bucket, conversation }: Entry): Entry {
  const { contact } = conversation;
  const next = contact === null ? null : { ...contact, bucket: null };
  return { bucket, conversation: { ...conversation, contact: next } };
}

function* portions(contacts: readonly Contact[]): Generator<readonly Contact[]> {
  for (let at = 0; at < contacts.length; at += PORTION) yield contacts.slice(at, at + PORTION);
}

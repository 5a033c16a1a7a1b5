/**
 * Vault, inbox: how the reporter wants to be reached, and that it can be taken back (ADR 0024).
 *
 * The words never stand in the message's row. They lie alone in a bucket of their own, so that its key
 * can be destroyed when a newer contact comes: journals are copied, and what is only written over there
 * stays readable. Until that has happened the bucket is marked and named by a setting.
 */
import * as v from 'valibot';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import { writeBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import type { ContactDetails } from '../../../contract/talk.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import type { Conversation } from './conversation.ts';

export type ContactBody = Extract<ConversationBody, { type: 'contact' }>;

const details = v.object({
  name: v.string(),
  phone: v.string(),
  email: v.string(),
  when: v.string(),
  purpose: v.string(),
});

/** What stands in a bucket that is about to be destroyed: it must not be taken for a spare one. */
const GOING = { going: true };

type NameKey = (bucket: BucketId) => Uint8Array;

export const detailsOf = ({ name, phone, email, when, purpose }: ContactBody): ContactDetails => ({
  name: name ?? '',
  phone: phone ?? '',
  email: email ?? '',
  when: when ?? '',
  purpose: purpose ?? '',
});

export const isEmpty = (body: ContactBody): boolean =>
  Object.values(detailsOf(body)).every((word) => word === '');

/** The message with its place in the chain and nothing of what it said. */
export function withoutDetails({
  name: _name,
  phone: _phone,
  email: _email,
  when: _when,
  purpose: _purpose,
  ...rest
}: ContactBody): Uint8Array {
  return writeBody(rest);
}

/** The last one counts, whatever order they come in. */
export const isNewer = (
  { contact }: Pick<Conversation, 'contact'>,
  than: Pick<ConversationBody, 'lamport' | 'session' | 'seq'>,
): boolean =>
  contact === null ||
  than.lamport > contact.lamport ||
  (than.lamport === contact.lamport &&
    (than.session === contact.session ? than.seq > contact.seq : than.session > contact.session));

export const keepChange = (nameKey: NameKey, bucket: BucketId, value: ContactDetails): Change =>
  changeIn(nameKey, bucket, value);

/** The words go from both copies at once; the key that opens what the journal still has goes next. */
export const goingChange = (nameKey: NameKey, bucket: BucketId): Change =>
  changeIn(nameKey, bucket, GOING);

/** What a bucket says; null where it says nothing any more. */
export async function readDetails(
  { store, nameKey }: { readonly store: Pick<VaultStore, 'get'>; readonly nameKey: NameKey },
  bucket: BucketId,
): Promise<ContactDetails | null> {
  return readKept(await store.get('contact', rowOf(nameKey, bucket)));
}

/** Details as a record keeps them; null for a mark and for what is none. */
export function readKept(value: unknown): ContactDetails | null {
  const read = v.safeParse(details, value);
  return read.success ? read.output : null;
}

const changeIn = (nameKey: NameKey, bucket: BucketId, value: object): Change => ({
  bucket,
  table: 'contact',
  id: rowOf(nameKey, bucket),
  seq: 0,
  value,
});

const rowOf = (nameKey: NameKey, bucket: BucketId): RowId =>
  rowIdOf(nameKey(bucket), 'contact', 'details');

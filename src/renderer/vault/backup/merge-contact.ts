/** Vault, backup: contact details and fetched files, of which a conversation's records only say where they are. */
import type { RowId } from '../../../../protocol/ids.ts';
import type { ContactDetails } from '../../../contract/talk.ts';
import { isNewer, keepChange } from '../inbox/contact.ts';
import type { Conversation } from '../inbox/conversation.ts';
import type { Change } from '../store/vault-store.ts';
import type { BackupParts } from './parts.ts';

interface There {
  readonly there: Conversation;
  readonly details: ContactDetails | null;
  /** Rows there, and where the same messages lie here. */
  readonly rows: ReadonlyMap<RowId, RowId>;
}

/**
 * Of what both know the last one counts; a newer one there destroys what stands here, and what was taken
 * back here never comes back. A spare bucket must have been ensured.
 */
export function withContact(
  { buckets, nameKey, going }: Pick<BackupParts, 'buckets' | 'nameKey' | 'going'>,
  here: Conversation,
  { there: { contact }, details, rows }: There,
): { readonly conversation: Conversation; readonly changes: readonly Change[] } {
  const row = contact === null ? undefined : rows.get(contact.row);
  if (contact === null || row === undefined || !isNewer(here, contact)) {
    return { conversation: here, changes: [] };
  }
  const before = here.contact?.bucket ?? null;
  const left = going.going(before === null ? [] : [before]);
  const bucket = details === null ? null : buckets.take();
  const kept = bucket === null || details === null ? [] : [keepChange(nameKey, bucket, details)];
  const conversation = { ...here, contact: { ...contact, row, bucket } };
  return { conversation, changes: [...left, ...kept] };
}

/** Neither the bytes of a fetched file go along nor the key they lie under here: it is fetched anew. */
export const withoutFile = ({
  file: _file,
  ...value
}: Record<string, unknown>): Record<string, unknown> => value;

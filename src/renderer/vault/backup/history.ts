/**
 * Vault, backup: another device's audit log, kept as it was.
 *
 * Its pages lie beside our own under names of their own, so that they never look like events of our
 * chain. A page that has grown since replaces itself; the same page again changes nothing.
 */
import type { BucketId } from '../../../../protocol/ids.ts';
import { readPage } from '../audit/event.ts';
import { pageOf } from '../audit/pages.ts';
import { AUDIT_PAGE_EVENTS } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

export interface HistoryParts {
  readonly store: Pick<VaultStore, 'has' | 'get'>;
  readonly buckets: { readonly own: BucketId };
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

export interface HistoryPage {
  /** Whose it is: device id, hex. */
  readonly by: string;
  readonly page: number;
  /** Place of its last event. */
  readonly upTo: number;
}

/** What names a page: events of one device, one after the other. Throws for what is none. */
export function readHistory(value: unknown): HistoryPage {
  const events = readPage(value);
  const last = events.at(-1);
  if (last === undefined) throw new Error('an empty page of the audit log');
  const isOne = events.every(
    ({ by, seq }, i) => by === last.by && seq === last.seq - (events.length - 1 - i),
  );
  if (!isOne || events.length > AUDIT_PAGE_EVENTS || last.seq < 1) {
    throw new Error('not one page of one log');
  }
  return { by: last.by, page: pageOf(last.seq), upTo: last.seq };
}

/** The write that keeps it, or null when it is here as long or longer. */
export async function historyChange(
  { store, buckets, nameKey }: HistoryParts,
  { by, page, upTo }: HistoryPage,
  value: object,
): Promise<Change | null> {
  const bucket = buckets.own;
  const id = rowIdOf(nameKey(bucket), 'audit', `history/${by}/${page}`);
  const known = store.has(id) ? await store.get('audit', id) : null;
  if (known !== null && readHistory(known).upTo >= upTo) return null;
  return { bucket, table: 'audit', id, seq: 0, value };
}

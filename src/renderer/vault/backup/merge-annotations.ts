/** Vault, backup: annotations of one conversation as two vaults have them, made one: each revision of both, once. */
import { idBytes, RowId, type BucketId } from '../../../../protocol/ids.ts';
import type { Annotation } from '../../../contract/annotation.ts';
import { appended, pagesIn, type Page } from '../annotations/log.ts';
import { screenId } from '../inbox/message-row.ts';
import type { Change } from '../store/vault-store.ts';
import type { BackupParts } from './parts.ts';

type Parts = Pick<BackupParts, 'store' | 'nameKey' | 'device'>;

/**
 * The writes that keep them, on the messages as they are called here, and how many found no room in their
 * conversation: the oldest come first. What was marked in a message that is not here stays away with it.
 */
export async function withAnnotations(
  parts: Parts,
  bucket: BucketId,
  there: Page,
  rows: ReadonlyMap<RowId, RowId>,
): Promise<{ readonly changes: readonly Change[]; readonly left: number }> {
  const pages = await pagesIn(parts, bucket);
  const known = new Set(pages.flat().map(nameOf));
  const fresh = there.flatMap((one) => {
    const row = rows.get(RowId.of(idBytes(one.target.messageId)));
    if (row === undefined) return [];
    const { by, ...said } = one;
    const target = { ...one.target, messageId: screenId(row) };
    const here = { ...said, target, ...(by === undefined || by === parts.device ? {} : { by }) };
    return known.has(nameOf(here)) ? [] : [here];
  });
  const taking = (count: number) => appended(parts, bucket, pages, fresh.slice(0, count));
  let [fits, tooMany] = [0, fresh.length + 1];
  if (taking(fresh.length) !== null) fits = fresh.length;
  // More never fit where fewer do not.
  while (fits < fresh.length && tooMany - fits > 1) {
    const half = Math.floor((fits + tooMany) / 2);
    if (taking(half) === null) tooMany = half;
    else fits = half;
  }
  return { changes: taking(fits) ?? [], left: fresh.length - fits };
}

/** Two revisions of one number were made on two devices; both are kept. */
const nameOf = ({ id, revision, created, creator, state }: Annotation): string =>
  [id, revision, created, state, creator].join('/');

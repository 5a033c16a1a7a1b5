/**
 * Vault, annotations: revisions as they are kept, one after the other, in records of their conversation's
 * bucket (docs/decisions/0028). So they go when it goes: erasing and retention need to know nothing of them.
 */
import * as v from 'valibot';
import { MessageId, type BucketId, type RowId } from '../../../../protocol/ids.ts';
import {
  CODER_LIMIT,
  CODES_LIMIT,
  MEMO_LIMIT,
  type Annotation,
} from '../../../contract/annotation.ts';
import { MAX_TEXT } from '../../../../protocol/limits.ts';
import {
  ANNOTATION_PAGE,
  ANNOTATION_PAGE_CHARS,
  CONTEXT_POINTS,
  MAX_ANNOTATION_PAGES,
} from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

export interface LogParts {
  readonly store: Pick<VaultStore, 'has' | 'get'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/** Longest id of a code, UTF-16 units. */
export const MAX_CODE_ID = 64;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Characters of at most two UTF-16 units each. */
const text = (points: number) => v.pipe(v.string(), v.maxLength(2 * points));

const revision = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  target: v.object({
    messageId: v.pipe(
      v.string(),
      v.transform((raw) => MessageId(raw)),
    ),
    start: count,
    end: count,
    exact: text(MAX_TEXT),
    prefix: text(CONTEXT_POINTS),
    suffix: text(CONTEXT_POINTS),
  }),
  codeIds: v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_CODE_ID))), v.maxLength(CODES_LIMIT)),
  memo: v.exactOptional(text(MEMO_LIMIT)),
  motivation: v.picklist(['tagging', 'commenting', 'redacting']),
  state: v.picklist(['standing', 'withdrawn']),
  creator: text(CODER_LIMIT),
  by: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
  created: count,
  revision: v.pipe(count, v.minValue(1)),
}) satisfies v.GenericSchema<unknown, Annotation>;

const page = v.object({ revisions: v.pipe(v.array(revision), v.maxLength(ANNOTATION_PAGE)) });

export type Page = readonly Annotation[];

/** What was made or restored here, and what colleagues have sent: neither takes the other's room. */
export type Log = 'page' | 'team';

/** Reads one record. Throws for what no version wrote. */
export const readPage = (value: unknown): Page => v.parse(page, value).revisions;

/** Every revision of a bucket, oldest first; asks the manifest only where there is none. */
export async function pagesIn(
  { store, nameKey }: LogParts,
  bucket: BucketId,
  log: Log = 'page',
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  const key = nameKey(bucket);
  for (let id = rowOf(key, log, 0); store.has(id); id = rowOf(key, log, pages.length)) {
    pages.push(readPage(await store.get('annotation', id)));
  }
  return pages;
}

/** Whether anything was ever annotated there. */
export const isAnnotated = (
  { store, nameKey }: LogParts,
  bucket: BucketId,
  log: Log = 'page',
): boolean => store.has(rowOf(nameKey(bucket), log, 0));

/** The writes after which these stand behind the others; null when there is no room for them. */
export function appended(
  { nameKey }: Pick<LogParts, 'nameKey'>,
  bucket: BucketId,
  pages: readonly Page[],
  fresh: readonly Annotation[],
  log: Log = 'page',
): readonly Change[] | null {
  const all = pages.map((one) => [...one]);
  const touched = new Set<number>();
  for (const one of fresh) {
    const last = all.at(-1);
    if (last === undefined || isFull(last)) all.push([one]);
    else last.push(one);
    touched.add(all.length - 1);
  }
  if (all.length > MAX_ANNOTATION_PAGES) return null;
  const key = nameKey(bucket);
  return [...touched].map((n) => ({
    bucket,
    table: 'annotation',
    id: rowOf(key, log, n),
    seq: 0,
    value: { revisions: all[n] ?? [] },
  }));
}

/** The newest revision of each, withdrawn ones too, in the order in which they were begun. */
export function newestOf(pages: readonly Page[]): readonly Annotation[] {
  const newest = new Map<string, Annotation>();
  for (const one of pages.flat()) {
    const known = newest.get(one.id);
    if (known === undefined || isNewer(one, known)) newest.set(one.id, one);
  }
  return [...newest.values()];
}

/** Two devices of one person may have gone on apart: the later one counts, on every device the same. */
export function isNewer(one: Annotation, than: Annotation): boolean {
  if (one.revision !== than.revision) return one.revision > than.revision;
  if (one.created !== than.created) return one.created > than.created;
  return JSON.stringify(one) > JSON.stringify(than);
}

/** Of colleagues: each belongs to the device that made it, so that nobody replaces another's. */
export function newestOfTeam(pages: readonly Page[]): readonly Annotation[] {
  const devices = new Map<string, Annotation[]>();
  for (const one of pages.flat()) {
    const by = one.by ?? '';
    devices.set(by, [...(devices.get(by) ?? []), one]);
  }
  return [...devices.values()].flatMap((all) => newestOf([all]));
}

const isFull = (revisions: Page): boolean =>
  revisions.length >= ANNOTATION_PAGE || JSON.stringify(revisions).length > ANNOTATION_PAGE_CHARS;

const rowOf = (nameKey: Uint8Array, log: Log, n: number): RowId =>
  rowIdOf(nameKey, 'annotation', `${log}/${n}`);

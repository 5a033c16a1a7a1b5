/**
 * Vault, inbox: what somebody has begun in a conversation, kept through lock and restart: the reply they are
 * writing, and how far they have come in the checklist for acute danger.
 *
 * It lies in its conversation's bucket, so it goes with it; no colleague and no backup gets it.
 */
import * as v from 'valibot';
import type { BucketId, ConversationId, RowId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { STEP_LIMIT } from '../../../contract/checklist.ts';
import { PROMISED_LIMIT, TICKS_LIMIT, type DangerState } from '../../../contract/danger.ts';
import { DRAFT_LIMIT } from '../../../contract/work.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change } from '../store/vault-store.ts';
import type { InboxParts } from './parts.ts';

type Parts = Pick<InboxParts, 'book' | 'store' | 'nameKey' | 'oneByOne'>;

const points = (max: number) =>
  v.pipe(
    v.string(),
    v.check((text) => Array.from(text).length <= max),
  );

/** What may come from the screen, and from the row. */
export const dangerSchema = v.strictObject({
  ticked: v.pipe(
    v.array(
      v.strictObject({
        step: points(STEP_LIMIT),
        at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      }),
    ),
    v.maxLength(TICKS_LIMIT),
  ),
  promised: points(PROMISED_LIMIT),
});

/** By the names of their rows. */
const schemas = { draft: v.object({ text: v.string() }), danger: dangerSchema } as const;
type Begun = keyof typeof schemas;

export async function draftOf(parts: Parts, id: ConversationId): Promise<string> {
  const kept = await begun(parts, id, 'draft');
  return kept === null ? '' : v.parse(schemas.draft, kept).text;
}

export async function dangerOf(parts: Parts, id: ConversationId): Promise<DangerState | null> {
  const kept = await begun(parts, id, 'danger');
  return kept === null ? null : v.parse(schemas.danger, kept);
}

async function begun(parts: Parts, id: ConversationId, what: Begun): Promise<unknown> {
  const bucket = parts.book.bucketOf(id);
  if (bucket === undefined) return null;
  const row = rowOf(parts, bucket, what);
  return parts.store.has(row) ? await parts.store.get('setting', row) : null;
}

/** Durable when it answers; nothing but blanks is none. */
export async function keepDraft(
  parts: Parts,
  id: ConversationId,
  text: string,
): Promise<Outcome<null, 'disk-full' | 'unknown-conversation' | 'too-long'>> {
  if (Array.from(text).length > DRAFT_LIMIT) return refuse('too-long');
  return await keep(parts, id, 'draft', text.trim() === '' ? null : { text });
}

/** Durable when it answers. */
export const keepDanger = async (
  parts: Parts,
  id: ConversationId,
  state: DangerState | null,
): Promise<Outcome<null, 'disk-full' | 'unknown-conversation'>> =>
  await keep(parts, id, 'danger', state);

async function keep(
  parts: Parts,
  id: ConversationId,
  what: Begun,
  value: object | null,
): Promise<Outcome<null, 'disk-full' | 'unknown-conversation'>> {
  return await parts.oneByOne<Outcome<null, 'disk-full' | 'unknown-conversation'>>(async () => {
    const bucket = parts.book.bucketOf(id);
    if (bucket === undefined) return refuse('unknown-conversation');
    const row = rowOf(parts, bucket, what);
    if (value === null && !parts.store.has(row)) return ok(null);
    return await parts.store.commit([{ bucket, table: 'setting', id: row, seq: 0, value }]);
  });
}

/** The write after which there is no draft; nothing where there is none. */
export function withoutDraft(
  parts: Pick<Parts, 'store' | 'nameKey'>,
  bucket: BucketId,
): readonly Change[] {
  const id = rowOf(parts, bucket, 'draft');
  return parts.store.has(id) ? [{ bucket, table: 'setting', id, seq: 0, value: null }] : [];
}

const rowOf = ({ nameKey }: Pick<Parts, 'nameKey'>, bucket: BucketId, what: Begun): RowId =>
  rowIdOf(nameKey(bucket), 'setting', what);

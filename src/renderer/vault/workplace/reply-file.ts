/** Vault, workplace: replies as a file, for a colleague who reads it in (ADR 0027). */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { READY_BYTES_LIMIT, type ReadyReply } from '../../../contract/workplace.ts';
import { repliesSchema } from './schemas.ts';

const FORMAT = 'beistand-replies';
const VERSION = 1;
/** Written with spaces between, a file is larger than what is kept of it. */
const MAX_FILE_BYTES = 4 * READY_BYTES_LIMIT;

const schema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  replies: v.pipe(repliesSchema, v.minLength(1)),
});

export const replyFile = (replies: readonly ReadyReply[]): Uint8Array =>
  utf8ToBytes(`${JSON.stringify({ format: FORMAT, version: VERSION, replies }, null, 2)}\n`);

/** The replies of a file, or why it is refused as a whole. Nothing of it is ever logged. */
export function readReplyFile(
  bytes: Uint8Array,
): Outcome<readonly ReadyReply[], 'too-large' | 'bad-file'> {
  if (bytes.length > MAX_FILE_BYTES) return refuse('too-large');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return ok(v.parse(schema, JSON.parse(text)).replies);
  } catch {
    return refuse('bad-file');
  }
}

/** Ours with theirs: a reply of the same name is theirs now and stays where ours was. */
export function joined(
  ours: readonly ReadyReply[],
  theirs: readonly ReadyReply[],
): readonly ReadyReply[] {
  const fresh = new Map(theirs.map((one) => [one.name, one]));
  const known = new Set(ours.map(({ name }) => name));
  return [
    ...ours.map((one) => fresh.get(one.name) ?? one),
    ...theirs.filter(({ name }) => !known.has(name)),
  ];
}

/** Vault, attachments: a file as a message names it, and as it is kept once somebody has fetched it. */
import * as v from 'valibot';
import { FileId } from '../../../../protocol/ids.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import type { SentFile } from '../../../contract/talk.ts';
import { shownName } from '../evidence/shown-name.ts';

export const HEX32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Like a file of evidence: its key stands in the message's row, and goes with the conversation's. */
export const keptFile = v.object({
  file: v.pipe(
    v.string(),
    v.transform((raw) => FileId(raw)),
  ),
  key: HEX32,
  bytes: count,
  sha256: HEX32,
  chunks: count,
});

export type KeptFile = v.InferOutput<typeof keptFile>;

export type AttachmentBody = Extract<ConversationBody, { type: 'attachment' }>;

export const shownFile = ({ name, file, media, prepared }: AttachmentBody): SentFile => ({
  name: shownName(name),
  bytes: file.bytes,
  media,
  original: prepared === 'original',
});

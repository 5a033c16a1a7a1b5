/** Vault, annotations: marking words of a conversation, and going on from what is marked. Nothing is written over. */
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  ID_BYTES,
  type BucketId,
  type ConversationId,
  type DeviceId,
  type MessageId,
} from '../../../../protocol/ids.ts';
import {
  CODES_LIMIT,
  MEMO_LIMIT,
  type Annotation,
  type AnnotationRequests,
  type CodeId,
  type Motivation,
  type ShownAnnotation,
} from '../../../contract/annotation.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Book } from '../inbox/book.ts';
import type { Inbox } from '../inbox/open-inbox.ts';
import { MAX_MARKS_WAITING } from '../limits.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { anchored, wordsAt } from './anchor.ts';
import { IDENTIFIER } from './base-codebook.ts';
import { codebookOf, codingOf, type SharedParts } from './coding.ts';
import { countsAs } from './codebook.ts';
import { appended, isAnnotated, newestOf, pagesIn } from './log.ts';
import { messageOf } from './message-of.ts';
import { contentOf } from './share.ts';

export type AnnotationParts = SharedParts & {
  readonly env: Pick<Env, 'now' | 'random' | 'ticks'>;
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly book: Pick<Book, 'bucketOf' | 'heads' | 'get' | 'head'>;
  /** Writes into a conversation, and sends it to colleagues. */
  readonly say: Inbox['say'];
  /** Operators' devices of the newest document, and which is ours. */
  readonly operators: () => ReadonlySet<DeviceId>;
  readonly device: DeviceId;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  /** What this device is called. */
  readonly alias: () => string;
};

type Requests = AnnotationRequests;

/** Those that stand, in the order in which they were begun. */
export async function annotationsOf(
  parts: AnnotationParts,
  conversation: ConversationId,
): Promise<readonly ShownAnnotation[]> {
  const bucket = parts.book.bucketOf(conversation);
  if (bucket === undefined || !isAnnotated(parts, bucket)) return [];
  const texts = new Map<MessageId, string | null>();
  const shown: ShownAnnotation[] = [];
  for (const one of newestOf(await pagesIn(parts, bucket))) {
    if (one.state !== 'standing') continue;
    const { messageId } = one.target;
    const text = texts.get(messageId) ?? (await textOf(parts, conversation, messageId));
    texts.set(messageId, text);
    shown.push(placed(one, text));
  }
  return shown;
}

export async function annotate(
  parts: AnnotationParts,
  { conversation, message, start, end, ...given }: Requests['annotate']['input'],
): Promise<Requests['annotate']['output']> {
  const wrong = refusedOf(given);
  if (wrong !== null) return refuse(wrong);
  return await parts.oneByOne(async (): Promise<Requests['annotate']['output']> => {
    const bucket = parts.book.bucketOf(conversation);
    const text = await textOf(parts, conversation, message);
    const words = text === null ? null : wordsAt(text, { start, end });
    if (bucket === undefined || words === null) return refuse('unknown-message');
    const one: Annotation = {
      id: bytesToHex(parts.env.random(ID_BYTES)),
      target: { messageId: message, ...words },
      ...(await saidOf(parts, given)),
      state: 'standing',
      creator: (await codingOf(parts)).coder,
      created: parts.env.now(),
      revision: 1,
    };
    const written = await append(parts, { conversation, bucket }, one);
    return written.ok ? ok({ ...one, lost: false }) : written;
  });
}

export async function reviseAnnotation(
  parts: AnnotationParts,
  { conversation, id, state, ...given }: Requests['reviseAnnotation']['input'],
): Promise<Requests['reviseAnnotation']['output']> {
  const wrong = refusedOf(given);
  if (wrong !== null) return refuse(wrong);
  return await parts.oneByOne(async (): Promise<Requests['reviseAnnotation']['output']> => {
    const bucket = parts.book.bucketOf(conversation);
    if (bucket === undefined) return refuse('unknown-annotation');
    const before = newestOf(await pagesIn(parts, bucket)).find((one) => one.id === id);
    if (before === undefined) return refuse('unknown-annotation');
    const { coder } = await codingOf(parts);
    if (before.creator !== coder) return refuse('not-yours');
    const one: Annotation = {
      id,
      target: before.target,
      ...(await saidOf(parts, given)),
      state,
      creator: coder,
      created: parts.env.now(),
      revision: before.revision + 1,
    };
    const written = await append(parts, { conversation, bucket }, one);
    if (!written.ok) return written;
    return ok(placed(one, await textOf(parts, conversation, one.target.messageId)));
  });
}

type Given = Pick<Requests['annotate']['input'], 'codeIds' | 'memo'>;

function refusedOf({ codeIds, memo }: Given): 'nothing' | 'too-long' | null {
  if (codeIds.length === 0 && memo.trim() === '') return 'nothing';
  return Array.from(memo).length > MEMO_LIMIT || codeIds.length > CODES_LIMIT ? 'too-long' : null;
}

/** What is said of the words, and so why they are marked. */
async function saidOf(
  parts: AnnotationParts,
  { codeIds, memo }: Given,
): Promise<Pick<Annotation, 'codeIds' | 'memo' | 'motivation'>> {
  const as = countsAs(await codebookOf(parts));
  const said = memo.trim();
  return {
    codeIds: [...new Set(codeIds)],
    ...(said === '' ? {} : { memo: said }),
    motivation: motivationOf(codeIds.map(as)),
  };
}

function motivationOf(codes: readonly CodeId[]): Motivation {
  if (codes.includes(IDENTIFIER)) return 'redacting';
  return codes.length === 0 ? 'commenting' : 'tagging';
}

type Place = { readonly conversation: ConversationId; readonly bucket: BucketId };

/** In one commit with the message that tells colleagues; alone, or as no operator, there is nobody to tell. */
async function append(
  parts: AnnotationParts,
  { conversation, bucket }: Place,
  one: Annotation,
): Promise<Outcome<null, 'disk-full' | 'full' | 'waits'>> {
  const { book, store, say, operators, device } = parts;
  const changes = appended(parts, bucket, await pagesIn(parts, bucket), [one]);
  if (changes === null) return refuse('full');
  const entry = await book.get(conversation);
  const about = await messageOf(parts, conversation, one.target.messageId);
  const team = operators();
  if (entry === undefined || about === null || team.size < 2 || !team.has(device)) {
    return await store.commit(changes);
  }
  // What waits longest would be let go for it: a claim, or a mark that colleagues then never got.
  if (entry.conversation.toTeam.length >= MAX_MARKS_WAITING) return refuse('waits');
  const { sender, body } = about;
  const said = await say(entry, [contentOf(one, { sender, mid: body.mid })], changes);
  return said.ok ? ok(null) : said;
}

/** With the place where its words stand now. */
function placed(one: Annotation, text: string | null): ShownAnnotation {
  const at = text === null ? null : anchored(text, one.target);
  if (at === null) return { ...one, lost: true };
  return { ...one, target: { ...one.target, ...at }, lost: false };
}

/** The words of one text of this conversation; null for everything else. */
async function textOf(
  parts: Pick<AnnotationParts, 'store'>,
  conversation: ConversationId,
  message: MessageId,
): Promise<string | null> {
  const body = (await messageOf(parts, conversation, message))?.body;
  return body?.type === 'text' ? body.text : null;
}

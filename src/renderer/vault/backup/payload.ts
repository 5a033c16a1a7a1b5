/**
 * Vault, backup: the payload of a backup, record by record out of the open vault.
 *
 * Work goes on meanwhile: a conversation is written as it stands when its turn comes. No key of this
 * device is ever asked for here (docs/decisions/0017 says what is carried and what is not).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BucketId } from '../../../../protocol/ids.ts';
import { keptCodebook } from '../annotations/coding.ts';
import { pagesIn } from '../annotations/log.ts';
import { withoutFile } from './merge-contact.ts';
import { readDetails } from '../inbox/contact.ts';
import { readConversation } from '../inbox/conversation.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { breather } from '../turns.ts';
import { frame } from './frames.ts';
import { PIECE_BYTES, RECORD_ESTIMATE } from './limits.ts';
import type { BackupParts } from './parts.ts';
import { DETAILS, MAGIC, noCounts, tally, type Counts, type Head } from './records.ts';
import { CODEBOOK, GIVEN, keptSettings, PAPERS } from './settings.ts';

type Parts = Pick<
  BackupParts,
  | 'env'
  | 'store'
  | 'buckets'
  | 'keys'
  | 'nameKey'
  | 'evidence'
  | 'tombstones'
  | 'cases'
  | 'papers'
  | 'device'
>;

interface Plan {
  readonly counts: Counts;
  /** About how many bytes it will be. */
  readonly bytes: number;
  readonly conversations: readonly BucketId[];
  readonly cases: readonly BucketId[];
}

type Written = readonly [head: Head, beside?: Uint8Array];

/** Looks what there is, by name: only evidence is opened for it. */
export async function planned(parts: Parts): Promise<Plan> {
  const { store, keys, buckets, env } = parts;
  const counts = { ...noCounts };
  const conversations: BucketId[] = [];
  const cases: BucketId[] = [];
  const turn = breather(env.ticks);
  let bytes = 0;
  for (const bucket of keys.current().buckets.keys()) {
    await turn();
    if (bucket === buckets.own || !store.used(bucket)) continue;
    const held = store.count(bucket);
    bytes += held * RECORD_ESTIMATE;
    if (store.has(headRow(parts, bucket, 'conversation'))) {
      conversations.push(bucket);
      counts.messages += Math.max(0, held - 1);
    } else if (store.has(headRow(parts, bucket, 'case'))) {
      cases.push(bucket);
      const files = held > 1 ? await filesOf(parts, bucket) : [];
      counts.evidence += files.length;
      bytes += files.reduce((sum, file) => sum + file.bytes, 0);
    }
  }
  counts.conversations = conversations.length;
  counts.cases = cases.length;
  return { counts, bytes, conversations, cases };
}

/**
 * The payload's bytes in pieces of about {@link PIECE_BYTES}. `counted` is told at the end what was
 * written, which may differ from the plan when something came or went meanwhile.
 */
export async function* payload(
  parts: Parts,
  plan: Plan,
  counted: (counts: Counts) => void,
): AsyncGenerator<Uint8Array> {
  const hash = sha256.create();
  const counts = { ...noCounts };
  let piece: Uint8Array[] = [utf8ToBytes(MAGIC)];
  let size = MAGIC.length;
  for await (const [head, beside] of records(parts, plan)) {
    tally(counts, head);
    const bytes = frame(head, beside);
    piece.push(bytes);
    size += bytes.length;
    if (size < PIECE_BYTES) continue;
    const whole = concatBytes(...piece);
    hash.update(whole);
    yield whole;
    piece = [];
    size = 0;
  }
  const rest = concatBytes(...piece);
  const end: Head = { type: 'end', counts, sha256: bytesToHex(hash.update(rest).digest()) };
  counted(counts);
  yield concatBytes(rest, frame(end));
}

async function* records(parts: Parts, plan: Plan): AsyncGenerator<Written> {
  const { keys, env, tombstones, store, buckets } = parts;
  const { document, settings } = keys.current();
  yield [{ type: 'header', made: env.now(), planned: plan.counts }, document];
  const devices = settings.devices.map((one) => ({ ...one, roles: [...one.roles] }));
  const codebook = await keptCodebook(parts);
  const kept = {
    ...(await keptSettings(parts)),
    [GIVEN]: { highest: parts.cases.given() },
    ...(codebook === null ? {} : { [CODEBOOK]: codebook }),
    [PAPERS]: await parts.papers.kept(),
  };
  yield [{ type: 'settings', value: { ...settings, devices, kept } }];
  yield [{ type: 'tombstones' }, tombstones.key()];
  for await (const value of tombstones.all()) yield [{ type: 'tombstone', value: { ...value } }];
  for (const bucket of plan.conversations) yield* conversation(parts, bucket);
  for (const bucket of plan.cases) yield* caseFile(parts, bucket);
  for await (const { value } of store.each(buckets.own, 'audit')) {
    if (isRecord(value)) yield [{ type: 'audit', value }];
  }
}

async function* conversation(parts: Parts, bucket: BucketId): AsyncGenerator<Written> {
  const { store } = parts;
  const value = await store.get('conversation', headRow(parts, bucket, 'conversation'));
  if (!isRecord(value)) return;
  yield [{ type: 'conversation', value: await withDetails(parts, value) }];
  let any = false;
  for await (const { id, seq, value: message } of store.each(bucket, 'message')) {
    if (!isRecord(message)) continue;
    yield [{ type: 'message', row: id, seq, value: withoutFile(message) }];
    any = true;
  }
  if (!any) return;
  for (const revisions of await pagesIn(parts, bucket)) {
    const named = revisions.map((one) => ({ by: parts.device, ...one }));
    yield [{ type: 'annotations', value: { revisions: named } }];
  }
}

/** The words that count now go along; those that were replaced or taken back are not here to be read. */
async function withDetails(
  parts: Parts,
  value: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const bucket = readConversation(value).contact?.bucket ?? null;
  const details = bucket === null ? null : await readDetails(parts, bucket);
  return details === null ? value : { ...value, [DETAILS]: { ...details } };
}

async function* caseFile(parts: Parts, bucket: BucketId): AsyncGenerator<Written> {
  const value = await parts.store.get('case', headRow(parts, bucket, 'case'));
  if (!isRecord(value)) return;
  yield [{ type: 'case', value }];
  for (const item of await filesOf(parts, bucket)) {
    yield [{ type: 'evidence', value: { ...item } }];
    let whole = true;
    for await (const bytes of parts.evidence.read(caseIdOf(value), item)) {
      if (bytes === null) whole = false;
      else yield [{ type: 'chunk' }, bytes];
    }
    yield [{ type: 'file-end', whole }];
  }
}

async function filesOf(parts: Parts, bucket: BucketId) {
  const value = await parts.store.get('case', headRow(parts, bucket, 'case'));
  return isRecord(value) ? await parts.evidence.list(caseIdOf(value)) : [];
}

const headRow = ({ nameKey }: Parts, bucket: BucketId, table: 'conversation' | 'case') =>
  rowIdOf(nameKey(bucket), table, 'head');

const caseIdOf = ({ id }: Readonly<Record<string, unknown>>): string => String(id);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Vault, backup: what the payload of a backup file holds, record by record (docs/decisions/0017).
 *
 * A line that names format and version, then records in an order that is checked: header, settings,
 * tombstones, per conversation its record, messages and annotations, per case its record and evidence with
 * their chunks, the audit log, and an end that counts and digests everything before it.
 */
import * as v from 'valibot';
import { RowId } from '../../../../protocol/ids.ts';
import { BadBackup, NewerBackup } from './refusals.ts';
import type { Frame, FrameReader } from './frames.ts';

/** 1 knew no annotations, and calls a file that has them damaged: since 2 it says that the file is newer. */
export const MAGIC = 'beistand-backup 2\n';
const READABLE: readonly string[] = [MAGIC, 'beistand-backup 1\n'];
const FAMILY = 'beistand-backup ';

/** Beside a conversation's own fields: the contact details that counted when the backup was made. */
export const DETAILS = 'contactDetails';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rowId = v.pipe(
  v.string(),
  v.transform((raw) => RowId(raw)),
);
const record = v.record(v.string(), v.unknown());

/** How much of everything there is. */
const counts = v.strictObject({
  conversations: count,
  messages: count,
  cases: count,
  evidence: count,
  audit: count,
  tombstones: count,
});

export type Counts = v.InferOutput<typeof counts>;

export const noCounts: Counts = {
  conversations: 0,
  messages: 0,
  cases: 0,
  evidence: 0,
  audit: 0,
  tombstones: 0,
};

const language = v.picklist(['de', 'en', 'nl']);

const settings = v.strictObject({
  relay: v.string(),
  teamName: v.string(),
  alias: v.string(),
  language,
  /** Devices of every team document seen, public keys only. */
  devices: v.array(v.strictObject({ id: v.string(), ik: v.string(), roles: v.array(v.string()) })),
  /** Records of table `setting` worth keeping, by name. */
  kept: record,
});

export type KeptSettings = v.InferOutput<typeof settings>;

const heads = v.variant('type', [
  /** Beside it: the newest team document. */
  v.strictObject({ type: v.literal('header'), made: count, planned: counts }),
  v.strictObject({ type: v.literal('settings'), value: settings }),
  /** Beside it: the key of the tombstones that follow. */
  v.strictObject({ type: v.literal('tombstones') }),
  v.strictObject({ type: v.literal('tombstone'), value: record }),
  v.strictObject({ type: v.literal('conversation'), value: record }),
  /** `row`: its name in the vault it came from. */
  v.strictObject({ type: v.literal('message'), row: rowId, seq: count, value: record }),
  /** Of the conversation before it; their targets name the messages as they are called there. */
  v.strictObject({ type: v.literal('annotations'), value: record }),
  v.strictObject({ type: v.literal('case'), value: record }),
  v.strictObject({ type: v.literal('evidence'), value: record }),
  /** Beside it: the next plain bytes of the file. */
  v.strictObject({ type: v.literal('chunk') }),
  /** `whole` is false when the file could not be read to its end any more: then it does not count. */
  v.strictObject({ type: v.literal('file-end'), whole: v.boolean() }),
  v.strictObject({ type: v.literal('audit'), value: record }),
  v.strictObject({ type: v.literal('end'), counts, sha256: v.string() }),
]);

export type Head = v.InferOutput<typeof heads>;
export type Item = Head & { readonly bytes: Uint8Array };

type Kind = Head['type'];

/** What may stand before each record. */
const before: Readonly<Record<Kind, readonly (Kind | 'start')[]>> = (() => {
  const whole = [
    'tombstones',
    'tombstone',
    'conversation',
    'message',
    'annotations',
    'case',
    'file-end',
    'audit',
  ];
  const between = whole as Kind[];
  return {
    header: ['start'],
    settings: ['header'],
    tombstones: ['settings'],
    tombstone: ['tombstones', 'tombstone'],
    conversation: between,
    message: ['conversation', 'message'],
    annotations: ['message', 'annotations'],
    case: between,
    evidence: ['case', 'file-end'],
    chunk: ['evidence', 'chunk'],
    'file-end': ['evidence', 'chunk'],
    audit: between,
    end: between,
  };
})();

const withBytes: ReadonlySet<Kind> = new Set(['header', 'tombstones', 'chunk']);

/**
 * Every record of a payload, the end included, checked for shape, order, counts and digest. Throws
 * {@link BadBackup} at the first that does not fit, so what came before it may be there already.
 */
export async function* items(reader: FrameReader): AsyncGenerator<Item> {
  await readMagic(reader);
  const seen = { ...noCounts };
  let last: Kind | 'start' = 'start';
  while (last !== 'end') {
    const item = itemOf(await reader.frame());
    if (!before[item.type].includes(last)) throw new BadBackup();
    tally(seen, item);
    if (item.type === 'end' && !(item.sha256 === reader.digest() && same(item.counts, seen))) {
      throw new BadBackup();
    }
    last = item.type;
    if (item.type === 'end') await reader.end();
    yield item;
  }
}

/** Counts a record; a file of evidence counts once it is whole. */
export function tally(seen: { -readonly [K in keyof Counts]: number }, head: Head): void {
  if (head.type === 'conversation') seen.conversations += 1;
  if (head.type === 'message') seen.messages += 1;
  if (head.type === 'case') seen.cases += 1;
  if (head.type === 'file-end' && head.whole) seen.evidence += 1;
  if (head.type === 'audit') seen.audit += 1;
  if (head.type === 'tombstone') seen.tombstones += 1;
}

async function readMagic(reader: FrameReader): Promise<void> {
  const line = new TextDecoder('latin1').decode(await reader.exactly(MAGIC.length));
  if (READABLE.includes(line)) return;
  throw line.startsWith(FAMILY) ? new NewerBackup() : new BadBackup();
}

function itemOf({ head, bytes }: Frame): Item {
  try {
    const read = v.parse(heads, head);
    if (bytes.length > 0 && !withBytes.has(read.type)) throw new BadBackup();
    return { ...read, bytes };
  } catch {
    throw new BadBackup();
  }
}

const same = (a: Counts, b: Counts): boolean =>
  (Object.keys(noCounts) as (keyof Counts)[]).every((name) => a[name] === b[name]);

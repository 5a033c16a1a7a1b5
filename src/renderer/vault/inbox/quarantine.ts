/**
 * Vault, inbox: authentic messages nobody can place yet, from a device no known document lists, of a
 * type this version does not know, or of a conversation this device does not hold.
 *
 * Sealed like everything, at most 1,000, at most 20 of one sender, for 30 days (PROTOCOL §3). What this app failed at
 * waits here too: of these a sender may have any number, they wait however long it takes, and none goes to make room for a stranger's.
 */
import * as v from 'valibot';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BucketId, ConversationId, MessageId, RowId } from '../../../../protocol/ids.ts';
import {
  QUARANTINE_LIFE_MS,
  QUARANTINE_PER_SENDER,
  QUARANTINE_ROWS,
} from '../../../../protocol/limits.ts';
import { bodyHash, SenderKey } from '../../../../protocol/talk/names.ts';
import { QUARANTINE_MOVE } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Change, StoredRecord } from '../store/vault-store.ts';
import type { Held } from './judge.ts';
import { openPlace, type Place, type PlaceParts } from './quarantine-place.ts';
import { belongsTo, midOf } from './quoted.ts';

const schema = v.object({
  sender: v.string(),
  body: v.string(),
  arrived: v.number(),
  /** It could be placed, and a mistake of ours kept it from its place. */
  failed: v.optional(v.literal(true)),
});

/** One that waits, about a conversation that is about to go. `mid` is null where it has none that we can read. */
export interface Belonging {
  readonly sender: SenderKey;
  readonly mid: MessageId | null;
  readonly drop: Change;
  readonly keep: Change;
}

/**
 * One to be judged again: `drop` removes it once it found its place. `keep` has what we failed at wait on as what
 * nobody can place yet, `fail` the other way round; null for what waits as such already.
 */
export interface Again {
  readonly held: Held;
  /** Our own clock, when it came. */
  readonly arrived: number;
  readonly drop: Change;
  readonly keep: Change | null;
  readonly fail: Change | null;
}

interface Waiting {
  readonly id: RowId;
  readonly bucket: BucketId;
  readonly seq: number;
  readonly sender: string;
  readonly arrived: number;
  readonly failed: boolean;
}

type Commit = (changes: readonly Change[]) => Promise<Outcome<null, 'disk-full'>>;

/** Opens what waits; at most {@link QUARANTINE_ROWS} rows. */
export async function openQuarantine(parts: PlaceParts): Promise<Quarantine> {
  const place = await openPlace(parts);
  const page = { upTo: Number.MAX_SAFE_INTEGER, limit: QUARANTINE_ROWS };
  const rows: Waiting[] = [];
  for (const bucket of place.all()) {
    const records = await parts.store.newest(bucket, 'quarantine', page);
    rows.push(...records.map((record) => waitingOf(bucket, record)));
  }
  return new Quarantine(parts, place, rows);
}

export class Quarantine {
  readonly #parts: PlaceParts;
  readonly #place: Place;
  readonly #rows: Map<RowId, Waiting>;

  constructor(parts: PlaceParts, place: Place, rows: readonly Waiting[]) {
    this.#parts = parts;
    this.#place = place;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * The writes that keep it: none when it is there already; null when its sender has too many, or there is no
   * room. In a full quarantine the oldest goes. `pending` is what the same batch has changed so far.
   */
  keep(
    { senderPk, body, bodyHash: hash }: Held,
    now: number,
    pending: Iterable<Change>,
    failed = false,
  ): readonly Change[] | null {
    const sender = bytesToHex(senderPk);
    const rows = new Map(this.#rows);
    for (const change of pending) takeOver(rows, change);
    const bucket = this.#place.next();
    const id = this.#rowOf(bucket, sender, hash);
    const ids = [id, ...this.#place.all().map((one) => this.#rowOf(one, sender, hash))];
    if (ids.some((one) => rows.has(one))) return [];
    const inOrder = oldestFirst(rows.values());
    const strangers = inOrder.filter((row) => !row.failed);
    const ofSender = strangers.filter((row) => row.sender === sender).length;
    if (!failed && ofSender >= QUARANTINE_PER_SENDER) return null;
    const tooMany = Math.max(0, inOrder.length + 1 - QUARANTINE_ROWS);
    if (strangers.length < tooMany) return null;
    const seq = 1 + (inOrder.at(-1)?.seq ?? 0);
    const text = new TextDecoder().decode(body);
    const value = { sender, body: text, arrived: now, ...(failed ? { failed } : {}) };
    return [
      ...this.#place.naming(),
      { bucket, table: 'quarantine', id, seq, value },
      ...strangers.slice(0, tooMany).map((row) => this.#removal(row)),
    ];
  }

  /** Whether anything of one of these waits. */
  holdsOf(senders: readonly string[]): boolean {
    const asked = new Set(senders);
    return [...this.#rows.values()].some(({ sender }) => asked.has(sender));
  }

  /** Takes over what was just committed. */
  put(change: Change): void {
    this.#place.put(change);
    takeOver(this.#rows, change);
  }

  /**
   * Everything that waits into a new bucket, `but` for these. Answers those that may then be destroyed, with
   * whatever ever waited in them; none where nothing did, or where there is no other bucket to be had.
   */
  async move(
    commit: Commit,
    but: readonly Belonging[] = [],
  ): Promise<Outcome<readonly BucketId[], 'disk-full'>> {
    const { buckets } = this.#parts;
    const place = this.#place;
    if (this.#rows.size === 0 && place.all().every((one) => one === buckets.own)) return ok([]);
    const room = await buckets.ensure(1);
    if (!room.ok) return room.refusal === 'vault-full' ? ok([]) : refuse(room.refusal);
    place.leave();
    const named = await commit(place.naming());
    if (!named.ok) return named;
    const staying = new Set(but.map(({ drop }) => drop.id));
    const rows = oldestFirst(this.#rows.values()).filter(({ id }) => !staying.has(id));
    for (let at = 0; at < rows.length; at += QUARANTINE_MOVE) {
      const moved = await commit(await this.#carried(rows.slice(at, at + QUARANTINE_MOVE)));
      if (!moved.ok) return moved;
    }
    return ok(place.left());
  }

  /** What {@link Quarantine.move} answered is destroyed, and with it what was left there. */
  moved(left: readonly BucketId[]): void {
    for (const { id, bucket } of this.#rows.values())
      if (left.includes(bucket)) this.#rows.delete(id);
    this.#place.gone(left);
  }

  /** How much waits that this app failed at. */
  get failed(): number {
    return [...this.#rows.values()].filter(({ failed }) => failed).length;
  }

  /** Everything that waits, or what this app failed at, to be judged again. */
  async waiting(now: number, which: 'all' | 'failed' = 'all'): Promise<readonly Again[]> {
    const asked = oldestFirst(this.#rows.values()).filter((row) => which === 'all' || row.failed);
    const read = await Promise.all(asked.map(async (row) => await this.#again(row, now)));
    return read.filter((one) => one !== null);
  }

  async #again(row: Waiting, now: number): Promise<Again | null> {
    const value = await this.#valueOf(row);
    if (value === null) return null;
    const { sender, body, arrived } = value;
    const bytes = utf8ToBytes(body);
    const held = { senderPk: hexToBytes(sender), body: bytes, bodyHash: bodyHash(bytes) };
    const drop = this.#removal(row);
    return {
      held,
      arrived,
      drop,
      keep: row.failed ? { ...drop, value: { sender, body, arrived: now } } : null,
      fail: row.failed ? null : { ...drop, value: { sender, body, arrived, failed: true } },
    };
  }

  /** Null for a row that is not there any more, or that another version wrote: it holds up no other. */
  async #valueOf({ id }: Waiting): Promise<v.InferOutput<typeof schema> | null> {
    const read = v.safeParse(schema, await this.#parts.store.get('quarantine', id));
    return read.success ? read.output : null;
  }

  /**
   * What waits and belongs to one of these conversations: sent by its reporter, said in it, or repeating
   * what was said in it. `drop` removes it, `keep` puts it back.
   */
  async about(conversations: ReadonlySet<ConversationId>): Promise<readonly Belonging[]> {
    const found: Belonging[] = [];
    for (const row of conversations.size === 0 ? [] : [...this.#rows.values()]) {
      const value = await this.#valueOf(row);
      if (value === null) continue;
      const sender = SenderKey(value.sender);
      if (!belongsTo(conversations, sender, value.body)) continue;
      const drop = this.#removal(row);
      found.push({ sender, mid: midOf(value.body), drop, keep: { ...drop, value } });
    }
    return found;
  }

  /** Writes that remove what has waited too long or is too many. */
  overdue(now: number): readonly Change[] {
    const rows = oldestFirst(this.#rows.values());
    const goFirst = [...rows.filter((row) => !row.failed), ...rows.filter((row) => row.failed)];
    const surplus = new Set(goFirst.slice(0, Math.max(0, rows.length - QUARANTINE_ROWS)));
    return rows
      .filter((row) => surplus.has(row) || (!row.failed && now - row.arrived > QUARANTINE_LIFE_MS))
      .map((row) => this.#removal(row));
  }

  /** The writes that carry these into the bucket in use. */
  async #carried(rows: readonly Waiting[]): Promise<readonly Change[]> {
    const bucket = this.#place.next();
    const changes: Change[] = [];
    for (const row of rows) {
      const value = await this.#valueOf(row);
      if (value === null) continue;
      const id = this.#rowOf(bucket, value.sender, bodyHash(utf8ToBytes(value.body)));
      changes.push({ bucket, table: 'quarantine', id, seq: row.seq, value }, this.#removal(row));
    }
    return changes;
  }

  #removal({ id, bucket, seq }: Waiting): Change {
    return { bucket, table: 'quarantine', id, seq, value: null };
  }

  #rowOf(bucket: BucketId, sender: string, hash: string): RowId {
    return rowIdOf(this.#parts.nameKey(bucket), 'quarantine', `${sender}/${hash}`);
  }
}

function waitingOf(bucket: BucketId, { id, seq, value }: StoredRecord): Waiting {
  const { sender, arrived, failed = false } = v.parse(schema, value);
  return { id, bucket, seq, sender, arrived, failed };
}

const oldestFirst = (rows: Iterable<Waiting>): readonly Waiting[] =>
  [...rows].toSorted((a, b) => a.seq - b.seq);

function takeOver(rows: Map<RowId, Waiting>, { bucket, table, id, seq, value }: Change): void {
  if (table !== 'quarantine') return;
  if (value === null) rows.delete(id);
  else rows.set(id, waitingOf(bucket, { id, seq, value }));
}

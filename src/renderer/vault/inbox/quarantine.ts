/**
 * Vault, inbox: authentic messages nobody can place yet, from a device no known document lists, of a
 * type this version does not know, or of a conversation this device does not hold.
 *
 * Sealed like everything, at most 1,000, at most 20 of one sender, for 30 days (PROTOCOL §3).
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
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import type { Held } from './judge.ts';
import { belongsTo, midOf } from './quoted.ts';

const schema = v.object({ sender: v.string(), body: v.string(), arrived: v.number() });

/** One that waits, about a conversation that is about to go. `mid` is null where it has none that we can read. */
export interface Belonging {
  readonly sender: SenderKey;
  readonly mid: MessageId | null;
  readonly drop: Change;
  readonly keep: Change;
}

interface Waiting {
  readonly id: RowId;
  readonly seq: number;
  readonly sender: string;
  readonly arrived: number;
}

type Store = Pick<VaultStore, 'has' | 'get' | 'newest'>;

/** Opens what waits in this bucket; at most {@link QUARANTINE_ROWS} rows. */
export async function openQuarantine(
  store: Store,
  bucket: BucketId,
  nameKey: Uint8Array,
): Promise<Quarantine> {
  const page = { upTo: Number.MAX_SAFE_INTEGER, limit: QUARANTINE_ROWS };
  const records = await store.newest(bucket, 'quarantine', page);
  const rows = records.map(({ id, seq, value }) => waitingOf(id, seq, value));
  return new Quarantine({ store, bucket, nameKey }, rows);
}

export class Quarantine {
  readonly #parts: {
    readonly store: Store;
    readonly bucket: BucketId;
    readonly nameKey: Uint8Array;
  };
  readonly #rows: Map<RowId, Waiting>;

  constructor(
    parts: { readonly store: Store; readonly bucket: BucketId; readonly nameKey: Uint8Array },
    rows: readonly Waiting[],
  ) {
    this.#parts = parts;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * The writes that keep it; none when it is there already or its sender has too many. In a full
   * quarantine the oldest goes. `pending` is what the same batch has changed so far.
   */
  keep(
    { senderPk, body, bodyHash: hash }: Held,
    now: number,
    pending: Iterable<Change>,
  ): readonly Change[] {
    const { bucket, nameKey } = this.#parts;
    const sender = bytesToHex(senderPk);
    const id = rowIdOf(nameKey, 'quarantine', `${sender}/${hash}`);
    const rows = new Map(this.#rows);
    for (const change of pending) takeOver(rows, change);
    const ofSender = [...rows.values()].filter((row) => row.sender === sender).length;
    if (rows.has(id) || ofSender >= QUARANTINE_PER_SENDER) return [];
    const inOrder = oldestFirst(rows.values());
    const seq = 1 + (inOrder.at(-1)?.seq ?? 0);
    const value = { sender, body: new TextDecoder().decode(body), arrived: now };
    const surplus = inOrder.slice(0, Math.max(0, inOrder.length + 1 - QUARANTINE_ROWS));
    return [
      { bucket, table: 'quarantine', id, seq, value },
      ...surplus.map((row) => this.#removal(row)),
    ];
  }

  /** Takes over what was just committed. */
  put(change: Change): void {
    takeOver(this.#rows, change);
  }

  /** Everything that waits, to be judged again; `drop` removes one that found its place. */
  async waiting(): Promise<readonly { readonly held: Held; readonly drop: Change }[]> {
    return await Promise.all(
      oldestFirst(this.#rows.values()).map(async (row) => {
        const { sender, body } = v.parse(schema, await this.#parts.store.get('quarantine', row.id));
        const bytes = utf8ToBytes(body);
        const held = { senderPk: hexToBytes(sender), body: bytes, bodyHash: bodyHash(bytes) };
        return { held, drop: this.#removal(row) };
      }),
    );
  }

  /**
   * What waits and belongs to one of these conversations: sent by its reporter, said in it, or repeating
   * what was said in it. `drop` removes it, `keep` puts it back.
   */
  async about(conversations: ReadonlySet<ConversationId>): Promise<readonly Belonging[]> {
    const found: Belonging[] = [];
    for (const row of conversations.size === 0 ? [] : [...this.#rows.values()]) {
      const value = v.parse(schema, await this.#parts.store.get('quarantine', row.id));
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
    const surplus = new Set(rows.slice(0, Math.max(0, rows.length - QUARANTINE_ROWS)));
    return rows
      .filter((row) => surplus.has(row) || now - row.arrived > QUARANTINE_LIFE_MS)
      .map((row) => this.#removal(row));
  }

  #removal({ id, seq }: Waiting): Change {
    return { bucket: this.#parts.bucket, table: 'quarantine', id, seq, value: null };
  }
}

function waitingOf(id: RowId, seq: number, value: unknown): Waiting {
  const { sender, arrived } = v.parse(schema, value);
  return { id, seq, sender, arrived };
}

const oldestFirst = (rows: Iterable<Waiting>): readonly Waiting[] =>
  [...rows].toSorted((a, b) => a.seq - b.seq);

function takeOver(rows: Map<RowId, Waiting>, { id, seq, value }: Change): void {
  if (value === null) rows.delete(id);
  else rows.set(id, waitingOf(id, seq, value));
}

/**
 * Vault, erase: what was erased here, by name only, so that it does not come back whatever way it comes
 * (PROTOCOL §4, ADR 0016).
 *
 * A tombstone is HMAC-SHA-512(key, what names the record)[0..16] under a key that serves nothing else:
 * without that key nobody can ask whether a message was ever here.
 */
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { hmac } from '../../../../protocol/crypto/kdf.ts';
import {
  idBytes,
  RowId,
  type BucketId,
  type ConversationId,
  type FileId,
  type MessageId,
} from '../../../../protocol/ids.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { TOMBSTONE_BYTES, TOMBSTONES_PER_RECORD } from '../limits.ts';
import { serial } from '../serial.ts';
import type { Change } from '../store/vault-store.ts';
import { endOfLastHour, spansOf } from './last-hour.ts';
import { inRecords, readKept, StoneRecords, type StoneParts } from './stone-records.ts';
import { countOf, each, includes, merged, noStones, packed, type Stones } from './stones.ts';

export interface TombstoneParts extends StoneParts {
  /** The keyring's own key for this. */
  readonly key: () => Uint8Array;
}

/** What is to be erased. */
export type Erased =
  | { readonly sender: SenderKey; readonly mid: MessageId }
  | { readonly case: string }
  /** At its reporter's wish, or because a colleague says so; `in`: the year, month, day or hour of it. */
  | { readonly conversation: ConversationId; readonly in?: string }
  /** A wish that came from its reporter, and was followed here in this year, month, day or hour. */
  | { readonly wish: ConversationId; readonly in: string }
  | { readonly file: FileId };

/** Durable tombstones of an erase that has not happened yet. A crash settles them at the next start. */
export interface Prepared {
  /** It has happened: from now on they hold. */
  readonly settle: () => Promise<void>;
  /** It was refused: they are taken back. */
  readonly withdraw: () => Promise<void>;
}

/** Names under one key: hex, or null for our own, which stands in the keyring only. */
interface Names {
  readonly all: Stones;
  /** Those of them that a full disk kept from being written. */
  readonly owed: Stones;
  /** The record that is filled next, and what it holds. */
  readonly last: { readonly record: number; readonly stones: Stones } | null;
}

/**
 * Reads every record: 16 bytes for each message ever erased. Those of an erase that a crash cut off
 * hold if its buckets are gone, and are taken back if they are not.
 */
export async function openTombstones(parts: TombstoneParts): Promise<Tombstones> {
  const records = new StoneRecords(parts);
  const names = new Map<string | null, Names>();
  let record = 0;
  for await (const { key, stones: hex } of records.kept()) {
    const stones = hexToBytes(hex);
    names.set(key, {
      all: merged(names.get(key)?.all ?? noStones, stones),
      owed: noStones,
      last: { record, stones },
    });
    record += 1;
  }
  const tombstones = new Tombstones(parts, names, record);
  let waiting = noStones;
  let happened = true;
  for await (const { after, stones } of records.waiting()) {
    waiting = merged(waiting, hexToBytes(stones));
    happened &&= !after.some((bucket) => parts.store.used(bucket));
  }
  if (waiting.length > 0) await tombstones.resolve(waiting, happened);
  return tombstones;
}

export class Tombstones {
  readonly #parts: TombstoneParts;
  readonly #records: StoneRecords;
  readonly #names: Map<string | null, Names>;
  readonly #oneByOne = serial();
  /** Number of the next new record. */
  #next: number;

  constructor(parts: TombstoneParts, names: Map<string | null, Names>, next: number) {
    this.#parts = parts;
    this.#records = new StoneRecords(parts);
    this.#names = names;
    this.#next = next;
  }

  /** Whether this message was erased here, or in a vault whose backup was taken in. */
  readonly erased = (sender: SenderKey, mid: MessageId): boolean => this.#has({ sender, mid });

  readonly caseErased = (id: string): boolean => this.#has({ case: id });

  /** Whether it was erased at its reporter's wish, or for a colleague's word of one: only its reporter begins it anew. */
  readonly conversationErased = (id: ConversationId): boolean => this.#has({ conversation: id });

  /** Whether it went last at its reporter's own wish: a colleague's word is not passed on, nor a wish of before they came back. */
  wishFollowed(id: ConversationId, now: number): boolean {
    if (!this.conversationErased(id)) return false;
    const last = this.#lastHour({ wish: id }, now);
    return last !== null && last === this.#lastHour({ conversation: id }, now);
  }

  /**
   * What came to anybody before this does not come back: 0 where its reporter never wished it gone; Infinity where they
   * have not begun it anew since; else when the hour of the last erase was over, or they began (`begun`) within it.
   */
  erasedUntil(id: ConversationId, begun: number | undefined, now: number): number {
    if (!this.conversationErased(id)) return 0;
    if (begun === undefined) return Infinity;
    return Math.min(begun, this.#lastHour({ conversation: id }, now) ?? begun);
  }

  /** When the hour ended in which this last happened. */
  readonly #lastHour = (
    what: { readonly conversation: ConversationId } | { readonly wish: ConversationId },
    now: number,
  ): number | null => endOfLastHour((span) => this.#has({ ...what, in: span }), now);

  readonly fileErased = (id: FileId): boolean => this.#has({ file: id });

  /** What stands for a conversation in the audit log: its real id follows from the reporter's key. */
  readonly veiled = (id: ConversationId): string =>
    bytesToHex(hmac(this.#parts.key(), idBytes(id)).slice(0, TOMBSTONE_BYTES));

  /** Durable when it answers, and not yet in force: these buckets are about to go. One at a time. */
  async prepare(
    what: readonly Erased[],
    buckets: Iterable<BucketId>,
  ): Promise<Outcome<Prepared, 'disk-full'>> {
    const owed = await this.#keep(null, noStones, this.#records.clear());
    if (!owed.ok) return owed;
    const key = this.#parts.key();
    const stones = packed(what.map((one) => stoneOf(key, one)));
    const committed = await this.#parts.store.commit([...this.#records.wait(stones, [...buckets])]);
    if (!committed.ok) return committed;
    return ok({
      settle: async () => await this.resolve(stones, true),
      withdraw: async () => await this.resolve(stones, false),
    });
  }

  /** At once, in one commit with what removes them; refused, neither has happened. */
  async bury(
    what: readonly Erased[],
    removal: readonly Change[],
  ): Promise<Outcome<null, 'disk-full'>> {
    const stones = packed(what.map((one) => stoneOf(this.#parts.key(), one)));
    return await this.#oneByOne(async () => {
      const before = this.#names.get(null) ?? NOTHING;
      const kept = await this.#write(null, stones, removal);
      if (!kept.ok) this.#names.set(null, before);
      return kept;
    });
  }

  /** What waited holds from now on, or never. On a full disk its records wait for the next start, which comes to the same. */
  async resolve(stones: Stones, happened: boolean): Promise<void> {
    if (happened) await this.#keep(null, stones, this.#records.clear());
    else await this.#parts.store.commit(this.#records.clear());
  }

  /** The key, to be carried along in a backup. */
  readonly key = (): Uint8Array => this.#parts.key().slice();

  /** All of them as records, to be carried along in a backup. */
  async *all(): AsyncGenerator<object> {
    for (const [key, { all }] of this.#names) {
      for (const part of inRecords(all)) yield { key, stones: bytesToHex(part) };
    }
  }

  /** Takes over what a backup carried: what was erased there does not come back here. Throws for what is none. */
  async take(theirs: Uint8Array, records: readonly object[]): Promise<Outcome<null, 'disk-full'>> {
    const own = bytesToHex(this.#parts.key());
    for (const value of records) {
      const { key: other, stones } = readKept(value);
      const key = other ?? bytesToHex(theirs);
      const kept = await this.#keep(key === own ? null : key, hexToBytes(stones), []);
      if (!kept.ok) return kept;
    }
    return ok(null);
  }

  #has(what: Erased): boolean {
    for (const [key, { all }] of this.#names) {
      const secret = key === null ? this.#parts.key() : hexToBytes(key);
      if (all.length > 0 && includes(all, stoneOf(secret, what))) return true;
    }
    return false;
  }

  /** In memory at once, on the disk when it answers. */
  async #keep(
    key: string | null,
    stones: Stones,
    also: readonly Change[],
  ): Promise<Outcome<null, 'disk-full'>> {
    return await this.#oneByOne(async () => await this.#write(key, stones, also));
  }

  async #write(
    key: string | null,
    stones: Stones,
    also: readonly Change[],
  ): Promise<Outcome<null, 'disk-full'>> {
    const { all, owed, last } = this.#names.get(key) ?? NOTHING;
    const fresh = packed([...each(stones)].filter((one) => !includes(all, one)));
    const unwritten = merged(owed, fresh);
    this.#names.set(key, { all: merged(all, fresh), owed: unwritten, last });
    const filled = this.#filled(key, last, unwritten);
    const committed = await this.#parts.store.commit([...filled.changes, ...also]);
    if (!committed.ok) return committed;
    this.#next = filled.next;
    this.#names.set(key, { all: merged(all, fresh), owed: noStones, last: filled.last });
    return committed;
  }

  /** The record begun last is filled up, then new ones are begun. */
  #filled(
    key: string | null,
    begun: Names['last'],
    fresh: Stones,
  ): { readonly changes: readonly Change[]; readonly last: Names['last']; readonly next: number } {
    const changes: Change[] = [];
    let [next, last, rest] = [this.#next, begun, fresh];
    while (rest.length > 0) {
      if (last === null || countOf(last.stones) >= TOMBSTONES_PER_RECORD) {
        last = { record: next, stones: noStones };
        next += 1;
      }
      const room = (TOMBSTONES_PER_RECORD - countOf(last.stones)) * TOMBSTONE_BYTES;
      last = { record: last.record, stones: merged(last.stones, rest.slice(0, room)) };
      rest = rest.slice(room);
      changes.push(this.#records.keep(last.record, key, last.stones));
    }
    return { changes, last, next };
  }
}

const NOTHING: Names = { all: noStones, owed: noStones, last: null };

const CONVERSATION = utf8ToBytes('conversation');
const WISH = utf8ToBytes('wish');

/** What stays of a conversation that its reporter wished gone: that it was, and in which hour it went. */
export const wishedGone = (conversation: ConversationId, at: number): readonly Erased[] => [
  { conversation },
  ...spansOf(at).map((span) => ({ conversation, in: span })),
];

/** What stays of a reporter's own wish: in which hour it was followed. */
export const wishMet = (wish: ConversationId, at: number): readonly Erased[] =>
  spansOf(at).map((span) => ({ wish, in: span }));

const stoneOf = (key: Uint8Array, what: Erased): Uint8Array =>
  hmac(key, nameOf(what)).slice(0, TOMBSTONE_BYTES);

/** A message by sender 32 ‖ mid 16, a case and a file of evidence by its id 16, a conversation and its wish by its id behind a word: who sends a file chooses its id. */
function nameOf(what: Erased): Uint8Array {
  if ('case' in what) return idBytes(RowId(what.case));
  if ('file' in what) return idBytes(what.file);
  if ('wish' in what) return concatBytes(WISH, idBytes(what.wish), utf8ToBytes(what.in));
  if ('conversation' in what) {
    return concatBytes(CONVERSATION, idBytes(what.conversation), utf8ToBytes(what.in ?? ''));
  }
  return concatBytes(hexToBytes(what.sender), idBytes(what.mid));
}

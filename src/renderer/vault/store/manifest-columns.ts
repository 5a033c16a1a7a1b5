/**
 * Vault, store: the manifest's records in columns of numbers, found by their id.
 *
 * One slot a record, in the order in which they were first seen: 76 bytes of columns and at most 16
 * of the table that finds it (open addressing; ids look random, so their first bytes are the hash).
 */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { RowId } from '../../../../protocol/ids.ts';

export const NOWHERE = -1;

const ID_WORDS = 4;
const HASH_BYTES = 32;
const ROW_BYTES = ID_WORDS * 4 + HASH_BYTES + 8 + 4 + 4 + 4;
const FIRST_ROOM = 1024;
const HEX_PER_WORD = 8;

/** What changes in a slot with a new version. No bytes: deleted. */
interface Cells {
  readonly seq: number;
  readonly version: number;
  readonly bytes: number;
  readonly hash: Uint8Array;
}

export class Columns {
  #length = 0;
  #seq = new Float64Array(FIRST_ROOM);
  #ids = new Uint32Array(FIRST_ROOM * ID_WORDS);
  #hashes = new Uint8Array(FIRST_ROOM * HASH_BYTES);
  #buckets = new Uint32Array(FIRST_ROOM);
  #versions = new Uint32Array(FIRST_ROOM);
  #bytes = new Uint32Array(FIRST_ROOM);
  /** The slot before in the same bucket. */
  #before = new Int32Array(FIRST_ROOM);
  /** Slot + 1, or 0; at most half full. */
  #table = new Uint32Array(FIRST_ROOM * 2);

  get length(): number {
    return this.#length;
  }

  find(id: RowId): number {
    const words = wordsOf(id);
    const mask = this.#table.length - 1;
    for (let at = words[0] & mask; ; at = (at + 1) & mask) {
      const slot = at32(this.#table, at) - 1;
      if (slot === NOWHERE) return NOWHERE;
      if (this.#isAt(slot, words)) return slot;
    }
  }

  /** A new slot. The id must not be there yet. */
  add(id: RowId, bucket: number): number {
    const slot = this.#length;
    this.#makeRoom(slot + 1);
    this.#length += 1;
    this.#ids.set(wordsOf(id), slot * ID_WORDS);
    this.#buckets[slot] = bucket;
    this.#enter(slot);
    return slot;
  }

  set(slot: number, { seq, version, bytes, hash }: Cells): void {
    if (version > MAX_U32) throw new RangeError('version out of range');
    this.#seq[slot] = seq;
    this.#versions[slot] = version;
    this.#bytes[slot] = bytes;
    this.#hashes.set(hash, slot * HASH_BYTES);
  }

  chainTo(slot: number, before: number): void {
    this.#before[slot] = before;
  }

  id(slot: number): RowId {
    let hex = '';
    for (let word = 0; word < ID_WORDS; word += 1) {
      const value = at32(this.#ids, slot * ID_WORDS + word);
      hex += value.toString(16).padStart(HEX_PER_WORD, '0');
    }
    return RowId(hex);
  }

  hash(slot: number): Uint8Array {
    return this.#hashes.slice(slot * HASH_BYTES, (slot + 1) * HASH_BYTES);
  }

  seq(slot: number): number {
    return this.#seq[slot] ?? 0;
  }

  bucket(slot: number): number {
    return at32(this.#buckets, slot);
  }

  version(slot: number): number {
    return at32(this.#versions, slot);
  }

  bytes(slot: number): number {
    return at32(this.#bytes, slot);
  }

  before(slot: number): number {
    return this.#before[slot] ?? NOWHERE;
  }

  /** These slots, column after column, so that they are copied and not encoded. */
  write(from: number, to: number): Uint8Array {
    const page = new Uint8Array((to - from) * ROW_BYTES);
    let at = 0;
    for (const { column, width } of this.#columns()) {
      const part = column.subarray(from * width, to * width);
      page.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += part.byteLength;
    }
    return page;
  }

  /** Adds the slots of a page behind the last one and answers where they end. Throws `bad-body`. */
  load(page: Uint8Array, buckets: number): number {
    const rows = page.length / ROW_BYTES;
    if (!Number.isInteger(rows)) throw new ProtocolError('bad-body', 'manifest');
    const from = this.#length;
    this.#makeRoom(from + rows);
    let at = 0;
    for (const { column, width } of this.#columns()) {
      const part = column.subarray(from * width, (from + rows) * width);
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      bytes.set(page.subarray(at, at + bytes.length));
      at += bytes.length;
    }
    this.#length = from + rows;
    for (let slot = from; slot < this.#length; slot += 1) {
      if (this.bucket(slot) >= buckets) throw new ProtocolError('bad-body', 'bucket');
      this.#enter(slot);
    }
    return this.#length;
  }

  /** Widest first. The bytes are this machine's own: no page leaves it. */
  #columns() {
    return [
      { column: this.#seq, width: 1 },
      { column: this.#ids, width: ID_WORDS },
      { column: this.#hashes, width: HASH_BYTES },
      { column: this.#buckets, width: 1 },
      { column: this.#versions, width: 1 },
      { column: this.#bytes, width: 1 },
    ] as const;
  }

  #isAt(slot: number, words: Words): boolean {
    const at = slot * ID_WORDS;
    return words.every((word, index) => this.#ids[at + index] === word);
  }

  #enter(slot: number): void {
    const mask = this.#table.length - 1;
    let at = at32(this.#ids, slot * ID_WORDS) & mask;
    while (at32(this.#table, at) !== 0) at = (at + 1) & mask;
    this.#table[at] = slot + 1;
  }

  #makeRoom(length: number): void {
    if (length > this.#buckets.length) this.#widen(Math.max(length, this.#buckets.length * GROWTH));
    if (length * 2 <= this.#table.length) return;
    let size = this.#table.length;
    while (size < length * 2) size *= 2;
    this.#table = new Uint32Array(size);
    for (let slot = 0; slot < this.#length; slot += 1) this.#enter(slot);
  }

  #widen(wanted: number): void {
    const room = Math.ceil(wanted);
    this.#seq = copied(new Float64Array(room), this.#seq);
    this.#ids = copied(new Uint32Array(room * ID_WORDS), this.#ids);
    this.#hashes = copied(new Uint8Array(room * HASH_BYTES), this.#hashes);
    this.#buckets = copied(new Uint32Array(room), this.#buckets);
    this.#versions = copied(new Uint32Array(room), this.#versions);
    this.#bytes = copied(new Uint32Array(room), this.#bytes);
    this.#before = copied(new Int32Array(room), this.#before);
  }
}

const GROWTH = 1.25;
const MAX_U32 = 0xffff_ffff;

type Words = readonly [number, number, number, number];

const wordsOf = (id: RowId): Words => [wordOf(id, 0), wordOf(id, 1), wordOf(id, 2), wordOf(id, 3)];

const wordOf = (id: RowId, index: number): number =>
  Number.parseInt(id.slice(index * HEX_PER_WORD, (index + 1) * HEX_PER_WORD), 16);

const at32 = (column: Uint32Array, at: number): number => column[at] ?? 0;

function copied<C extends { set(from: C): void }>(into: C, from: C): C {
  into.set(from);
  return into;
}

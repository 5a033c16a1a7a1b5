/**
 * Vault, search: the index on the disk, in sheets that the store seals.
 *
 * A segment never changes, so a snapshot writes only the new ones, then the root that names them, then
 * lets go of what no root names. Every piece carries its segment's random key: an older piece put back
 * in its place is noticed. Numbers of pieces are set aside in the root before they are used, so that
 * a crash leaves nothing behind that the next start does not know how to remove.
 */
import * as v from 'valibot';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { BucketId } from '../../../../protocol/ids.ts';
import { Writer } from '../../../../protocol/wire/bytes.ts';
import type { Mark, VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';
import type { Bits } from './bits.ts';
import { held, type Held } from './full-text.ts';
import { RESERVED_SHEETS, SHEET_BYTES } from './limits.ts';
import type { Pace } from './merge.ts';
import { segmentIn, type Segment } from './segment.ts';

/** How far the first building has come: every bucket up to this one; all of them; or none. */
export type Built = BucketId | 'all' | null;

export interface Snapshot {
  readonly mark: Mark;
  readonly built: Built;
  readonly held: readonly Held[];
}

export type SheetStore = Pick<VaultStore, 'putSheet' | 'getSheet' | 'dropSheet'>;

const KEY_BYTES = 8;
const HEAD_BYTES = KEY_BYTES + 4;
const PIECE_BYTES = SHEET_BYTES - HEAD_BYTES;
const VERSION = 2;
const ROOT = 'search/root';
const nameOf = (sheet: number): string => `search/${sheet}`;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hex = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/));
const rootSchema = v.object({
  /** 1 kept notes as messages, and no key beside the name of who wrote: it is built anew. */
  version: v.literal(VERSION),
  mark: v.object({
    generation: count,
    head: v.object({ count, chain: hex }),
    end: count,
  }),
  built: v.nullable(v.string()),
  /** Sheets from here on were never written. */
  reserved: count,
  segments: v.array(
    v.object({ key: hex, bytes: count, records: count, sheets: v.array(count), gone: v.string() }),
  ),
});
type Root = v.InferOutput<typeof rootSchema>;

interface Kept {
  readonly key: string;
  readonly sheets: readonly number[];
}

export class Sheets {
  readonly #store: SheetStore;
  readonly #random: Random;
  /** The root on the disk. */
  #root: Root | null = null;
  #kept = new WeakMap<Segment, Kept>();
  /** Sheets that may be there and that no root may name. */
  readonly #loose = new Set<number>();

  constructor(store: SheetStore, random: Random) {
    this.#store = store;
    this.#random = random;
  }

  /** The last snapshot; null when there is none or a part of it is not what the root says. */
  async load(pace: Pace): Promise<Snapshot | null> {
    const root = readRoot(await this.#store.getSheet(ROOT));
    this.#root = root;
    await this.#findLoose();
    if (root === null) return null;
    const breathe = breather(pace.ticks);
    const all: Held[] = [];
    for (const one of root.segments) {
      const segment = await this.#segment(one);
      if (segment === null || pace.stopped()) return null;
      this.#kept.set(segment, { key: one.key, sheets: one.sheets });
      all.push(held(segment, bitsFrom(one.gone, segment.records)));
      await breathe();
    }
    await this.#sweep();
    return { mark: markFrom(root.mark), built: builtFrom(root.built), held: all };
  }

  /** Bytes that writing this snapshot would take. */
  cost(held_: readonly Held[]): number {
    return held_
      .filter(({ segment }) => !this.#kept.has(segment))
      .reduce((sum, { segment }) => sum + segment.buffer.byteLength, 0);
  }

  /** Writes what is new, then the root. Stopped or refused half way, the last snapshot still stands. */
  async save({ mark, built, held: all }: Snapshot, stopped: () => boolean): Promise<boolean> {
    const gone = all.map((one) => textOf(one.gone));
    await this.#lookForRoot();
    const fresh = all.filter(({ segment }) => !this.#kept.has(segment));
    const wanted = fresh.map(({ segment }) => Math.ceil(segment.buffer.byteLength / PIECE_BYTES));
    const free = await this.#setAside(
      wanted.reduce((sum, n) => sum + n, 0),
      mark,
    );
    if (free === null) return false;
    const written = new Map<Segment, Kept>();
    for (const [i, { segment }] of fresh.entries()) {
      const kept = { key: bytesToHex(this.#random(KEY_BYTES)), sheets: free.splice(0, wanted[i]) };
      for (const sheet of kept.sheets) this.#loose.add(sheet);
      if (!(await this.#write(segment, kept, stopped))) return false;
      written.set(segment, kept);
    }
    const segments = all.map(({ segment }, i) => {
      const kept = written.get(segment) ?? this.#kept.get(segment);
      if (kept === undefined) throw new Error('a segment was not written');
      const { key, sheets } = kept;
      const bytes = segment.buffer.byteLength;
      return { key, bytes, records: segment.records, sheets: [...sheets], gone: gone[i] ?? '' };
    });
    const reserved = this.#root?.reserved ?? 0;
    for (const sheet of this.#named()) this.#loose.add(sheet);
    const root: Root = { version: VERSION, mark: plainMark(mark), built, reserved, segments };
    if (!(await this.#putRoot(root))) return false;
    for (const [segment, kept] of written) this.#kept.set(segment, kept);
    await this.#sweep();
    return true;
  }

  /** Takes every sheet away, the root last. */
  async clear(): Promise<void> {
    this.#kept = new WeakMap();
    for (const sheet of this.#named()) this.#loose.add(sheet);
    if (this.#root !== null) this.#root = { ...this.#root, segments: [] };
    await this.#sweep();
    await this.#store.dropSheet(ROOT);
    this.#root = null;
  }

  async #segment(one: Root['segments'][number]): Promise<Segment | null> {
    const buffer = new Uint8Array(one.bytes);
    for (const [i, sheet] of one.sheets.entries()) {
      const piece = await this.#store.getSheet(nameOf(sheet));
      const from = i * PIECE_BYTES;
      const fits =
        piece !== null && piece.length - HEAD_BYTES === Math.min(PIECE_BYTES, one.bytes - from);
      if (!fits || bytesToHex(piece.subarray(0, HEAD_BYTES)) !== bytesToHex(headOf(one.key, i)))
        return null;
      buffer.set(piece.subarray(HEAD_BYTES), from);
      piece.fill(0);
    }
    const segment = segmentIn(buffer.buffer);
    return segment?.records === one.records ? segment : null;
  }

  async #write(segment: Segment, { key, sheets }: Kept, stopped: () => boolean): Promise<boolean> {
    const bytes = new Uint8Array(segment.buffer);
    for (const [i, sheet] of sheets.entries()) {
      if (stopped()) return false;
      const part = bytes.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES);
      const piece = new Uint8Array(HEAD_BYTES + part.length);
      piece.set(headOf(key, i));
      piece.set(part, HEAD_BYTES);
      const taken = await this.#store.putSheet(nameOf(sheet), piece);
      piece.fill(0);
      if (!taken) return false;
    }
    return true;
  }

  /** A rewrite of the store with a new epoch key takes every sheet away. */
  async #lookForRoot(): Promise<void> {
    if (this.#root === null || (await this.#store.getSheet(ROOT)) !== null) return;
    this.#root = null;
    this.#kept = new WeakMap();
  }

  /** Numbers no durable root uses; the root says first how high they may go. Null: it could not. */
  async #setAside(wanted: number, mark: Mark): Promise<number[] | null> {
    const used = this.#named();
    const free: number[] = [];
    for (let sheet = 0; free.length < wanted; sheet += 1) if (!used.has(sheet)) free.push(sheet);
    const highest = (free.at(-1) ?? -1) + 1;
    if (this.#root === null || highest > this.#root.reserved) {
      const reserved = Math.ceil(highest / RESERVED_SHEETS) * RESERVED_SHEETS;
      const empty: Root = {
        version: VERSION,
        mark: plainMark(mark),
        built: null,
        reserved,
        segments: [],
      };
      if (!(await this.#putRoot({ ...(this.#root ?? empty), reserved }))) return null;
    }
    return free;
  }

  async #putRoot(root: Root): Promise<boolean> {
    const bytes = new TextEncoder().encode(JSON.stringify(root));
    if (!(await this.#store.putSheet(ROOT, bytes))) return false;
    this.#root = root;
    return true;
  }

  /** Removes what the root does not name. */
  async #sweep(): Promise<void> {
    const used = this.#named();
    for (const sheet of this.#loose) {
      if (!used.has(sheet)) await this.#store.dropSheet(nameOf(sheet));
      this.#loose.delete(sheet);
    }
  }

  #named(): Set<number> {
    return new Set(this.#root?.segments.flatMap(({ sheets }) => sheets));
  }

  /** After a start: every number ever set aside; without a root, all up to where there have been none for long. */
  async #findLoose(): Promise<void> {
    const reserved = this.#root?.reserved ?? null;
    for (let sheet = 0, absent = 0; ; sheet += 1) {
      if (reserved === null ? absent >= RESERVED_SHEETS : sheet >= reserved) return;
      if (reserved !== null || (await this.#store.getSheet(nameOf(sheet))) !== null) {
        this.#loose.add(sheet);
        absent = 0;
      } else absent += 1;
    }
  }
}

const headOf = (key: string, i: number): Uint8Array =>
  new Writer().raw(hexToBytes(key)).u32(i).done();

function readRoot(bytes: Uint8Array | null): Root | null {
  if (bytes === null) return null;
  try {
    const root = v.safeParse(rootSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return root.success ? root.output : null;
  } catch {
    return null;
  }
}

const plainMark = ({ generation, head, end }: Mark): Root['mark'] => ({
  generation,
  head: { count: head.count, chain: bytesToHex(head.chain) },
  end,
});

const markFrom = ({ generation, head, end }: Root['mark']): Mark => ({
  generation,
  head: { count: head.count, chain: hexToBytes(head.chain) },
  end,
});

const builtFrom = (built: string | null): Built =>
  built === null || built === 'all' ? built : BucketId(built);

/** Base64; empty when no bit is set, which is the rule. */
function textOf(bits: Bits): string {
  if (bits.every((word) => word === 0)) return '';
  let text = '';
  for (const byte of new Uint8Array(bits.buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

function bitsFrom(text: string, size: number): Bits {
  const bits = new Uint32Array(Math.ceil(size / 32));
  const bytes = new Uint8Array(bits.buffer);
  for (const [i, letter] of [...atob(text)].entries()) bytes[i] = letter.charCodeAt(0);
  return bits;
}

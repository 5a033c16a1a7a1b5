/**
 * Vault, backup: records one after the other, each JSON and bytes behind two lengths.
 *
 * `u32 length of JSON ‖ u32 length of bytes ‖ JSON ‖ bytes`, big-endian. Lengths are checked against
 * their bounds before anything is read, so that a hostile file costs no memory.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { BadBackup } from './refusals.ts';
import { MAX_BODY_BYTES, MAX_HEAD_BYTES } from './limits.ts';

export interface Frame {
  readonly head: unknown;
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array(0);
const LENGTHS = 8;

/** One record's bytes. Throws for what no reader would take: that would be our own bug. */
export function frame(head: object, bytes: Uint8Array = NOTHING): Uint8Array {
  const json = utf8ToBytes(JSON.stringify(head));
  if (json.length > MAX_HEAD_BYTES || bytes.length > MAX_BODY_BYTES) {
    throw new RangeError('backup record too large');
  }
  const lengths = new Uint8Array(LENGTHS);
  const view = new DataView(lengths.buffer);
  view.setUint32(0, json.length);
  view.setUint32(4, bytes.length);
  return concatBytes(lengths, json, bytes);
}

/** Takes records off a stream of pieces of any size, and keeps the digest of what it has taken. */
export class FrameReader {
  readonly #next: () => Promise<Uint8Array | null>;
  readonly #hash = sha256.create();
  #piece: Uint8Array = NOTHING;
  #at = 0;
  /** The record read last: not in the digest before the next one is asked for. */
  #last: Uint8Array[] = [];
  #taken = 0;

  constructor(next: () => Promise<Uint8Array | null>) {
    this.#next = next;
  }

  /** Plain bytes taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Exactly `length` bytes. Throws {@link BadBackup} where the stream ends before. */
  async exactly(length: number): Promise<Uint8Array> {
    const out = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#at === this.#piece.length && !(await this.#more())) throw new BadBackup();
      const part = this.#piece.subarray(this.#at, this.#at + length - filled);
      out.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
    this.#taken += length;
    this.#last.push(out);
    return out;
  }

  /** The next record. Throws {@link BadBackup} for what is none. */
  async frame(): Promise<Frame> {
    for (const part of this.#last) this.#hash.update(part);
    this.#last = [];
    const lengths = await this.exactly(LENGTHS);
    const view = new DataView(lengths.buffer);
    const json = view.getUint32(0);
    const body = view.getUint32(4);
    if (json > MAX_HEAD_BYTES || body > MAX_BODY_BYTES) throw new BadBackup();
    const head = parsed(await this.exactly(json));
    return { head, bytes: await this.exactly(body) };
  }

  /** Hex SHA-256 of everything before the record read last. */
  digest(): string {
    return bytesToHex(this.#hash.clone().digest());
  }

  /** Throws {@link BadBackup} when there is more. */
  async end(): Promise<void> {
    if (this.#at < this.#piece.length || (await this.#more())) throw new BadBackup();
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const piece = await this.#next();
      if (piece === null) return false;
      this.#piece = piece;
      this.#at = 0;
      if (piece.length > 0) return true;
    }
  }
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(json));
  } catch {
    throw new BadBackup();
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

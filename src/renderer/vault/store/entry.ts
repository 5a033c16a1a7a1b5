/** Vault, store: the journal's own bytes, format 2 (ADR 0014). One entry is one batch, taken whole or not at all. */
import { concatBytes } from '@noble/hashes/utils.js';
import { hmac } from '../../../../protocol/crypto/kdf.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import { Reader, Writer } from '../../../../protocol/wire/bytes.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { MAX_ENTRY_BYTES, MAX_ENTRY_ROWS, MAX_ROW_BYTES } from '../limits.ts';
import { labels } from './labels.ts';

/** SHA-512 cut to 32 bytes. Passed in: libsodium does it four times faster. */
export type RowHash = (bytes: Uint8Array) => Uint8Array;

/** Where the journal stands: how many entries, and the chain value of the last. */
export interface Head {
  readonly count: number;
  readonly chain: Uint8Array;
}

export const CHAIN_BYTES = 32;
/** What a row costs in an entry besides its sealed bytes. */
export const ROW_FRAME_BYTES = 16 + 16 + 8 + 8 + 4;

/** Before the first entry. */
export const NO_ENTRIES: Head = { count: 0, chain: new Uint8Array(CHAIN_BYTES) };

/** `base`: rows as a rewrite found them, in whatever version. `base-end`: they are all there. */
export type EntryKind = 'changes' | 'base' | 'base-end';

export interface Entry {
  readonly kind: EntryKind;
  /** Counter of the keyring that was on the disk when this was written: an older keyring cannot open it all. */
  readonly keyring: number;
  /** A row without bytes says that its record was deleted. */
  readonly rows: readonly SealedRow[];
}

/** What opening an entry gives: its rows with their hashes, and the head it makes. */
export interface OpenedEntry extends Entry {
  readonly hashes: readonly Uint8Array[];
  readonly head: Head;
}

/** What both directions need. `chainKey` is made with {@link chainKeyOf}. */
export interface Chain {
  readonly chainKey: Uint8Array;
  readonly hash: RowHash;
}

const VERSION = 2;
const KINDS = ['changes', 'base', 'base-end'] as const satisfies readonly EntryKind[];
const SEALED_SLACK = 64;

/** One per generation: no entry of one generation can stand in another. */
export const chainKeyOf = (epochKey: Uint8Array, generation: number): Uint8Array =>
  hmac(epochKey, concatBytes(labels.chain, new Writer().u64(generation).done())).slice(
    0,
    CHAIN_BYTES,
  );

/**
 * u8 version ‖ u8 kind ‖ u64 index ‖ u64 keyring ‖ u16 rows ‖ rows ‖ chain value 32.
 *
 * The chain value is an HMAC over the previous one and the hash of everything before it, so no entry
 * can be changed, moved, left out or taken from another journal. Too large is our own bug.
 */
export function writeEntry(
  entry: Entry,
  before: Head,
  chain: Chain,
): OpenedEntry & { readonly bytes: Uint8Array } {
  if (entry.rows.length > MAX_ENTRY_ROWS) throw new RangeError('too many rows in one entry');
  const index = before.count + 1;
  const w = new Writer().u8(VERSION).u8(KINDS.indexOf(entry.kind)).u64(index);
  w.u64(entry.keyring).u16(entry.rows.length);
  for (const row of entry.rows) {
    w.id(row.id).id(row.bucket).u64(row.seq).u64(row.version).long(row.sealed);
  }
  const body = w.done();
  const value = chainValue(body, before, chain);
  const bytes = concatBytes(body, value);
  if (bytes.length > MAX_ENTRY_BYTES) throw new RangeError('entry too large');
  const hashes = entry.rows.map(({ sealed }) => chain.hash(sealed));
  return { ...entry, hashes, head: { count: index, chain: value }, bytes };
}

/** Reads the entry that must follow `before`; anything else is {@link ProtocolError} `forked` or `bad-body`. */
export function readEntry(bytes: Uint8Array, before: Head, chain: Chain): OpenedEntry {
  if (bytes.length > MAX_ENTRY_BYTES) throw new ProtocolError('too-large', 'entry');
  if (bytes.length < CHAIN_BYTES) throw new ProtocolError('bad-body', 'length');
  const end = bytes.length - CHAIN_BYTES;
  const value = chainValue(bytes.subarray(0, end), before, chain);
  if (!equalBytes(bytes.subarray(end), value)) throw new ProtocolError('forked', 'chain');
  const { index, ...entry } = parseEntry(bytes);
  if (index !== before.count + 1) throw new ProtocolError('forked', 'index');
  const hashes = entry.rows.map(({ sealed }) => chain.hash(sealed));
  return { ...entry, hashes, head: { count: index, chain: value } };
}

/** An entry's own words, unproven: good for rows that something else vouches for. Throws {@link ProtocolError}. */
export function parseEntry(bytes: Uint8Array): Entry & { readonly index: number } {
  const r = new Reader(bytes, 'bad-body');
  if (r.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'entry');
  const kind = KINDS[r.u8('kind')];
  if (kind === undefined) throw new ProtocolError('bad-body', 'kind');
  const index = r.u64('index');
  const keyring = r.u64('keyring');
  const rows = readRows(r);
  r.raw(CHAIN_BYTES, 'chain');
  r.end();
  return { kind, index, keyring, rows };
}

function readRows(r: Reader): readonly SealedRow[] {
  const count = r.u16('rows');
  if (count > MAX_ENTRY_ROWS) throw new ProtocolError('too-large', 'rows');
  return Array.from({ length: count }, (): SealedRow => ({
    id: r.id(RowId, 'id'),
    bucket: r.id(BucketId, 'bucket'),
    seq: r.u64('seq'),
    version: r.u64('row version'),
    sealed: r.long('sealed', MAX_ROW_BYTES + SEALED_SLACK),
  }));
}

const chainValue = (body: Uint8Array, before: Head, { chainKey, hash }: Chain): Uint8Array =>
  hmac(chainKey, concatBytes(before.chain, hash(body))).slice(0, CHAIN_BYTES);

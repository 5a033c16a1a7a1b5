/** Vault, store: the journal's own bytes. One entry is one batch, taken whole or not at all. */
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

export interface Entry {
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
  /** Entries at the start of the journal that are not this vault's. */
  readonly skip: number;
}

const VERSION = 1;
const SEALED_SLACK = 64;

export const chainKeyOf = (epochKey: Uint8Array): Uint8Array =>
  hmac(epochKey, labels.chain).slice(0, CHAIN_BYTES);

/**
 * u8 version ‖ u64 index ‖ u64 keyring ‖ u16 rows ‖ rows ‖ chain value 32.
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
  const w = new Writer().u8(VERSION).u64(index).u64(entry.keyring).u16(entry.rows.length);
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
  const r = new Reader(bytes, 'bad-body');
  if (r.u8('version') !== VERSION) throw new ProtocolError('wrong-version', 'entry');
  const index = r.u64('index');
  const keyring = r.u64('keyring');
  const count = r.u16('rows');
  if (count > MAX_ENTRY_ROWS) throw new ProtocolError('too-large', 'rows');
  const rows = Array.from({ length: count }, (): SealedRow => readRow(r));
  r.raw(CHAIN_BYTES, 'chain');
  r.end();
  if (index !== before.count + 1) throw new ProtocolError('forked', 'index');
  const hashes = rows.map(({ sealed }) => chain.hash(sealed));
  return { keyring, rows, hashes, head: { count: index, chain: value } };
}

const readRow = (r: Reader): SealedRow => ({
  id: r.id(RowId, 'id'),
  bucket: r.id(BucketId, 'bucket'),
  seq: r.u64('seq'),
  version: r.u64('row version'),
  sealed: r.long('sealed', MAX_ROW_BYTES + SEALED_SLACK),
});

const chainValue = (body: Uint8Array, before: Head, { chainKey, hash }: Chain): Uint8Array =>
  hmac(chainKey, concatBytes(before.chain, hash(body))).slice(0, CHAIN_BYTES);

/**
 * Vault, store: the journal of format 1, read and never written. Frozen: some operator's disk is
 * still on it.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { hmac } from '../../../../protocol/crypto/kdf.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { BucketId, RowId } from '../../../../protocol/ids.ts';
import { Reader } from '../../../../protocol/wire/bytes.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import { NO_ENTRIES, type Head, type OpenedEntry, type RowHash } from './entry.ts';
import { labels } from './labels.ts';
import { pagesOf } from './replay.ts';

/** What reads a journal of format 1: `skip` entries at its start belong to a founding that was given up. */
export interface ChainV1 {
  readonly chainKey: Uint8Array;
  readonly hash: RowHash;
  readonly skip: number;
}

const VERSION = 1;
const GENERATION = 0;
const CHAIN_BYTES = 32;
const MAX_ENTRY_BYTES = 1024 * 1024;
const MAX_ENTRY_ROWS = 2048;
const MAX_SEALED_BYTES = 512 * 1024 + 64;

export const chainKeyV1 = (epochKey: Uint8Array): Uint8Array =>
  hmac(epochKey, labels.chain).slice(0, CHAIN_BYTES);

/** Every entry of generation 0, proven one after the other. Throws {@link ProtocolError} where one does not belong. */
export async function* replayV1(
  carrier: Pick<Carrier, 'replay'>,
  chain: ChainV1,
): AsyncGenerator<OpenedEntry, Head> {
  let head = NO_ENTRIES;
  let { skip } = chain;
  for await (const { entries } of pagesOf(carrier, GENERATION, 0)) {
    for (const bytes of entries) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      const entry = readEntryV1(bytes, head, chain);
      ({ head } = entry);
      yield entry;
    }
  }
  return head;
}

/** u8 1 ‖ u64 index ‖ u64 keyring ‖ u16 rows ‖ rows ‖ chain value 32. */
function readEntryV1(bytes: Uint8Array, before: Head, chain: ChainV1): OpenedEntry {
  if (bytes.length > MAX_ENTRY_BYTES) throw new ProtocolError('too-large', 'entry');
  if (bytes.length < CHAIN_BYTES) throw new ProtocolError('bad-body', 'length');
  const end = bytes.length - CHAIN_BYTES;
  const body = chain.hash(bytes.subarray(0, end));
  const value = hmac(chain.chainKey, concatBytes(before.chain, body)).slice(0, CHAIN_BYTES);
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
  return { kind: 'changes', keyring, rows, hashes, head: { count: index, chain: value } };
}

const readRow = (r: Reader): SealedRow => ({
  id: r.id(RowId, 'id'),
  bucket: r.id(BucketId, 'bucket'),
  seq: r.u64('seq'),
  version: r.u64('row version'),
  sealed: r.long('sealed', MAX_SEALED_BYTES),
});

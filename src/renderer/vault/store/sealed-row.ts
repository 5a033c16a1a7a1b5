/** Vault, store: one record sealed at rest. A row opens only as the record, table and version it was sealed as. */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { hkdf, hmac, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import { platformRandom, type Random } from '../../../../protocol/crypto/random.ts';
import { ID_BYTES, idBytes, RowId } from '../../../../protocol/ids.ts';
import { Writer } from '../../../../protocol/wire/bytes.ts';
import { MAX_ROW_BYTES, ROW_PAD } from '../limits.ts';
import { labels } from './labels.ts';

/** Every table; the ones with most rows first, because a row does not say in clear which it belongs to. */
export const TABLES = [
  'message',
  'conversation',
  'case',
  'audit',
  'evidence',
  'setting',
  'tombstone',
  'quarantine',
  'contact',
  'annotation',
] as const;

/** What a row holds. The name is part of its key, so a message never opens as a case. */
export type Table = (typeof TABLES)[number];

/** Which record, in which version, is expected. The version comes from the manifest, never from the row. */
export interface RowName {
  readonly table: Table;
  readonly id: RowId;
  readonly version: number;
}

const NONCE = nacl.secretbox.nonceLength;
const MARK = 0x80;

/** nonce 24 ‖ secretbox(pad256(json)). Throws when the value is larger than a row may be. */
export function sealRow(
  dataKey: Uint8Array,
  name: RowName,
  value: unknown,
  random: Random = platformRandom,
): Uint8Array {
  const plain = padded(utf8ToBytes(JSON.stringify(value)));
  if (plain.length > MAX_ROW_BYTES) throw new RangeError(`${name.table} row too large`);
  return sealed(dataKey, name, plain, random);
}

/**
 * The same record under another data key, its words never made into a value. Null when these bytes
 * are not this record in this version under `from`, whatever its table is.
 */
export function resealRow(
  row: Omit<RowName, 'table'> & { readonly sealed: Uint8Array },
  keys: { readonly from: Uint8Array; readonly to: Uint8Array },
  random: Random = platformRandom,
): Uint8Array | null {
  for (const table of TABLES) {
    const name = { table, id: row.id, version: row.version };
    const plain = opened(keys.from, name, row.sealed);
    if (plain !== null) return sealed(keys.to, name, plain, random);
  }
  return null;
}

/** Takes the plain bytes over and wipes them. */
function sealed(dataKey: Uint8Array, name: RowName, plain: Uint8Array, random: Random): Uint8Array {
  const nonce = random(NONCE);
  const key = recordKey(dataKey, name);
  const bytes = concatBytes(nonce, nacl.secretbox(plain, nonce, key));
  plain.fill(0);
  key.fill(0);
  return bytes;
}

/** The value, or null when these bytes are not this record in this version under this key. */
export function openRow(
  dataKey: Uint8Array,
  name: RowName,
  bytes: Uint8Array,
): { readonly value: unknown } | null {
  const plain = opened(dataKey, name, bytes);
  if (plain === null) return null;
  const end = plain.lastIndexOf(MARK);
  const value: unknown = JSON.parse(new TextDecoder().decode(plain.subarray(0, end)));
  plain.fill(0);
  return { value };
}

function opened(dataKey: Uint8Array, name: RowName, bytes: Uint8Array): Uint8Array | null {
  if (bytes.length <= NONCE) return null;
  const key = recordKey(dataKey, name);
  const plain = nacl.secretbox.open(bytes.subarray(NONCE), bytes.slice(0, NONCE), key);
  key.fill(0);
  return plain;
}

/**
 * A row's opaque name, made from what it stands for and its bucket's name key: the same message
 * always has the same row, and nobody without the key can tell which. Outlives every data key.
 */
export const rowIdOf = (nameKey: Uint8Array, table: Table, about: string): RowId =>
  RowId.of(
    hmac(nameKey, concatBytes(labels.rowId, lengthAnd(table), utf8ToBytes(about))).slice(
      0,
      ID_BYTES,
    ),
  );

const recordKey = (dataKey: Uint8Array, { table, id, version }: RowName): Uint8Array =>
  hkdf(
    dataKey,
    NO_SALT,
    concatBytes(labels.record, lengthAnd(table), idBytes(id), new Writer().u64(version).done()),
  );

const lengthAnd = (table: Table): Uint8Array => new Writer().shortText(table).done();

function padded(json: Uint8Array): Uint8Array {
  const plain = new Uint8Array(Math.ceil((json.length + 1) / ROW_PAD) * ROW_PAD);
  plain.set(json);
  plain[json.length] = MARK;
  json.fill(0);
  return plain;
}

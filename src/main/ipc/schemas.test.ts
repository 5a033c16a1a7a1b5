import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { MAX_DOCUMENT_BYTES, MAX_ORIGINS, MAX_RECIPIENTS } from '../../../protocol/limits.ts';
import {
  carrierRequests,
  type CarrierRequest,
  type CarrierRequests,
} from '../../contract/carrier.ts';
import {
  MAX_APPEND_BYTES,
  MAX_BATCH,
  MAX_CHUNK_BYTES,
  MAX_CHUNKS,
  MAX_CLAIM,
  MAX_DROPPED,
  MAX_ENTRY_BYTES,
  MAX_EXTENSIONS,
  MAX_FILE_NAME,
  MAX_IDLE_MINUTES,
  MAX_PIECE_BYTES,
  MAX_PRINT_HTML,
  MAX_SAVE_BYTES,
  MAX_VAULT_FILE_BYTES,
} from '../limits.ts';
import { parseRequest, schemas } from './schemas.ts';

const id = 'a'.repeat(32) as never;
const bytes = (length: number): Uint8Array => new Uint8Array(length);
const device = { kind: 'device', device: id, wrap: bytes(120) } as const;
const mailbox = { kind: 'mailbox', mailbox: id, token: bytes(16), wrap: bytes(120) } as const;
const sealed = { targets: [device, mailbox], header: bytes(88), ct: bytes(1024 + 16) };
const login = { team: id, device: id, seed: bytes(32), documentSeq: 1 };

/** One good input per request. */
const good: { readonly [K in CarrierRequest]: CarrierRequests[K]['input'] } = {
  readHeader: null,
  writeHeader: { bytes: bytes(3) },
  readKeyring: { number: 0 },
  writeKeyring: { number: 7, bytes: bytes(4) },
  openJournal: { generation: 3, fresh: false },
  append: { generation: 3, entries: [bytes(1), bytes(0)] },
  replay: { generation: 0, from: 0 },
  keepOnly: { generation: 3, keyring: 7 },
  putChunk: { file: id, index: 0, bytes: bytes(5) },
  endFile: { file: id },
  readChunk: { file: id, index: 0 },
  dropFiles: { files: [id] },
  listFiles: null,
  holdsJournal: null,
  wipe: null,
  keychain: null,
  makeSecret: null,
  readSecret: null,
  dropSecret: null,
  tries: null,
  keepTries: { wrong: 4 },
  watchIdle: { minutes: 5 },
  watchAway: { minutes: 3 },
  heedWakes: { on: false, help: true },
  call: { what: 'waits-long' },
  machine: null,
  setMachine: { atLogin: true, sign: false, badge: true, shortcut: null },
  countUnread: { unread: 3 },
  dial: { origins: ['wss://relay.example.org'], login },
  subscribe: null,
  settle: { ids: [id] },
  post: { eid: id, wake: true, ...sealed },
  ephemeral: sealed,
  join: { team: id, eid: id, targets: [device], header: bytes(88), ct: bytes(1024 + 16) },
  fetchChunk: {
    blob: id,
    read: id,
    index: 400,
  },
  openBlob: { blob: id, own: id, readHash: bytes(32), chunks: 401 },
  sendChunk: { blob: id, own: id, index: 400, chunk: bytes(65_576) },
  dropBlob: { blob: id, own: id },
  fetchTeam: { team: id },
  putTeam: { document: bytes(10), claim: 'ABCD-EFGH' },
  putPrekey: { bundle: bytes(200) },
  putBeacon: { beacon: bytes(200) },
  save: { name: 'Bericht.csv', bytes: bytes(5) },
  print: { name: 'Bericht.pdf', html: '<p>' },
  open: { extensions: ['json'] },
  beginSave: { name: 'Sicherung.age' },
  writeSave: { handle: 1, bytes: bytes(5) },
  readSave: { handle: 1, at: 0, length: 5 },
  endSave: { handle: 1, keep: true },
  beginOpen: { extensions: [] },
  readOpen: { handle: 1, at: 0, length: 5 },
  endOpen: { handle: 1 },
  space: null,
  setupHint: null,
};

const takes = (name: CarrierRequest, input: unknown): boolean => {
  try {
    parseRequest(name, input);
    return true;
  } catch {
    return false;
  }
};

/** What stands in for "anything a page under someone else's control could send". */
const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
  }),
  fc.uint8Array(),
  fc.constantFrom(null, undefined, '', 0, -1, Number.NaN, [], {}, { __proto__: null }),
);

test('every request has a schema and takes what the contract says', () => {
  expect(Object.keys(schemas).toSorted()).toEqual([...carrierRequests].toSorted());
  for (const name of carrierRequests) expect(parseRequest(name, good[name])).toEqual(good[name]);
});

test('a field more, a field less, or a field of another kind is refused', () => {
  for (const name of carrierRequests) {
    const input: unknown = good[name];
    expect(takes(name, undefined), name).toBe(false);
    if (input === null) {
      expect(takes(name, {}), name).toBe(false);
      continue;
    }
    const fields = input as Record<string, unknown>;
    expect(takes(name, { ...fields, extra: 1 }), name).toBe(false);
    expect(takes(name, [fields]), name).toBe(false);
    expect(takes(name, null), name).toBe(false);
    for (const field of Object.keys(fields)) {
      const { [field]: _left, ...rest } = fields;
      expect(takes(name, rest), `${name} without ${field}`).toBe(false);
      for (const other of [Symbol.iterator, 1.5, -1, {}, 'ä', () => null, undefined]) {
        const changed = { ...fields, [field]: other };
        const allowed = typeof fields[field] === 'string' && other === 'ä' && fields[field] !== id;
        if (!allowed) expect(takes(name, changed), `${name}.${field}`).toBe(false);
      }
    }
  }
});

test('nothing hostile is taken, and nothing but a refusal is ever thrown', () => {
  for (const name of carrierRequests) {
    fc.assert(
      fc.property(anything, (input) => {
        if (input === null) return;
        expect(takes(name, input)).toBe(false);
      }),
      { numRuns: 300 },
    );
  }
});

test('with any one field replaced, an input is refused plainly or comes through unchanged', () => {
  for (const name of carrierRequests.filter((one) => good[one] !== null)) {
    const fields: Record<string, unknown> = { ...good[name] };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(fields)), anything, (field, value) => {
        const input = { ...fields, [field]: value };
        try {
          expect(parseRequest(name, input)).toEqual(input);
        } catch (error) {
          expect(error).toBeInstanceOf(v.ValiError);
        }
      }),
      { numRuns: 200 },
    );
  }
});

describe('bounds', () => {
  const piece = (length: number): unknown => ({ handle: 1, at: 0, length });
  const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

  const bounds: readonly (readonly [CarrierRequest, string, unknown, unknown])[] = [
    [
      'append',
      'entries in a batch',
      { generation: 1, entries: many(MAX_BATCH, bytes(1)) },
      { generation: 1, entries: many(MAX_BATCH + 1, bytes(1)) },
    ],
    [
      'append',
      'one entry',
      { generation: 1, entries: [bytes(MAX_ENTRY_BYTES)] },
      { generation: 1, entries: [bytes(MAX_ENTRY_BYTES + 1)] },
    ],
    [
      'append',
      'a batch in bytes',
      { generation: 1, entries: many(MAX_APPEND_BYTES / MAX_ENTRY_BYTES, bytes(MAX_ENTRY_BYTES)) },
      {
        generation: 1,
        entries: many(MAX_APPEND_BYTES / MAX_ENTRY_BYTES + 1, bytes(MAX_ENTRY_BYTES)),
      },
    ],
    ['settle', 'ids', { ids: many(MAX_BATCH, id) }, { ids: many(MAX_BATCH + 1, id) }],
    [
      'writeHeader',
      'bytes',
      { bytes: bytes(MAX_VAULT_FILE_BYTES) },
      { bytes: bytes(MAX_VAULT_FILE_BYTES + 1) },
    ],
    [
      'writeKeyring',
      'bytes',
      { number: 1, bytes: bytes(MAX_VAULT_FILE_BYTES) },
      { number: 1, bytes: bytes(MAX_VAULT_FILE_BYTES + 1) },
    ],
    [
      'putChunk',
      'a chunk',
      { ...good.putChunk, bytes: bytes(MAX_CHUNK_BYTES) },
      { ...good.putChunk, bytes: bytes(MAX_CHUNK_BYTES + 1) },
    ],
    ['putChunk', 'nothing', good.putChunk, { ...good.putChunk, bytes: bytes(0) }],
    [
      'putChunk',
      'a place',
      { ...good.putChunk, index: MAX_CHUNKS - 1 },
      { ...good.putChunk, index: MAX_CHUNKS },
    ],
    ['readChunk', 'a place', { file: id, index: MAX_CHUNKS - 1 }, { file: id, index: MAX_CHUNKS }],
    ['dropFiles', 'files', { files: many(MAX_DROPPED, id) }, { files: many(MAX_DROPPED + 1, id) }],
    ['watchAway', 'minutes', { minutes: MAX_IDLE_MINUTES }, { minutes: MAX_IDLE_MINUTES + 1 }],
    ['watchIdle', 'minutes', { minutes: MAX_IDLE_MINUTES }, { minutes: MAX_IDLE_MINUTES + 1 }],
    [
      'writeSave',
      'a piece',
      { handle: 1, bytes: bytes(MAX_PIECE_BYTES) },
      { handle: 1, bytes: bytes(MAX_PIECE_BYTES + 1) },
    ],
    ['readSave', 'a piece', piece(MAX_PIECE_BYTES), piece(MAX_PIECE_BYTES + 1)],
    ['readOpen', 'a piece', piece(MAX_PIECE_BYTES), piece(MAX_PIECE_BYTES + 1)],
    [
      'beginSave',
      'a name',
      { name: 'a'.repeat(MAX_FILE_NAME) },
      { name: 'a'.repeat(MAX_FILE_NAME + 1) },
    ],
    [
      'beginOpen',
      'extensions',
      { extensions: many(MAX_EXTENSIONS, 'jpg') },
      { extensions: many(MAX_EXTENSIONS + 1, 'jpg') },
    ],
    [
      'post',
      'recipients',
      { ...good.post, targets: many(MAX_RECIPIENTS, device) },
      { ...good.post, targets: many(MAX_RECIPIENTS + 1, device) },
    ],
    ['post', 'no recipient', good.post, { ...good.post, targets: [] }],
    ['post', 'a ciphertext of no bucket', good.post, { ...good.post, ct: bytes(1025) }],
    ['post', 'a header of another length', good.post, { ...good.post, header: bytes(89) }],
    [
      'dial',
      'origins',
      { origins: many(MAX_ORIGINS, 'wss://a'), login: null },
      { origins: many(MAX_ORIGINS + 1, 'wss://a'), login: null },
    ],
    [
      'dial',
      'an origin',
      { origins: ['w'.repeat(255)], login: null },
      { origins: ['w'.repeat(256)], login: null },
    ],
    ['dial', 'a seed', good.dial, { ...good.dial, login: { ...login, seed: bytes(31) } }],
    [
      'putTeam',
      'a document',
      { document: bytes(MAX_DOCUMENT_BYTES), claim: '' },
      { document: bytes(MAX_DOCUMENT_BYTES + 1), claim: '' },
    ],
    [
      'putTeam',
      'a claim',
      { document: bytes(1), claim: 'A'.repeat(MAX_CLAIM) },
      { document: bytes(1), claim: 'A'.repeat(MAX_CLAIM + 1) },
    ],
    ['openBlob', 'chunks', good.openBlob, { ...good.openBlob, chunks: 402 }],
    ['openBlob', 'no chunk', good.openBlob, { ...good.openBlob, chunks: 0 }],
    ['sendChunk', 'a place', good.sendChunk, { ...good.sendChunk, index: 401 }],
    ['sendChunk', 'a longer chunk', good.sendChunk, { ...good.sendChunk, chunk: bytes(65_577) }],
    ['putPrekey', 'a bundle', { bundle: bytes(1024) }, { bundle: bytes(1025) }],
    ['putBeacon', 'a beacon', { beacon: bytes(1024) }, { beacon: bytes(1025) }],
    [
      'save',
      'a document',
      { name: 'a', bytes: bytes(MAX_SAVE_BYTES) },
      { name: 'a', bytes: bytes(MAX_SAVE_BYTES + 1) },
    ],
    [
      'save',
      'a name',
      { name: 'a'.repeat(MAX_FILE_NAME), bytes: bytes(0) },
      { name: 'a'.repeat(MAX_FILE_NAME + 1), bytes: bytes(0) },
    ],
    ['save', 'no name', good.save, { name: '', bytes: bytes(0) }],
    [
      'print',
      'a page',
      { name: 'a', html: 'x'.repeat(MAX_PRINT_HTML) },
      { name: 'a', html: 'x'.repeat(MAX_PRINT_HTML + 1) },
    ],
    [
      'open',
      'extensions',
      { extensions: many(MAX_EXTENSIONS, 'csv') },
      { extensions: many(MAX_EXTENSIONS + 1, 'csv') },
    ],
    ['open', 'an extension that is a pattern', good.open, { extensions: ['*'] }],
    [
      'replay',
      'a position',
      { generation: 1, from: Number.MAX_SAFE_INTEGER },
      { generation: 1, from: Number.MAX_SAFE_INTEGER + 1 },
    ],
  ];

  test.each(bounds)('%s: %s', (name, _what, within, beyond) => {
    expect(takes(name, within)).toBe(true);
    expect(takes(name, beyond)).toBe(false);
  });
});

import { expect, test } from 'vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BucketId, ConversationId, FileId } from '../../../../protocol/ids.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { MAX_EVIDENCE_BYTES, type EvidenceItem } from '../../../contract/evidence.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { openCaseBook } from '../cases/case-book.ts';
import { CHUNK_BYTES, MAX_CASE_FILES } from '../limits.ts';
import { openTombstones } from '../erase/tombstones.ts';
import { serial } from '../serial.ts';
import { chunks, FakeDisk } from '../testing/fake-disk.ts';
import { streams } from '../testing/fake-streams.ts';
import { bucketsWithoutEnd, ListStore, nameKeyFor } from '../testing/list-store.ts';
import { testEnv } from '../testing/test-env.ts';
import { readEvidence } from './evidence-row.ts';
import { openEvidence, type EvidenceParts } from './open-evidence.ts';

const noise = (size: number): Uint8Array =>
  new Uint8Array(size).map((_, i) => (i * 31 + (i >>> 16) * 7) % 251);
const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

async function bench(changes: Partial<EvidenceParts['carrier']> = {}) {
  const env = testEnv();
  const store = new ListStore();
  const disk = new FakeDisk();
  const oneByOne = serial();
  const saved = new Map<string, Uint8Array>();
  const acts: string[] = [];
  const facts: DeskFact[] = [];
  const dialog: {
    chosen: { readonly name: string; readonly bytes: Uint8Array } | null;
    full: boolean;
  } = { chosen: null, full: false };
  const carrier = {
    ...chunks(disk, () => undefined),
    ...streams({
      chosen: () => dialog.chosen,
      cancels: () => false,
      full: () => dialog.full,
      saved: (name, bytes) => void saved.set(name, bytes),
    }),
    ...changes,
  };
  const opened = async () => {
    const buckets = bucketsWithoutEnd(BucketId.random, BucketId.random());
    const nameKey = nameKeyFor;
    const cases = await openCaseBook({ env, store, buckets, nameKey, oneByOne });
    const audit = { note: (act: string) => void acts.push(act) };
    const tell = (fact: DeskFact): void => void facts.push(fact);
    const own = BucketId('0'.repeat(32));
    const key = (): Uint8Array => new Uint8Array(32).fill(3);
    const others = () => new Set<FileId>();
    const tombstones = await openTombstones({ store: store.memory, own, nameKey, key });
    const parts = {
      env,
      store,
      carrier,
      cases,
      nameKey,
      oneByOne,
      audit,
      tell,
      tombstones,
      others,
    };
    return { cases, evidence: await openEvidence(parts) };
  };
  const { cases, evidence } = await opened();
  const begun = await cases.open(ConversationId.random());
  if (!begun.ok) throw new Error(begun.refusal);
  const { id } = begun.value;
  const add = async (name: string, bytes: Uint8Array): Promise<EvidenceItem> => {
    dialog.chosen = { name, bytes };
    const added = await evidence.add(id);
    if (!added.ok) throw new Error(added.refusal);
    return added.value;
  };
  return { env, store, disk, dialog, saved, acts, facts, cases, evidence, id, add, opened };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.slice(at, at + 50_000);
}

async function read(from: AsyncIterable<Uint8Array | null>): Promise<Uint8Array | null> {
  const all: number[] = [];
  for await (const piece of from) {
    if (piece === null) return null;
    all.push(...piece);
  }
  return Uint8Array.from(all);
}

test('a file is taken in, listed, written out again as it came, and named in the line of its case', async () => {
  const { env, evidence, id, add, saved, cases, opened, acts, facts } = await bench();
  const bytes = noise(2 * CHUNK_BYTES + 77);
  const item = await add('Foto\u202E 1.jpg', bytes);
  expect(item).toEqual({
    id: item.id,
    name: 'Foto 1.jpg',
    bytes: bytes.length,
    sha256: hashOf(bytes),
    caption: '',
    added: env.now(),
  });
  expect(cases.head(id)?.files).toEqual([item.id]);
  const again = await opened();
  expect(again.cases.files()).toEqual(new Set([item.id]));
  expect(await again.evidence.list(id)).toEqual([item]);
  expect(await again.evidence.save(id, item.id)).toEqual(ok({ name: 'Foto 1.jpg' }));
  expect(saved.get('Foto 1.jpg')).toEqual(bytes);
  expect(acts).toEqual(['evidence-added', 'evidence-saved']);
  expect(facts).toEqual([{ type: 'evidence-changed', case: id }]);
  expect(await evidence.list('nobody')).toEqual([]);
});

test('no byte of a file and no key of it is where it could be read', async () => {
  const { disk, store, add } = await bench();
  const words = new TextEncoder().encode('Tjorven Ysselmond '.repeat(9000));
  const item = await add('a.txt', words);
  const there = [...(disk.files.get(item.id)?.values() ?? [])];
  expect(there.length).toBeGreaterThan(1);
  for (const chunk of there) {
    expect(chunk.length).toBeLessThanOrEqual(CHUNK_BYTES + 40);
    expect(new TextDecoder('latin1').decode(chunk)).not.toContain('Ysselmond');
  }
  const row = [...store.memory.records.values()].find(({ table }) => table === 'evidence');
  const { key } = readEvidence(row?.value);
  expect(JSON.stringify(item)).not.toContain(key);
});

test('what is no file of evidence is refused, and leaves nothing', async () => {
  const { evidence, id, dialog, disk, cases } = await bench();
  expect(await evidence.add(id)).toEqual(refuse('cancelled'));
  dialog.chosen = { name: 'leer.txt', bytes: new Uint8Array(0) };
  expect(await evidence.add(id)).toEqual(refuse('empty'));
  dialog.chosen = { name: 'x', bytes: noise(9) };
  expect(await evidence.add('nobody')).toEqual(refuse('unknown-case'));
  disk.full = true;
  expect(await evidence.add(id)).toEqual(refuse('disk-full'));
  disk.full = false;
  cases.setFiles(
    cases.bucketOf(id) ?? BucketId.random(),
    Array.from({ length: MAX_CASE_FILES }, () => FileId.random()),
  );
  expect(await evidence.add(id)).toEqual(refuse('too-large'));
  expect(disk.files.size).toBe(0);
});

test('a file that says it is too large is not read, and one that breaks off is not kept', async () => {
  let reads = 0;
  const big = await bench({
    beginOpen: async () => ok({ handle: 1, name: 'x', size: MAX_EVIDENCE_BYTES + 1 }),
    readOpen: async () => {
      reads += 1;
      return refuse('cannot-read');
    },
  });
  expect(await big.evidence.add(big.id)).toEqual(refuse('too-large'));
  expect(reads).toBe(0);
  const broken = await bench({
    beginOpen: async () => ok({ handle: 1, name: 'x', size: 10 * CHUNK_BYTES }),
    readOpen: async ({ at, length }) => (at === 0 ? ok(noise(length)) : refuse('cannot-read')),
  });
  expect(await broken.evidence.add(broken.id)).toEqual(refuse('cannot-read'));
  expect(broken.disk.files.size).toBe(0);
});

test('a record that could not be written takes its bytes with it', async () => {
  const { store, evidence, id, dialog, disk } = await bench();
  dialog.chosen = { name: 'x', bytes: noise(10) };
  store.memory.full = true;
  expect(await evidence.add(id)).toEqual(refuse('disk-full'));
  expect(disk.files.size).toBe(0);
  expect(await evidence.list(id)).toEqual([]);
});

test('a caption is kept, and files stay in the order in which they came', async () => {
  const { evidence, id, add, opened } = await bench();
  const one = await add('1', noise(5));
  const two = await add('2', noise(6));
  const captioned = await evidence.caption(id, one.id, 'Vorderseite');
  expect(captioned).toEqual(ok({ ...one, caption: 'Vorderseite' }));
  expect(await evidence.caption(id, FileId.random(), 'x')).toEqual(refuse('unknown'));
  const items = await (await opened()).evidence.list(id);
  expect(items.map(({ name, caption }) => name + caption)).toEqual(['1Vorderseite', '2']);
  expect(items[1]).toEqual(two);
});

test('a damaged file leaves nothing at the path', async () => {
  const { evidence, id, add, disk, saved, acts } = await bench();
  const item = await add('x.bin', noise(3 * CHUNK_BYTES));
  const there = disk.files.get(item.id);
  const second = there?.get(1) ?? new Uint8Array(0);
  there?.set(
    1,
    second.map((byte, i) => byte ^ Number(i === 50)),
  );
  expect(await evidence.save(id, item.id)).toEqual(refuse('damaged'));
  there?.delete(1);
  expect(await evidence.save(id, item.id)).toEqual(refuse('damaged'));
  expect(saved.size).toBe(0);
  expect(acts).toEqual(['evidence-added']);
  expect(await evidence.save(id, FileId.random())).toEqual(refuse('unknown'));
});

test('a full disk at the path is told, and nothing is left there', async () => {
  const { evidence, id, add, dialog, saved } = await bench();
  const item = await add('x.bin', noise(10));
  dialog.full = true;
  expect(await evidence.save(id, item.id)).toEqual(refuse('cannot-write'));
  expect(saved.size).toBe(0);
});

test('a removed file is gone, record and bytes; while the case is held none goes', async () => {
  const { evidence, cases, id, add, disk, opened } = await bench();
  const one = await add('1', noise(10));
  const two = await add('2', noise(10));
  await cases.hold(id, 'Klage');
  expect(await evidence.remove(id, one.id)).toEqual(refuse('held'));
  await cases.hold(id, null);
  expect(await evidence.remove(id, one.id)).toEqual(ok(null));
  expect([...disk.files.keys()]).toEqual([two.id]);
  expect(cases.head(id)?.files).toEqual([two.id]);
  expect(await evidence.remove(id, one.id)).toEqual(refuse('unknown'));
  expect(await (await opened()).evidence.list(id)).toEqual([two]);
});

test('saving a case keeps its files', async () => {
  const { cases, id, add } = await bench();
  const { id: file } = await add('1', noise(10));
  await cases.close(id, true);
  expect(cases.head(id)?.files).toEqual([file]);
});

test('what a crash left behind is swept away, and nothing that a case names or that is arriving', async () => {
  const { evidence, id, add, disk } = await bench();
  const kept = await add('1', noise(10));
  disk.files.set(FileId.random(), new Map([[0, noise(10)]]));
  let during = -1;
  const arriving = async function* arriving(): AsyncGenerator<Uint8Array> {
    yield noise(2 * CHUNK_BYTES);
    during = await evidence.sweep();
    yield noise(1);
  };
  const bytes = new Uint8Array([...noise(2 * CHUNK_BYTES), ...noise(1)]);
  const item = { ...kept, id: FileId.random(), bytes: bytes.length, sha256: hashOf(bytes) };
  expect(await evidence.take(id, item, arriving())).toEqual(ok(null));
  expect(during).toBe(1);
  expect(disk.files.size).toBe(2);
  expect(await evidence.sweep()).toBe(0);
});

test('a file comes back from a backup as it was, under its own id where that is free', async () => {
  const { evidence, id, add } = await bench();
  const bytes = noise(CHUNK_BYTES + 5);
  const item = await add('a.jpg', bytes);
  expect(await read(evidence.read(id, item))).toEqual(bytes);
  const other = await bench();
  const captioned = { ...item, caption: 'Rückseite' };
  expect(await other.evidence.take(other.id, captioned, pieces(bytes))).toEqual(ok(null));
  expect(await other.evidence.list(other.id)).toEqual([captioned]);
  expect(await read(other.evidence.read(other.id, item))).toEqual(bytes);
  await other.evidence.take(other.id, captioned, pieces(bytes));
  const [, second] = await other.evidence.list(other.id);
  expect(second?.id).not.toBe(item.id);
});

test('a file from a backup that is not what it says is not kept', async () => {
  const { evidence, id, disk } = await bench();
  const bytes = noise(1000);
  const item = {
    id: FileId.random(),
    name: 'a',
    bytes: bytes.length,
    sha256: hashOf(bytes),
    caption: '',
    added: 1,
  };
  const wrong = [
    { ...item, bytes: 999 },
    { ...item, sha256: '0'.repeat(64) },
  ];
  for (const one of wrong) {
    expect(await evidence.take(id, one, pieces(bytes))).toEqual(refuse('damaged'));
  }
  expect(await evidence.take(id, item, pieces(new Uint8Array(0)))).toEqual(refuse('damaged'));
  expect(disk.files.size).toBe(0);
  expect(await evidence.list(id)).toEqual([]);
  expect(await read(evidence.read(id, item))).toBeNull();
});

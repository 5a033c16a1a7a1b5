import { expect, test } from 'vitest';
import { BucketId, ConversationId, FileId } from '../../../../protocol/ids.ts';
import { emptyIncident, type CaseFile, type Incident } from '../../../contract/case.ts';
import { completeness } from '../../ui/features/case/completeness.ts';
import { serial } from '../serial.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { whole } from '../testing/incidents.ts';
import { bucketsWithoutEnd, ListStore, nameKeyFor } from '../testing/list-store.ts';
import { testEnv, type TestEnv } from '../testing/test-env.ts';
import { openCaseBook, type CaseBook } from './case-book.ts';
import { readCaseLine } from './case-head.ts';
import { completenessOf } from './completeness.ts';

interface Bench {
  readonly env: TestEnv;
  readonly store: ListStore;
  readonly cases: CaseBook;
  readonly again: () => Promise<CaseBook>;
}

async function bench(): Promise<Bench> {
  const env = testEnv();
  const store = new ListStore();
  const own = BucketId.random();
  const again = async (): Promise<CaseBook> =>
    await openCaseBook({
      env,
      store,
      buckets: bucketsWithoutEnd(BucketId.random, own),
      nameKey: nameKeyFor,
      oneByOne: serial(),
    });
  return { env, store, cases: await again(), again };
}

async function begun(cases: CaseBook, incident: Incident = emptyIncident): Promise<CaseFile> {
  const opened = await cases.open(ConversationId.random());
  if (!opened.ok) throw new Error(opened.refusal);
  const saved = await cases.save(opened.value.id, incident);
  if (!saved.ok) throw new Error(saved.refusal);
  return saved.value.saved;
}

const references = (cases: CaseBook): readonly string[] =>
  cases.list({ from: 0, limit: 99 }).cases.map(({ reference }) => reference);

test('a thousand cases open without opening one of their rows', async () => {
  const { store, cases, again } = await bench();
  await cases.addAll(Array.from({ length: 1000 }, () => whole));
  store.checkpoint();
  store.reads = 0;
  const opened = await again();
  expect(opened.list({ from: 990, limit: 50 })).toMatchObject({ total: 1000 });
  expect(opened.list({ from: 990, limit: 50 }).cases).toHaveLength(10);
  // The one record read says which numbers were given.
  expect(store.reads).toBe(1);
  const [first] = opened.list({ from: 0, limit: 1 }).cases;
  expect(await opened.read(first?.id ?? '')).toMatchObject({ incident: whole });
  expect(store.reads).toBe(2);
});

test('the case saved last comes first, and its line says what the list shows', async () => {
  const { env, cases } = await bench();
  const one = await begun(cases, whole);
  await env.sleep(1000);
  const two = await begun(cases);
  expect(references(cases)).toEqual([two.reference, one.reference]);
  await env.sleep(1000);
  await cases.save(one.id, { ...whole, category: 'THR' });
  const { cases: lines } = cases.list({ from: 0, limit: 1 });
  expect(lines).toEqual([
    {
      id: one.id,
      reference: one.reference,
      conversation: one.conversation,
      created: one.created,
      saved: env.now(),
      verifiedAt: one.verifiedAt,
      closedAt: null,
      held: false,
      date: whole.date,
      category: 'THR',
      placeType: whole.placeType,
      verification: 'verified',
      completeness: completeness(whole),
    },
  ]);
});

test('the list says the same of completeness as the open form', () => {
  for (const incident of [emptyIncident, whole, { ...whole, bias: ['RACE_XEN'], form: null }]) {
    expect(completenessOf(incident)).toBe(completeness(incident));
  }
});

test('references count on within the year, and none is given twice while open', async () => {
  const { env, cases, again } = await bench();
  await cases.addAll([whole, whole]);
  const third = await begun(cases);
  expect(third.reference).toBe('2026-0003');
  cases.forget(cases.bucketOf(third.id) ?? BucketId.random());
  expect((await begun(cases)).reference).toBe('2026-0004');
  expect((await begun(await again())).reference).toBe('2026-0005');
  await env.sleep(60 * 24 * 60 * 60 * 1000);
  expect((await begun(cases)).reference).toBe('2027-0001');
});

test('a case is verified since it was first said, and no longer when it is not', async () => {
  const { env, cases } = await bench();
  const at = env.now();
  const file = await begun(cases, whole);
  expect(file.verifiedAt).toBe(at);
  await env.sleep(5000);
  const later = await cases.save(file.id, { ...whole, narrative: 'x' });
  expect(later).toMatchObject({ value: { saved: { verifiedAt: at } } });
  const doubted = await cases.save(file.id, { ...whole, verification: 'plausible' });
  expect(doubted).toMatchObject({ value: { saved: { verifiedAt: null } } });
  const anew = await cases.save(file.id, whole);
  expect(anew).toMatchObject({ value: { saved: { verifiedAt: at + 5000 } } });
});

test('an imported incident that is verified counts as verified from now on', async () => {
  const { env, cases } = await bench();
  await cases.addAll([whole, { ...whole, verification: 'plausible' }]);
  const { cases: lines } = cases.list({ from: 0, limit: 9 });
  expect(new Set(lines.map(({ verifiedAt }) => verifiedAt))).toEqual(new Set([env.now(), null]));
});

test('a case is closed once and reopened, held and let go', async () => {
  const { env, cases, again } = await bench();
  const { id } = await begun(cases, whole);
  const at = env.now();
  await cases.close(id, true);
  await cases.hold(id, 'Klage');
  await env.sleep(1000);
  await cases.close(id, true);
  await cases.hold(id, 'Klage, zweite Instanz');
  expect(await (await again()).read(id)).toMatchObject({
    closedAt: at,
    hold: { reason: 'Klage, zweite Instanz', since: at },
  });
  expect(cases.head(id)).toMatchObject({ closedAt: at, held: true });
  await cases.close(id, false);
  await cases.hold(id, null);
  expect(cases.head(id)).toMatchObject({ closedAt: null, held: false });
  expect(await cases.close('nobody', true)).toEqual({ ok: false, refusal: 'unknown-case' });
});

test('a case written before there was closing and holding reads as open and free', async () => {
  const { store, cases, again } = await bench();
  const { id } = await begun(cases, whole);
  const bucket = cases.bucketOf(id) ?? BucketId.random();
  const file = await cases.read(id);
  const { verifiedAt: _, closedAt: __, hold: ___, fingerprint: ____, ...old } = file ?? { id };
  const row = rowIdOf(nameKeyFor(bucket), 'case', 'head');
  await store.commit([{ bucket, table: 'case', id: row, seq: 0, value: old }]);
  const opened = await again();
  const later = { verifiedAt: null, closedAt: null, hold: null, fingerprint: null };
  expect(await opened.read(id)).toEqual({ ...old, ...later });
  expect(opened.head(id)).toMatchObject({ verifiedAt: null, closedAt: null, held: false });
});

test('a full disk changes nothing, and no line either', async () => {
  const { store, cases } = await bench();
  const { id } = await begun(cases, whole);
  store.memory.full = true;
  expect(await cases.save(id, emptyIncident)).toEqual({ ok: false, refusal: 'disk-full' });
  expect(await cases.hold(id, 'x')).toEqual({ ok: false, refusal: 'disk-full' });
  expect(await cases.open(ConversationId.random())).toEqual({ ok: false, refusal: 'disk-full' });
  expect(cases.head(id)).toMatchObject({ category: whole.category, held: false });
  expect(cases.size).toBe(1);
});

test('a case that a restore wrote keeps its id, and replaces the line that has it', async () => {
  const { store, cases } = await bench();
  const file = await begun(cases, whole);
  const bucket = BucketId.random();
  const id = rowIdOf(nameKeyFor(bucket), 'case', 'head');
  const other: CaseFile = { ...file, id: 'elsewhere', reference: '2026-0070', conversation: null };
  for (const value of [other, { ...other, closedAt: 5 }]) {
    await store.commit([{ bucket, table: 'case', id, seq: 0, value }]);
    await cases.reread(bucket);
    expect(await cases.read('elsewhere')).toEqual(value);
    expect(cases.head('elsewhere')?.closedAt).toBe(value.closedAt);
  }
  expect(cases.size).toBe(2);
  expect((await begun(cases)).reference).toBe('2026-0071');
});

test('what is forgotten is in no list, and its conversation has no case', async () => {
  const { cases } = await bench();
  const { id, conversation } = await begun(cases, whole);
  const bucket = cases.bucketOf(id) ?? BucketId.random();
  const file = FileId.random();
  cases.setFiles(bucket, [file]);
  expect(cases.files()).toEqual(new Set([file]));
  expect(conversation === null ? null : cases.ofConversation(conversation)).toMatchObject({ id });
  cases.forget(bucket);
  expect(cases.list({ from: 0, limit: 9 })).toEqual({ cases: [], total: 0 });
  expect(conversation === null ? null : cases.ofConversation(conversation)).toBeNull();
  expect(cases.files().size).toBe(0);
  expect(await cases.read(id)).toBeNull();
});

test('every case is read once, also when some are saved meanwhile', async () => {
  const { cases } = await bench();
  await cases.addAll(Array.from({ length: 20 }, () => whole));
  const seen: string[] = [];
  for await (const { id } of cases.all()) {
    seen.push(id);
    if (seen.length === 5) for (const one of seen) await cases.save(one, whole);
  }
  expect(new Set(seen).size).toBe(20);
  expect(seen).toHaveLength(20);
});

test('a line of another version is not taken for one of this', async () => {
  const { cases } = await bench();
  const line = cases.head((await begun(cases)).id);
  expect(readCaseLine(JSON.parse(JSON.stringify(line)))).toEqual(line);
  for (const field of Object.keys(line ?? {})) {
    expect(() => readCaseLine({ ...line, [field]: undefined }), field).toThrow();
  }
});

test('where a restore has brought a second case of a conversation, the one that stays is shown', async () => {
  const { store, cases, again } = await bench();
  const one = await begun(cases);
  const two = await begun(cases);
  const { conversation } = one;
  const bucket = cases.bucketOf(two.id);
  if (bucket === undefined || conversation === null) throw new Error('two cases');
  await store.commit([
    {
      bucket,
      table: 'case',
      id: rowIdOf(nameKeyFor(bucket), 'case', 'head'),
      seq: 0,
      value: { ...two, conversation },
    },
  ]);
  await cases.reread(bucket);
  expect(cases.ofConversation(conversation)?.id).toBe(one.id);
  await cases.save(two.id, whole);
  expect(cases.ofConversation(conversation)?.id).toBe(one.id);
  const first = cases.bucketOf(one.id);
  if (first !== undefined) cases.forget(first);
  expect(cases.ofConversation(conversation)?.id).toBe(two.id);
  expect((await again()).ofConversation(conversation)).not.toBeNull();
});

test('the number of a case that was erased is not given again, after a restart either', async () => {
  const { store, cases, again } = await bench();
  const one = await begun(cases);
  const bucket = cases.bucketOf(one.id);
  if (bucket === undefined) throw new Error('a case');
  const id = rowIdOf(nameKeyFor(bucket), 'case', 'head');
  await store.commit([{ bucket, table: 'case', id, seq: 0, value: null }]);
  const two = await begun(await again());
  expect([one.reference, two.reference].map((name) => name.slice(5))).toEqual(['0001', '0002']);
});

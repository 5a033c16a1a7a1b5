import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketId, ConversationId, FileId, MessageId, RowId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { TOMBSTONE_BYTES, TOMBSTONES_PER_RECORD } from '../limits.ts';
import { OWN } from '../testing/kept-log.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { countOf, each, includes, merged, packed } from './stones.ts';
import { openTombstones, wishedGone, wishMet, type Erased, type Tombstones } from './tombstones.ts';

const sender = SenderKey('a'.repeat(64));
const elsewhere = BucketId('e'.repeat(32));
const message = (n: number): { readonly sender: SenderKey; readonly mid: MessageId } => ({
  sender,
  mid: MessageId(n.toString(16).padStart(32, '0')),
});

const opened = async (store: MemoryStore, key = 1): Promise<Tombstones> =>
  await openTombstones({
    store,
    own: OWN,
    nameKey: () => new Uint8Array(32).fill(2),
    key: () => new Uint8Array(32).fill(key),
  });

async function add(stones: Tombstones, what: readonly Erased[]): Promise<void> {
  const prepared = await stones.prepare(what, []);
  if (!prepared.ok) throw new Error(prepared.refusal);
  await prepared.value.settle();
}

/** Records of the bucket that is about to go. */
async function fill(store: MemoryStore): Promise<void> {
  const id = RowId.random();
  await store.commit([{ bucket: elsewhere, table: 'message', id, seq: 1, value: {} }]);
}

async function carried(stones: Tombstones): Promise<readonly object[]> {
  const records: object[] = [];
  for await (const record of stones.all()) records.push(record);
  return records;
}

test('what was erased is known by sender and mid, also after opening again', async () => {
  const store = new MemoryStore();
  const stones = await opened(store);
  await add(stones, [message(1), message(2)]);
  for (const one of [stones, await opened(store)]) {
    expect(one.erased(sender, message(1).mid)).toBe(true);
    expect(one.erased(sender, message(3).mid)).toBe(false);
    expect(one.erased(SenderKey('b'.repeat(64)), message(1).mid)).toBe(false);
  }
});

test('a case is known by its id', async () => {
  const stones = await opened(new MemoryStore());
  await add(stones, [{ case: 'c'.repeat(32) }]);
  expect(stones.caseErased('c'.repeat(32))).toBe(true);
  expect(stones.caseErased('d'.repeat(32))).toBe(false);
});

test('who chooses the id of a file cannot make it the tombstone of a conversation', async () => {
  const stones = await opened(new MemoryStore());
  await add(stones, [{ file: FileId('c'.repeat(32)) }]);
  expect(stones.conversationErased(ConversationId('c'.repeat(32)))).toBe(false);
  await add(stones, [{ conversation: ConversationId('c'.repeat(32)) }]);
  expect(stones.conversationErased(ConversationId('c'.repeat(32)))).toBe(true);
});

test('of a conversation that was wished gone nothing of before the end of that hour comes back, or before it was begun anew within it', async () => {
  const stones = await opened(new MemoryStore());
  const conversation = ConversationId('c'.repeat(32));
  const now = Date.parse('2027-01-02T08:00Z');
  const [first, last] = [Date.parse('2026-03-31T23:59Z'), Date.parse('2026-12-31T23:05Z')];
  expect(stones.erasedUntil(conversation, undefined, now)).toBe(0);
  await add(stones, wishedGone(conversation, first));
  await add(stones, wishedGone(conversation, last));
  expect(stones.erasedUntil(conversation, undefined, now)).toBe(Infinity);
  expect(stones.erasedUntil(conversation, now, now)).toBe(Date.parse('2027-01-01T00:00Z'));
  expect(stones.erasedUntil(conversation, last + 1, now)).toBe(last + 1);
  expect(stones.erasedUntil(ConversationId('d'.repeat(32)), now, now)).toBe(0);
});

test('that a wish was followed is another name than that its conversation went, and is over when it goes again without one', async () => {
  const stones = await opened(new MemoryStore());
  const conversation = ConversationId('c'.repeat(32));
  const [first, last] = [Date.parse('2026-03-31T23:59Z'), Date.parse('2026-04-01T00:05Z')];
  await add(stones, wishedGone(conversation, first));
  expect(stones.wishFollowed(conversation, last)).toBe(false);
  await add(stones, wishMet(conversation, first));
  expect(stones.wishFollowed(conversation, last)).toBe(true);
  await add(stones, wishedGone(conversation, last));
  expect(stones.wishFollowed(conversation, last)).toBe(false);
});

test('without the key nobody can ask', async () => {
  const store = new MemoryStore();
  await add(await opened(store), [message(1)]);
  expect((await opened(store, 7)).erased(sender, message(1).mid)).toBe(false);
  expect(JSON.stringify([...store.records.values()])).not.toContain(message(1).mid);
});

test('records are filled up before new ones are begun', async () => {
  const store = new MemoryStore();
  const stones = await opened(store);
  const many = Array.from({ length: TOMBSTONES_PER_RECORD + 10 }, (_, n) => message(n));
  await add(stones, many.slice(0, 5));
  await add(stones, many);
  await add(stones, [message(many.length)]);
  const lengths = [...store.records.values()].map(
    ({ value }) => (value as { readonly stones: string }).stones.length / 2 / TOMBSTONE_BYTES,
  );
  expect(lengths).toEqual([TOMBSTONES_PER_RECORD, 11]);
  const again = await opened(store);
  expect(many.every(({ mid }) => again.erased(sender, mid))).toBe(true);
});

test('an erase that was refused leaves no tombstone', async () => {
  const store = new MemoryStore();
  const stones = await opened(store);
  const prepared = await stones.prepare([message(1)], [elsewhere]);
  if (prepared.ok) await prepared.value.withdraw();
  expect(stones.erased(sender, message(1).mid)).toBe(false);
  expect(store.records.size).toBe(0);
});

test('what waited when the app died holds exactly when its buckets are gone', async () => {
  const store = new MemoryStore();
  await fill(store);
  await (await opened(store)).prepare([message(1)], [elsewhere]);
  const died = new MemoryStore();
  for (const [id, record] of store.records) died.records.set(id, record);
  expect((await opened(store)).erased(sender, message(1).mid)).toBe(false);
  await died.rewrite(
    { drop: new Set([elsewhere]), rekey: false },
    { progress: () => undefined, stopped: () => false },
  );
  expect((await opened(died)).erased(sender, message(1).mid)).toBe(true);
  expect((await opened(died)).erased(sender, message(1).mid)).toBe(true);
});

test('what a full disk keeps from being settled holds at once, and is written with the next', async () => {
  const store = new MemoryStore();
  const stones = await opened(store);
  const prepared = await stones.prepare([message(1)], []);
  store.full = true;
  if (prepared.ok) await prepared.value.settle();
  expect(stones.erased(sender, message(1).mid)).toBe(true);
  expect(await stones.prepare([message(2)], [])).toEqual({ ok: false, refusal: 'disk-full' });
  store.full = false;
  await add(stones, [message(2)]);
  const again = await opened(store);
  expect([1, 2].map((n) => again.erased(sender, message(n).mid))).toEqual([true, true]);
});

test('those of a backup hold here, under their own key, and travel on', async () => {
  const theirs = await opened(new MemoryStore(), 9);
  await add(theirs, [message(1)]);
  const store = new MemoryStore();
  const ours = await opened(store);
  await add(ours, [message(2)]);
  await ours.take(theirs.key(), await carried(theirs));
  const third = await opened(new MemoryStore(), 5);
  await third.take(ours.key(), await carried(ours));
  for (const one of [ours, await opened(store), third]) {
    expect([1, 2, 3].map((n) => one.erased(sender, message(n).mid))).toEqual([true, true, false]);
  }
});

test('a conversation is veiled under the key', async () => {
  const id = ConversationId('1'.repeat(32));
  const [one, other] = [await opened(new MemoryStore()), await opened(new MemoryStore(), 7)];
  expect(one.veiled(id)).toMatch(/^[0-9a-f]{32}$/);
  expect(one.veiled(id)).not.toBe(other.veiled(id));
});

test('a packed set answers like a set', () => {
  const name = fc.uint8Array({ minLength: TOMBSTONE_BYTES, maxLength: TOMBSTONE_BYTES });
  const names = fc.array(
    fc.oneof(
      name,
      fc.nat(3).map((n) => new Uint8Array(TOMBSTONE_BYTES).fill(n)),
    ),
  );
  fc.assert(
    fc.property(names, names, name, (a, b, other) => {
      const both = merged(packed(a), packed(b));
      const set = new Set([...a, ...b].map(String));
      expect(countOf(both)).toBe(set.size);
      expect([...a, ...b].every((one) => includes(both, one))).toBe(true);
      expect(includes(both, other)).toBe(set.has(String(other)));
      expect([...each(both)].map(String)).toEqual([...each(packed([...a, ...b]))].map(String));
    }),
  );
});

test('a tombstone of another length is refused', () => {
  expect(() => packed([new Uint8Array(TOMBSTONE_BYTES - 1)])).toThrow(RangeError);
});

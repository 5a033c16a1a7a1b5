import { expect, test } from 'vitest';
import { BucketId, ConversationId, idBytes } from '../../../../protocol/ids.ts';
import {
  QUARANTINE_LIFE_MS,
  QUARANTINE_PER_SENDER,
  QUARANTINE_ROWS,
} from '../../../../protocol/limits.ts';
import { bodyHash } from '../../../../protocol/talk/names.ts';
import { ok } from '../../../contract/outcome.ts';
import type { Change } from '../store/vault-store.ts';
import type { Held } from './judge.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';

const kept = new Map<string, unknown>();
const store = {
  has: () => false,
  get: async (_: string, id: string) => kept.get(id),
  newest: async () => [],
  used: () => true,
};
const buckets = {
  own: BucketId.random(),
  ensure: async () => ok(null),
  take: () => BucketId.random(),
};
const nameKey = (bucket: BucketId): Uint8Array => idBytes(bucket);
const open = async (): Promise<Quarantine> => await openQuarantine({ store, buckets, nameKey });
const count = async (quarantine: Quarantine): Promise<number> =>
  (await quarantine.waiting(1)).length;

function heldFrom(sender: number, text: number): Held {
  const body = new TextEncoder().encode(`{"n":${text}}`);
  const senderPk = new Uint8Array(32);
  new DataView(senderPk.buffer).setUint32(0, sender);
  return { senderPk, body, bodyHash: bodyHash(body) };
}

/** Keeps these as one batch, as one commit would. */
function keepAll(quarantine: Quarantine, all: readonly Held[], failed = false): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const held of all) {
    const made = quarantine.keep(held, 1, changes.values(), failed) ?? [];
    for (const change of made) changes.set(change.id, change);
  }
  for (const change of changes.values()) {
    kept.set(change.id, change.value);
    quarantine.put(change);
  }
  return [...changes.values()];
}

test('one batch holds no more of one sender than the quarantine does', async () => {
  const quarantine = await open();
  const batch = Array.from({ length: QUARANTINE_PER_SENDER + 9 }, (_, n) => heldFrom(1, n));
  keepAll(quarantine, batch);
  expect(await count(quarantine)).toBe(QUARANTINE_PER_SENDER);
});

test('strangers without number push out the oldest, and never more than there is room for', async () => {
  const quarantine = await open();
  const all = Array.from({ length: QUARANTINE_ROWS + 60 }, (_, n) => heldFrom(n, n));
  for (let at = 0; at < all.length; at += 40) keepAll(quarantine, all.slice(at, at + 40));
  expect(await count(quarantine)).toBe(QUARANTINE_ROWS);
  expect(keepAll(quarantine, all.slice(-1))).toEqual([]);
  expect(keepAll(quarantine, all.slice(0, 1))).toHaveLength(2);
});

test('what we failed at has no bound for each sender, and goes for no stranger', async () => {
  const quarantine = await open();
  const failed = Array.from({ length: QUARANTINE_PER_SENDER + 5 }, (_, n) => heldFrom(1, n));
  keepAll(quarantine, failed, true);
  const strangers = Array.from({ length: QUARANTINE_ROWS }, (_, n) => heldFrom(n + 2, n));
  for (let at = 0; at < strangers.length; at += 40)
    keepAll(quarantine, strangers.slice(at, at + 40));
  expect(quarantine.failed).toBe(failed.length);
  expect(await count(quarantine)).toBe(QUARANTINE_ROWS);
});

test('full of what we failed at, it says that there is no room', async () => {
  const quarantine = await open();
  const failed = Array.from({ length: QUARANTINE_ROWS }, (_, n) => heldFrom(1, n));
  for (let at = 0; at < failed.length; at += 40)
    keepAll(quarantine, failed.slice(at, at + 40), true);
  expect(quarantine.keep(heldFrom(2, 1), 1, [])).toBeNull();
  expect(quarantine.keep(heldFrom(1, QUARANTINE_ROWS), 1, [], true)).toBeNull();
});

test('what nobody can place waits for thirty days, and what we failed at for as long as it takes', async () => {
  const quarantine = await open();
  const [stranger] = keepAll(quarantine, [heldFrom(1, 1)]).slice(-1);
  keepAll(quarantine, [heldFrom(2, 1)], true);
  expect(quarantine.overdue(1 + QUARANTINE_LIFE_MS)).toEqual([]);
  const gone = quarantine.overdue(2 + QUARANTINE_LIFE_MS);
  expect(gone.map(({ id }) => id)).toEqual([stranger?.id]);
});

test('what we failed at and nobody can place waits its thirty days from then on', async () => {
  const quarantine = await open();
  keepAll(quarantine, [heldFrom(1, 1)], true);
  const judged = 2 + 2 * QUARANTINE_LIFE_MS;
  const [again] = await quarantine.waiting(judged, 'failed');
  if (again?.keep !== null && again !== undefined) quarantine.put(again.keep);
  expect(quarantine.failed).toBe(0);
  expect(quarantine.overdue(judged + QUARANTINE_LIFE_MS)).toEqual([]);
  expect(quarantine.overdue(judged + QUARANTINE_LIFE_MS + 1)).toHaveLength(1);
});

test('a row that is not there any more, or that nobody here can read, holds up no other', async () => {
  const quarantine = await open();
  const [lost, strange] = [heldFrom(1, 1), heldFrom(2, 2)].map(
    (held) => keepAll(quarantine, [held]).at(-1)?.id ?? '',
  );
  keepAll(quarantine, [heldFrom(3, 3)]);
  kept.delete(lost ?? '');
  kept.set(strange ?? '', { of: 'another version' });
  const waiting = await quarantine.waiting(1);
  expect(waiting.map(({ held }) => new TextDecoder().decode(held.body))).toEqual(['{"n":3}']);
  expect(await quarantine.about(new Set([ConversationId.random()]))).toEqual([]);
});

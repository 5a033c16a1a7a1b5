import { hexToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { ConversationId, RowId } from '../../../../protocol/ids.ts';
import { AUDIT_FLUSH_MS, AUDIT_PAGE_EVENTS, AUDIT_RETRY_MS, MAX_AUDIT_WAITING } from '../limits.ts';
import { keptLog, OWN, type KeptLog } from '../testing/kept-log.ts';
import { signHead, type SignedHead } from './signed-head.ts';

const CASE = 'c'.repeat(32);
const DAY = 24 * 3_600_000;

/** So many events of one case, counted from 1, on the disk. */
async function filled(count: number): Promise<KeptLog> {
  const log = await keptLog();
  for (let i = 1; i <= count; i += 1) log.audit.note('case-saved', { about: CASE, count: i });
  await log.env.advance(AUDIT_FLUSH_MS);
  return log;
}

const counts = async (
  log: Pick<KeptLog['audit'], 'page'>,
  before: number | null = null,
  limit = 1000,
): Promise<readonly (number | null)[]> =>
  (await log.page(before, limit)).events.map(({ count }) => count);

/** Changes one record as somebody with every key could. */
function tampered(log: KeptLog, change: (events: { count: number | null }[]) => void): void {
  const [id, record] = [...log.store.records].find(([, { table }]) => table === 'audit') ?? [];
  if (id === undefined || record === undefined) throw new Error('no page');
  const value = structuredClone(record.value) as { events: { count: number | null }[] };
  change(value.events);
  log.store.records.set(id, { ...record, value });
}

test('what is noted is on the disk a second later, in order, and there after opening again', async () => {
  const log = await keptLog();
  log.audit.note('unlocked');
  log.audit.note('case-opened', { about: CASE });
  expect(log.store.commits).toHaveLength(0);
  await log.env.advance(AUDIT_FLUSH_MS);
  expect(log.store.commits).toHaveLength(1);
  const { events, earlier } = await (await log.again()).page(null, 10);
  expect(earlier).toBe(false);
  expect(events).toEqual([
    {
      seq: 2,
      at: expect.any(Number),
      act: 'case-opened',
      by: log.device.id,
      about: CASE,
      count: null,
    },
    {
      seq: 1,
      at: expect.any(Number),
      act: 'unlocked',
      by: log.device.id,
      about: null,
      count: null,
    },
  ]);
});

test('a page holds what is noted and not written yet', async () => {
  const log = await keptLog();
  log.store.full = true;
  log.audit.note('unlocked');
  expect((await log.audit.page(null, 10)).events).toMatchObject([{ act: 'unlocked' }]);
});

test('the log is read backwards a page at a time', async () => {
  const { audit } = await filled(100);
  expect(await counts(audit, null, 3)).toEqual([100, 99, 98]);
  expect(await counts(audit, 98, 40)).toEqual(Array.from({ length: 40 }, (_, i) => 97 - i));
  expect(await audit.page(3, 10)).toMatchObject({
    events: [{ seq: 2 }, { seq: 1 }],
    earlier: false,
  });
  expect(await audit.page(1, 10)).toEqual({ events: [], earlier: false });
});

test.each([
  1,
  AUDIT_PAGE_EVENTS - 1,
  AUDIT_PAGE_EVENTS,
  AUDIT_PAGE_EVENTS + 1,
  3 * AUDIT_PAGE_EVENTS,
])('a log of %i events goes on where it stood when it is opened again', async (count) => {
  const log = await filled(count);
  const again = await log.again();
  again.note('locked');
  await again.close();
  expect(await (await log.again()).verify()).toMatchObject({ sound: true, events: count + 1 });
});

test('closing writes what waits, and nothing is noted after it', async () => {
  const log = await keptLog();
  log.audit.note('locked');
  await log.audit.close();
  log.audit.note('unlocked');
  await log.env.advance(AUDIT_FLUSH_MS);
  expect((await (await log.again()).page(null, 10)).events).toMatchObject([{ act: 'locked' }]);
});

test('what a full disk refuses waits, and is written when there is room', async () => {
  const log = await keptLog();
  log.store.full = true;
  log.audit.note('unlocked');
  await log.env.advance(AUDIT_FLUSH_MS);
  log.store.full = false;
  await log.env.advance(AUDIT_RETRY_MS);
  expect((await (await log.again()).page(null, 10)).events).toHaveLength(1);
});

test('an event and what it comes with are written together, and on a full disk neither is', async () => {
  const log = await keptLog();
  const id = RowId('b'.repeat(32));
  log.store.full = true;
  const change = { bucket: OWN, table: 'setting', id, seq: 0, value: { proof: 1 } } as const;
  await log.audit.noteWith('retention-run', { about: CASE, count: 1 }, [change]);
  expect([await log.audit.durable(), log.store.records.size]).toEqual([false, 0]);
  log.store.full = false;
  await log.env.advance(AUDIT_RETRY_MS);
  expect(log.store.commits).toHaveLength(1);
  expect(log.store.has(id)).toBe(true);
  expect((await (await log.again()).page(null, 10)).events).toMatchObject([{ about: CASE }]);
  log.audit.note('locked');
  expect(await log.audit.durable()).toBe(true);
  expect(log.store.commits[1]).not.toContain(change);
});

test('no more than so many events wait in memory', async () => {
  const log = await keptLog();
  log.store.full = true;
  for (let i = 0; i <= MAX_AUDIT_WAITING; i += 1) log.audit.note('case-saved');
  log.store.full = false;
  expect((await log.audit.verify()).events).toBe(MAX_AUDIT_WAITING);
});

test('a name handed in where an id belongs is not written, nor what is no count', async () => {
  const log = await keptLog();
  log.audit.note('case-opened', { about: 'Familie Ahorn', count: Number.NaN });
  expect((await log.audit.page(null, 1)).events).toMatchObject([{ about: null, count: null }]);
});

test('a conversation stands in it by the name that is made for it, and one that is unknown by none', async () => {
  const { audit, veiled } = await keptLog();
  const conversation = ConversationId.random();
  audit.note('help-called', { conversation: null });
  audit.note('conversation-closed', { conversation });
  expect((await audit.page(null, 2)).events.map(({ about }) => about)).toEqual([
    veiled(conversation),
    null,
  ]);
});

test('a sound log is called sound, with its head', async () => {
  const { audit } = await filled(70);
  const check = await audit.verify();
  expect(check).toMatchObject({ sound: true, events: 70, brokenAt: null });
  expect(check.head).toMatch(/^[0-9a-f]{64}$/);
});

test('an event changed in its record is found at its place', async () => {
  const log = await filled(20);
  tampered(log, (events) => {
    const fifth = events[4];
    if (fifth !== undefined) fifth.count = 99;
  });
  expect(await (await log.again()).verify()).toMatchObject({ sound: false, brokenAt: 5 });
});

test('an event taken out is found at its place', async () => {
  const log = await filled(20);
  tampered(log, (events) => events.splice(7, 1));
  expect(await (await log.again()).verify()).toMatchObject({ sound: false, brokenAt: 8 });
});

test('the end taken off is found by the daily signature', async () => {
  const log = await filled(20);
  tampered(log, (events) => events.splice(15));
  expect(await (await log.again()).verify()).toMatchObject({ sound: false, brokenAt: 16 });
});

test('a whole record taken out is found', async () => {
  const log = await filled(3 * AUDIT_PAGE_EVENTS);
  const pages = [...log.store.records.values()].filter(({ table }) => table === 'audit');
  log.store.records.delete(pages[1]?.id as RowId);
  expect(await log.audit.verify()).toMatchObject({ sound: false, brokenAt: AUDIT_PAGE_EVENTS + 1 });
});

test('the head is signed anew once a day', async () => {
  const log = await filled(1);
  const signatures = (): readonly string[] =>
    log.store.commits
      .flat()
      .filter(({ table }) => table === 'setting')
      .map(({ value }) => JSON.stringify(value));
  log.audit.note('case-saved');
  await log.env.advance(AUDIT_FLUSH_MS);
  expect(signatures()).toHaveLength(1);
  await log.env.advance(DAY);
  log.audit.note('case-saved');
  await log.env.advance(AUDIT_FLUSH_MS);
  expect(signatures()).toHaveLength(2);
});

test('the beginning that is old enough is named, and cut, and the rest is still sound', async () => {
  const log = await filled(50);
  const until = log.env.now();
  await log.env.advance(DAY);
  for (let i = 51; i <= 60; i += 1) log.audit.note('case-saved', { count: i });
  expect(await log.audit.oldest(until)).toMatchObject({ upTo: 50, count: 50 });
  expect(await log.audit.cut({ upTo: 50, others: [] })).toMatchObject({ ok: true });
  const again = await log.again();
  for (const audit of [log.audit, again]) {
    expect(await counts(audit)).toEqual([60, 59, 58, 57, 56, 55, 54, 53, 52, 51]);
    expect(await audit.verify()).toMatchObject({ sound: true, events: 10 });
    expect(await audit.oldest(until)).toBeNull();
  }
  again.note('locked');
  await again.close();
  expect(await (await log.again()).verify()).toMatchObject({ sound: true, events: 11 });
});

test.each([AUDIT_PAGE_EVENTS, 40])('a log cut to nothing at %i goes on counting', async (count) => {
  const log = await filled(count);
  await log.audit.cut({ upTo: count, others: [] });
  expect([...log.store.records.values()].some(({ table }) => table === 'audit')).toBe(false);
  const again = await log.again();
  expect(await again.verify()).toMatchObject({ sound: true, events: 0 });
  again.note('unlocked');
  expect((await again.page(null, 5)).events).toMatchObject([{ seq: count + 1 }]);
  expect(await again.verify()).toMatchObject({ sound: true, events: 1 });
});

test('a cut that nobody signed is found', async () => {
  const log = await filled(40);
  await log.audit.cut({ upTo: 10, others: [] });
  const cut = [...log.store.records.values()].find(
    ({ value }) => (value as { readonly seq?: number }).seq === 10,
  );
  if (cut === undefined) throw new Error('no cut');
  log.store.records.set(cut.id, { ...cut, value: { ...cut.value, at: 1 } });
  expect(await (await log.again()).verify()).toMatchObject({ sound: false, brokenAt: 11 });
});

test('a log that a restore brought along goes by the record, once everything in it is old enough', async () => {
  const log = await filled(3);
  const until = log.env.now();
  const page = [...log.store.records.values()].find(({ table }) => table === 'audit');
  if (page === undefined) throw new Error('no page');
  const { events } = page.value as { readonly events: readonly { readonly at: number }[] };
  const brought = [until - DAY, until + DAY].map((at) => ({
    ...page,
    id: RowId.random(),
    value: { events: events.map((event) => ({ ...event, at, by: 'd'.repeat(32) })) },
  }));
  await log.store.commit(brought);
  const stretch = await log.audit.oldest(until);
  expect(stretch).toMatchObject({ upTo: 3, count: 6, others: [brought[0]?.id] });
  await log.audit.cut(stretch ?? { upTo: 0, others: [] });
  const left = [...log.store.records.values()].filter(({ table }) => table === 'audit');
  expect(left.map(({ id }) => id)).toEqual([brought[1]?.id]);
});

/** The head of a log as it stands, as a colleague's device would bring it back. */
async function headOf({ audit, device, env }: KeptLog): Promise<SignedHead> {
  const { events, head } = await audit.verify();
  return signHead({ seq: events, chain: hexToBytes(head) }, env.now(), device);
}

test('a head that came back from a colleague fits for as long as the log only grows', async () => {
  const log = await filled(10);
  log.given.push(await headOf(log));
  log.audit.note('locked');
  const at = log.given[0]?.at;
  expect(await log.audit.verify()).toMatchObject({
    sound: true,
    events: 11,
    behindGiven: false,
    given: { seq: 10, at },
  });
});

test('a log that was written anew behind a head that a colleague holds is found, where it is', async () => {
  const log = await filled(10);
  const anew = await keptLog({ device: log.device });
  anew.given.push(await headOf(log));
  for (let i = 1; i <= 12; i += 1) anew.audit.note('case-saved');
  expect(await anew.audit.verify()).toMatchObject({
    sound: false,
    brokenAt: 10,
    behindGiven: true,
  });
});

test('a log that was put back from before a head that a colleague holds is found', async () => {
  const log = await filled(10);
  const older = await keptLog({ device: log.device });
  older.given.push(await headOf(log));
  for (let i = 1; i <= 5; i += 1) older.audit.note('case-saved', { about: CASE, count: i });
  expect(await older.audit.verify()).toMatchObject({
    sound: false,
    brokenAt: 6,
    behindGiven: true,
  });
});

test('a head of what went by its period is missed by nobody, and one of where the rest begins must fit', async () => {
  const log = await filled(10);
  log.given.push(await headOf(await filled(3)));
  await log.audit.cut({ upTo: 4, others: [] });
  expect(await log.audit.verify()).toMatchObject({ sound: true, events: 6 });
  const four = await keptLog({ device: log.device });
  for (let i = 1; i <= 4; i += 1) four.audit.note('locked');
  log.given.push(await headOf(four));
  expect(await log.audit.verify()).toMatchObject({ sound: false, brokenAt: 5, behindGiven: true });
});

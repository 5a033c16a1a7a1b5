import { expect, test } from 'vitest';
import { ok, refuse } from '../../../contract/outcome.ts';
import { Pages } from '../audit/pages.ts';
import { readHistory } from '../backup/history.ts';
import { AUDIT_FLUSH_MS, AUDIT_PAGE_EVENTS } from '../limits.ts';
import { keptLog, OWN, testDevice } from '../testing/kept-log.ts';
import { formerDevices } from './former.ts';
import { moveLog } from './settle.ts';

const nameKey = (): Uint8Array => new TextEncoder().encode(`name ${OWN}`);
const own = OWN;

/** A log of three pages, beginning in the middle of the first. */
async function longLog() {
  const log = await keptLog();
  const events = 2 * AUDIT_PAGE_EVENTS + 5;
  for (let n = 0; n < events; n += 1) log.audit.note('case-saved', { count: n });
  await log.env.advance(AUDIT_FLUSH_MS);
  expect(await log.audit.cut({ upTo: 3, others: [] })).toEqual(ok(null));
  return { ...log, left: events - 3 };
}

/** Events kept of this device's log beside the current one. */
async function history({ store, device }: Awaited<ReturnType<typeof longLog>>): Promise<number> {
  let kept = 0;
  for await (const { value } of store.each(OWN, 'audit')) {
    if (readHistory(value).by !== device.id) continue;
    kept += (value as { readonly events: readonly unknown[] }).events.length;
  }
  return kept;
}

/** Pages that still lie where a device's own log does. */
function ownPages({ store }: Awaited<ReturnType<typeof longLog>>): readonly number[] {
  const pages = new Pages({ store, own, nameKey });
  return [0, 1, 2].filter((page) => store.has(pages.change(page, null).id));
}

test('every page of the former log is kept beside the new one, which begins at its first event', async () => {
  const log = await longLog();
  const next = testDevice();
  const parts = { store: log.store, buckets: { own }, nameKey };
  expect(await moveLog(parts, log.device.id)).toEqual(ok(null));
  expect(await history(log)).toBe(log.left);
  const fresh = await keptLog({ env: log.env, store: log.store, device: next });
  fresh.audit.note('device-renewed', { about: log.device.id });
  await fresh.env.advance(AUDIT_FLUSH_MS);
  expect(await fresh.audit.verify()).toMatchObject({ sound: true, events: 1 });
  expect(await moveLog(parts, log.device.id)).toEqual(ok(null));
  expect(await (await fresh.again()).verify()).toMatchObject({ sound: true, events: 1 });
  expect(await history(log)).toBe(log.left);
});

test('a full disk in the middle leaves the rest for the next time', async () => {
  const log = await longLog();
  const { has, get, each, commit } = log.store;
  let left = 1;
  const limited: typeof commit = async (changes) => {
    left -= 1;
    return left < 0 ? refuse('disk-full') : await commit(changes);
  };
  const store = { has, get, each, commit: limited };
  const parts = { store, buckets: { own }, nameKey };
  expect(await moveLog(parts, log.device.id)).toEqual(refuse('disk-full'));
  expect(ownPages(log)).toEqual([0, 1]);
  left = Infinity;
  expect(await moveLog(parts, log.device.id)).toEqual(ok(null));
  expect(ownPages(log)).toEqual([]);
  expect(await history(log)).toBe(log.left);
});

test('a renewal that was begun and never came to be is none', async () => {
  const { store, device } = await keptLog();
  const parts = { store, own, nameKey };
  const before = await formerDevices(parts, device.id);
  await store.commit([before.beginning(device.keys)]);
  const still = await formerDevices(parts, device.id);
  expect([still.ids, still.unsettled]).toEqual([[], null]);
  const renewed = await formerDevices(parts, testDevice().id);
  expect([renewed.ids, renewed.unsettled]).toEqual([[device.id], device.id]);
  expect(renewed.keysOf(device.id)).toEqual(device.keys);
});

import { expect, test, vi } from 'vitest';
import type { AuditEvent } from '../../../contract/audit.ts';
import { chained, headOf, NO_EVENTS } from '../audit/event.ts';
import { Pages } from '../audit/pages.ts';
import {
  backedUp,
  backupRig,
  newestFile,
  restored,
  type BackupRig,
} from '../testing/backup-rig.ts';

/** Every backup derives real keys. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Writes the first page of a device's own log, of so many events. */
async function logged({ parts, store }: BackupRig, count: number): Promise<void> {
  const events = [];
  let head = NO_EVENTS;
  for (let i = 0; i < count; i += 1) {
    const event: Omit<AuditEvent, 'seq'> = {
      at: 1000 + i,
      act: 'case-opened',
      by: parts.device,
      about: null,
      count: i,
    };
    const next = chained(event, head);
    events.push(next.event);
    head = headOf(next.event);
  }
  const pages = new Pages({ store, own: parts.buckets.own, nameKey: parts.nameKey });
  await store.commit([pages.change(0, events)]);
}

const historyOf = ({ store, parts }: BackupRig): readonly number[] =>
  [...store.records.values()]
    .filter(({ bucket, table }) => bucket === parts.buckets.own && table === 'audit')
    .map(({ value }) => (value as { readonly events: readonly unknown[] }).events.length);

test('another device’s log is kept beside our own, once, in its longest form', async () => {
  const from = await backupRig();
  const into = await backupRig();
  await logged(into, 2);
  await logged(from, 3);
  await backedUp(from);
  const early = newestFile(from);
  await restored(into, early);
  expect(historyOf(into)).toEqual([2, 3]);
  await logged(from, 5);
  await backedUp(from);
  await restored(into, newestFile(from));
  await restored(into, early);
  expect(historyOf(into)).toEqual([2, 5]);
});

test('our own log is not taken in a second time, and history travels on', async () => {
  const from = await backupRig();
  await logged(from, 3);
  await backedUp(from);
  await restored(from, newestFile(from));
  expect(historyOf(from)).toEqual([3]);
  const second = await backupRig();
  await restored(second, newestFile(from));
  await backedUp(second);
  const third = await backupRig();
  await restored(third, newestFile(second));
  expect(historyOf(third)).toEqual([3]);
});

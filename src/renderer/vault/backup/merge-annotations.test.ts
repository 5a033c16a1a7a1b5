import { expect, test } from 'vitest';
import { BucketId, DeviceId, MessageId, idBytes, RowId } from '../../../../protocol/ids.ts';
import type { Annotation } from '../../../contract/annotation.ts';
import { pagesIn } from '../annotations/log.ts';
import { ANNOTATION_PAGE, MAX_ANNOTATION_PAGES } from '../limits.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { withAnnotations } from './merge-annotations.ts';

const markOn = (messageId: MessageId): Annotation => ({
  id: 'ab'.repeat(16),
  target: { messageId, start: 0, end: 2, exact: 'ja', prefix: '', suffix: '' },
  codeIds: ['bias/ANTISEM'],
  motivation: 'tagging',
  state: 'standing',
  creator: 'Noa',
  created: 1,
  revision: 1,
});

test('a revision comes in once, on its message as it is called here, and not without it', async () => {
  const store = new MemoryStore();
  const parts = { store, nameKey: () => new Uint8Array(32).fill(7), device: DeviceId.random() };
  const [bucket, there, here] = [BucketId.random(), RowId.random(), RowId.random()];
  const page = [
    markOn(MessageId.of(idBytes(there))),
    { ...markOn(MessageId.random()), revision: 2 },
  ];
  const rows = new Map([[there, here]]);
  await store.commit((await withAnnotations(parts, bucket, page, rows)).changes);
  expect((await pagesIn(parts, bucket)).flat()).toEqual([markOn(MessageId.of(idBytes(here)))]);
  expect(await withAnnotations(parts, bucket, page, rows)).toEqual({ changes: [], left: 0 });
});

test('what this device made is its own again, and what another made bears that device', async () => {
  const store = new MemoryStore();
  const device = DeviceId.random();
  const parts = { store, nameKey: () => new Uint8Array(32).fill(7), device };
  const [bucket, row, other] = [BucketId.random(), RowId.random(), DeviceId.random()];
  const mark = markOn(MessageId.of(idBytes(row)));
  const page = [
    { ...mark, by: device },
    { ...mark, revision: 2, by: other },
  ];
  await store.commit((await withAnnotations(parts, bucket, page, new Map([[row, row]]))).changes);
  expect((await pagesIn(parts, bucket)).flat()).toEqual([
    mark,
    { ...mark, revision: 2, by: other },
  ]);
});

test('where a conversation is full, what fits comes in and the rest is counted', async () => {
  const store = new MemoryStore();
  const parts = { store, nameKey: () => new Uint8Array(32).fill(7), device: DeviceId.random() };
  const [bucket, row] = [BucketId.random(), RowId.random()];
  const rows = new Map([[row, row]]);
  const marks = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...markOn(MessageId.of(idBytes(row))),
      revision: from + n,
    }));
  const room = MAX_ANNOTATION_PAGES * ANNOTATION_PAGE;
  const first = await withAnnotations(parts, bucket, marks(1, room - 3), rows);
  expect(first.left).toBe(0);
  await store.commit(first.changes);
  const second = await withAnnotations(parts, bucket, marks(room, 5), rows);
  expect(second.left).toBe(2);
  await store.commit(second.changes);
  expect((await pagesIn(parts, bucket)).flat()).toHaveLength(room);
  expect((await withAnnotations(parts, bucket, marks(2 * room, 1), rows)).left).toBe(1);
});

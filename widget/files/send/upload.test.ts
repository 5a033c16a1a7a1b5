import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBlob } from '../../../protocol/crypto/blob.ts';
import { BLOB_CHUNK_BYTES, BLOB_WINDOW } from '../../../protocol/limits.ts';
import { askBlob } from '../../../tests/support/blob-upload.ts';
import { blobReporter, type BlobReporter } from '../../../tests/support/blob-reporter.ts';
import type { TestMailbox } from '../../../tests/support/peer.ts';
import { startRig, type Rig } from '../../../tests/support/rig.ts';
import type { BlobLine } from '../../app/blob-line.ts';
import { newGate } from './gate.ts';
import { piecesOf } from './pieces.ts';
import { keep, keptBlob } from './kept.ts';
import {
  blobHashOf,
  newOwnBlob,
  takeBack,
  upload,
  type OwnBlob,
  type UploadEnd,
  type UploadWishes,
} from './upload.ts';

const SEED = 20261122;
const MIB = 1024 * 1024;

let rig: Rig;
let box: TestMailbox;
let reporter: BlobReporter;

beforeEach(async () => {
  rig = await startRig();
  box = rig.mailbox();
  reporter = await blobReporter(rig.origin, box);
});

afterEach(async () => {
  reporter.stop();
  await rig.stop();
});

interface Run {
  readonly blob: OwnBlob;
  readonly hash: Uint8Array;
  readonly told: readonly number[];
  readonly end: UploadEnd;
}

async function send(
  file: Uint8Array<ArrayBuffer>,
  changed: Partial<UploadWishes> & { readonly blob?: OwnBlob } = {},
): Promise<Run> {
  const blob = changed.blob ?? newOwnBlob(file.length);
  const read = () => piecesOf(new Blob([file]));
  const hash = await blobHashOf(blob, read());
  const told: number[] = [];
  const end = await upload(blob, {
    line: reporter.line,
    read,
    hash,
    progress: (bytes) => void told.push(bytes),
    pause: () => Promise.resolve(),
    signal: new AbortController().signal,
    busyMs: 5,
    ...changed,
  });
  return { blob, hash, told, end };
}

/** The file as a device of the team fetches and opens it. */
async function fetched({ blob, hash }: Pick<Run, 'blob' | 'hash'>): Promise<Buffer> {
  const device = await rig.device();
  const chunks: Uint8Array[] = [];
  for (let index = 0; index * BLOB_CHUNK_BYTES <= blob.bytes; index += 1) {
    const { id, read } = blob;
    const chunk = await askBlob(device, { type: 'blob-get', ref: index, blob: id, read, index });
    if (!(chunk instanceof Uint8Array)) throw new Error(`no chunk: ${String(chunk)}`);
    chunks.push(chunk);
  }
  const opened: Uint8Array[] = [];
  for await (const piece of openBlob({ ...blob, hash }, chunks)) opened.push(piece);
  await device.close();
  return Buffer.concat(opened);
}

const file = (bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(bytes));
const inFolder = (id: string): Promise<boolean> =>
  access(path.join(`${rig.databasePath}-blobs`, id)).then(
    () => true,
    () => false,
  );

test('a file of 10 MiB arrives as it was, with never more than the window unanswered', async () => {
  const mine = file(10 * MIB);
  const run = await send(mine);
  expect(run.end).toEqual({ end: 'whole' });
  expect((await fetched(run)).equals(mine)).toBe(true);
  expect(reporter.most()).toBeLessThanOrEqual(BLOB_WINDOW);
  expect(run.told).toEqual(run.told.toSorted((a, b) => a - b));
  expect(run.told.at(-1)).toBe(mine.length);
  expect(reporter.sent.filter((type) => type === 'blob-put')).toHaveLength(161);
});

test(`over twenty cuts and three restarts nothing is lost (seed ${SEED})`, async () => {
  const mine = file(6 * MIB + 17);
  let dice = SEED;
  const next = (below: number): number => {
    dice = (dice * 1_103_515_245 + 12_345) % 2 ** 31;
    return dice % below;
  };
  let troubles = 0;
  const sending = send(mine, {
    progress: () => {
      if (troubles < 23 && next(4) === 0) {
        troubles += 1;
        if (troubles % 8 === 0) void rig.restart();
        else reporter.cut();
      }
    },
  });
  const run = await sending;
  expect(run.end).toEqual({ end: 'whole' });
  expect(troubles).toBe(23);
  expect((await fetched(run)).equals(mine)).toBe(true);
  // Each trouble costs at most the chunks that were under way.
  const puts = reporter.sent.filter((type) => type === 'blob-put').length;
  expect(puts).toBeLessThanOrEqual(97 + troubles * BLOB_WINDOW);
});

test('when the relay is busy it is asked again, and every chunk arrives', async () => {
  let asked = 0;
  const busy: BlobLine = {
    ask: (ask) => {
      asked += 1;
      return asked % 3 === 0
        ? Promise.resolve({ type: 'blob-refused', why: 'busy' })
        : reporter.line.ask(ask);
    },
  };
  const mine = file(MIB);
  const run = await send(mine, { line: busy });
  expect(run.end).toEqual({ end: 'whole' });
  expect((await fetched(run)).equals(mine)).toBe(true);
});

test('a full share is said, and after taking one file back there is room again', async () => {
  const kept: OwnBlob[] = [];
  let last: UploadEnd = { end: 'whole' };
  // 64 MiB for one mailbox, each blob counted with a chunk more than it has.
  while (last.end === 'whole' && kept.length < 4) {
    const { blob, end } = await send(file(20 * MIB));
    kept.push(blob);
    last = end;
  }
  expect(last).toEqual({ end: 'refused', why: 'share-full' });
  expect(kept).toHaveLength(4);
  const [first] = kept;
  if (first === undefined) throw new Error('nothing was sent');
  await takeBack(reporter.line, first);
  expect(await inFolder(first.id)).toBe(false);
  expect((await send(file(2 * MIB))).end).toEqual({ end: 'whole' });
}, 60_000);

test('after a reload the same file goes on where it was, under what was kept', async () => {
  const mine = file(4 * MIB);
  const stop = new AbortController();
  const first = await send(mine, {
    signal: stop.signal,
    progress: (bytes) => {
      if (bytes > 2 * MIB) stop.abort();
    },
  });
  expect(first.end).toEqual({ end: 'stopped' });
  const kept = keep(first.blob, { original: 'ab', hash: first.hash });
  const text = JSON.stringify(kept);
  const blob = keptBlob(JSON.parse(text) as typeof kept);
  if (blob === null) throw new Error('not kept');
  const before = reporter.sent.filter((type) => type === 'blob-put').length;
  const second = await send(mine, { blob });
  expect(second.end).toEqual({ end: 'whole' });
  expect(second.told[0]).toBeGreaterThan(2 * MIB);
  const puts = reporter.sent.filter((type) => type === 'blob-put').length - before;
  expect(puts).toBeLessThan(33);
  expect((await fetched(second)).equals(mine)).toBe(true);
  expect(keptBlob({ ...kept, own: 'x' })).toBe(null);
});

test('while it pauses nothing goes out; what is taken back is gone at the relay', async () => {
  const gate = newGate();
  const stop = new AbortController();
  const sending = send(file(3 * MIB), {
    pause: gate.pass,
    signal: stop.signal,
    progress: (bytes) => {
      if (bytes > MIB) gate.shut();
    },
  });
  const puts = (): number => reporter.sent.length;
  await expect.poll(puts).toBeGreaterThan(16);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = puts();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(puts()).toBe(before);
  expect(before).toBeLessThan(30);
  stop.abort();
  gate.open();
  const { blob, end } = await sending;
  expect(end).toEqual({ end: 'stopped' });
  expect(await inFolder(blob.id)).toBe(true);
  await takeBack(reporter.line, blob);
  expect(await inFolder(blob.id)).toBe(false);
});

test('a file that changed after it was picked is not sent', async () => {
  const mine = file(MIB);
  const hash = await blobHashOf(newOwnBlob(mine.length), piecesOf(new Blob([mine])));
  const other = file(MIB);
  expect((await send(other, { hash })).end).toEqual({ end: 'changed' });
  const shorter = { read: () => piecesOf(new Blob([mine.subarray(0, 1000)])) };
  expect((await send(mine, shorter)).end).toEqual({ end: 'changed' });
});

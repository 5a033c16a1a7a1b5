import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBlob } from '../../protocol/crypto/blob.ts';
import { BlobId } from '../../protocol/ids.ts';
import { BLOB_CHUNK_BYTES, MAX_BLOB_BYTES } from '../../protocol/limits.ts';
import { blobReporter, type BlobReporter } from '../../tests/support/blob-reporter.ts';
import { askBlob, uploadFile } from '../../tests/support/blob-upload.ts';
import { startRig, type Rig } from '../../tests/support/rig.ts';
import { toHex } from '../app/hex.ts';
import { openFiles, type FilesClient, type FilesPort, type FileState } from './client.ts';
import type { FromWorker, Sent, ToWorker } from './messages.ts';
import type { KeptUpload } from './send/kept.ts';
import { openWorkshop } from './workshop.ts';

const MIB = 1024 * 1024;
let rig: Rig;
let reporter: BlobReporter;

beforeEach(async () => {
  rig = await startRig();
  reporter = await blobReporter(rig.origin, rig.mailbox());
});
afterEach(async () => {
  reporter.stop();
  await rig.stop();
});

/** A worker's two ends in one place: everything is copied on its way, as between threads. */
function inThread(): FilesPort['worker'] {
  const pages = new Set<(event: { readonly data: FromWorker }) => void>();
  const hear = openWorkshop((message) => {
    const data = structuredClone(message);
    queueMicrotask(() => pages.forEach((page) => page({ data })));
  });
  return {
    postMessage: (message: ToWorker) => queueMicrotask(() => hear(message)),
    addEventListener: (_: string, page: unknown) => {
      pages.add(page as (event: { readonly data: FromWorker }) => void);
    },
    terminate: () => pages.clear(),
  };
}

interface Tab {
  readonly client: FilesClient;
  readonly sent: { readonly sent: Sent; readonly name: string }[];
  /** What lies in sessionStorage, and outlives the page. */
  readonly kept: () => KeptUpload | null;
}

function openTab(kept: KeptUpload | null = null, maxBytes = MAX_BLOB_BYTES): Tab {
  let text = JSON.stringify(kept);
  const sent: { readonly sent: Sent; readonly name: string }[] = [];
  const read = (): KeptUpload | null => JSON.parse(text) as KeptUpload | null;
  const client = openFiles({
    worker: inThread(),
    line: reporter.line,
    maxBytes: () => maxBytes,
    kept: read,
    keep: (next) => {
      text = JSON.stringify(next);
    },
    attach: (each, name) => Promise.resolve(void sent.push({ sent: each, name })),
  });
  return { client, sent, kept: read };
}

async function until<S extends FileState['step']>(
  { client }: Tab,
  step: S,
): Promise<Extract<FileState, { readonly step: S }>> {
  await expect.poll(() => client.state().step, { timeout: 20_000 }).toBe(step);
  return client.state() as Extract<FileState, { readonly step: S }>;
}

const fixture = async (name: string): Promise<File> =>
  new File(
    [await readFile(path.join(import.meta.dirname, '../../tests/fixtures/files', name))],
    name,
  );

async function fetched({ file }: Sent): Promise<Buffer> {
  const device = await rig.device();
  const chunks: Uint8Array[] = [];
  for (let index = 0; index * BLOB_CHUNK_BYTES <= file.bytes; index += 1) {
    const { id: blob, read } = file;
    const chunk = await askBlob(device, { type: 'blob-get', ref: index, blob, read, index });
    if (!(chunk instanceof Uint8Array)) throw new Error(`no chunk: ${String(chunk)}`);
    chunks.push(chunk);
  }
  await device.close();
  const opened: Uint8Array[] = [];
  for await (const piece of openBlob(file, chunks)) opened.push(piece);
  return Buffer.concat(opened);
}

test('a cleaned film arrives under the name it was given, and the message knows no capability to delete', async () => {
  const tab = openTab();
  tab.client.take(await fixture('film.mov'));
  const { taken } = await until(tab, 'choice');
  expect(taken).toMatchObject({ media: 'video/mp4', cleaning: { media: 'video/quicktime' } });
  tab.client.send('cleaned', 'Video 1.mov');
  await until(tab, 'sent');
  const [message] = tab.sent;
  if (message === undefined) throw new Error('no message');
  expect(message.name).toBe('Video 1.mov');
  expect(message.sent).toMatchObject({ media: 'video/quicktime', prepared: 'cleaned' });
  expect(message.sent.removed).toContain('place');
  expect(Object.keys(message.sent.file).toSorted()).toEqual(['bytes', 'hash', 'id', 'key', 'read']);
  const arrived = await fetched(message.sent);
  expect(arrived.toString('latin1')).not.toMatch(/secret|Beispiel|52\.5/i);
  expect(arrived).toHaveLength(message.sent.file.bytes);
  expect(tab.kept()).toBe(null);
});

test('what cannot be cleaned is said, and goes as it is only when it is asked for', async () => {
  const tab = openTab();
  const text = new File([new TextEncoder().encode('Hallo, ich bin Noa')], 'Brief.txt');
  tab.client.take(text);
  const { taken, name } = await until(tab, 'choice');
  expect(taken.cleaning).toEqual({ kind: 'cannot', why: 'unknown' });
  expect(name).toBe('Brief.txt');
  expect(reporter.sent).toEqual([]);
  tab.client.send('original', 'Datei 1');
  await until(tab, 'sent');
  const [message] = tab.sent;
  if (message === undefined) throw new Error('no message');
  expect(message.sent).toMatchObject({
    prepared: 'original',
    removed: [],
    media: 'application/octet-stream',
  });
  expect((await fetched(message.sent)).toString()).toBe('Hallo, ich bin Noa');
});

test('a file above the team’s limit is refused before anything of it is read', async () => {
  const tab = openTab(null, 2 * MIB);
  const file = new File([new Uint8Array(2 * MIB + 1)], 'x');
  Object.assign(file, {
    slice: () => {
      throw new Error('read');
    },
    arrayBuffer: () => {
      throw new Error('read');
    },
  });
  tab.client.take(file);
  expect(tab.client.state()).toEqual({ step: 'refused', why: 'too-large' });
  tab.client.take(new File([], 'x'));
  expect(tab.client.state()).toEqual({ step: 'refused', why: 'empty' });
});

const large = new File([randomBytes(6 * MIB)], 'large.bin');

/** A tab that was reloaded while `large` was on its way. */
async function interrupted(): Promise<Tab> {
  const tab = openTab();
  tab.client.take(large);
  await until(tab, 'choice');
  tab.client.send('original', 'Datei 1');
  await expect.poll(() => reporter.sent.length, { timeout: 20_000 }).toBeGreaterThan(30);
  tab.client.pause();
  await new Promise((resolve) => setTimeout(resolve, 200));
  tab.client.stop();
  return tab;
}

test('after a reload the same file goes on, whatever it is called now', async () => {
  const before = await interrupted();
  const puts = reporter.sent.length;
  const tab = openTab(before.kept());
  tab.client.take(new File([large], 'renamed.bin'));
  expect(await until(tab, 'choice')).toMatchObject({ goesOn: true });
  tab.client.send('original', 'Datei 1');
  await until(tab, 'sent');
  expect(reporter.sent.length - puts).toBeLessThan(97 - 20);
  const [message] = tab.sent;
  if (message === undefined) throw new Error('no message');
  expect(message.sent.file.id).toBe(before.kept()?.id);
  expect((await fetched(message.sent)).equals(Buffer.from(await large.arrayBuffer()))).toBe(true);
});

test('when another file is picked instead, what was begun is taken away from the relay', async () => {
  const before = await interrupted();
  const tab = openTab(before.kept());
  tab.client.take(await fixture('sound.mp3'));
  expect(await until(tab, 'choice')).toMatchObject({ goesOn: false });
  tab.client.send('cleaned', 'Ton 1.mp3');
  await until(tab, 'sent');
  await expect.poll(() => reporter.sent.includes('blob-delete')).toBe(true);
  expect(tab.sent[0]?.sent.file.id).not.toBe(before.kept()?.id);
});

test('cancelled means deleted at the relay, and nothing is kept here', async () => {
  const tab = openTab();
  tab.client.take(large);
  await until(tab, 'choice');
  tab.client.send('original', 'Datei 1');
  await expect.poll(() => reporter.sent.length, { timeout: 20_000 }).toBeGreaterThan(10);
  const id = tab.kept()?.id;
  tab.client.cancel();
  await until(tab, 'cancelled');
  expect(tab.kept()).toBe(null);
  expect(tab.sent).toEqual([]);
  expect(reporter.sent.at(-1)).toBe('blob-delete');
  expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('a file from the team is given out when its last byte is proven, and to save only if it is no picture', async () => {
  const tab = openTab();
  const device = await rig.device();
  const bytes = randomBytes(150_000);
  const reference = await uploadFile(device, bytes);
  await device.close();
  const file = {
    ...reference,
    media: 'image/jpeg',
    key: toHex(reference.key),
    hash: toHex(reference.hash),
  };
  expect(tab.client.received(file)).toBe(null);
  tab.client.receive(file);
  expect(tab.client.received(file)).toBe('coming');
  await expect.poll(() => tab.client.received(file)).toMatchObject({ kind: 'file' });
  const got = tab.client.received(file);
  if (got === null || got === 'coming' || !('file' in got)) throw new Error('nothing came');
  expect(Buffer.from(await got.file.arrayBuffer()).equals(bytes)).toBe(true);
  expect(got.file.type).toBe('application/octet-stream');
});

test('of a file from the team that is gone, or is not the one that was named, nothing is given out', async () => {
  const tab = openTab();
  const device = await rig.device();
  const reference = await uploadFile(device, randomBytes(70_000));
  await device.close();
  const file = { ...reference, media: 'image/jpeg', key: toHex(reference.key) };
  const other = { ...file, hash: '00'.repeat(32) };
  tab.client.receive(other);
  await expect.poll(() => tab.client.received(other)).toEqual({ kind: 'wrong' });
  const gone = { ...file, id: BlobId.random(), hash: toHex(reference.hash) };
  tab.client.receive(gone);
  await expect.poll(() => tab.client.received(gone)).toEqual({ kind: 'gone' });
});

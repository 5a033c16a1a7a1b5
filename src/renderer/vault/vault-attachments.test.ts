import 'fake-indexeddb/auto';
import { concatBytes } from '@noble/hashes/utils.js';
import { afterEach, expect, test, vi } from 'vitest';
import { platformRandom } from '../../../protocol/crypto/random.ts';
import type { MessageId } from '../../contract/desk.ts';
import { refuse } from '../../contract/outcome.ts';
import { begun, unlocked } from './testing/begun.ts';
import { endAll, inboxOf, read } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';
import { uploaded } from './testing/uploaded.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** As a picture of 16 by 16 pixels begins. */
const PNG = concatBytes(
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  new TextEncoder().encode('IHDR'),
  new Uint8Array([0, 0, 0, 16, 0, 0, 0, 16]),
);

/** A conversation in which a file of these bytes was sent. */
async function withFile(file: Uint8Array, media = 'image/png', name = 'Bild 1.png') {
  const { app, reporter } = await begun();
  const reference = await uploaded(app, file);
  reporter.write({ type: 'attachment', file: reference, name, media, prepared: 'cleaned' });
  await settled();
  const { conversation } = reporter.keys;
  const message = (await read(app, conversation)).at(-1)?.id ?? ('' as MessageId);
  return { app, reporter, reference, about: { conversation, message } };
}

const large = concatBytes(PNG, ...Array.from({ length: 5 }, () => platformRandom(60_000)));

test('a file is a line in the conversation and in the inbox, and nothing of it is fetched by itself', async () => {
  const { app, about } = await withFile(large, 'image/png', 'Bild\u202e 1.png');
  await app.env.advance(120_000);
  expect(app.main.fetched).toBe(0);
  expect((await read(app, about.conversation)).at(-1)).toMatchObject({
    kind: 'attachment',
    author: 'reporter',
    file: { name: 'Bild 1.png', bytes: large.length, media: 'image/png', original: false },
  });
  expect(await inboxOf(app)).toMatchObject([{ previewKind: 'attachment', preview: 'Bild 1.png' }]);
});

test('a picture is fetched once, proven, kept sealed over a lock, and given whole', async () => {
  const { app, about } = await withFile(large);
  const opened = await app.desk.openAttachment(about);
  expect(opened).toMatchObject({ ok: true, value: { picture: { media: 'image/png' } } });
  const picture = opened.ok ? opened.value.picture?.bytes : null;
  expect(Buffer.compare(picture ?? new Uint8Array(), large)).toBe(0);
  expect(app.facts).toContainEqual(
    expect.objectContaining({ type: 'attachment-progress', done: 5, total: 5 }),
  );
  const asked = app.main.fetched;
  expect(asked).toBe(5);
  const again = await unlocked(app);
  await again.env.advance(60_000);
  expect(await again.desk.openAttachment(about)).toMatchObject({ ok: true });
  expect(again.main.fetched).toBe(0);
  expect(again.main.savedFiles.size).toBe(0);
});

test('no byte of it lies anywhere in clear', async () => {
  const secret = new TextEncoder().encode('Zeugin aus der Umkleide');
  const { app, about } = await withFile(concatBytes(PNG, secret, platformRandom(100)));
  expect(await app.desk.openAttachment(about)).toMatchObject({ ok: true });
  const all = [...app.disk.files.values()].flatMap((chunks) => [...chunks.values()]);
  expect(all.length).toBeGreaterThan(0);
  for (const chunk of all) expect(Buffer.from(chunk).includes(Buffer.from(secret))).toBe(false);
});

test('what is no picture is never given to the screen, only written out, under a neutral name', async () => {
  const file = new TextEncoder().encode('%PDF-1.7 Hallo');
  const { app, about } = await withFile(file, 'application/pdf', 'Noa Levi.exe');
  expect(await app.desk.openAttachment(about)).toEqual({ ok: true, value: { picture: null } });
  expect(await app.desk.saveAttachment(about)).toMatchObject({ ok: true });
  expect([...app.main.savedFiles]).toEqual([['attachment.pdf', file]]);
});

test('what calls itself a picture and is none stays a file', async () => {
  const { app, about } = await withFile(new TextEncoder().encode('<svg onload="x">'), 'image/png');
  expect(await app.desk.openAttachment(about)).toEqual({ ok: true, value: { picture: null } });
  expect(await app.desk.saveAttachment(about)).toMatchObject({ ok: true });
  expect([...app.main.savedFiles.keys()]).toEqual(['attachment.bin']);
});

test('a file the relay no longer has is gone; offline it may be asked for later', async () => {
  const { app, about, reference } = await withFile(large);
  app.main.goOffline();
  expect(await app.desk.openAttachment(about)).toEqual(refuse('offline'));
  app.main.goOnline();
  app.relay.blobs.delete(reference.id);
  expect(await app.desk.openAttachment(about)).toEqual(refuse('gone'));
  expect(app.disk.files.size).toBe(0);
});

test('a changed chunk, or another file than the message spoke of, is refused and nothing of it stays', async () => {
  const { app, about, reference } = await withFile(large);
  const chunks = [...(app.relay.blobs.get(reference.id) ?? [])];
  const wrong = chunks.map((chunk, i) => (i === 3 ? chunk.map((byte) => byte ^ 1) : chunk));
  app.relay.blobs.set(reference.id, wrong);
  expect(await app.desk.openAttachment(about)).toEqual(refuse('damaged'));
  expect(app.disk.files.size).toBe(0);
  app.relay.blobs.set(reference.id, chunks);
  expect(await app.desk.openAttachment(about)).toMatchObject({ ok: true });
});

test('a busy relay is asked again', async () => {
  const { app, about } = await withFile(large);
  app.main.busyChunks = 3;
  const opening = app.desk.openAttachment(about);
  await settled();
  await app.env.advance(2_000);
  expect(await opening).toMatchObject({ ok: true });
});

test('a person may stop waiting', async () => {
  const { app, about } = await withFile(large);
  app.main.busyChunks = 1_000;
  const opening = app.desk.openAttachment(about);
  await settled();
  await app.desk.stopAttachment(about);
  await app.env.advance(2_000);
  expect(await opening).toEqual(refuse('stopped'));
  expect(app.disk.files.size).toBe(0);
});

test('erasing the conversation takes the file with it', async () => {
  const { app, about } = await withFile(large);
  expect(await app.desk.openAttachment(about)).toMatchObject({ ok: true });
  expect(app.disk.files.size).toBe(1);
  expect(await app.desk.eraseConversation({ conversation: about.conversation })).toMatchObject({
    ok: true,
  });
  await settled();
  expect(app.disk.files.size).toBe(0);
});

import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { concatBytes } from '@noble/hashes/utils.js';
import { afterEach, expect, test, vi } from 'vitest';
import { openBlob } from '../../../protocol/crypto/blob.ts';
import type { ConversationId } from '../../../protocol/ids.ts';
import { MAX_BLOB_BYTES } from '../../../protocol/limits.ts';
import type { AttachmentContent } from '../../../protocol/talk/content.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import type { FileVersion } from '../../contract/talk.ts';
import { BLOB_AGAIN_MS, BLOB_TRIES } from './limits.ts';
import { begun, unlocked } from './testing/begun.ts';
import type { App } from './testing/bench.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf, read, reporterOf } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** What a camera wrote beside the picture. */
const PLACE = new TextEncoder().encode('GPS 53.557 N 13.261 E');
/** As a picture of 16 by 16 pixels begins; five chunks. */
const PHOTO = concatBytes(
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  new TextEncoder().encode('IHDR'),
  new Uint8Array([0, 0, 0, 16, 0, 0, 0, 16]),
  PLACE,
  ...Array.from({ length: 5 }, () => randomBytes(60_000)),
);
const LEAFLET = concatBytes(new TextEncoder().encode('%PDF-1.7 '), randomBytes(70_000));

interface Talk {
  readonly app: App;
  readonly reporter: FakeReporter;
  readonly conversation: ConversationId;
}

async function talk(): Promise<Talk> {
  const { app, reporter } = await begun();
  return { app, reporter, conversation: reporter.keys.conversation };
}

/** Which look at it this was. */
async function looked(
  { app, conversation }: Pick<Talk, 'app' | 'conversation'>,
  bytes: Uint8Array,
): Promise<number> {
  const answer = await app.desk.prepareFile({ conversation, bytes });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value.look;
}

/** Looks a file through and sends it; what `sendFile` answered. */
async function sent(
  { app, conversation }: Pick<Talk, 'app' | 'conversation'>,
  bytes: Uint8Array,
  { as = 'original', name = 'Merkblatt.pdf' }: { as?: FileVersion; name?: string } = {},
) {
  const look = await looked({ app, conversation }, bytes);
  const answer = await app.desk.sendFile({ conversation, look, as, name });
  await settled();
  return answer;
}

/** Every attachment the reporter's tab has got. */
const got = (reporter: FakeReporter) =>
  reporter.got
    .map(({ body }) => body)
    .filter((body): body is typeof body & AttachmentContent => body.type === 'attachment');

/** The file as the widget opens it. */
async function opened(app: App, { file }: AttachmentContent): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of openBlob(file, app.relay.blobs.get(file.id) ?? [])) pieces.push(piece);
  return Buffer.concat(pieces);
}

const onItsWay = async ({ app, conversation }: Talk) =>
  await app.desk.outgoingFile({ conversation });

test('a file goes sealed to the relay, and then its message to the reporter, who opens what was sent', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  expect(await sent(here, LEAFLET)).toEqual(ok(null));
  const [message] = got(reporter);
  if (message === undefined) throw new Error('no message came');
  expect(message).toMatchObject({
    name: 'Merkblatt.pdf',
    media: 'application/pdf',
    prepared: 'original',
    alias: 'Team Ahorn',
  });
  expect((await opened(app, message)).equals(LEAFLET)).toBe(true);
  expect((await read(app, conversation)).at(-1)).toMatchObject({
    kind: 'attachment',
    author: 'operator',
    state: 'sent',
    file: { name: 'Merkblatt.pdf', bytes: LEAFLET.length, original: true },
  });
  expect(await inboxOf(app)).toMatchObject([{ previewKind: 'attachment', waitingSince: null }]);
  expect(await onItsWay(here)).toBe(null);
});

test('of a picture only what the canvas wrote goes out, and that is what was shown', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  const answer = await app.desk.prepareFile({ conversation, bytes: PHOTO });
  if (!answer.ok) throw new Error(answer.refusal);
  const { look, cleaned } = answer.value;
  const shown = cleaned?.picture;
  expect(shown?.media).toBe('image/png');
  const wish = { conversation, look, as: 'cleaned', name: 'Bild.png' } as const;
  expect(await app.desk.sendFile(wish)).toEqual(ok(null));
  await settled();
  const [message] = got(reporter);
  if (message === undefined) throw new Error('no message came');
  expect(message).toMatchObject({ media: 'image/png', prepared: 'cleaned' });
  const arrived = await opened(app, message);
  expect(arrived.equals(shown?.bytes ?? new Uint8Array(0))).toBe(true);
  expect(arrived.includes(Buffer.from(PLACE))).toBe(false);
});

test('what is no picture is never called clean, whatever its name says', async () => {
  const { app, conversation } = await talk();
  const page = new TextEncoder().encode('<svg onload="x">');
  expect(await app.desk.prepareFile({ conversation, bytes: page })).toEqual(
    ok({ look: 1, media: 'application/octet-stream', bytes: page.length, cleaned: null }),
  );
  const wish = { conversation, look: 1, as: 'cleaned', name: 'x.png' } as const;
  expect(await app.desk.sendFile(wish)).toEqual(refuse('put-away'));
});

test('a sent picture is kept sealed over a lock and shown without asking the relay', async () => {
  const here = await talk();
  const { app, conversation } = here;
  await sent(here, PHOTO, { as: 'cleaned', name: 'Bild.png' });
  const again = await unlocked(app);
  const message = (await read(again, conversation)).at(-1);
  if (message === undefined) throw new Error('no message');
  expect(await again.desk.openAttachment({ conversation, message: message.id })).toMatchObject({
    ok: true,
    value: { picture: { media: 'image/png' } },
  });
  expect(again.main.fetched).toBe(0);
});

test('nothing of it, and not its name, stands in clear on the disk or at the relay', async () => {
  const here = await talk();
  const secret = new TextEncoder().encode('Zeugin aus der Umkleide');
  await sent(here, concatBytes(secret, randomBytes(100)), { name: 'Noa Levi.docx' });
  const { app } = here;
  const all = [
    ...[...app.disk.files.values()].flatMap((chunks) => [...chunks.values()]),
    ...[...app.relay.blobs.values()].flat(),
    ...app.relay.posts.map(({ ct }) => ct),
  ].map((bytes) => Buffer.from(bytes));
  expect(all.length).toBeGreaterThan(2);
  for (const bytes of all) {
    expect(bytes.includes(Buffer.from(secret))).toBe(false);
    expect(bytes.includes('Noa Levi')).toBe(false);
  }
  expect(JSON.stringify(app.main.log)).not.toContain('Noa');
});

test('the team’s limit is kept, and an empty file is none', async () => {
  const { app, conversation } = await talk();
  expect(await app.desk.fileLimit(null)).toBe(MAX_BLOB_BYTES);
  const bytes = new Uint8Array(MAX_BLOB_BYTES + 1);
  expect(await app.desk.prepareFile({ conversation, bytes })).toEqual(refuse('too-large'));
  const empty = new Uint8Array(0);
  expect(await app.desk.prepareFile({ conversation, bytes: empty })).toEqual(refuse('empty'));
});

test('what was put away is not sent', async () => {
  const { app, conversation } = await talk();
  const look = await looked({ app, conversation }, LEAFLET);
  await app.desk.putFileAway(null);
  expect(await app.desk.sendFile({ conversation, look, as: 'original', name: 'x' })).toEqual(
    refuse('put-away'),
  );
});

test('put away while it is sealed, it is not sent either, and nothing of it stays', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  const look = await looked(here, LEAFLET);
  const sending = app.desk.sendFile({ conversation, look, as: 'original', name: 'x' });
  await app.desk.putFileAway(null);
  expect(await sending).toEqual(refuse('put-away'));
  await settled();
  expect(app.disk.files.size).toBe(0);
  expect(got(reporter)).toEqual([]);
});

test('what was looked at is what goes: when another file came before the vault meanwhile, nothing does', async () => {
  const here = await talk();
  const { app, conversation } = here;
  const look = await looked(here, LEAFLET);
  await looked(here, PHOTO);
  expect(await app.desk.sendFile({ conversation, look, as: 'original', name: 'x' })).toEqual(
    refuse('put-away'),
  );
});

test('offline it waits and says so; with the line back it goes out by itself', async () => {
  const here = await talk();
  const { app, reporter } = here;
  app.main.goOffline();
  expect(await sent(here, LEAFLET)).toEqual(ok(null));
  expect(await onItsWay(here)).toMatchObject({ state: 'waits', name: 'Merkblatt.pdf' });
  expect(got(reporter)).toEqual([]);
  app.main.goOnline();
  await settled();
  expect(got(reporter)).toHaveLength(1);
});

test('cut off on the way it goes on with what is missing', async () => {
  const here = await talk();
  const { app, reporter } = here;
  app.main.bringing = async () => {
    if (app.main.brought === 3) app.main.goOffline();
  };
  await sent(here, PHOTO);
  expect(await onItsWay(here)).toMatchObject({ state: 'waits' });
  const before = app.main.brought;
  app.main.goOnline();
  await settled();
  const [message] = got(reporter);
  if (message === undefined) throw new Error('no message came');
  expect((await opened(app, message)).equals(PHOTO)).toBe(true);
  expect(app.main.brought - before).toBeLessThan(5);
});

test('a crash on the way costs a repeat: after the next unlock it goes on, and one message comes of it', async () => {
  const here = await talk();
  const { app, reporter } = here;
  const { promise: never } = Promise.withResolvers<void>();
  app.main.bringing = async (index) => (index >= 2 ? await never : undefined);
  expect(await sent(here, PHOTO)).toEqual(ok(null));
  expect(got(reporter)).toEqual([]);
  const again = await unlocked(app);
  await settled();
  const [message] = got(reporter);
  if (message === undefined) throw new Error('no message came');
  expect((await opened(again, message)).equals(PHOTO)).toBe(true);
  expect(got(reporter)).toHaveLength(1);
  expect(again.main.brought).toBeLessThan(5);
});

test('a busy relay is asked again', async () => {
  const here = await talk();
  here.app.main.busyChunks = 3;
  await sent(here, LEAFLET);
  await here.app.env.advance(5_000);
  expect(got(here.reporter)).toHaveLength(1);
});

test('a relay that has no answer, on a line that stands, is asked again after a pause', async () => {
  const here = await talk();
  const { app, reporter } = here;
  app.main.silentBlobs = 1;
  await sent(here, LEAFLET);
  expect(await onItsWay(here)).toMatchObject({ state: 'waits' });
  await app.env.advance(BLOB_AGAIN_MS);
  expect(got(reporter)).toHaveLength(1);
});

test('what waits for an answer says no more once the vault is locked', async () => {
  const here = await talk();
  const { app } = here;
  app.main.silentBlobs = 1;
  await sent(here, LEAFLET);
  await app.desk.lock(null);
  const told = () => app.facts.filter(({ type }) => type === 'outgoing-file').length;
  const before = told();
  await app.env.advance(BLOB_AGAIN_MS);
  expect(told()).toBe(before);
});

test('a relay without room keeps it waiting, and a person can try again', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  app.relay.blobsRefused = 'share-full';
  await sent(here, LEAFLET);
  expect(await onItsWay(here)).toMatchObject({ state: 'no-room' });
  app.relay.blobsRefused = null;
  await app.desk.resumeFile({ conversation });
  await settled();
  expect(got(reporter)).toHaveLength(1);
});

test('an upload the relay has forgotten begins anew under another name; for ever it is not tried', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  let forgets = 1;
  app.main.bringing = async () => {
    if (forgets === 0) return;
    forgets -= 1;
    app.relay.uploads.clear();
  };
  await sent(here, PHOTO);
  expect(got(reporter)).toHaveLength(1);
  forgets = Infinity;
  await sent(here, PHOTO);
  expect(await onItsWay(here)).toMatchObject({ state: 'failed' });
  expect(app.main.brought).toBeLessThan(5 * (BLOB_TRIES + 2));
  forgets = 0;
  await app.desk.resumeFile({ conversation });
  await settled();
  expect(got(reporter)).toHaveLength(2);
});

test.each([
  ['forgets every chunk it said it has', [0, 1, 2, 3, 4], BLOB_TRIES],
  ['asks for a chunk the file does not have', [5], 1],
])('a relay that %s is not asked for ever, and a person decides', async (_, missing, times) => {
  const here = await talk();
  const { app, reporter } = here;
  let asked = 0;
  app.relay.openBlob = () => {
    asked += 1;
    // A vault that never gives up would not let the test end.
    return asked > 20 ? refuse('share-full') : ok(missing);
  };
  app.relay.putChunk = () => ok(null);
  await sent(here, PHOTO);
  expect(await onItsWay(here)).toMatchObject({ state: 'failed' });
  expect(asked).toBe(times);
  expect(got(reporter)).toEqual([]);
});

test('taken back, it is gone here and at the relay, and no message comes of it', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  app.main.bringing = async () => await held;
  await sent(here, PHOTO);
  expect(app.relay.uploads.size).toBe(1);
  const stopped = app.desk.stopFile({ conversation });
  release();
  await stopped;
  await settled();
  expect(await onItsWay(here)).toBe(null);
  expect(app.relay.uploads.size).toBe(0);
  expect(app.disk.files.size).toBe(0);
  const again = await unlocked(app);
  await settled();
  expect(got(reporter)).toEqual([]);
  expect(again.relay.uploads.size).toBe(0);
});

test('while another conversation’s file is on its way, one that waits for its turn is taken back at once', async () => {
  const here = await talk();
  const { app, reporter } = here;
  const other = reporterOf(app);
  other.say('Auch hier');
  await settled();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  app.main.bringing = async () => await held;
  await sent(here, PHOTO);
  const { conversation } = other.keys;
  await sent({ app, conversation }, LEAFLET);
  await app.desk.stopFile({ conversation });
  expect(await app.desk.outgoingFile({ conversation })).toBe(null);
  release();
  await settled();
  expect(got(other)).toEqual([]);
  expect(got(reporter)).toHaveLength(1);
  expect(app.relay.uploads.size).toBe(1);
});

test('one file after the other in a conversation: the second is refused and nothing of it stays', async () => {
  const here = await talk();
  const { app } = here;
  app.main.goOffline();
  expect(await sent(here, LEAFLET)).toEqual(ok(null));
  expect(await sent(here, PHOTO)).toEqual(refuse('busy'));
  expect(app.disk.files.size).toBe(1);
});

test('on a full disk nothing is sent and nothing stays', async () => {
  const here = await talk();
  const { app, reporter } = here;
  app.disk.full = true;
  expect(await sent(here, LEAFLET)).toEqual(refuse('disk-full'));
  app.disk.full = false;
  expect(await onItsWay(here)).toBe(null);
  expect(app.disk.files.size).toBe(0);
  expect(got(reporter)).toEqual([]);
});

test('erasing the conversation takes a sent file with it, and one on its way too', async () => {
  const here = await talk();
  const { app, conversation } = here;
  await sent(here, LEAFLET);
  app.main.goOffline();
  await sent(here, PHOTO);
  expect(app.disk.files.size).toBe(2);
  expect(await app.desk.eraseConversation({ conversation })).toMatchObject({ ok: true });
  app.main.goOnline();
  await settled();
  expect(app.disk.files.size).toBe(0);
  expect(got(here.reporter)).toHaveLength(1);
});

test('erased while its file is on its way, what the relay had of it goes too', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  app.main.bringing = async () => await held;
  await sent(here, PHOTO);
  expect(app.relay.uploads.size).toBe(1);
  expect(await app.desk.eraseConversation({ conversation })).toMatchObject({ ok: true });
  expect(await onItsWay(here)).toBe(null);
  release();
  await settled();
  expect([app.relay.uploads.size, app.disk.files.size]).toEqual([0, 0]);
  expect(await onItsWay(here)).toBe(null);
  expect(got(reporter)).toEqual([]);
});

test('erased while its file waits for room, the relay forgets it and no name comes back with the next word', async () => {
  const here = await talk();
  const { app, reporter, conversation } = here;
  app.main.bringing = async () => {
    if (app.main.brought === 3) app.relay.blobsRefused = 'share-full';
  };
  await sent(here, PHOTO);
  expect(await onItsWay(here)).toMatchObject({ state: 'no-room' });
  expect(app.relay.uploads.size).toBe(1);
  expect(await app.desk.eraseConversation({ conversation })).toMatchObject({ ok: true });
  reporter.say('Noch einmal ich');
  await settled();
  expect(await inboxOf(app)).toHaveLength(1);
  expect(await onItsWay(here)).toBe(null);
  expect(app.relay.uploads.size).toBe(0);
});

test('erased while its upload is to begin anew, nothing more is told of it', async () => {
  const here = await talk();
  const { app, conversation } = here;
  let erasing: Promise<unknown> = Promise.resolve();
  app.main.bringing = async () => {
    if (app.main.brought > 1) return;
    app.relay.uploads.clear();
    erasing = app.desk.eraseConversation({ conversation });
  };
  await sent(here, PHOTO);
  expect(await erasing).toMatchObject({ ok: true });
  const told = app.facts.filter(({ type }) => type === 'outgoing-file');
  expect(told.at(-1)).toMatchObject({ file: null });
});

import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { platformRandom } from '../../../protocol/crypto/random.ts';
import { DEVICE_TTL_MS } from '../../../protocol/limits.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import type { MessageId } from '../../contract/desk.ts';
import type { App } from './testing/bench.ts';
import { begun, unlocked } from './testing/begun.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, keep, POLL, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';
import { uploaded } from './testing/uploaded.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const DAY = 24 * 3_600_000;

async function sends(app: App, reporter: FakeReporter, name: string): Promise<void> {
  const file = await uploaded(app, platformRandom(300));
  reporter.write({ type: 'attachment', file, name, media: 'image/png', prepared: 'cleaned' });
  await settled();
}

async function muted(app: App, { keys: { conversation } }: FakeReporter): Promise<void> {
  const change = { status: 'muted', outcome: 'abuse' } as const;
  expect(await app.desk.setWork({ conversation, change })).toEqual(ok(null));
}

/** The message that brought the file of this name. */
async function messageOf(
  app: App,
  { keys: { conversation } }: FakeReporter,
  name: string,
): Promise<{ readonly conversation: typeof conversation; readonly message: MessageId }> {
  const all = await read(app, conversation);
  const message = all.find((one) => one.kind === 'attachment' && one.file.name === name)?.id;
  if (message === undefined) throw new Error('no such file');
  return { conversation, message };
}

/** Again, and long enough that it would have begun to fetch. */
async function signedIn(app: App): Promise<void> {
  app.main.goOffline();
  await settled();
  app.main.goOnline();
  await settled();
  await app.env.advance(5000);
}

/** Sealed files on the disk. */
const onDisk = (app: App): number => app.disk.files.size;

test('closing as abuse fetches what was sent until then, and the relay may forget it', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'eins.png');
  await sends(app, reporter, 'zwei.png');
  expect(onDisk(app)).toBe(0);
  await muted(app, reporter);
  await expect.poll(() => onDisk(app), POLL).toBe(2);
  await settled();
  app.relay.blobs.clear();
  const about = await messageOf(app, reporter, 'eins.png');
  expect(await app.desk.openAttachment(about)).toMatchObject({ ok: true });
});

test('what is sent after the closing waits for somebody who asks, so that nobody fills a disk by going on', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'eins.png');
  await muted(app, reporter);
  await expect.poll(() => onDisk(app), POLL).toBe(1);
  await sends(app, reporter, 'danach.png');
  await signedIn(app);
  expect(onDisk(app)).toBe(1);
});

test('opened again, what is not on its way yet waits for somebody who asks', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'eins.png');
  await sends(app, reporter, 'zwei.png');
  app.main.busyChunks = 1;
  await muted(app, reporter);
  await expect.poll(() => app.main.fetched, POLL).toBe(1);
  const { conversation } = reporter.keys;
  expect(await app.desk.setWork({ conversation, change: { status: 'open' } })).toEqual(ok(null));
  await app.env.advance(5000);
  await expect.poll(() => onDisk(app), POLL).toBe(1);
  await app.env.advance(5000);
  expect(app.main.fetched).toBe(2);
});

test('a file that could not be fetched is asked for again at the next sign-in, also after a lock', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'eins.png');
  app.main.goOffline();
  await muted(app, reporter);
  await app.env.advance(5000);
  expect(onDisk(app)).toBe(0);
  const again = await unlocked(app);
  await expect.poll(() => onDisk(again), POLL).toBe(1);
});

test('what the relay has forgotten is not asked for, and one that is gone keeps no other back', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'fort.png');
  app.relay.blobs.clear();
  await sends(app, reporter, 'da.png');
  await muted(app, reporter);
  await expect.poll(() => onDisk(app), POLL).toBe(1);
  const gone = await messageOf(app, reporter, 'fort.png');
  expect(await app.desk.openAttachment(gone)).toEqual(refuse('gone'));
});

test('what was closed otherwise is left with the relay', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'eins.png');
  const { conversation } = reporter.keys;
  const change = { status: 'closed', outcome: 'helped' } as const;
  expect(await app.desk.setWork({ conversation, change })).toEqual(ok(null));
  await app.env.advance(5000);
  expect(onDisk(app)).toBe(0);
});

test('the device that closed it fetches, and not every colleague as well', async () => {
  const app = await team();
  const other = keep(await secondDevice(app));
  const reporter = reporterOf(app);
  await sends(app, reporter, 'eins.png');
  await muted(other, reporter);
  await expect.poll(() => onDisk(other), POLL).toBe(1);
  await signedIn(app);
  expect(onDisk(app)).toBe(0);
});

test('retention does not take it after the week of a conversation without a case', async () => {
  const { app, reporter } = await begun();
  await muted(app, reporter);
  await settled();
  await app.env.sleep(8 * DAY);
  const week = await app.desk.previewRetention(null);
  expect(week).toMatchObject({ items: [], kept: [{ class: 'chat-of-abuse' }] });
  await app.env.sleep(180 * DAY - 8 * DAY);
  const end = await app.desk.previewRetention(null);
  expect(end).toMatchObject({ items: [{ class: 'chat-of-abuse' }], kept: [] });
});

test('an old closing is not looked through at each sign-in', async () => {
  const { app, reporter } = await begun();
  await sends(app, reporter, 'eins.png');
  app.main.goOffline();
  await muted(app, reporter);
  await app.env.sleep(DEVICE_TTL_MS + 3 * DAY);
  const again = await unlocked(app);
  await again.env.advance(5000);
  expect(again.main.fetched).toBe(0);
});

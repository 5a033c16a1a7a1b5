// Looking for a newer version: electron-updater in the packaged app against a feed on this machine.
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseInput } from '../../src/main/update/release-signature.ts';
import { speechFor } from '../../src/main/words.ts';
import { firstDesk, launchApp } from './launch.ts';

const speech = speechFor('de').update;
const keys = generateKeyPairSync('ed25519');
const rawKey = keys.publicKey
  .export({ format: 'der', type: 'spki' })
  .subarray(-32)
  .toString('base64');
const installer = Buffer.from('a newer Beistand');

let folder: string;
let feed: Server;
let feedUrl: string;
let app: ElectronApplication;
/** What the feed serves, by path. */
let served: Map<string, Buffer>;
let requests: IncomingMessage[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-update-'));
  served = new Map();
  requests = [];
  feed = createServer((request, response) => {
    requests.push(request);
    const body = served.get(new URL(request.url ?? '', 'http://feed').pathname);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  }).listen(0, '127.0.0.1');
  await once(feed, 'listening');
  feedUrl = `http://127.0.0.1:${(feed.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await app.close();
  feed.closeAllConnections();
  feed.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts a release into the feed, signed unless told otherwise. */
function release(version: string, by: KeyObject | null = keys.privateKey, bytes = installer): void {
  const files = [
    {
      url: `Beistand-${version}.AppImage`,
      sha512: createHash('sha512').update(installer).digest('base64'),
    },
  ];
  const signature =
    by === null
      ? ''
      : `signature: ${sign(null, releaseInput({ version, files }), by).toString('base64')}\n`;
  const yml = `version: ${version}\nfiles:\n  - url: ${files[0]?.url}\n    sha512: ${files[0]?.sha512}\n    size: ${installer.length}\npath: ${files[0]?.url}\nsha512: ${files[0]?.sha512}\nreleaseDate: '2026-11-22T08:00:00.000Z'\n${signature}`;
  served.set('/latest-linux.yml', Buffer.from(yml));
  served.set(`/Beistand-${version}.AppImage`, bytes);
}

/** Starts the app as an AppImage would be, with this feed, and answers its questions. */
async function start(
  env: Readonly<Record<string, string>>,
  answers: readonly number[] = [],
): Promise<void> {
  const image = path.join(folder, 'Beistand.AppImage');
  await writeFile(image, 'this Beistand');
  app = await launchApp({
    userDataDir: path.join(folder, 'user'),
    args: ['--lang=de'],
    env: { APPIMAGE: image, XDG_CACHE_HOME: path.join(folder, 'cache'), ...env },
  });
  await firstDesk(app);
  await app.evaluate(({ dialog }, given) => {
    const left = [...given];
    const main = globalThis as unknown as { said: string[] };
    main.said = [];
    dialog.showMessageBox = (async (_window: unknown, options: { message: string }) => {
      main.said.push(options.message);
      return { response: left.shift() ?? 1, checkboxChecked: false };
    }) as unknown as typeof dialog.showMessageBox;
  }, answers);
}

/** A person looks by hand; what they are told, in order. */
async function lookByHand(count: number): Promise<readonly string[]> {
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? [];
    items.at(-1)?.submenu?.items[0]?.click();
  });
  const said = (): Promise<readonly string[]> =>
    app.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  await expect.poll(said, { timeout: 15_000 }).toHaveLength(count);
  return await said();
}

const withFeed = (): Record<string, string> => ({
  BEISTAND_UPDATE_FEED: feedUrl,
  BEISTAND_UPDATE_KEY: rawKey,
});

test.runIf(process.platform === 'linux').each([
  ['the same version', '0.1.0', speech.none],
  ['an older version', '0.0.9', speech.none],
])('%s is said to be none', async (_what, version, words) => {
  release(version);
  await start(withFeed());
  expect(await lookByHand(1)).toEqual([words]);
});

test.runIf(process.platform === 'linux')(
  'a newer version is named, and not loaded without a yes',
  async () => {
    release('9.1.0');
    await start(withFeed(), [1]);
    expect(await lookByHand(1)).toEqual([speech.found('9.1.0')]);
    expect(requests.map(({ url }) => url?.split('?')[0])).toEqual(['/latest-linux.yml']);
  },
);

test.runIf(process.platform === 'linux')(
  'after a yes it is loaded, checked, and asked about once more',
  async () => {
    release('9.1.0');
    await start(withFeed(), [0, 1]);
    expect(await lookByHand(2)).toEqual([speech.found('9.1.0'), speech.ready('9.1.0')]);
    const names = await readdir(path.join(folder, 'cache'), { recursive: true });
    const loaded = names.find((name) => name.endsWith('.AppImage'));
    expect(await readFile(path.join(folder, 'cache', loaded ?? ''))).toEqual(installer);
    expect(app.windows()).toHaveLength(1);
  },
);

test.runIf(process.platform === 'linux')(
  'other bytes than the signed ones are not kept',
  async () => {
    release('9.1.0', keys.privateKey, Buffer.from('something else  '));
    await start(withFeed(), [0]);
    expect(await lookByHand(2)).toEqual([speech.found('9.1.0'), speech.failed]);
  },
);

test.runIf(process.platform === 'linux')(
  'a release that is not signed, or by someone else, is not offered',
  async () => {
    release('9.1.0', null);
    await start(withFeed());
    expect(await lookByHand(1)).toEqual([speech.failed]);
    release('9.2.0', generateKeyPairSync('ed25519').privateKey);
    expect(await lookByHand(2)).toEqual([speech.failed, speech.failed]);
  },
);

test.runIf(process.platform === 'linux')('a feed that cannot be reached is said so', async () => {
  await start(withFeed());
  expect(await lookByHand(1)).toEqual([speech.unreachable]);
});

test('without a feed, or with one elsewhere in the environment, there is no looking', async () => {
  release('9.1.0');
  await start({ BEISTAND_UPDATE_FEED: 'https://updates.example.org', BEISTAND_UPDATE_KEY: rawKey });
  expect(await lookByHand(1)).toEqual([speech.off]);
  expect(requests).toEqual([]);
});

test.runIf(process.platform === 'linux')('the feed learns nothing about who asks', async () => {
  release('0.1.0');
  await start(withFeed());
  await lookByHand(1);
  const [request] = requests;
  expect(request?.headers['x-user-staging-id']).toBe('00000000-0000-0000-0000-000000000000');
  expect(request?.headers['user-agent']).toBe('Beistand');
  expect(request?.headers['accept-language']).toBe('*');
  expect(request?.headers.cookie).toBeUndefined();
});

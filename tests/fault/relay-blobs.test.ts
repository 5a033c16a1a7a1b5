// The relay's blobs when things go wrong: killed in the middle of an upload, and on a disk that really fills up.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BLOB_CHUNK_BYTES } from '../../protocol/limits.ts';
import { openBlobs } from '../../server/blobs/room.ts';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { askBlob, download, newBlob } from '../support/blob-upload.ts';
import { deviceOn, dialPeer, newMailbox, reporterOn, type LoginKeys } from '../support/peer.ts';
import { aReporter } from '../support/store-rig.ts';
import { createTestTeam, type TestTeam } from '../support/test-team.ts';

const DISK = 2 * 1024 * 1024;
const canMount = process.platform === 'linux' && process.getuid?.() === 0;
const KILLS = 6;
const CHUNKS = 120;

interface Ready {
  readonly claim: string | null;
}

let folder: string;
let blobs: string;
let origin: string;
let relay: Child<Ready> | undefined;
let team: TestTeam;
let mounted = false;

const log = (): string => path.join(folder, 'relay.log');

async function start(): Promise<void> {
  const env = {
    RELAY_PORT: new URL(origin).port,
    RELAY_DB: path.join(folder, 'relay.sqlite'),
    RELAY_BLOBS: blobs,
  };
  relay = await startChild<Ready>('server/main.ts', env, log());
}

const login = (): LoginKeys => {
  const [device] = team.devices;
  if (device === undefined) throw new Error('no device');
  return { team: team.id, device: device.keys.id, login: device.keys.login };
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'relay-blobs-'));
  blobs = path.join(folder, 'blobs');
  origin = `ws://127.0.0.1:${await freePort()}`;
  team = createTestTeam({ origins: [origin] });
});

afterEach(async () => {
  await relay?.stop();
  relay = undefined;
  if (mounted) execFileSync('umount', [blobs]);
  mounted = false;
  await rm(folder, { recursive: true, force: true });
});

async function startServing(): Promise<void> {
  await start();
  const peer = await dialPeer(origin);
  const claim = relay?.ready.claim ?? '';
  await peer.ask({ type: 'team-put', ref: 1, claim, document: team.document() });
  await peer.close();
}

test(
  `over ${KILLS} kills in the middle of an upload no chunk that was answered is lost, and the upload ends whole`,
  { timeout: 120_000 },
  async () => {
    await startServing();
    const [box, blob] = [newMailbox(team.id), newBlob(CHUNKS)];
    const stored = new Set<number>();
    let kills = 0;
    for (let left: readonly number[] = [-1]; left.length > 0;) {
      const tab = await reporterOn(origin, box);
      const state = await askBlob(tab, blob.open());
      if (typeof state === 'string' || state instanceof Uint8Array) throw new Error('no state');
      left = [...state];
      expect(left.filter((index) => stored.has(index))).toEqual([]);
      // Two lanes, so that a kill finds one chunk being written and another one waiting.
      const work = [...left];
      const stopAt = kills < KILLS ? stored.size + 3 + ((kills * 7) % 11) : CHUNKS + 1;
      const lane = async (): Promise<void> => {
        for (let index = work.shift(); index !== undefined; index = work.shift()) {
          if ((await askBlob(tab, blob.put(index))) !== 'done') throw new Error('refused');
          stored.add(index);
          if (stored.size >= stopAt) throw new Error('enough');
        }
      };
      const lanes = [lane(), lane()];
      try {
        await Promise.all(lanes);
      } catch {
        await relay?.kill();
        kills += 1;
        await Promise.allSettled(lanes);
        await start();
      }
      tab.cut();
    }
    expect(kills).toBe(KILLS);
    const device = await deviceOn(origin, login());
    expect(await download(device, blob)).toEqual(blob.chunks);
    expect(await readdir(path.join(blobs, blob.id))).toHaveLength(CHUNKS + 1);
    await device.close();
  },
);

async function mountSmallDisk(): Promise<void> {
  await mkdir(blobs);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', blobs]);
  mounted = true;
}

test.runIf(canMount)('what a full disk refused costs nobody’s share', async () => {
  await mountSmallDisk();
  const room = await openBlobs(blobs, 8 * DISK, Date.now);
  const [by, blob] = [aReporter(), newBlob(60)];
  await room.open(by, blob.open());
  let kept = 0;
  while ((await room.put(by.team, blob.put(kept))) === 'done') kept += 1;
  const before = room.fullness();
  for (let times = 0; times < 10; times += 1) {
    expect(await room.put(by.team, blob.put(kept))).toBe('full');
    await room.open(by, newBlob(1).open());
  }
  const opened = (await readdir(blobs)).length - 1;
  expect(room.fullness()).toBeCloseTo(before + (opened * BLOB_CHUNK_BYTES) / (8 * DISK));
});

test.runIf(canMount)(
  'a full disk is said to be full, keeps no half chunk, leaves what is there readable, and takes more when there is room',
  async () => {
    await mountSmallDisk();
    await startServing();
    const device = await deviceOn(origin, login());
    const [small, large] = [newBlob(2), newBlob(60)];
    await askBlob(device, small.open());
    for (const index of [0, 1]) expect(await askBlob(device, small.put(index))).toBe('done');
    await askBlob(device, large.open());
    let kept = 0;
    while ((await askBlob(device, large.put(kept))) === 'done') kept += 1;
    expect(kept).toBeGreaterThan(10);
    expect(await askBlob(device, large.put(kept))).toBe('full');
    const names = (await readdir(path.join(blobs, large.id))).toSorted();
    expect(names).toHaveLength(kept + 1);
    expect(names.filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(await download(device, small)).toEqual(small.chunks);
    // Not even room for a new folder, sooner or later; nothing of it stays.
    const opened: unknown[] = [];
    while (opened.at(-1) !== 'full') opened.push(await askBlob(device, newBlob(1).open()));
    expect((await readdir(blobs)).every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
    expect(await askBlob(device, small.remove())).toBe('done');
    expect(await askBlob(device, large.put(kept))).toBe('done');
    const missing = await askBlob(device, large.open());
    expect(missing).toHaveLength(60 - kept - 1);
    await device.close();
    expect(await readFile(log(), 'utf8')).not.toContain('failed');
  },
);

/** Runs in a process that may open few files: forgets somebody while none is left, and again when there are. */
const forgetting = (room: string): string => `
  import { closeSync, openSync, readdirSync } from 'node:fs';
  import { openBlobs } from ${JSON.stringify(new URL('../../server/blobs/room.ts', import.meta.url))};
  import { newBlob } from ${JSON.stringify(new URL('../support/blob-upload.ts', import.meta.url))};
  import { aReporter } from ${JSON.stringify(new URL('../support/store-rig.ts', import.meta.url))};
  const blobs = await openBlobs(${JSON.stringify(room)}, 1e9, () => 1.8e12);
  const [by, blob] = [aReporter(), newBlob(2)];
  await blobs.open(by, blob.open());
  for (const index of blob.chunks.keys()) await blobs.put(by.team, blob.put(index));
  const taken = [];
  try { for (;;) taken.push(openSync(${JSON.stringify(room)}, 'r')); } catch {}
  const said = [await blobs.removeAll(by), await blobs.open(by, blob.open())];
  for (const one of taken) closeSync(one);
  said.push(await blobs.removeAll(by), readdirSync(${JSON.stringify(room)}).length, blobs.fullness());
  console.log(JSON.stringify(said));
`;

test.skipIf(process.platform === 'win32')(
  'who asks again after nothing could be deleted is not told "done" before it is gone from the disk',
  () => {
    const program = 'ulimit -n 128 && exec "$0" --input-type=module -e "$1"';
    const said = execFileSync('bash', ['-c', program, process.execPath, forgetting(blobs)]);
    expect(JSON.parse(said.toString('utf8'))).toEqual(['busy', 'absent', 'done', 0, 0]);
  },
);

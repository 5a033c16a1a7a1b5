// A mailbox that asks to be forgotten by a relay that is killed while it forgets.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { newBlob, upload } from '../support/blob-upload.ts';
import {
  deviceOn,
  dialPeer,
  newMailbox,
  reporterOn,
  sendFrame,
  submit,
  toDevice,
  toMailbox,
  type LoginKeys,
} from '../support/peer.ts';
import { createTestTeam, type TestTeam } from '../support/test-team.ts';

interface Ready {
  readonly claim: string | null;
}

/** From before the relay has read the request until long after it has answered, on a machine with nothing else to do. */
const MOMENTS_MS = [0, 1, 2, 4, 6, 8, 11, 15, 20, 40];
/** On a busy machine it goes on, each time twice as late, until it was killed after an answer twice, or until this. */
const LATEST_MS = 5_000;
const BLOBS = 12;

let folder: string;
let origin: string;
let relay: Child<Ready>;
let team: TestTeam;

async function start(): Promise<void> {
  const env = { RELAY_PORT: new URL(origin).port, RELAY_DB: path.join(folder, 'relay.sqlite') };
  relay = await startChild<Ready>('server/main.ts', env, path.join(folder, 'relay.log'));
}

const login = (): LoginKeys => {
  const [device] = team.devices;
  if (device === undefined) throw new Error('no device');
  return { team: team.id, device: device.keys.id, login: device.keys.login };
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'relay-erase-'));
  origin = `ws://127.0.0.1:${await freePort()}`;
  team = createTestTeam({ origins: [origin] });
  await start();
  const peer = await dialPeer(origin);
  const claim = relay.ready.claim ?? '';
  await peer.ask({ type: 'team-put', ref: 1, claim, document: team.document() });
  await peer.close();
});

afterEach(async () => {
  await relay.stop();
  await rm(folder, { recursive: true, force: true });
});

const blobFolders = async (): Promise<number> =>
  (await readdir(path.join(folder, 'relay.sqlite-blobs'))).length;

async function isOnDisk(trace: string): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    if ((await readFile(path.join(parentPath, name), 'latin1')).includes(trace)) return true;
  }
  return false;
}

test(
  `killed at ${MOMENTS_MS.length} moments or more, what was answered is gone, what was not goes when it is asked for again, and the request to erase still arrives`,
  { timeout: 120_000 },
  async () => {
    const device = login();
    let answered = 0;
    let halfDone = 0;
    const moments = [...MOMENTS_MS];
    for (const moment of moments) {
      const box = newMailbox(team.id);
      const tab = await reporterOn(origin, box);
      const request = sendFrame([toDevice(device.device)], { tokenHash: box.tokenHash });
      expect(await submit(tab, request)).toEqual(['accepted']);
      const operator = await deviceOn(origin, device);
      expect(await submit(operator, sendFrame([toMailbox(box)]))).toEqual(['accepted']);
      operator.cut();
      for (let n = 0; n < BLOBS; n += 1) await upload(tab, newBlob(1));

      tab.send({ type: 'mailbox-erase', ref: 7 });
      const said = tab.next('done').then(
        () => true,
        () => false,
      );
      await new Promise((resolve) => setTimeout(resolve, moment));
      await relay.kill();
      const isAnswered = await said;
      await start();
      if (isAnswered) {
        answered += 1;
        expect(await isOnDisk(box.id)).toBe(false);
        expect(await blobFolders()).toBe(0);
      }
      const left = await blobFolders();
      if (left > 0 && left < BLOBS) halfDone += 1;

      const again = await reporterOn(origin, box);
      expect(await again.ask({ type: 'mailbox-erase', ref: 8 })).toEqual({ type: 'done', ref: 8 });
      await again.close();
      expect(await blobFolders()).toBe(0);
      expect(await isOnDisk(box.id)).toBe(false);
      const back = await deviceOn(origin, device);
      expect(await submit(back, sendFrame([toMailbox(box)]))).toEqual(['refused']);
      for (let found = false; !found;) {
        const { envelope } = await back.next('deliver');
        back.send({ type: 'ack', eid: envelope.id });
        found = envelope.id === request.eid;
      }
      await back.close();
      const last = moment === moments.at(-1);
      if (last && answered < 2 && moment < LATEST_MS) moments.push(moment * 2);
    }
    // A run that never met the relay in the middle of it, or never an answer, would prove nothing.
    expect(answered).toBeGreaterThan(0);
    expect(answered + halfDone).toBeGreaterThan(1);
  },
);

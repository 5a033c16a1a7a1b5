// A relay that was killed after it had put a device out of the team, and before it had deleted what waited for it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../server/database.ts';
import { teamStore } from '../../server/team-store.ts';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { dialPeer, newMailbox, reporterOn, sendFrame, submit, toDevice } from '../support/peer.ts';
import { createTestTeam, type TestDevice, type TestTeam } from '../support/test-team.ts';

interface Ready {
  readonly claim: string | null;
}

/** From before the relay has read the document until after it has answered. */
const MOMENTS_MS = [0, 1, 2, 4];
const DATABASE_BYTES = 2 ** 26;

let folder: string;
let database: string;
let origin: string;
let relay: Child<Ready>;
let team: TestTeam;

async function start(): Promise<void> {
  const env = { RELAY_PORT: new URL(origin).port, RELAY_DB: database };
  relay = await startChild<Ready>('server/main.ts', env, path.join(folder, 'relay.log'));
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'relay-removed-'));
  database = path.join(folder, 'relay.sqlite');
  origin = `ws://127.0.0.1:${await freePort()}`;
  team = createTestTeam({
    origins: [origin],
    devices: [['operator', 'coordinator'], ['operator']],
  });
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

const [STAYS, GOES] = [0, 1];

function device(index: number): TestDevice {
  const found = team.devices[index];
  if (found === undefined) throw new Error('no such device');
  return found;
}

function without(gone: TestDevice): Uint8Array {
  const { id } = gone.keys;
  const stays = device(STAYS);
  const { login, sign, ik } = stays.keys;
  const listed = {
    id: stays.keys.id,
    login: login.publicKey,
    sign: sign.publicKey,
    ik: ik.publicKey,
    roles: stays.roles,
    caps: 0,
  };
  return team.after(team.document(), 2, { devices: [listed], revoked: [id] });
}

/** One envelope for each of the two devices. */
async function fill(): Promise<void> {
  const tab = await reporterOn(origin, newMailbox(team.id));
  const targets = [STAYS, GOES].map((index) => toDevice(device(index).keys.id));
  expect(await submit(tab, sendFrame(targets))).toEqual(['accepted', 'accepted']);
  await tab.close();
}

/** Envelopes that wait for each device, and sealed bodies, in the file of a relay that is dead. */
function inFile(): { readonly waiting: Record<string, number>; readonly bodies: number } {
  const { sql, close } = openDatabase(database, DATABASE_BYTES);
  const rows = sql
    .prepare('SELECT name, count(*) AS n FROM queue JOIN copy ON copy.queue = queue.id GROUP BY 1')
    .all();
  const bodies = Number(sql.prepare('SELECT count(*) AS n FROM body').get()?.['n']);
  close();
  return {
    waiting: Object.fromEntries(rows.map(({ name, n }) => [String(name), Number(n)])),
    bodies,
  };
}

test('what waited for a device that left goes when the relay starts again, and nobody else’s', async () => {
  await fill();
  await relay.kill();
  const opened = openDatabase(database, DATABASE_BYTES);
  teamStore(opened).saveDocument(team.id, without(device(GOES)), [device(GOES).keys.id]);
  opened.close();
  expect(inFile().waiting).toEqual({ [device(STAYS).keys.id]: 1, [device(GOES).keys.id]: 1 });
  await start();
  await relay.kill();
  expect(inFile()).toEqual({ waiting: { [device(STAYS).keys.id]: 1 }, bodies: 1 });
});

test(
  `killed at ${MOMENTS_MS.length} moments while a device is put out, the relay never keeps what waits for one the document does not list`,
  { timeout: 60_000 },
  async () => {
    for (const moment of MOMENTS_MS) {
      await fill();
      const peer = await dialPeer(origin);
      peer.send({ type: 'team-put', ref: 1, claim: '', document: without(device(GOES)) });
      await new Promise((resolve) => setTimeout(resolve, moment));
      await relay.kill();
      await start();
      await relay.kill();
      const opened = openDatabase(database, DATABASE_BYTES);
      const isOut = teamStore(opened)
        .documents()
        .some(({ bytes }) => Buffer.from(bytes).equals(without(device(GOES))));
      teamStore(opened).saveDocument(team.id, team.document(), []);
      opened.close();
      expect(device(GOES).keys.id in inFile().waiting).toBe(!isOut);
      await start();
    }
  },
);

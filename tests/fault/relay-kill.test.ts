import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seal } from '../../protocol/crypto/envelope.ts';
import { newBoxKeys } from '../../protocol/crypto/keys.ts';
import { EnvelopeId } from '../../protocol/ids.ts';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { readableIn, searchTree } from '../support/leak-search.ts';
import {
  deviceOn,
  dialPeer,
  newMailbox,
  reporterOn,
  sendFrame,
  submit,
  toDevice,
  toMailbox,
  type Peer,
} from '../support/peer.ts';
import { createTestTeam, type TestTeam } from '../support/test-team.ts';

interface Ready {
  readonly claim: string | null;
}

let folder: string;
let origin: string;
let env: Record<string, string>;
let relay: Child<Ready>;
let team: TestTeam;

const start = (): Promise<Child<Ready>> =>
  startChild<Ready>('server/main.ts', env, path.join(folder, 'relay.log'));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'relay-kill-'));
  const port = await freePort();
  origin = `ws://127.0.0.1:${port}`;
  env = { RELAY_PORT: String(port), RELAY_DB: path.join(folder, 'relay.sqlite') };
  relay = await start();
  team = createTestTeam({ origins: [origin] });
  const peer = await dialPeer(origin);
  const document = team.document();
  await peer.ask({ type: 'team-put', ref: 1, claim: relay.ready.claim ?? '', document });
  await peer.close();
});
afterEach(async () => {
  await relay.stop();
  await rm(folder, { recursive: true });
});

const login = () => {
  const [device] = team.devices;
  if (device === undefined) throw new Error('no device');
  return { team: team.id, device: device.keys.id, login: device.keys.login };
};

const KILLS = 10;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Dials until the relay is back. */
async function insist<T>(dial: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await dial();
    } catch {
      await pause(20);
    }
  }
}

test(
  `of everything accepted nothing is lost over ${KILLS} kills at random moments, and nothing comes twice on one connection`,
  { timeout: 60_000 },
  async () => {
    const accepted = new Set<EnvelopeId>();
    const arrived = new Map<EnvelopeId, number>();
    let twiceOnOneConnection = 0;
    let running = true;

    /** Keeps what it is given, then acknowledges: the desktop app without its disk. */
    const operator = async (): Promise<void> => {
      while (running) {
        const peer: Peer = await insist(() => deviceOn(origin, login()));
        const here = new Set<EnvelopeId>();
        let read = 0;
        const look = (): void => {
          for (const frame of peer.frames.slice(read)) {
            read += 1;
            if (frame.type !== 'deliver') continue;
            const { id } = frame.envelope;
            if (here.has(id)) twiceOnOneConnection += 1;
            here.add(id);
            arrived.set(id, (arrived.get(id) ?? 0) + 1);
            if (peer.socket.readyState === peer.socket.OPEN) peer.send({ type: 'ack', eid: id });
          }
        };
        peer.socket.on('message', look);
        look();
        while (running && peer.socket.readyState === peer.socket.OPEN) await pause(10);
        peer.cut();
        await peer.closed;
      }
    };

    /** Sends one after the other; without an answer the same envelope goes again. */
    const reporter = async (): Promise<void> => {
      const box = newMailbox(team.id);
      let frame = sendFrame([toDevice(login().device)]);
      while (running) {
        const tab = await insist(() => reporterOn(origin, box));
        try {
          while (running) {
            const [result] = await submit(tab, frame);
            if (result === 'accepted') accepted.add(frame.eid);
            else await pause(20);
            frame = sendFrame([toDevice(login().device)]);
          }
        } catch {
          // The relay died: nobody knows whether the last one was written, so it goes again.
        }
        tab.cut();
      }
    };

    const everybody = [operator(), ...Array.from({ length: 4 }, reporter)];
    for (let n = 0; n < KILLS; n += 1) {
      const before = accepted.size;
      while (accepted.size < before + 40) await pause(2);
      await pause(Math.floor((n * 37) % 29));
      await relay.kill();
      relay = await start();
    }
    await expect
      .poll(() => [...accepted].filter((eid) => !arrived.has(eid)).length, { timeout: 10_000 })
      .toBe(0);
    running = false;
    await Promise.all(everybody);
    expect(accepted.size).toBeGreaterThanOrEqual(KILLS * 40);
    expect(twiceOnOneConnection).toBe(0);
    const redelivered = [...arrived.values()].filter((times) => times > 1).length;
    // At most a window, and what the last acks were still on their way for, is repeated per kill.
    expect(redelivered).toBeLessThanOrEqual(KILLS * 64);
  },
);

test('a relay asked to end closes its file and ends by itself; what waited is there afterwards', async () => {
  const box = newMailbox(team.id);
  const tab = await reporterOn(origin, box);
  const frames = Array.from({ length: 5 }, () => sendFrame([toDevice(login().device)]));
  for (const frame of frames) await submit(tab, frame);
  await relay.stop();
  expect(await tab.next('closing')).toEqual({ type: 'closing', why: 'stopping' });
  relay = await start();
  expect(relay.ready.claim).toBeNull();
  const peer = await deviceOn(origin, login());
  for (const frame of frames) expect((await peer.next('deliver')).envelope.id).toBe(frame.eid);
  await peer.close();
});

test('two relays never share a database', async () => {
  const second = startChild<Ready>(
    'server/main.ts',
    { ...env, RELAY_PORT: '0' },
    path.join(folder, 'second.log'),
  );
  await expect(second).rejects.toThrow('ended before it was ready');
  expect(await readFile(path.join(folder, 'second.log'), 'utf8')).toContain(
    'is in use by another relay',
  );
});

test('the relay’s files and log hold no word of a sealed message and no write token, while it runs and after a kill', async () => {
  const words = ['Spreewinkelmarker', 'Kraemerlingmarker', 'מרקרבדיקהעברית'];
  const [device] = team.devices;
  if (device === undefined) throw new Error('no device');
  const box = newMailbox(team.id);
  const tab = await reporterOn(origin, box);
  for (const word of words) {
    const { header, wraps, ct } = seal({
      team: team.id,
      sender: newBoxKeys(),
      recipients: [{ spk: device.prekey.publicKey, ik: device.keys.ik.publicKey }],
      body: utf8ToBytes(JSON.stringify({ text: `${word} `.repeat(20) })),
    });
    const target = { ...toDevice(device.keys.id), wrap: wraps[0] ?? new Uint8Array(120) };
    const frame = {
      ...sendFrame([target], { tokenHash: box.tokenHash }),
      eid: EnvelopeId.random(),
      header,
      ct,
    };
    expect(await submit(tab, frame)).toEqual(['accepted']);
  }
  const peer = await deviceOn(origin, login());
  expect(await submit(peer, sendFrame([toMailbox(box)]))).toEqual(['accepted']);
  const token = Buffer.from(box.token).toString('latin1');
  const check = async (): Promise<void> => {
    expect(await searchTree(folder, words)).toEqual([]);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      expect((await readFile(path.join(folder, entry.name))).toString('latin1')).not.toContain(
        token,
      );
    }
  };
  await check();
  await relay.kill();
  await check();
  relay = await start();
  // The search itself must be able to find something.
  expect(readableIn(Buffer.from(`x ${words[0] ?? ''} y`), words)).toEqual([words[0]]);
});

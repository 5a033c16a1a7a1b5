import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  FRAME_BURST,
  MAILBOX_SHARE_ENVELOPES,
  MAX_BUFFERED_BYTES,
  MAX_FRAME_BYTES,
  PAD_BUCKETS,
} from '../protocol/limits.ts';
import { fixedRandom } from '../protocol/testing/random.ts';
import { faultProxy } from '../tests/fault/proxy.ts';
import {
  deviceOn,
  dialPeer,
  mailboxFrame,
  sendFrame,
  submit,
  toDevice,
} from '../tests/support/peer.ts';
import { settle, startRig, type Rig } from '../tests/support/rig.ts';

vi.setConfig({ testTimeout: 30_000 });

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

/** What the relay answers to bytes that are no WebSocket handshake of ours. */
async function http(request: string): Promise<string> {
  const socket = connect(rig.port, '127.0.0.1');
  socket.write(request.replaceAll('\n', '\r\n'));
  let answer = '';
  socket.on('data', (bytes) => {
    answer += String(bytes);
  });
  await once(socket, 'close');
  return answer;
}

const upgrade = (path: string, protocol: string): string => `GET ${path} HTTP/1.1
Host: x
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Version: 13
Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
Sec-WebSocket-Protocol: ${protocol}

`;

test('health says ok and nothing else', async () => {
  const answer = await http('GET /healthz HTTP/1.1\nHost: x\n\n');
  expect(answer).toMatch(/^HTTP\/1\.1 200/);
  expect(answer).toMatch(/\r\n\r\nok\n$/);
  expect(answer.toLowerCase()).not.toContain('x-powered-by');
});

test('any other page does not exist', async () => {
  for (const path of ['/', '/metrics', '/healthz/', '/../healthz']) {
    expect(await http(`GET ${path} HTTP/1.1\nHost: x\n\n`)).toMatch(/^HTTP\/1\.1 404/);
  }
});

test('a client that does not speak sc1, or knocks elsewhere, is refused before it becomes a connection', async () => {
  expect(await http(upgrade('/', 'chat'))).toMatch(/^HTTP\/1\.1 400/);
  expect(await http(upgrade('/other', 'sc1'))).toMatch(/^HTTP\/1\.1 404/);
});

test('compression is never agreed on', async () => {
  const socket = new WebSocket(rig.origin, 'sc1', { perMessageDeflate: true });
  await once(socket, 'open');
  expect(socket.extensions).toBe('');
  expect(socket.protocol).toBe('sc1');
  socket.terminate();
});

test('a frame above the limit ends the connection with 1009', async () => {
  const peer = await rig.dial();
  peer.sendBytes(new Uint8Array(MAX_FRAME_BYTES + 1));
  expect(await peer.closed).toBe(1009);
});

test('a frame nobody can read ends the connection with its reason', async () => {
  for (const bytes of [
    Uint8Array.of(),
    Uint8Array.of(0xff),
    Uint8Array.of(0x02, 0x00),
    new Uint8Array(200),
  ]) {
    const peer = await rig.dial();
    peer.sendBytes(bytes);
    expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'bad-frame' });
    await peer.closed;
  }
});

test(
  'noise of any kind closes its own connection and nothing else',
  { timeout: 20_000 },
  async () => {
    const witness = await rig.device();
    const random = fixedRandom('noise');
    for (let n = 0; n < 150; n += 1) {
      const peer = n % 3 === 0 ? await rig.reporter(rig.mailbox()) : await rig.dial();
      const noise = random(1 + ((n * 37) % 1500));
      // Every type number gets its share of bytes that are not its own.
      noise[0] = n % 16;
      peer.sendBytes(noise);
      await settle(2);
      peer.cut();
    }
    witness.send({ type: 'team-get', ref: 1, team: rig.team.id });
    await witness.next('team');
    await witness.close();
  },
);

test('text is not our language', async () => {
  const peer = await rig.dial();
  peer.socket.send('hello');
  expect(await peer.closed).toBe(1003);
});

test('a flood ends with too fast, before it costs anybody else', async () => {
  const peer = await rig.dial();
  for (let n = 0; n < FRAME_BURST + 50; n += 1) {
    peer.send({ type: 'team-get', ref: n, team: rig.team.id });
  }
  expect(await peer.next('closing')).toEqual({ type: 'closing', why: 'too-fast' });
  await peer.closed;
  expect(peer.frames.filter(({ type }) => type === 'team').length).toBeLessThanOrEqual(
    FRAME_BURST + 5,
  );
});

test('a connection that answers no ping is dead after two; one that answers lives', async () => {
  const pinging = await startRig({ bounds: { pingEveryMs: 300 } });
  const living = await pinging.device();
  const proxy = await faultProxy(pinging.port);
  const peer = await dialPeer(`ws://127.0.0.1:${proxy.port}`);
  proxy.pause('up');
  const start = performance.now();
  await peer.closed;
  expect(performance.now() - start).toBeGreaterThan(500);
  expect(living.socket.readyState).toBe(WebSocket.OPEN);
  await living.close();
  await proxy.close();
  await pinging.stop();
});

test('a reader that stops reading is dropped before it fills the memory', async () => {
  const slow = await startRig({
    bounds: { frameBurst: 5000, framesPerSecond: 5000 },
  });
  const peer = await slow.device();
  // Documents are the largest thing anybody may ask for without acknowledging it.
  peer.socket.pause();
  const asks = Math.ceil((3 * MAX_BUFFERED_BYTES) / slow.team.document().length);
  for (let n = 0; n < asks; n += 1) peer.send({ type: 'team-get', ref: n, team: slow.team.id });
  await expect.poll(() => slow.relay().metrics.read().slowReaders, { timeout: 8000 }).toBe(1);
  peer.cut();
  await slow.stop();
});

test('the relay takes no more connections than it may', async () => {
  const small = await startRig({ bounds: { maxConnections: 2 } });
  await settle(50);
  const [one, two] = [await small.dial(), await small.dial()];
  await expect(dialPeer(small.origin)).rejects.toThrow();
  await one.close();
  await settle(50);
  const three = await small.dial();
  await Promise.all([two.close(), three.close()]);
  await small.stop();
});

test('a stopping relay says so, and what it accepted is there when it is back', async () => {
  const box = rig.mailbox();
  const tab = await rig.reporter(box);
  const frame = sendFrame([toDevice(rig.id(1))]);
  await submit(tab, frame);
  const restarted = rig.restart();
  expect(await tab.next('closing')).toEqual({ type: 'closing', why: 'stopping' });
  await tab.closed;
  await restarted;
  const peer = await deviceOn(rig.origin, rig.login(1));
  expect((await peer.next('deliver')).envelope.id).toBe(frame.eid);
  await peer.close();
});

test('proof of work is asked for while a queue is more than half full, and a login without it is refused', async () => {
  const busy = await startRig({ bounds: { frameBurst: 10_000, framesPerSecond: 10_000 } });
  const reserve = await busy.device(1);
  for (let n = 0; n < 2500; n += 1) {
    reserve.send(sendFrame([toDevice(busy.id(0))], { bucket: PAD_BUCKETS[0] }));
  }
  for (let n = 0; n < 2500; n += 1) await reserve.next('result', 20_000);
  await settle(1100);
  const box = busy.mailbox();
  const lazy = await busy.dial();
  expect(lazy.hello.workBits).toBe(16);
  const honest = mailboxFrame(lazy, busy.origin, box);
  lazy.send({ ...honest, work: honest.work + 1 });
  expect(await lazy.next('closing')).toEqual({ type: 'closing', why: 'work' });
  const tab = await busy.reporter(box);
  expect(await submit(tab, sendFrame([toDevice(busy.id(0))]))).toEqual(['accepted']);
  await Promise.all([reserve.close(), tab.close()]);
  await busy.stop();
});

test('nothing that went over the wire is in the log: no id, no address, no key', async () => {
  const quiet = await startRig();
  const box = quiet.mailbox();
  const [peer, tab] = [await quiet.device(), await quiet.reporter(box)];
  for (let n = 0; n < MAILBOX_SHARE_ENVELOPES + 2; n += 1)
    await submit(tab, sendFrame([toDevice(quiet.id())]));
  tab.sendBytes(Uint8Array.of(0xff));
  await tab.closed;
  await peer.close();
  await quiet.stop();
  const text = quiet.log.join('');
  expect(text).toContain('"accepted":64');
  for (const secret of [box.id, quiet.id(), quiet.team.id, '127.0.0.1', String(quiet.port)]) {
    expect(text).not.toContain(secret);
  }
});

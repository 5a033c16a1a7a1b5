import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultProxy, type FaultProxy } from './proxy.ts';

let proxy: FaultProxy;
let stopEcho: () => void;
let client: Socket;
let heard: string;

beforeEach(async () => {
  const echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  stopEcho = () => echo.close();
  proxy = await faultProxy((echo.address() as { port: number }).port);
  heard = '';
  client = await dial();
});

afterEach(async () => {
  client.destroy();
  await proxy.close();
  await proxy.close();
  stopEcho();
});

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    heard += String(bytes);
  });
  await once(socket, 'connect');
  return socket;
}

const echoed = (text: string): Promise<void> => expect.poll(() => heard).toBe(text);
/** Unlike `once`, not upset by the reset that comes before. */
const gone = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => socket.once('close', resolve));
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));

test('bytes pass both ways', async () => {
  client.write('hello');
  await echoed('hello');
});

test.each(['up', 'down'] as const)(
  'what goes %s is held back and then arrives in order',
  async (way) => {
    client.write('a');
    await echoed('a');
    proxy.pause(way);
    client.write('b');
    await quiet();
    client.write('c');
    await quiet();
    expect(heard).toBe('a');
    proxy.resume(way);
    await echoed('abc');
  },
);

test('a pause also holds connections made later', async () => {
  proxy.pause('down');
  const late = await dial();
  late.write('x');
  await quiet();
  expect(heard).toBe('');
  proxy.resume('down');
  await echoed('x');
  late.destroy();
});

test('a cut ends the client at once and loses what was held back', async () => {
  proxy.pause('down');
  client.write('lost');
  await quiet();
  const closed = gone(client);
  proxy.cut();
  await closed;
  expect(heard).toBe('');
  await expect.poll(() => proxy.count()).toBe(0);
});

test('severed, nobody gets through until it is mended', async () => {
  proxy.sever();
  const refused = connect(proxy.port, '127.0.0.1');
  refused.on('error', () => undefined);
  await gone(refused);
  proxy.mend();
  proxy.resume('down');
  const again = await dial();
  again.write('back');
  await echoed('back');
  again.destroy();
});

test('on a slow line everything arrives later, and in its order', async () => {
  proxy.slow(200);
  const since = performance.now();
  client.write('a');
  client.write('b');
  await echoed('ab');
  expect(performance.now() - since).toBeGreaterThan(390);
});

test('what sets out after the line has become quick again comes after what was on its way', async () => {
  proxy.slow(300);
  client.write('a');
  await quiet();
  proxy.slow(0);
  client.write('b');
  await echoed('ab');
});

test('diverted, everybody reaches the other port, and until it is given back nobody the first', async () => {
  const other = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('elsewhere');
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const closed = gone(client);
  const giveBack = proxy.divert((other.address() as { port: number }).port);
  await closed;
  const late = await dial();
  await echoed('elsewhere');
  late.destroy();
  giveBack();
  const again = await dial();
  again.write('!');
  await echoed('elsewhere!');
  again.destroy();
  other.close();
});

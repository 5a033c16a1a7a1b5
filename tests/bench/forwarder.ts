import { once } from 'node:events';
import { WebSocketServer, type WebSocket } from 'ws';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts';
import { NONCE_BYTES, readClientFrame } from '../../protocol/wire/client-frames.ts';
import { WIRE_VERSION, writeRelayFrame } from '../../protocol/wire/relay-frames.ts';

/** A relay without a disk, for measuring beside the real one. */
export interface Forwarder {
  readonly port: number;
  /** What clients dial and sign. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/**
 * The same frames in and out over bare `ws`, with nothing behind them: no login check, no store, no
 * limits. Whoever says a name is that name. The difference to the relay is the price of durability
 * and of checking.
 */
export async function startForwarder(): Promise<Forwarder> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => 'sc1',
  });
  await once(server, 'listening');
  const here = new Map<string, WebSocket>();
  server.on('connection', (socket) => {
    serve(socket, here);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  let stopping: Promise<void> | null = null;
  return {
    port: address.port,
    origin: `ws://127.0.0.1:${address.port}`,
    stop: () => {
      stopping ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of server.clients) socket.terminate();
      });
      return stopping;
    },
  };
}

function serve(socket: WebSocket, here: Map<string, WebSocket>): void {
  const hello = { type: 'hello', version: WIRE_VERSION, time: Date.now(), workBits: 0 } as const;
  socket.send(writeRelayFrame({ ...hello, nonce: platformRandom(NONCE_BYTES) }));
  let name = '';
  const settle = (): void => {
    here.set(name, socket);
    socket.send(writeRelayFrame({ type: 'subscribed', time: Date.now(), cards: 0 }));
  };
  socket.on('error', () => undefined);
  socket.on('close', () => here.delete(name));
  socket.on('message', (bytes: Buffer) => {
    const frame = readClientFrame(bytes);
    switch (frame.type) {
      case 'auth':
        name = frame.device;
        socket.send(writeRelayFrame({ type: 'authed', kid: new Uint8Array(8), documentSeq: 1 }));
        break;
      case 'mailbox':
        name = frame.mailbox;
        settle();
        break;
      case 'subscribe':
        settle();
        break;
      case 'send': {
        const { eid, wake, targets, header, ct } = frame;
        const results = targets.map(() => 'accepted' as const);
        socket.send(writeRelayFrame({ type: 'result', eid, results }));
        for (const target of targets) {
          const to = here.get(target.kind === 'device' ? target.device : target.mailbox);
          const envelope = { id: eid, wake, header, wrap: target.wrap, ct };
          to?.send(writeRelayFrame({ type: 'deliver', envelope }));
        }
        break;
      }
      case 'ephemeral':
        for (const target of frame.targets) {
          const to = here.get(target.kind === 'device' ? target.device : target.mailbox);
          const { header, ct } = frame;
          to?.send(writeRelayFrame({ type: 'ephemeral', header, wrap: target.wrap, ct }));
        }
        break;
      case 'team-put':
      case 'prekey-put':
      case 'beacon-put':
        socket.send(writeRelayFrame({ type: 'done', ref: frame.ref }));
        break;
      case 'team-get': {
        const none = new Uint8Array();
        const { ref } = frame;
        socket.send(
          writeRelayFrame({
            type: 'team',
            ref,
            time: Date.now(),
            document: none,
            bundles: [],
            beacon: none,
          }),
        );
        break;
      }
      case 'join':
      case 'ack':
      // The benchmark sends no files.
      case 'blob-open':
      case 'blob-put':
      case 'blob-get':
      case 'blob-delete':
      case 'mailbox-erase':
        break;
    }
  });
}

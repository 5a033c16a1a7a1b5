import { once } from 'node:events';
import { WebSocketServer, type WebSocket } from 'ws';
import { readClientFrame } from '../../protocol/wire/client-frames.ts';
import { writeRelayFrame, type RelayFrame } from '../../protocol/wire/relay-frames.ts';

/** A relay that lies: it greets like a real one and answers `team-get` with whatever it was given. */
export interface FalseRelay {
  /** Frames it was sent, by type: a client that trusts it goes on to `mailbox`. */
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}

export interface FalseAnswer {
  readonly document: Uint8Array;
  readonly bundles?: readonly Uint8Array[];
  readonly beacon?: Uint8Array;
  /** Its clock, ms since the epoch. */
  readonly time?: number;
}

/** Listens where the real relay did. */
export async function startFalseRelay(port: number, answer: FalseAnswer): Promise<FalseRelay> {
  const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const asked: string[] = [];
  const time = answer.time ?? Date.now();
  server.on('connection', (socket) => {
    say(socket, { type: 'hello', version: 1, nonce: new Uint8Array(32), time, workBits: 0 });
    socket.on('message', (raw: Buffer) => {
      const frame = readClientFrame(new Uint8Array(raw));
      asked.push(frame.type);
      if (frame.type !== 'team-get') return;
      const { document, bundles = [], beacon = new Uint8Array() } = answer;
      say(socket, { type: 'team', ref: frame.ref, time, document, bundles, beacon });
    });
  });
  return {
    asked,
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

const say = (socket: WebSocket, frame: RelayFrame): void => socket.send(writeRelayFrame(frame));

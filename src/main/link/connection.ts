/** One socket to one relay: frames in, frames out at the relay's pace, and a sure end. The only file of the desktop that knows ws. */
import { WebSocket } from 'ws';
import {
  AUTH_TIMEOUT_MS,
  MAX_BUFFERED_BYTES,
  MAX_FRAME_BYTES,
  MISSED_PINGS,
  PING_EVERY_MS,
} from '../../../protocol/limits.ts';
import { writeClientFrame, type ClientFrame } from '../../../protocol/wire/client-frames.ts';
import { readRelayFrame, type RelayFrame } from '../../../protocol/wire/relay-frames.ts';
import { fullAllowance, take } from './pace.ts';

const SUBPROTOCOL = 'sc1';

/** Times a test may shorten. */
export interface ConnectionTimes {
  readonly handshake: number;
  readonly ping: number;
}

const times: ConnectionTimes = { handshake: AUTH_TIMEOUT_MS, ping: PING_EVERY_MS };

export interface Connection {
  /** False when so much waits already that the relay must be stuck; the frame is then not sent. */
  readonly send: (frame: ClientFrame) => boolean;
  /** Asks for a sign of life now; without one the connection is lost. */
  readonly probe: () => void;
  /** Ends it; nothing is told afterwards. Calling it twice is calling it once. */
  readonly close: () => void;
}

export interface Listener {
  readonly onFrame: (frame: RelayFrame) => void;
  /** Told once: refused, closed, silent for too long, or a frame that is none. */
  readonly onLost: () => void;
}

/** Dials. Everything that can go wrong arrives as `onLost`. */
export function connect(
  origin: string,
  listener: Listener,
  wait: ConnectionTimes = times,
): Connection {
  const socket = new WebSocket(origin, SUBPROTOCOL, {
    handshakeTimeout: wait.handshake,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
  });
  socket.binaryType = 'arraybuffer';
  let over = false;
  let missed = 0;
  const queue: Uint8Array[] = [];
  let queued = 0;
  let allowance = fullAllowance(Date.now());
  let pacing: NodeJS.Timeout | null = null;

  const beat = setInterval(() => {
    if (missed >= MISSED_PINGS) end();
    else if (socket.readyState === WebSocket.OPEN) probe();
  }, wait.ping);

  const close = (): void => {
    over = true;
    clearInterval(beat);
    if (pacing !== null) clearTimeout(pacing);
    socket.terminate();
  };
  const end = (): void => {
    if (over) return;
    close();
    listener.onLost();
  };
  const probe = (): void => {
    missed += 1;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  };

  const drain = (): void => {
    pacing = null;
    while (!over) {
      const [next] = queue;
      if (next === undefined) return;
      const taken = take(allowance, Date.now());
      ({ allowance } = taken);
      if (taken.wait > 0) {
        pacing = setTimeout(drain, taken.wait);
        return;
      }
      queue.shift();
      queued -= next.length;
      socket.send(next);
    }
  };

  socket.on('message', (message, isBinary) => {
    missed = 0;
    const frame = isBinary && message instanceof ArrayBuffer ? parse(message) : null;
    if (over) return;
    if (frame === null) end();
    else listener.onFrame(frame);
  });
  socket.on('pong', () => {
    missed = 0;
  });
  socket.on('ping', () => {
    missed = 0;
  });
  socket.on('error', end);
  socket.on('close', end);

  return {
    send: (frame) => {
      if (over || socket.readyState !== WebSocket.OPEN) return false;
      const bytes = writeClientFrame(frame);
      if (socket.bufferedAmount + queued + bytes.length > MAX_BUFFERED_BYTES) return false;
      queue.push(bytes);
      queued += bytes.length;
      if (pacing === null) drain();
      return true;
    },
    probe,
    close,
  };
}

/** Clients do not trust the relay either: what is no frame ends the connection. */
function parse(message: ArrayBuffer): RelayFrame | null {
  try {
    return readRelayFrame(new Uint8Array(message));
  } catch {
    return null;
  }
}

/** One socket to one relay: frames in, frames out at the relay's pace, and a sure end. The only file of the desktop that knows ws. */
import { WebSocket, type RawData } from 'ws';
import {
  AUTH_TIMEOUT_MS,
  MAX_BUFFERED_BYTES,
  MAX_FRAME_BYTES,
  MISSED_PINGS,
  PING_EVERY_MS,
} from '../../../protocol/limits.ts';
import { writeClientFrame, type ClientFrame } from '../../../protocol/wire/client-frames.ts';
import { readRelayFrame, type RelayFrame } from '../../../protocol/wire/relay-frames.ts';
import { Pace } from './pace.ts';

const SUBPROTOCOL = 'sc1';

/** Times a test may shorten. */
export interface ConnectionTimes {
  readonly handshake: number;
  readonly ping: number;
}

const usual: ConnectionTimes = { handshake: AUTH_TIMEOUT_MS, ping: PING_EVERY_MS };

export interface Listener {
  readonly onFrame: (frame: RelayFrame) => void;
  /** Told at most once: refused, closed, silent for too long, or a frame that is none. */
  readonly onLost: () => void;
}

/** Dials when made. Everything that can go wrong arrives as `onLost`; after {@link Connection.close} nothing does. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #listener: Listener;
  readonly #beat: NodeJS.Timeout;
  readonly #pace: Pace;
  #over = false;
  /** Pings since the last sign of life. */
  #missed = 0;

  constructor(origin: string, listener: Listener, times: ConnectionTimes = usual) {
    this.#listener = listener;
    this.#socket = new WebSocket(origin, SUBPROTOCOL, {
      handshakeTimeout: times.handshake,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#socket.binaryType = 'arraybuffer';
    this.#pace = new Pace((bytes) => this.#socket.send(bytes));
    this.#beat = setInterval(() => this.#onBeat(), times.ping);
    const alive = (): void => {
      this.#missed = 0;
    };
    this.#socket.on('pong', alive);
    this.#socket.on('ping', alive);
    this.#socket.on('message', (message, isBinary) => this.#onMessage(message, isBinary));
    this.#socket.on('error', () => this.#end());
    this.#socket.on('close', () => this.#end());
  }

  /** False when it is not open, or so much waits already that the relay must be stuck; the frame is then not sent. */
  send(frame: ClientFrame): boolean {
    if (this.#over || this.#socket.readyState !== WebSocket.OPEN) return false;
    const bytes = writeClientFrame(frame);
    const waiting = this.#socket.bufferedAmount + this.#pace.waitingBytes;
    if (waiting + bytes.length > MAX_BUFFERED_BYTES) return false;
    // The relay does not count acks of what it delivered: its window bounds them.
    if (frame.type === 'ack') this.#socket.send(bytes);
    else this.#pace.send(bytes);
    return true;
  }

  /** Asks for a sign of life now, so that a dead link is found one ping earlier. */
  probe(): void {
    if (this.#over || this.#socket.readyState !== WebSocket.OPEN) return;
    this.#missed += 1;
    this.#socket.ping();
  }

  /** Ends it without a word. Calling it twice is calling it once. */
  close(): void {
    this.#over = true;
    clearInterval(this.#beat);
    this.#pace.stop();
    this.#socket.terminate();
  }

  #onBeat(): void {
    if (this.#missed >= MISSED_PINGS) this.#end();
    else this.probe();
  }

  #onMessage(message: RawData, isBinary: boolean): void {
    this.#missed = 0;
    if (this.#over) return;
    const frame = isBinary && message instanceof ArrayBuffer ? parse(message) : null;
    if (frame === null) this.#end();
    else this.#listener.onFrame(frame);
  }

  #end(): void {
    if (this.#over) return;
    this.close();
    this.#listener.onLost();
  }
}

/** Clients do not trust the relay either: what is no frame ends the connection. */
function parse(message: ArrayBuffer): RelayFrame | null {
  try {
    return readRelayFrame(new Uint8Array(message));
  } catch {
    return null;
  }
}

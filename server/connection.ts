import { ProtocolError } from '../protocol/errors.ts';
import { BLOB_WINDOW, MAX_ASKED_BYTES, MAX_BUFFERED_BYTES } from '../protocol/limits.ts';
import { readClientFrame, type ClientFrame } from '../protocol/wire/client-frames.ts';
import {
  writeRelayFrame,
  type CloseReason,
  type RelayFrame,
} from '../protocol/wire/relay-frames.ts';
import type { BlobFrame } from './blobs/contract.ts';
import type { Delivery } from './delivery.ts';
import { fullAllowance, take, type Allowance, type Rate } from './gate.ts';
import type { CounterName } from './metrics.ts';
import type { Session } from './session.ts';

/** The little the relay needs of a socket. */
export interface Line {
  /** Drops the line instead when more than `most` bytes would wait in it, these included. */
  readonly send: (bytes: Uint8Array, most: number) => void;
  /** Sends what is waiting, then closes. */
  readonly close: () => void;
}

/** How fast one connection may talk. */
export interface Rates {
  readonly frames: Rate;
  /** Once it has signed in as a device. */
  readonly deviceFrames: Rate;
  readonly ephemerals: Rate;
  readonly blobs: Rate;
}

/** One open connection: its line, what it is to us, and what it may still do. */
export class Connection {
  session: Session;
  delivery: Delivery | null = null;
  readonly #line: Line;
  readonly #rates: Rates;
  readonly #clock: () => number;
  readonly #count: (name: CounterName) => void;
  #open = true;
  #rate: Rate;
  #frames: Allowance;
  #ephemerals: Allowance;
  #blobs: Allowance;
  #unanswered = 0;

  constructor(
    line: Line,
    session: Session,
    on: {
      readonly rates: Rates;
      readonly clock: () => number;
      readonly count: (name: CounterName) => void;
    },
  ) {
    this.session = session;
    this.#line = line;
    this.#rates = on.rates;
    this.#clock = on.clock;
    this.#count = on.count;
    this.#rate = on.rates.frames;
    this.#frames = fullAllowance(this.#rate, on.clock());
    this.#ephemerals = fullAllowance(on.rates.ephemerals, on.clock());
    this.#blobs = fullAllowance(on.rates.blobs, on.clock());
  }

  isOpen(): boolean {
    return this.#open;
  }

  reply(frame: RelayFrame): void {
    if (!this.#open) return;
    // The one large thing a stranger may ask for: a few bytes in must not pile up megabytes here.
    const asked = frame.type === 'team' && this.session.stage !== 'device';
    this.#line.send(writeRelayFrame(frame), asked ? MAX_ASKED_BYTES : MAX_BUFFERED_BYTES);
  }

  /** Says why, closes, and hears nothing more. */
  close(why: CloseReason): void {
    if (!this.#open) return;
    this.reply({ type: 'closing', why });
    this.end();
  }

  /** Closes without a reason: it was told already. */
  end(): void {
    this.#open = false;
    this.delivery?.stop();
    this.#line.close();
  }

  /** The frame in these bytes, or null when it was answered here or the connection had to be closed over them. */
  read(bytes: Uint8Array): ClientFrame | null {
    const frame = parse(bytes);
    if (frame instanceof ProtocolError) {
      this.#count('badFrames');
      this.close(frame.code === 'too-large' ? 'too-large' : 'bad-frame');
      return null;
    }
    if (this.#isFree(frame) || this.#isInPace(frame)) return frame;
    if (this.#mayTalk()) return this.#putOff(frame);
    this.#count('tooFast');
    this.close('too-fast');
    return null;
  }

  /** Whether one more ephemeral may pass. */
  mayWhisper(): boolean {
    const left = take(this.#ephemerals, this.#rates.ephemerals, this.#clock());
    this.#ephemerals = left ?? this.#ephemerals;
    return left !== null;
  }

  /** Does a piece of work on blobs and says what comes of it, or closes when too many of its kind have no answer yet. */
  async inWindow(work: () => Promise<RelayFrame | null>): Promise<void> {
    if (this.#unanswered >= BLOB_WINDOW) {
      this.#count('tooFast');
      this.close('too-fast');
      return;
    }
    this.#unanswered += 1;
    try {
      const said = await work();
      if (said !== null) this.reply(said);
    } finally {
      this.#unanswered -= 1;
    }
  }

  /** A file is many frames: they have a pace of their own, and what is above it counts like any other frame. */
  #isInPace(frame: ClientFrame): boolean {
    if (!isOfBlobs(frame)) return false;
    const left = take(this.#blobs, this.#rates.blobs, this.#clock());
    this.#blobs = left ?? this.#blobs;
    return left !== null;
  }

  #putOff(frame: ClientFrame): ClientFrame | null {
    if (!isOfBlobs(frame) || this.session.stage === 'stranger') return frame;
    this.reply({ type: 'blob-refused', ref: frame.ref, why: 'busy' });
    return null;
  }

  /** Acknowledging what was delivered is free: the window already bounds it. */
  #isFree(frame: ClientFrame): boolean {
    return frame.type === 'ack' && this.delivery?.awaits(frame.eid) === true;
  }

  #mayTalk(): boolean {
    const { frames, deviceFrames } = this.#rates;
    if (this.#rate === frames && this.session.stage === 'device') {
      this.#rate = deviceFrames;
      this.#frames = fullAllowance(deviceFrames, this.#clock());
    }
    const left = take(this.#frames, this.#rate, this.#clock());
    this.#frames = left ?? this.#frames;
    return left !== null;
  }
}

const isOfBlobs = (frame: ClientFrame): frame is BlobFrame => frame.type.startsWith('blob-');

function parse(bytes: Uint8Array): ClientFrame | ProtocolError {
  try {
    return readClientFrame(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

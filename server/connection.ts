import { ProtocolError } from '../protocol/errors.ts';
import type { ClientFrame } from '../protocol/wire/client-frames.ts';
import { readClientFrame } from '../protocol/wire/client-frames.ts';
import {
  writeRelayFrame,
  type CloseReason,
  type RelayFrame,
} from '../protocol/wire/relay-frames.ts';
import type { Delivery } from './delivery.ts';
import { fullAllowance, take, type Allowance, type Rate } from './gate.ts';
import type { CounterName } from './metrics.ts';
import type { Session } from './session.ts';

/** The little the relay needs of a socket. */
export interface Line {
  readonly send: (bytes: Uint8Array) => void;
  /** Sends what is waiting, then closes. */
  readonly close: () => void;
}

/** How fast one connection may talk. */
export interface Rates {
  readonly frames: Rate;
  /** Once it has signed in as a device. */
  readonly deviceFrames: Rate;
  readonly ephemerals: Rate;
}

/** One open connection: its line, what it is to us, and what it may still do. */
export interface Connection {
  session: Session;
  delivery: Delivery | null;
  readonly isOpen: () => boolean;
  readonly reply: (frame: RelayFrame) => void;
  /** Says why, closes, and hears nothing more. */
  readonly close: (why: CloseReason) => void;
  /** Closes without a reason: it was told already. */
  readonly end: () => void;
  /** The frame in these bytes, or null when the connection had to be closed over them. */
  readonly read: (bytes: Uint8Array) => ClientFrame | null;
  /** Whether one more ephemeral may pass. */
  readonly mayWhisper: () => boolean;
}

export function connectionOver(
  line: Line,
  session: Session,
  on: {
    readonly rates: Rates;
    readonly clock: () => number;
    readonly count: (name: CounterName) => void;
  },
): Connection {
  const { rates, clock, count } = on;
  let open = true;
  let frames: Allowance = fullAllowance(rates.frames, clock());
  let ephemerals: Allowance = fullAllowance(rates.ephemerals, clock());
  let rate = rates.frames;

  /** Acknowledging what was delivered is free: the window already bounds it. */
  const isFree = (frame: ClientFrame): boolean =>
    frame.type === 'ack' && connection.delivery?.awaits(frame.eid) === true;

  const mayTalk = (): boolean => {
    if (rate === rates.frames && connection.session.stage === 'device') {
      rate = rates.deviceFrames;
      frames = fullAllowance(rate, clock());
    }
    const left = take(frames, rate, clock());
    frames = left ?? frames;
    return left !== null;
  };

  const end = (): void => {
    open = false;
    connection.delivery?.stop();
    line.close();
  };

  const connection: Connection = {
    session,
    delivery: null,
    isOpen: () => open,
    reply: (frame) => {
      if (open) line.send(writeRelayFrame(frame));
    },
    close: (why) => {
      if (!open) return;
      line.send(writeRelayFrame({ type: 'closing', why }));
      end();
    },
    end,
    read: (bytes) => {
      const frame = parse(bytes);
      if (frame instanceof ProtocolError) {
        count('badFrames');
        connection.close(frame.code === 'too-large' ? 'too-large' : 'bad-frame');
        return null;
      }
      if (isFree(frame) || mayTalk()) return frame;
      count('tooFast');
      connection.close('too-fast');
      return null;
    },
    mayWhisper: () => {
      const left = take(ephemerals, rates.ephemerals, clock());
      ephemerals = left ?? ephemerals;
      return left !== null;
    },
  };
  return connection;
}

function parse(bytes: Uint8Array): ClientFrame | ProtocolError {
  try {
    return readClientFrame(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

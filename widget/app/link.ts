import { platformRandom } from '../../protocol/crypto/random.ts';
import { ProtocolError } from '../../protocol/errors.ts';
import { RECONNECT_FIRST_MS, RECONNECT_MAX_MS, REQUEST_TIMEOUT_MS } from '../../protocol/limits.ts';
import { writeClientFrame, type ClientFrame } from '../../protocol/wire/client-frames.ts';
import { readRelayFrame, type RelayFrame } from '../../protocol/wire/relay-frames.ts';
import type { Barrier } from './mirror.ts';

/**
 * widget/app: one WebSocket at a time to the team's relay, dialled again when it falls.
 *
 * Doors are tried in order, one at a time; waiting doubles up to 30 s with jitter, and ends at once
 * when the browser says it is online again. Anything that is not a frame of ours ends the connection.
 */
export interface Link {
  /**
   * False when there is no open connection. Leaves, in order, when everything written before is durable;
   * a connection that falls meanwhile takes along what still waited for that.
   */
  readonly send: (frame: ClientFrame) => boolean;
  /** The browser says whether there is a network at all. */
  readonly network: (up: boolean) => void;
  /** Drops what there is and dials now, also after {@link Link.rest}. */
  readonly redial: () => void;
  /** Closes and stays closed until {@link Link.redial}. */
  readonly rest: () => void;
}

export interface LinkEvents {
  /** One frame, with the door it came through. */
  readonly frame: (frame: RelayFrame, origin: string) => void;
  readonly down: () => void;
}

/** Starts dialling at once. `origins` are relay addresses exactly as the team document lists them. */
export function openLink(
  origins: readonly string[],
  afterWrites: Barrier,
  events: LinkEvents,
): Link {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let resting = false;

  const drop = (): void => {
    clearTimeout(timer);
    const old = socket;
    socket = null;
    old?.close();
  };

  const later = (): void => {
    if (resting) return;
    clearTimeout(timer);
    timer = setTimeout(dial, waitFor(failures));
  };

  const fell = (which: WebSocket): void => {
    if (which !== socket) return;
    drop();
    failures += 1;
    events.down();
    later();
  };

  function dial(): void {
    drop();
    const origin = origins[failures % origins.length];
    if (origin === undefined) return;
    const mine = new WebSocket(origin, 'sc1');
    socket = mine;
    mine.binaryType = 'arraybuffer';
    timer = setTimeout(() => fell(mine), REQUEST_TIMEOUT_MS);
    mine.addEventListener('close', () => fell(mine));
    mine.addEventListener('message', ({ data }) => {
      if (mine !== socket) return;
      const frame = read(data);
      if (frame === null) return fell(mine);
      if (frame.type === 'hello') {
        clearTimeout(timer);
        timer = setTimeout(() => (failures = 0), STEADY_MS);
      }
      events.frame(frame, origin);
    });
  }

  dial();

  return {
    send: (frame) => {
      const mine = socket;
      if (mine?.readyState !== WebSocket.OPEN) return false;
      const bytes = writeClientFrame(frame).slice();
      afterWrites(() => {
        if (mine === socket) mine.send(bytes);
      });
      return true;
    },
    network: (up) => {
      if (!up && socket !== null) fell(socket);
      else if (up && !resting && socket === null) dial();
    },
    redial: () => {
      resting = false;
      dial();
    },
    rest: () => {
      resting = true;
      drop();
    },
  };
}

/** A connection that lasted this long counts as good again; a relay that greets and hangs up does not. */
const STEADY_MS = 10_000;

/** Half to the whole of a wait that doubles: many tabs must not come back in one instant. */
export function waitFor(failures: number): number {
  const full = Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * 2 ** Math.max(0, failures - 1));
  return full * (0.5 + ((platformRandom(1)[0] ?? 0) / 255) * 0.5);
}

function read(data: unknown): RelayFrame | null {
  if (!(data instanceof ArrayBuffer)) return null;
  try {
    return readRelayFrame(new Uint8Array(data));
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

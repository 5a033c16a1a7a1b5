import { WebSocket } from 'ws';
import { writeClientFrame, type ClientFrame } from '../../protocol/wire/client-frames.ts';
import { readRelayFrame, type RelayFrame } from '../../protocol/wire/relay-frames.ts';

/** How long a test waits for one answer. */
export const ANSWER_MS = 30_000;

/** A socket that speaks frames. */
export interface Line {
  send(frame: ClientFrame): void;
  /** The first frame that fits. */
  until(fits: (frame: RelayFrame) => boolean, what: string, withinMs?: number): Promise<RelayFrame>;
  /** Every frame from now on. */
  listen(hear: (frame: RelayFrame) => void): void;
  close(): Promise<void>;
}

/** Dials a relay as any client does. Frames that came before anybody waited are kept for the next who does. */
export async function dial(origin: string): Promise<Line> {
  const socket = new WebSocket(origin, 'sc1', { perMessageDeflate: false });
  socket.binaryType = 'nodebuffer';
  const early: RelayFrame[] = [];
  const waiting = new Set<(frame: RelayFrame) => void>();
  const listeners = new Set<(frame: RelayFrame) => void>();
  socket.on('message', (raw: Buffer) => {
    const frame = readRelayFrame(new Uint8Array(raw));
    for (const tell of listeners) tell(frame);
    if (waiting.size === 0) early.push(frame);
    for (const take of waiting) take(frame);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return {
    send: (frame) => socket.send(writeClientFrame(frame)),
    listen: (listener) => void listeners.add(listener),
    until: (fits, what, withinMs = ANSWER_MS) => {
      const index = early.findIndex(fits);
      const found = early[index];
      if (found !== undefined) {
        early.splice(index, 1);
        return Promise.resolve(found);
      }
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => done(() => reject(new Error(`no answer to ${what}`))),
          withinMs,
        );
        const gone = (): void => done(() => reject(new Error(`closed while waiting for ${what}`)));
        const take = (frame: RelayFrame): void => {
          if (fits(frame)) done(() => resolve(frame));
        };
        function done(act: () => void): void {
          clearTimeout(late);
          waiting.delete(take);
          socket.off('close', gone);
          act();
        }
        waiting.add(take);
        socket.on('close', gone);
      });
    },
    close: () =>
      new Promise((resolve) => {
        if (socket.readyState === WebSocket.CLOSED) return resolve();
        socket.once('close', () => resolve());
        socket.close();
        setTimeout(() => socket.terminate(), 1000).unref();
      }),
  };
}

import { BLOB_WINDOW, REQUEST_TIMEOUT_MS } from '../../protocol/limits.ts';
import type { ClientFrame } from '../../protocol/wire/client-frames.ts';
import type { RelayFrame } from '../../protocol/wire/relay-frames.ts';

type BlobAskFrame = Extract<
  ClientFrame,
  { readonly type: 'blob-open' | 'blob-put' | 'blob-get' | 'blob-delete' }
>;
type WithoutRef<T> = T extends unknown ? Omit<T, 'ref'> : never;

/** One blob frame without its number. */
export type BlobAsk = WithoutRef<BlobAskFrame>;

type BlobFrame = Extract<
  RelayFrame,
  { readonly type: 'blob-state' | 'blob-chunk' | 'blob-refused' | 'done' }
>;
/** `cut`: the connection fell before the answer came; whether it was done is not known, and asking again does no harm. */
export type BlobAnswer = WithoutRef<BlobFrame> | { readonly type: 'cut' };

/** The way to the relay's blobs, over the one connection there is. */
export interface BlobLine {
  /** Waits until the relay knows who asks, then for its answer. */
  readonly ask: (ask: BlobAsk) => Promise<BlobAnswer>;
}

export interface BlobCarrier extends BlobLine {
  /** The relay knows this connection's mailbox: what waits may go. */
  readonly up: () => void;
  /** The connection fell: what is under way is `cut`, what waits goes on waiting. */
  readonly down: () => void;
  readonly hear: (frame: BlobFrame) => void;
}

interface Waiting {
  readonly ask: BlobAsk;
  readonly answer: (answer: BlobAnswer) => void;
}

/**
 * Leaves no more blob frames unanswered than the relay allows (PROTOCOL §5) and keeps the others in order.
 * `late` is told when an answer does not come in time: then the line counts as dead.
 */
export function makeBlobCarrier(
  send: (frame: ClientFrame) => boolean,
  late: () => void,
): BlobCarrier {
  const waiting: Waiting[] = [];
  const under = new Map<number, Waiting>();
  let isUp = false;
  let ref = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const watch = (): void => {
    clearTimeout(timer);
    if (under.size > 0) timer = setTimeout(late, REQUEST_TIMEOUT_MS);
  };

  function pump(): void {
    while (isUp && under.size < BLOB_WINDOW) {
      const next = waiting.shift();
      if (next === undefined) break;
      ref += 1;
      if (!send({ ...next.ask, ref })) {
        waiting.unshift(next);
        break;
      }
      under.set(ref, next);
      watch();
    }
  }

  return {
    ask: (ask) =>
      new Promise((answer) => {
        waiting.push({ ask, answer });
        pump();
      }),
    up: () => {
      isUp = true;
      pump();
    },
    down: () => {
      isUp = false;
      clearTimeout(timer);
      const cut = [...under.values()];
      under.clear();
      for (const { answer } of cut) answer({ type: 'cut' });
    },
    hear: (frame) => {
      const asked = under.get(frame.ref);
      if (asked === undefined) return;
      under.delete(frame.ref);
      watch();
      asked.answer(frame);
      pump();
    },
  };
}

import { readRelayFrame } from '../../protocol/wire/relay-frames.ts';
import { makeBlobCarrier, type BlobAsk, type BlobLine } from '../../widget/app/blob-line.ts';
import { reporterOn, type Peer, type TestMailbox } from './peer.ts';

/** A reporter's line to the relay's blobs as the widget keeps it: dialled again whenever it falls. */
export interface BlobReporter {
  readonly line: BlobLine;
  /** Blob frames that went out, by type. */
  readonly sent: readonly BlobAsk['type'][];
  /** The most that were ever unanswered at once. */
  readonly most: () => number;
  /** As when the cable is pulled. */
  readonly cut: () => void;
  readonly stop: () => void;
}

const AGAIN_MS = 50;

export async function blobReporter(origin: string, box: TestMailbox): Promise<BlobReporter> {
  let peer: Peer | null = null;
  let stopped = false;
  let [open, most] = [0, 0];
  const sent: BlobAsk['type'][] = [];
  const carrier = makeBlobCarrier(
    (frame) => {
      if (peer === null) return false;
      peer.send(frame);
      sent.push(frame.type as BlobAsk['type']);
      open += 1;
      most = Math.max(most, open);
      return true;
    },
    () => peer?.cut(),
  );

  async function dial(): Promise<void> {
    const mine = await reporterOn(origin, box).catch(() => null);
    if (mine === null) return void setTimeout(() => void dial(), AGAIN_MS);
    if (stopped) return mine.cut();
    peer = mine;
    open = 0;
    mine.socket.on('message', (bytes: Buffer) => {
      const frame = readRelayFrame(new Uint8Array(bytes));
      if (mine !== peer) return;
      if (!/^(blob-|done)/.test(frame.type)) return;
      open -= 1;
      carrier.hear(frame as Parameters<typeof carrier.hear>[0]);
    });
    void mine.closed.then(() => {
      if (peer === mine) peer = null;
      carrier.down();
      if (!stopped) setTimeout(() => void dial(), AGAIN_MS);
    });
    carrier.up();
  }
  await dial();

  return {
    line: carrier,
    sent,
    most: () => most,
    cut: () => peer?.cut(),
    stop: () => {
      stopped = true;
      peer?.cut();
    },
  };
}

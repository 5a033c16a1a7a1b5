import { BLOBS_AT_ONCE } from '../../protocol/limits.ts';
import type { BlobRefusal, RelayFrame } from '../../protocol/wire/relay-frames.ts';
import type { Owner } from '../mailbox/contract.ts';
import type { CounterName } from '../metrics.ts';
import type { BlobFrame, Blobs } from './contract.ts';

/** Answers blob frames, so many at once and no more: what waits here waits in memory. */
export interface BlobDesk {
  readonly answer: (by: Owner, frame: BlobFrame) => Promise<RelayFrame>;
  /** Removes all that somebody opened. Anything but `done` means: ask again. */
  readonly removeAll: (by: Owner) => Promise<'done' | BlobRefusal>;
  /** Begins nothing new; kept once all that was begun is done. */
  readonly close: () => Promise<void>;
}

export function blobDesk(blobs: Blobs, count: (name: CounterName) => void): BlobDesk {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  const begin = async <T>(work: () => Promise<T>): Promise<T | 'busy'> => {
    if (closed || running.size >= BLOBS_AT_ONCE) return 'busy';
    const begun = work();
    running.add(begun);
    try {
      return await begun;
    } finally {
      running.delete(begun);
    }
  };
  return {
    answer: async (by, frame) => {
      const said = await begin(() => answer(blobs, by, frame));
      if (said === 'busy') return { type: 'blob-refused', ref: frame.ref, why: said };
      count(counterOf(frame, said));
      return said;
    },
    removeAll: (by) => begin(() => blobs.removeAll(by)),
    close: async () => {
      closed = true;
      await Promise.allSettled(running);
    },
  };
}

async function answer(blobs: Blobs, by: Owner, frame: BlobFrame): Promise<RelayFrame> {
  const { ref } = frame;
  switch (frame.type) {
    case 'blob-open': {
      const state = await blobs.open(by, frame);
      return typeof state === 'string'
        ? { type: 'blob-refused', ref, why: state }
        : { type: 'blob-state', ref, ...state };
    }
    case 'blob-get': {
      const chunk = await blobs.get(by.team, frame);
      return typeof chunk === 'string'
        ? { type: 'blob-refused', ref, why: chunk }
        : { type: 'blob-chunk', ref, chunk };
    }
    case 'blob-put':
    case 'blob-delete': {
      const said =
        frame.type === 'blob-put'
          ? await blobs.put(by.team, frame)
          : await blobs.remove(by.team, frame);
      return said === 'done' ? { type: 'done', ref } : { type: 'blob-refused', ref, why: said };
    }
  }
}

const counterOf = (frame: BlobFrame, said: RelayFrame): CounterName =>
  said.type === 'blob-refused' ? 'refusedBlobs' : counters[frame.type];

const counters = {
  'blob-open': 'openedBlobs',
  'blob-put': 'storedChunks',
  'blob-get': 'readChunks',
  'blob-delete': 'deletedBlobs',
} as const satisfies Record<BlobFrame['type'], CounterName>;

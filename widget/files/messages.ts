import type { BlobReference } from '../../protocol/crypto/blob.ts';
import type { BlobId } from '../../protocol/ids.ts';
import type { BlobAnswer, BlobAsk } from '../app/blob-line.ts';
import type { Change } from './clean/clean.ts';
import type { CannotWhy } from './clean/refusal.ts';
import type { Removed } from './clean/removed.ts';
import type { KeptUpload } from './send/kept.ts';
import type { UploadEnd } from './send/upload.ts';

/** A file that was picked, once it has been looked through. Its bytes stay in the worker. */
export interface Taken {
  /** SHA-256 of the file as it was picked. */
  readonly original: string;
  readonly bytes: number;
  /** What it is by its bytes. */
  readonly media: string;
  readonly cleaning:
    | {
        readonly kind: 'cleaned';
        readonly media: string;
        readonly bytes: number;
        readonly removed: Removed;
        readonly changed: readonly Change[];
        /** Of pictures: exactly what is sent. */
        readonly preview: Blob | null;
      }
    | { readonly kind: 'cannot'; readonly why: CannotWhy };
}

/** Which of the two is sent. */
export type Which = 'cleaned' | 'original';

/** A file that is whole at the relay, as the message will name it. */
export interface Sent {
  readonly file: BlobReference;
  readonly media: string;
  readonly prepared: Which;
  readonly removed: readonly string[];
}

export type SendEnd =
  | { readonly end: 'whole'; readonly sent: Sent }
  | Exclude<UploadEnd, { readonly end: 'whole' }>;

/**
 * A file from the team, proven to the last byte. `picture`: decoded and written anew here, so that it can be
 * shown; everything else can only be saved.
 */
export type Got =
  | { readonly kind: 'picture' | 'file'; readonly file: Blob }
  | { readonly kind: 'gone' | 'wrong' };

/** What the page says to the worker. One file at a time: `take` forgets the one before. */
export type ToWorker =
  | { readonly type: 'take'; readonly file: Blob; readonly maxBytes: number }
  | { readonly type: 'send'; readonly which: Which; readonly kept: KeptUpload | null }
  | { readonly type: 'answer'; readonly n: number; readonly answer: BlobAnswer }
  | { readonly type: 'drawn'; readonly n: number; readonly picture: Blob | null }
  /** Fetches a file from the team; its answer is `got`, under the blob's id. */
  | { readonly type: 'get'; readonly file: BlobReference }
  | { readonly type: 'pause' }
  | { readonly type: 'go-on' }
  | { readonly type: 'cancel' };

/** What the worker says to the page. */
export type FromWorker =
  | { readonly type: 'taken'; readonly taken: Taken | null }
  | { readonly type: 'ask'; readonly n: number; readonly ask: BlobAsk }
  /** Where a worker cannot draw, the page does it. */
  | {
      readonly type: 'draw';
      readonly n: number;
      readonly picture: ImageBitmap;
      readonly media: string;
      readonly quality: number;
    }
  /** The upload has a name: keep this, so that it can go on after a reload. */
  | { readonly type: 'began'; readonly kept: KeptUpload }
  | { readonly type: 'progress'; readonly bytes: number }
  | { readonly type: 'ended'; readonly end: SendEnd }
  | { readonly type: 'got'; readonly id: BlobId; readonly got: Got };

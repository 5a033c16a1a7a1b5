import type { TeamId } from '../../protocol/ids.ts';
import type { ClientFrame } from '../../protocol/wire/client-frames.ts';
import type { BlobRefusal } from '../../protocol/wire/relay-frames.ts';
import type { Owner } from '../mailbox/contract.ts';

/** What a client may ask of the blobs. */
export type BlobFrame = Extract<ClientFrame, { readonly type: `blob-${string}` }>;
type Of<T extends BlobFrame['type']> = Omit<Extract<BlobFrame, { type: T }>, 'type' | 'ref'>;

/** How far an upload is, and the last day of the blob once it is whole. */
export interface UploadState {
  readonly missing: readonly number[];
  readonly day: number;
}

/**
 * Sealed files on their way, and the rules for putting one there (PROTOCOL §5).
 *
 * A crash at any moment loses nothing that was answered. Without the right capability everything is `absent`,
 * as if it had never been. When the disk itself fails, every promise rejects and the relay ends.
 */
export interface Blobs {
  /** Begins an upload, or says what is missing of one to whoever has its own capability. */
  readonly open: (by: Owner, upload: Of<'blob-open'>) => Promise<UploadState | BlobRefusal>;
  /** Answers `done` once the chunk is durable. A chunk that is there stays as it is. */
  readonly put: (team: TeamId, chunk: Of<'blob-put'>) => Promise<'done' | BlobRefusal>;
  /** One chunk of a whole blob. Reading changes nothing. */
  readonly get: (team: TeamId, chunk: Of<'blob-get'>) => Promise<Uint8Array | BlobRefusal>;
  /** Answers `done` once the blob is gone for good. */
  readonly remove: (team: TeamId, blob: Of<'blob-delete'>) => Promise<'done' | BlobRefusal>;
  /** Removes every blob its owner opened; answers `done` once they are all gone for good. */
  readonly removeAll: (by: Owner) => Promise<'done' | BlobRefusal>;
  /** Removes what is past its time and uploads that were given up; says how many. */
  readonly sweep: () => Promise<number>;
  /** How full the room is, for the relay and for its fullest team, 0 to 1. */
  readonly fullness: () => number;
}

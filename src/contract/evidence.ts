/** Contract: files of evidence, as the screen sees them. */
import type { FileId } from '../../protocol/ids.ts';

export interface EvidenceItem {
  readonly id: FileId;
  readonly name: string;
  readonly bytes: number;
  /** Hex, of the file as it came. */
  readonly sha256: string;
  readonly caption: string;
  readonly added: number;
}

/** The largest file of evidence, and the longest caption in code points. */
export const MAX_EVIDENCE_BYTES = 2 * 1024 * 1024 * 1024;
export const MAX_CAPTION = 2000;

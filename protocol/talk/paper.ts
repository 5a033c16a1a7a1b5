/** A paper of the team: one small text that all its operators' devices share, whole or not at all (PROTOCOL §4, Papers). */
import { concatBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES, labelledHash } from '../hash.ts';
import { MAX_PAPER_BYTES, PAPER_PART_BYTES } from '../limits.ts';
import { hex, hexUpTo, id, integerFrom, matching, type Fields } from './json.ts';
import { BodyHash } from './names.ts';

/** One part of a paper. Every part but the last has exactly {@link PAPER_PART_BYTES}. */
export interface PaperContent {
  readonly type: 'paper';
  readonly name: string;
  /** One more than any version of this name that its writer knew. */
  readonly version: number;
  /** From 0. */
  readonly part: number;
  readonly parts: number;
  /** Of the whole: parts that name another belong to another text. */
  readonly hash: BodyHash;
  readonly bytes: Uint8Array;
}

export const MAX_PAPER_PARTS = Math.ceil(MAX_PAPER_BYTES / PAPER_PART_BYTES);

/** SHA-512("sc1/paper"‖text)[0..32]. */
export const paperHash = (text: Uint8Array): BodyHash =>
  BodyHash.of(labelledHash('sc1/paper', text).subarray(0, KEY_BYTES));

/** The text in parts, or null where it is empty or larger than a paper may be. */
export function paperParts(text: Uint8Array): readonly Uint8Array[] | null {
  if (text.length === 0 || text.length > MAX_PAPER_BYTES) return null;
  const count = Math.ceil(text.length / PAPER_PART_BYTES);
  return Array.from({ length: count }, (_, n) =>
    text.subarray(n * PAPER_PART_BYTES, (n + 1) * PAPER_PART_BYTES),
  );
}

/** The whole out of all its parts in their order; null where it is another text than was named, or none. */
export function paperText(parts: readonly Uint8Array[], hash: BodyHash): string | null {
  const whole = concatBytes(...parts);
  if (whole.length > MAX_PAPER_BYTES || paperHash(whole) !== hash) return null;
  try {
    return utf8.decode(whole);
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NAME = /^[a-z][a-z-]{0,23}$/;

export function readPaper(f: Fields): PaperContent {
  const parts = integerFrom(1, MAX_PAPER_PARTS)(f, 'parts');
  const part = integerFrom(0, parts - 1)(f, 'part');
  const isLast = part === parts - 1;
  const bytes = isLast ? hexUpTo(PAPER_PART_BYTES)(f, 'bytes') : hex(PAPER_PART_BYTES)(f, 'bytes');
  if (bytes.length === 0) throw new ProtocolError('bad-body', 'bytes');
  return {
    type: 'paper',
    name: matching(NAME)(f, 'name'),
    version: integerFrom(1)(f, 'version'),
    part,
    parts,
    hash: id(BodyHash)(f, 'hash'),
    bytes,
  };
}

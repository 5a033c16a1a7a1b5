/** Vault, evidence: a file's name as it may be shown. Whoever made the file chose it, so it may lie. */
import { MAX_FILE_NAME } from '../limits.ts';

/** Control characters, line breaks, half pairs, and what turns the reading direction: "gpj.exe" must not look like "exe.jpg". */
const REFUSED = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\uFEFF]/gu;
/** A name is no path. */
const SEPARATORS = /[/\\]/gu;
/** The longest ending that is kept when a name is cut. */
const MAX_ENDING = 12;
const NAMELESS = '?';

/** At most {@link MAX_FILE_NAME} code points; a longer name is cut before its ending. Never empty. */
export function shownName(raw: string): string {
  const plain = raw.replaceAll(REFUSED, '').replaceAll(SEPARATORS, '_').normalize('NFC').trim();
  const points = Array.from(plain);
  if (points.length === 0) return NAMELESS;
  if (points.length <= MAX_FILE_NAME) return plain;
  const dot = points.lastIndexOf('.');
  const ending = dot > 0 && points.length - dot <= MAX_ENDING ? points.slice(dot) : [];
  return [...points.slice(0, MAX_FILE_NAME - 1 - ending.length), '…', ...ending].join('');
}

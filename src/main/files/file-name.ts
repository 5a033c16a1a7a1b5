/** Makes a proposed file name harmless on every system. */
import { MAX_FILE_NAME } from '../limits.ts';

/** Path separators, what Windows refuses, control characters, and format characters such as those that turn the reading direction. */
const REFUSED = /[\\/:*?"<>|\p{Cc}\p{Cf}]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const FALLBACK = 'Beistand';

/** A plain name of bounded length that keeps its extension; never a path, never hidden. */
export function safeFileName(proposed: string): string {
  const plain = proposed
    .normalize('NFC')
    .replaceAll(REFUSED, '')
    .replace(/^[. ]+/u, '')
    .replace(/[. ]+$/u, '');
  if (plain === '' || RESERVED.test(plain)) return FALLBACK;
  if (plain.length <= MAX_FILE_NAME) return plain;
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  return plain.slice(0, MAX_FILE_NAME - extension.length) + extension;
}

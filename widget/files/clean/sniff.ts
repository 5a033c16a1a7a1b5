import { latin1 } from './view-of.ts';

/** What a file is, by its first bytes. A name or a browser's word for it counts for nothing. */
export type FileType =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'heif'
  | 'movie'
  | 'pdf'
  | 'mp3'
  | 'wav'
  | 'ogg'
  | 'flac';

/** How much of a file is looked at to tell what it is: a PDF may begin within its first kilobyte. */
export const SNIFF_BYTES = 1024;

/** The kind of file, or null for what cannot be cleaned here. */
export function sniff(file: Uint8Array): FileType | null {
  const head = latin1(file.subarray(0, SNIFF_BYTES));
  const type = head.slice(4, 8);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return 'wav';
  if (head.startsWith('OggS')) return 'ogg';
  if (head.startsWith('fLaC')) return 'flac';
  if (type === 'ftyp') return stillBrands.has(head.slice(8, 12)) ? 'heif' : 'movie';
  if (oldMovies.has(type)) return 'movie';
  if (head.startsWith('ID3')) return behindTag(file);
  if (isMpegAudio(file)) return 'mp3';
  return head.includes('%PDF-') ? 'pdf' : null;
}

const stillBrands = new Set('heic heix heim heis hevc hevx mif1 msf1 avif avis'.split(' '));
/** QuickTime before it named itself. */
const oldMovies = new Set(['moov', 'mdat', 'wide']);

/** Layer III of MPEG 1, 2 or 2.5. */
const isMpegAudio = ([first = 0, second = 0]: Uint8Array): boolean =>
  first === 0xff && (second & 0xe6) === 0xe2;

/** ID3 stands before MP3 files, and before FLAC files that went through a bad program. */
function behindTag(file: Uint8Array): FileType {
  const [a = 0, b = 0, c = 0, d = 0] = file.subarray(6, 10);
  const at = 10 + ((a << 21) | (b << 14) | (c << 7) | d);
  return latin1(file.subarray(at, at + 4)) === 'fLaC' ? 'flac' : 'mp3';
}

/** What a file is for whoever gets it; of what nobody here knows, nothing is said. */
export function mediaOf(head: Uint8Array): string {
  const type = sniff(head);
  return type === null ? 'application/octet-stream' : medias[type];
}

/** Whether a browser can draw it: then it can be drawn anew. */
export function isDrawn(file: Uint8Array): boolean {
  const type = sniff(file);
  return type === 'jpeg' || type === 'png' || type === 'webp' || type === 'gif';
}

const medias = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heif: 'image/heic',
  movie: 'video/mp4',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
} as const satisfies Record<FileType, string>;

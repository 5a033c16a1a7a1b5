/** Vault, attachments: what a file is, and how large it would be drawn, by its bytes. What its sender calls it is not asked. */
import type { PictureType } from '../../../contract/talk.ts';
import { MAX_PICTURE_PIXELS } from '../limits.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Each kind by its first bytes (null: any), and where it says its size; null where it does not. */
const kinds: readonly (readonly [
  PictureType,
  readonly (number | null)[],
  (view: DataView) => Size | null,
])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff], jpegSize],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], pngSize],
  [
    'image/webp',
    [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
    webpSize,
  ],
];

/** Which kind of picture these bytes begin as; null for everything that is only ever written out. */
export const pictureType = (bytes: Uint8Array): PictureType | null =>
  kinds.find(([, start]) => start.every((byte, at) => byte === null || byte === bytes[at]))?.[0] ??
  null;

export const isPdf = (bytes: Uint8Array): boolean => textAt(bytes, 0, 5) === '%PDF-';

/**
 * The same for a file that may be drawn: a few kilobytes can unfold into more pixels than there is
 * memory, and the Worker with the keys lives in the same process.
 */
export function drawable(bytes: Uint8Array): PictureType | null {
  const type = pictureType(bytes);
  const size = kinds.find(([kind]) => kind === type)?.[2](viewOf(bytes)) ?? null;
  if (size === null || size.width * size.height === 0) return null;
  return size.width * size.height <= MAX_PICTURE_PIXELS ? type : null;
}

function pngSize(view: DataView): Size | null {
  if (view.byteLength < 24) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** What may stand before the frame: tables, the restart interval, APP0 to APP15 and comments. */
const isBeforeFrame = (marker: number): boolean =>
  [0xc4, 0xcc, 0xdb, 0xdd, 0xfe].includes(marker) || (marker >= 0xe0 && marker <= 0xef);

/**
 * From segment to segment up to the first frame header (SOF0 to SOF15, but for DHT, JPG and DAC). Null at
 * whatever else comes first: where a marker has no length, a decoder would go on at another place than we.
 */
function jpegSize(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff) at += 1;
    else if (isBeforeFrame(marker)) at += 2 + view.getUint16(at + 2);
    else return null;
  }
  return null;
}

function webpSize(view: DataView): Size | null {
  if (view.byteLength < 30) return null;
  switch (textAt(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), 12, 4)) {
    case 'VP8X':
      return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    default:
      return null;
  }
}

const uint24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** One character per byte. */
const textAt = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCodePoint(...bytes.subarray(from, from + length));

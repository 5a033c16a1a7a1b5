import { inspectJpeg, type PictureFacts } from './jpeg.ts';
import { inspectGif, inspectPng, inspectWebp } from './pictures.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';

export type PictureType = 'jpeg' | 'png' | 'webp' | 'gif';

/** Pixels of the largest picture that is decoded at all: what says more may be made to fill memory. */
export const MAX_PICTURE_PIXELS = 120_000_000;
/** Pixels of the largest picture that is sent; iPhones draw no larger one. What is larger is made smaller. */
export const MAX_SENT_PIXELS = 4096 * 4096;
/** Of JPEG and WebP: no loss that an eye finds. */
const QUALITY = 0.92;

/** Reads a picture's size and what it says beside its pixels. Throws CannotClean. */
export function inspect(type: PictureType, file: Uint8Array, tally: Tally): PictureFacts {
  const facts = readers[type](file, tally);
  const pixels = facts.width * facts.height;
  if (pixels === 0) throw new CannotClean('broken');
  if (pixels > MAX_PICTURE_PIXELS) throw new CannotClean('too-large');
  return facts;
}

const readers = { jpeg: inspectJpeg, png: inspectPng, webp: inspectWebp, gif: inspectGif } as const;

const mediaTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/png',
} as const satisfies Record<PictureType, string>;

/** The size a picture is sent in. */
export function sentSize({ width, height }: Pick<PictureFacts, 'width' | 'height'>): {
  readonly width: number;
  readonly height: number;
} {
  const factor = Math.min(1, Math.sqrt(MAX_SENT_PIXELS / (width * height)));
  const fit = (side: number): number => Math.max(1, Math.floor(side * factor));
  return { width: fit(width), height: fit(height) };
}

/** Draws a decoded picture and writes it anew; null where the browser cannot. */
export type Draw = (picture: ImageBitmap, type: string, quality: number) => Promise<Blob | null>;

export interface Reencoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly scaled: boolean;
}

/**
 * The pixels alone: decoded, turned the way the camera was held, drawn in sRGB and written anew, so that
 * nothing the file said can come along, not even what nobody here has heard of. Of a moving picture the first
 * stays. Throws CannotClean for what the browser cannot decode or write within `maxBytes`.
 */
export async function reencode(
  file: Blob,
  type: PictureType,
  how: { readonly draw: Draw; readonly maxBytes: number },
): Promise<Reencoded> {
  const whole = await decode(file);
  const size = sentSize(whole);
  const scaled = size.width !== whole.width || size.height !== whole.height;
  const picture = scaled ? await shrink(whole, size) : whole;
  try {
    for (const wanted of [mediaTypes[type], mediaTypes.jpeg]) {
      const written = await how.draw(picture, wanted, QUALITY);
      if (written === null) throw new CannotClean('broken');
      if (written.size > how.maxBytes) continue;
      const bytes = new Uint8Array(await written.arrayBuffer());
      return { bytes, type: written.type, scaled };
    }
  } finally {
    picture.close();
  }
  throw new CannotClean('too-large');
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new CannotClean('broken');
  }
}

async function shrink(
  whole: ImageBitmap,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<ImageBitmap> {
  const small = await createImageBitmap(whole, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'high',
  });
  whole.close();
  return small;
}

/** Vault, attachments: what of a file would go out (ADR 0040). By its bytes: what it is called counts for nothing. */
import type { PictureType } from '../../../contract/talk.ts';
import { MAX_SENT_PIXELS } from '../limits.ts';
import { drawable, isPdf, pictureType } from './picture.ts';
import type { Redraw } from './redraw.ts';

/** What is sent, and what it is for whoever gets it. */
export interface Version<Media extends string = string> {
  readonly bytes: Uint8Array;
  readonly media: Media;
}

export interface Prepared {
  /** As it was picked. */
  readonly original: Version;
  /** The picture alone; null for what is none, or none that this app may draw. */
  readonly cleaned: (Version<PictureType> & { readonly scaled: boolean }) | null;
}

const UNKNOWN = 'application/octet-stream';

/** `most`: what is larger than that does not go out. */
export async function prepared(
  bytes: Uint8Array,
  how: { readonly redraw: Redraw; readonly most: number },
): Promise<Prepared> {
  const media = pictureType(bytes) ?? (isPdf(bytes) ? 'application/pdf' : UNKNOWN);
  return { original: { bytes, media }, cleaned: await pixelsOf(bytes, how) };
}

/** A PNG of a photograph can be too large where the same as JPEG is not. */
async function pixelsOf(
  bytes: Uint8Array,
  { redraw, most }: { readonly redraw: Redraw; readonly most: number },
): Promise<Prepared['cleaned']> {
  const kind = drawable(bytes);
  if (kind === null) return null;
  const picture = new Blob([new Uint8Array(bytes)], { type: kind });
  for (const type of new Set<PictureType>([kind, 'image/jpeg'])) {
    const drawn = await redraw(picture, { type, pixels: MAX_SENT_PIXELS });
    if (drawn === null) return null;
    if (drawn.file.size > most) continue;
    const pixels = new Uint8Array(await drawn.file.arrayBuffer());
    // A canvas that cannot write what it was asked for writes something else.
    const media = pictureType(pixels);
    if (media !== null) return { bytes: pixels, media, scaled: drawn.scaled };
  }
  return null;
}

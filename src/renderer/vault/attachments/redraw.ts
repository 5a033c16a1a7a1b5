/** Vault, attachments: a picture's pixels, decoded and written anew: nothing else that stood in its file can come along. */
import type { PictureType } from '../../../contract/talk.ts';

export interface Redrawn {
  readonly file: Blob;
  /** It had more pixels than wanted. */
  readonly scaled: boolean;
}

/** Upright and in sRGB, of a moving picture the first; null for what is no picture after all. */
export type Redraw = (
  picture: Blob,
  as: { readonly type: PictureType; readonly pixels: number },
) => Promise<Redrawn | null>;

/** Of JPEG and WebP: no loss that an eye finds. */
const QUALITY = 0.92;

export const redraw: Redraw = async (picture, { type, pixels }) => {
  const whole = await createImageBitmap(picture, { imageOrientation: 'from-image' }).catch(
    () => null,
  );
  if (whole === null) return null;
  const factor = Math.min(1, Math.sqrt(pixels / (whole.width * whole.height)));
  const [width, height] = [fitted(whole.width, factor), fitted(whole.height, factor)];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context !== null) {
    // JPEG knows no transparency: what was clear becomes white, as on paper.
    context.fillStyle = type === 'image/jpeg' ? '#fff' : 'transparent';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(whole, 0, 0, width, height);
  }
  whole.close();
  if (context === null) return null;
  return { file: await canvas.convertToBlob({ type, quality: QUALITY }), scaled: factor < 1 };
};

const fitted = (side: number, factor: number): number => Math.max(1, Math.floor(side * factor));

// Room: ui/features/profile. A picture painted anew, small enough for the signed document and without what was hidden in its file.

/** Twice the largest circle the chat shows it in, px. */
const SIDE = 80;
/** Values of a profile are at most 8 KiB (PROTOCOL §2). */
const MOST = 8 * 1024;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

/** A WebP as a `data:` address, its middle cut out square; null for what is no picture. */
export async function smallPicture(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const side = Math.min(bitmap.width, bitmap.height);
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext('2d')?.drawImage(bitmap, x, y, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    const address = `data:image/webp;base64,${base64(new Uint8Array(await blob.arrayBuffer()))}`;
    if (address.length <= MOST) return address;
  }
  return null;
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

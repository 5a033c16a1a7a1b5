/** The dot over the app's symbol on Windows, as pixels: a filled circle with an edge that is seen on light and dark. */

/** Pixels on each side. */
export const DOT = 16;

const FILL = [0x2d, 0x2d, 0xc6] as const;
const EDGE = [0xff, 0xff, 0xff] as const;
const RADIUS = 7;
const EDGE_WIDTH = 2;

/** Blue, green, red and alpha of each pixel, row by row. */
export function dotPicture(): Buffer {
  const pixels = Buffer.alloc(DOT * DOT * 4);
  for (let n = 0; n < DOT * DOT; n += 1) {
    const far = Math.hypot((n % DOT) + 0.5 - DOT / 2, Math.floor(n / DOT) + 0.5 - DOT / 2);
    if (far > RADIUS) continue;
    pixels.set([...(far > RADIUS - EDGE_WIDTH ? EDGE : FILL), 0xff], n * 4);
  }
  return pixels;
}

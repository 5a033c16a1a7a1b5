import { ProtocolError } from '../errors.ts';
import { PAD_BUCKETS } from '../limits.ts';

const MARK = 0x80;

/** M‖0x80‖0x00… to the smallest bucket that holds it. Throws `too-large` above 64 KiB − 1. */
export function pad(body: Uint8Array): Uint8Array {
  const bucket = PAD_BUCKETS.find((size) => body.length < size);
  if (bucket === undefined) throw new ProtocolError('too-large', 'body');
  const padded = new Uint8Array(bucket);
  padded.set(body);
  padded[body.length] = MARK;
  return padded;
}

/** The body of what {@link pad} made; any bucket is taken. Throws `cannot-open` for everything else. */
export function unpad(padded: Uint8Array): Uint8Array {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end -= 1;
  if (end < 0 || padded[end] !== MARK || !PAD_BUCKETS.some((size) => size === padded.length)) {
    throw new ProtocolError('cannot-open');
  }
  return padded.slice(0, end);
}

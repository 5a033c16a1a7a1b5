/** Keeps this client under the relay's frame rate, which closes who goes over it (PROTOCOL §5). */
import { DEVICE_FRAME_FACTOR, FRAME_BURST, FRAMES_PER_SECOND } from '../../../protocol/limits.ts';

/** A little under the relay's own figures for a device: its clock and ours need not agree. */
export const BURST = FRAME_BURST * DEVICE_FRAME_FACTOR * 0.75;
export const PER_SECOND = FRAMES_PER_SECOND * DEVICE_FRAME_FACTOR * 0.9;

/** Frames still allowed at once, and when that was true. */
export interface Allowance {
  readonly left: number;
  readonly at: number;
}

/** Takes one frame's worth. `wait` is 0 when it may go now, else ms until it may; then nothing was taken. */
export function take(
  allowance: Allowance,
  now: number,
): { readonly allowance: Allowance; readonly wait: number } {
  const gained = (Math.max(0, now - allowance.at) * PER_SECOND) / 1000;
  const left = Math.min(BURST, allowance.left + gained);
  return left >= 1
    ? { allowance: { left: left - 1, at: now }, wait: 0 }
    : { allowance: { left, at: now }, wait: Math.ceil(((1 - left) * 1000) / PER_SECOND) };
}

/** Sends frames in order, those over the rate a little later. */
export class Pace {
  readonly #send: (bytes: Uint8Array) => void;
  readonly #queue: Uint8Array[] = [];
  #allowance: Allowance = { left: BURST, at: performance.now() };
  #timer: NodeJS.Timeout | null = null;
  #waitingBytes = 0;

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  send(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#timer === null) this.#drain();
  }

  /** Nothing is sent after this. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #drain(): void {
    this.#timer = null;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const { allowance, wait } = take(this.#allowance, performance.now());
      this.#allowance = allowance;
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#drain(), wait);
        return;
      }
      this.#queue.shift();
      this.#waitingBytes -= next.length;
      this.#send(next);
    }
  }
}

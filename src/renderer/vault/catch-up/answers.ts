/**
 * Vault, catch-up: answers colleagues' digests, one after the other and at a pace, whoever asks.
 *
 * A digest is answered with one envelope, once; of each colleague the newest waits. What five devices ask that come
 * back at once, this device answers with four envelopes a second and no more. What nobody's queue took was no
 * answer: where the same digest comes again, as it does when the line ended before it was acknowledged, it is answered.
 */
import type { DeviceId, MessageId } from '../../../../protocol/ids.ts';
import type { TeamBody } from '../../../../protocol/talk/body.ts';
import type { DigestContent, ToldContent } from '../../../../protocol/talk/content.ts';
import type { Env } from '../env.ts';
import { CATCH_UP_PACE_MS } from '../limits.ts';

interface Parts {
  readonly env: Pick<Env, 'later'>;
  readonly answer: (by: DeviceId, mid: MessageId, digest: DigestContent) => Promise<ToldContent>;
  /** False: it did not reach the asker's queue. It is not tried again unasked: the asker asks somebody else. */
  readonly send: (to: DeviceId, told: ToldContent) => Promise<boolean>;
}

export class Answers {
  readonly #parts: Parts;
  readonly #waiting = new Map<DeviceId, TeamBody & DigestContent>();
  /** The newest of each that was answered, or is being answered. */
  readonly #answered = new Map<DeviceId, MessageId>();
  #rests: (() => void) | null = null;
  #busy = false;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Not kept over a lock: whoever gets no answer asks the next. */
  add(by: DeviceId, digest: TeamBody & DigestContent): void {
    if (this.#stopped || this.#answered.get(by) === digest.mid) return;
    this.#waiting.set(by, digest);
    if (!this.#busy && this.#rests === null) void this.#next();
  }

  stop(): void {
    this.#stopped = true;
    this.#rests?.();
    this.#waiting.clear();
  }

  async #next(): Promise<void> {
    this.#rests = null;
    const [first] = this.#waiting;
    if (first === undefined || this.#stopped) return;
    const [by, digest] = first;
    this.#waiting.delete(by);
    this.#answered.set(by, digest.mid);
    this.#busy = true;
    let isSent = false;
    try {
      const told = await this.#parts.answer(by, digest.mid, digest);
      isSent = !this.#stopped && (await this.#parts.send(by, told));
    } finally {
      this.#busy = false;
      if (!isSent) this.#answered.delete(by);
    }
    if (!this.#stopped)
      this.#rests = this.#parts.env.later(CATCH_UP_PACE_MS, () => void this.#next());
  }
}

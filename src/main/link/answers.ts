/** What was asked of the relay on one connection and has not been answered yet. */
import type { EnvelopeId } from '../../../protocol/ids.ts';
import { REQUEST_TIMEOUT_MS } from '../../../protocol/limits.ts';
import type { RelayFrame, SendResult } from '../../../protocol/wire/relay-frames.ts';
import { MAX_IN_FLIGHT } from '../limits.ts';

/** An answer that names its request by number. */
export type RefAnswer = Extract<RelayFrame, { readonly ref: number }>;
type ResultFrame = Extract<RelayFrame, { readonly type: 'result' }>;

interface Waiting<T> {
  readonly promise: Promise<T | null>;
  readonly settle: (value: T | null) => void;
}

interface Post extends Waiting<readonly SendResult[]> {
  readonly targets: number;
}

/**
 * Matches answers to requests. A null answer means that none came: ask again.
 *
 * A request that times out keeps its place, so that a late answer is known for what it is.
 */
export class Answers {
  readonly #posts = new Map<EnvelopeId, Post[]>();
  readonly #requests = new Map<number, Waiting<RefAnswer>>();
  readonly #timeout: number;
  #nextRef = 1;
  #inFlight = 0;

  constructor(timeout: number = REQUEST_TIMEOUT_MS) {
    this.#timeout = timeout;
  }

  /** Whether as much waits as may. */
  get full(): boolean {
    return this.#inFlight >= MAX_IN_FLIGHT;
  }

  /** Waits for the results of one post. The relay answers several posts of one envelope in their order. */
  async results(eid: EnvelopeId, targets: number): Promise<readonly SendResult[] | null> {
    const post: Post = { ...this.#wait<readonly SendResult[]>(), targets };
    const line = this.#posts.get(eid);
    if (line === undefined) this.#posts.set(eid, [post]);
    else line.push(post);
    return await post.promise;
  }

  /** Waits for the answer to a numbered request. `send` gets the number and says whether it went out. */
  async numbered(send: (ref: number) => boolean): Promise<RefAnswer | null> {
    const ref = this.#nextRef;
    this.#nextRef = ref >= MAX_REF ? 1 : ref + 1;
    if (!send(ref)) return null;
    const request = this.#wait<RefAnswer>();
    this.#requests.set(ref, request);
    return await request.promise;
  }

  /** Takes an answer in. False when it answers nothing that was asked: the relay breaks the protocol. */
  take(frame: ResultFrame | RefAnswer): boolean {
    return frame.type === 'result' ? this.#takeResult(frame) : this.#takeNumbered(frame);
  }

  /** The connection is gone: everything that waits gets null. */
  abandon(): void {
    const posts = [...this.#posts.values()].flat();
    for (const { settle } of [...posts, ...this.#requests.values()]) settle(null);
    this.#posts.clear();
    this.#requests.clear();
  }

  #takeResult({ eid, results }: ResultFrame): boolean {
    const line = this.#posts.get(eid);
    const post = line?.shift();
    if (line?.length === 0) this.#posts.delete(eid);
    const fits = post?.targets === results.length;
    post?.settle(fits ? results : null);
    return fits;
  }

  #takeNumbered(answer: RefAnswer): boolean {
    const request = this.#requests.get(answer.ref);
    request?.settle(answer);
    return this.#requests.delete(answer.ref);
  }

  #wait<T>(): Waiting<T> {
    const { promise, resolve } = Promise.withResolvers<T | null>();
    const late = setTimeout(() => resolve(null), this.#timeout);
    this.#inFlight += 1;
    const settle = (value: T | null): void => {
      clearTimeout(late);
      this.#inFlight -= 1;
      resolve(value);
    };
    return { promise, settle };
  }
}

/** `ref` is a u32 on the wire. */
const MAX_REF = 0xff_ff_ff_ff;

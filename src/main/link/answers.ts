/** What was asked of the relay on one connection and has not been answered yet. */
import { REQUEST_TIMEOUT_MS } from '../../../protocol/limits.ts';
import type { EnvelopeId } from '../../../protocol/ids.ts';
import type { RelayFrame, SendResult } from '../../../protocol/wire/relay-frames.ts';
import { MAX_IN_FLIGHT } from '../limits.ts';

export type RefAnswer = Extract<RelayFrame, { readonly ref: number }>;

/** Null in every answer means: none came, the vault asks again. */
export interface Answers {
  /** Waits for the results of one post; several posts of one envelope are answered in their order. */
  readonly results: (eid: EnvelopeId, targets: number) => Promise<readonly SendResult[] | null>;
  /** Waits for the answer to a numbered request. `send` gets the number and says whether it went out. */
  readonly numbered: (send: (ref: number) => boolean) => Promise<RefAnswer | null>;
  /** Takes an answer in. False when it answers nothing that was asked: a broken relay. */
  readonly take: (frame: Extract<RelayFrame, { readonly type: 'result' }> | RefAnswer) => boolean;
  /** The connection is gone: everything that waits gets null. */
  readonly abandon: () => void;
  /** Whether as much is in flight as may be. */
  readonly full: () => boolean;
}

interface Post {
  readonly targets: number;
  readonly settle: (results: readonly SendResult[] | null) => void;
}

/** Two tables of waiting requests. One that times out stays, so that a late answer is known for what it is. */
export function createAnswers(timeout: number = REQUEST_TIMEOUT_MS): Answers {
  const posts = new Map<EnvelopeId, Post[]>();
  const refs = new Map<number, (answer: RefAnswer | null) => void>();
  let nextRef = 1;
  let inFlight = 0;

  const waiting = <T>(): {
    readonly promise: Promise<T | null>;
    readonly settle: (value: T | null) => void;
  } => {
    const { promise, resolve } = Promise.withResolvers<T | null>();
    const timer = setTimeout(() => resolve(null), timeout);
    inFlight += 1;
    const settle = (value: T | null): void => {
      clearTimeout(timer);
      inFlight -= 1;
      resolve(value);
    };
    return { promise, settle };
  };

  const takeResult = ({
    eid,
    results,
  }: Extract<RelayFrame, { readonly type: 'result' }>): boolean => {
    const line = posts.get(eid);
    const post = line?.shift();
    if (line?.length === 0) posts.delete(eid);
    if (post === undefined) return false;
    const fits = results.length === post.targets;
    post.settle(fits ? results : null);
    return fits;
  };

  const takeNumbered = (answer: RefAnswer): boolean => {
    const settle = refs.get(answer.ref);
    refs.delete(answer.ref);
    settle?.(answer);
    return settle !== undefined;
  };

  return {
    results: async (eid, targets) => {
      const { promise, settle } = waiting<readonly SendResult[]>();
      const line = posts.get(eid) ?? [];
      line.push({ targets, settle });
      posts.set(eid, line);
      return await promise;
    },
    numbered: async (send) => {
      const ref = nextRef;
      nextRef = nextRef >= 0xff_ff_ff_ff ? 1 : nextRef + 1;
      if (!send(ref)) return null;
      const { promise, settle } = waiting<RefAnswer>();
      refs.set(ref, settle);
      return await promise;
    },
    take: (frame) => (frame.type === 'result' ? takeResult(frame) : takeNumbered(frame)),
    abandon: () => {
      for (const line of posts.values()) for (const { settle } of line) settle(null);
      for (const settle of refs.values()) settle(null);
      posts.clear();
      refs.clear();
    },
    full: () => inFlight >= MAX_IN_FLIGHT,
  };
}

/**
 * Asks the open vault what its screen could ask, through the same door of the same Worker.
 *
 * The product has no such entrance: the test speaks to the Worker through the browser's debugger, and
 * so can time what the vault does without the screen around it. The page ignores these answers.
 */
import type { Worker } from 'playwright-core';
import type { DeskRequest, DeskRequests } from '../../src/contract/desk.ts';

export interface Asked<K extends DeskRequest> {
  readonly output: DeskRequests[K]['output'];
  /** From the question's arrival in the Worker until its answer, ms. */
  readonly ms: number;
}

/** Numbers the page will never reach. */
const FIRST = 1_000_000_000;
let next = FIRST;

/** Asks once; rejects when the vault's door says `failed`. */
export async function ask<K extends DeskRequest>(
  vault: Worker,
  name: K,
  input: DeskRequests[K]['input'],
): Promise<Asked<K>> {
  next += 1;
  const answer = await vault.evaluate(
    ({ number, request, given }) =>
      new Promise<{
        readonly output: unknown;
        readonly ms: number;
        readonly failed: string | null;
      }>((resolve) => {
        const scope = globalThis as unknown as { postMessage: (message: unknown) => void };
        const post = scope.postMessage;
        const start = performance.now();
        scope.postMessage = (message) => {
          const down = message as {
            readonly answer?: number;
            readonly output?: unknown;
            readonly failed?: string;
          };
          if (down.answer !== number) {
            post.call(globalThis, message);
            return;
          }
          scope.postMessage = post;
          const ms = performance.now() - start;
          resolve({ output: down.output, ms, failed: down.failed ?? null });
        };
        const data = { ask: number, name: request, input: given };
        dispatchEvent(new MessageEvent('message', { data }));
      }),
    { number: next, request: name, given: input },
  );
  if (answer.failed !== null) throw new Error(answer.failed);
  return { output: answer.output as DeskRequests[K]['output'], ms: answer.ms };
}

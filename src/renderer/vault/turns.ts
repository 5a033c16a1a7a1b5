/**
 * Vault: long loops that let others in.
 *
 * The Worker has one event loop: while a loop runs, no message is taken in and no key is answered.
 */
import { TURN_MS } from './limits.ts';

/** To be awaited often; gives the event loop a turn when the last one was {@link TURN_MS} ago. */
export type Breathe = () => Promise<void>;

export function breather(ticks: () => number): Breathe {
  let last = ticks();
  return async () => {
    if (ticks() - last < TURN_MS) return;
    await turn();
    last = ticks();
  };
}

/** What was sent or told before is heard now. */
export const turn = async (): Promise<void> => {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });
};

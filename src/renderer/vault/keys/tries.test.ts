import { expect, test } from 'vitest';
import { FIRST_TRY_WAIT_MS, FREE_TRIES, MAX_TRY_WAIT_MS } from '../limits.ts';
import { Tries } from './tries.ts';

/** A machine that keeps the count, and how long whoever tries has had to wait. */
class Machine {
  kept = 0;
  broken = false;
  readonly waits: number[] = [];
  readonly faults: unknown[] = [];

  /** The app started anew. */
  start(): Tries {
    const failing = async (): Promise<never> => await Promise.reject(new Error('no disk'));
    return new Tries({
      env: {
        later: (ms, run) => {
          this.waits.push(ms);
          run();
          return () => undefined;
        },
        fault: (error) => this.faults.push(error),
      },
      carrier: {
        tries: async () => (this.broken ? await failing() : this.kept),
        keepTries: async ({ wrong }) => {
          if (this.broken) return await failing();
          this.kept = wrong;
          return null;
        },
      },
    });
  }
}

async function wrongly(tries: Tries, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await tries.wait();
    await tries.wrong();
  }
}

test('after three wrong tries each waits twice as long as the last, up to a bound', async () => {
  const machine = new Machine();
  await wrongly(machine.start(), FREE_TRIES + 6);
  const waits = [1, 2, 4, 8, 16, 32].map((n) => Math.min(MAX_TRY_WAIT_MS, n * FIRST_TRY_WAIT_MS));
  expect(machine.waits).toEqual(waits);
});

test('starting the app anew is no quicker way, and the right one learns of every try', async () => {
  const machine = new Machine();
  await wrongly(machine.start(), FREE_TRIES);
  const again = machine.start();
  await wrongly(again, 1);
  await again.wait();
  expect(machine.waits).toEqual([FIRST_TRY_WAIT_MS, 2 * FIRST_TRY_WAIT_MS]);
  expect(again.right()).toBe(FREE_TRIES + 1);
  expect(machine.kept).toBe(0);
  await machine.start().wait();
  expect(machine.waits).toHaveLength(2);
});

test('where nothing can be kept tries are counted all the same, and nobody is kept out', async () => {
  const machine = new Machine();
  machine.broken = true;
  const tries = machine.start();
  await wrongly(tries, FREE_TRIES + 1);
  expect(machine.waits).toEqual([FIRST_TRY_WAIT_MS]);
  expect(tries.right()).toBe(FREE_TRIES + 1);
  expect(machine.faults.length).toBeGreaterThan(0);
});

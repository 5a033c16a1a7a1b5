/** Vault, testing: a clock that moves when told to, and otherwise the real thing. */
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import type { Env } from '../env.ts';
import { ARGON_FLOOR } from '../limits.ts';
import { deriveOnce } from './derive-once.ts';
import { redrawn } from './redrawn.ts';

export interface TestEnv extends Env {
  /** Moves the clock, runs what falls due in order, and lets everything started by it finish. */
  readonly advance: (ms: number) => Promise<void>;
  /** As if the machine had slept: the clock jumps, and what fell due meanwhile runs once. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly durations: Map<string, number>;
  readonly faults: unknown[];
}

export function testEnv(start = Date.UTC(2026, 10, 21, 12)): TestEnv {
  deriveOnce();
  let now = start;
  let next = 1;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  const durations = new Map<string, number>();
  const faults: unknown[] = [];
  return {
    now: () => now,
    ticks: () => performance.now(),
    random: platformRandom,
    later: (ms, run) => {
      const id = next;
      next += 1;
      timers.set(id, { at: now + ms, run });
      return () => {
        timers.delete(id);
      };
    },
    workFor: () => ARGON_FLOOR,
    redraw: redrawn,
    measured: (name, ms) => {
      durations.set(name, ms);
    },
    durations,
    fault: (error) => {
      faults.push(error);
    },
    faults,
    sleep: async (ms) => {
      now += ms;
      for (const [id, { at, run }] of [...timers].toSorted(([, a], [, b]) => a.at - b.at)) {
        if (at > now) continue;
        timers.delete(id);
        run();
      }
      await settled();
    },
    advance: async (ms) => {
      const end = now + ms;
      for (;;) {
        const due = [...timers]
          .filter(([, { at }]) => at <= end)
          .toSorted(([, a], [, b]) => a.at - b.at)[0];
        if (due === undefined) break;
        const [id, { at, run }] = due;
        timers.delete(id);
        now = Math.max(now, at);
        run();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

let crossings = 0;

/** Called for every message that crosses a door in a test. */
export function crossed(): void {
  crossings += 1;
}

/** Turns of the event loop without a crossing that count as rest: fake IndexedDB takes several per request. */
const QUIET_TURNS = 30;

/** Until everything that was started has come to rest: nothing has crossed a door for a while. */
export async function settled(): Promise<void> {
  let seen = crossings;
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    if (seen !== crossings) quiet = 0;
    seen = crossings;
  }
}

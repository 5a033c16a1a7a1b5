import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECONNECT_FIRST_MS, RECONNECT_MAX_MS } from '../../../protocol/limits.ts';
import { restBefore } from './backoff.ts';
import {
  isSettled,
  linkStateOf,
  step,
  type Effect,
  type Phase,
  type PhaseEvent,
  type Wish,
} from './phase.ts';

const wish: Wish = { origins: 2, login: true, keepDelivering: false };
const kid = new Uint8Array(8);

/** Runs events from idle; the phase at the end and every effect on the way. */
function run(events: readonly PhaseEvent[], on: Wish = wish) {
  let phase: Phase = { at: 'idle' };
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(phase, event, on);
    ({ phase } = next);
    effects.push(...next.effects);
  }
  return { phase, effects, did: effects.map((effect) => effect.do) };
}

const hello = { type: 'hello', time: 5 } as const;
const authed = { type: 'authed', kid, documentSeq: 3 } as const;

describe('dialling', () => {
  test('goes to the first origin, says hello back by signing in, and is online then', () => {
    const { phase, did } = run([{ type: 'dial' }, hello, authed]);
    expect(phase).toEqual({ at: 'signed-in', kid, documentSeq: 3, time: 5, delivering: false });
    expect(did).toEqual(['disconnect', 'connect', 'sign-in', 'tell-signed-in']);
  });

  test('without a login it is online after the hello', () => {
    const { phase, did } = run([{ type: 'dial' }, hello], { ...wish, login: false });
    expect(phase).toEqual({ at: 'connected' });
    expect(did).toEqual(['disconnect', 'connect']);
  });

  test('tries every origin once, then rests, longer each round', () => {
    const lost = { type: 'lost' } as const;
    const { effects } = run([{ type: 'dial' }, lost, lost, { type: 'rested' }, lost, lost]);
    expect(effects.filter((effect) => effect.do === 'connect' || effect.do === 'rest')).toEqual([
      { do: 'connect', index: 0 },
      { do: 'connect', index: 1 },
      { do: 'rest', failures: 1 },
      { do: 'connect', index: 0 },
      { do: 'connect', index: 1 },
      { do: 'rest', failures: 2 },
    ]);
  });

  test('a link that was up rests only a moment before it goes back to the first origin', () => {
    const { effects, phase } = run([
      { type: 'dial' },
      { type: 'lost' },
      hello,
      authed,
      { type: 'lost' },
    ]);
    expect(phase).toEqual({ at: 'resting', failures: 0 });
    expect(effects.at(-1)).toEqual({ do: 'rest', failures: 0 });
  });
});

test('deliveries start once, when asked; while no vault can ask, they start by themselves', () => {
  const up: readonly PhaseEvent[] = [{ type: 'dial' }, hello, authed];
  expect(
    run([...up, { type: 'subscribe' }, { type: 'subscribe' }]).did.filter(
      (did) => did === 'subscribe',
    ),
  ).toHaveLength(1);
  expect(run(up).did).not.toContain('subscribe');
  const locked = run(up, { ...wish, keepDelivering: true });
  expect(locked.did).toContain('subscribe');
  expect(locked.phase).toMatchObject({ delivering: true });
});

test('a queue taken over is left alone until asked to dial again', () => {
  const taken = run([{ type: 'dial' }, hello, authed, { type: 'end' }]);
  expect(taken.phase).toEqual({ at: 'idle' });
  expect(taken.did.slice(-2)).toEqual(['disconnect', 'tell-taken-over']);
  expect(step(taken.phase, { type: 'lost' }, wish)).toEqual({ phase: { at: 'idle' }, effects: [] });
  expect(step(taken.phase, { type: 'rested' }, wish).effects).toEqual([]);
});

test('a relay that says hello twice, or authed before anyone signed in, is hung up on', () => {
  for (const events of [
    [hello, hello],
    [hello, authed, hello],
    [hello, authed, authed],
    [authed],
  ]) {
    const { did, phase } = run([{ type: 'dial' }, ...events]);
    expect(did.at(-2) === 'disconnect' || did.at(-1) === 'disconnect', did.join(' ')).toBe(true);
    expect(['resting', 'dialling']).toContain(phase.at);
  }
});

test('people see connecting, then offline while rounds fail, and online only when it is', () => {
  const lost = { type: 'lost' } as const;
  const seen = [
    run([]),
    run([{ type: 'dial' }]),
    run([{ type: 'dial' }, hello]),
    run([{ type: 'dial' }, hello, authed]),
    run([{ type: 'dial' }, hello, authed, lost]),
    run([{ type: 'dial' }, lost, lost]),
    run([{ type: 'dial' }, lost, lost, { type: 'rested' }]),
  ].map(({ phase }) => linkStateOf(phase));
  expect(seen).toEqual([
    'offline',
    'connecting',
    'connecting',
    'online',
    'connecting',
    'offline',
    'offline',
  ]);
});

test('whatever happens, in whatever order, there is one connection at most and something that goes on', () => {
  const event = fc.constantFrom<PhaseEvent>(
    { type: 'dial' },
    { type: 'hang-up' },
    { type: 'rested' },
    hello,
    authed,
    { type: 'subscribe' },
    { type: 'end' },
    { type: 'lost' },
  );
  const wishes = fc.record({
    origins: fc.integer({ min: 1, max: 3 }),
    login: fc.boolean(),
    keepDelivering: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), wishes, (events, on) => {
      let open = 0;
      let phase: Phase = { at: 'idle' };
      for (const one of events) {
        const next = step(phase, one, on);
        for (const effect of next.effects) {
          if (effect.do === 'disconnect') open = 0;
          if (effect.do === 'connect') open += 1;
          expect(open).toBeLessThanOrEqual(1);
        }
        ({ phase } = next);
        if (phase.at === 'resting') expect(open).toBe(0);
        if (!isSettled(phase) || linkStateOf(phase) === 'online') expect(open).toBe(1);
      }
    }),
    { numRuns: 2000 },
  );
});

test('rests double up to half a minute and are spread over their upper half', () => {
  const least = [0, 1, 2, 5, 6, 100].map((failures) => restBefore(failures, () => 0));
  expect(least).toEqual([250, 500, 1000, 8000, 15_000, 15_000]);
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, at) => {
        const rest = restBefore(failures, () => at);
        expect(rest).toBeGreaterThanOrEqual(RECONNECT_FIRST_MS / 2);
        expect(rest).toBeLessThanOrEqual(RECONNECT_MAX_MS);
      },
    ),
  );
});

import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { CarrierRequest } from '../../contract/carrier.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import type { App } from './testing/bench.ts';
import type { Step } from './testing/fake-disk.ts';
import type { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, reporterOf } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Few, so that they are used up soon. */
const SPARE = vi.hoisted(() => 6);
vi.mock('./limits.ts', async (original) => ({
  ...(await original<object>()),
  SPARE_BUCKETS: SPARE,
  SPARE_LOW: 2,
}));

vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** So many bytes more, and new keys are in it. */
const KEYS_BYTES = 300;

/**
 * Dies at the first of these requests from the keyring on that brings new keys: what comes then is the
 * first message of the conversation that needed them. `seen` tells in which order the requests came.
 */
function dying(at: Pick<Step, 'name' | 'done'>) {
  const seen: CarrierRequest[] = [];
  let bytes: number | null = null;
  const fate = ({ name, input, done }: Step): boolean => {
    if (name === 'writeKeyring' && !done) {
      const { length } = (input as { readonly bytes: Uint8Array }).bytes;
      if (bytes !== null && length > bytes + KEYS_BYTES) seen.push(name);
      bytes = length;
    } else if (seen.length > 0 && !done) seen.push(name);
    return seen.length > 0 && name === at.name && done === at.done;
  };
  return { seen, fate };
}

/** One conversation after the other, each of one message, until the app is dead. */
async function receivedUntilDead(
  app: App,
  isDead: () => boolean,
): Promise<readonly FakeReporter[]> {
  const reporters: FakeReporter[] = [];
  while (!isDead() && reporters.length <= SPARE) {
    const reporter = reporterOf(app);
    reporter.say(`Erste Nachricht ${reporters.length}`);
    reporters.push(reporter);
    await settled();
  }
  return reporters;
}

const POINTS = [
  ['before the keyring', { name: 'writeKeyring', done: false }],
  ['between keyring and journal', { name: 'writeKeyring', done: true }],
  ['when the journal is asked', { name: 'append', done: false }],
  ['between journal and IndexedDB', { name: 'append', done: true }],
  ['between IndexedDB and ACK', { name: 'settle', done: false }],
  ['after the ACK', { name: 'settle', done: true }],
] as const satisfies readonly (readonly [string, Pick<Step, 'name' | 'done'>])[];

test.each(POINTS)(
  'killed %s of the first message of a conversation that needs new keys: nothing is unreadable later',
  async (_, at) => {
    const { app, reporter } = await begun();
    const { seen, fate } = dying(at);
    let dead = false;
    app.disk.fate = (step) => {
      dead ||= fate(step);
      return dead;
    };
    reporter.say('Zweite');
    // The journal's head is recorded: a keyring without new keys, to tell the other from.
    await app.env.advance(61_000);
    const reporters = await receivedUntilDead(app, () => dead);
    expect(dead).toBe(true);
    const whole: readonly CarrierRequest[] = ['writeKeyring', 'append', 'settle'];
    expect(seen).toEqual(whole.slice(0, whole.indexOf(at.name) + 1));

    app.disk.fate = () => false;
    let again = await unlocked(app);
    for (let start = 0; start < 2; start += 1) {
      expect(again.answer).toMatchObject({ ok: true });
      expect(await texts(again, reporter)).toEqual(['Erste', 'Zweite']);
      for (const [n, one] of reporters.entries()) {
        expect(await texts(again, one)).toEqual([`Erste Nachricht ${n}`]);
      }
      expect(waitingFor(again)).toBe(0);
      again = await unlocked(again);
    }
    const last = reporters.at(-1);
    last?.say('Und noch eine');
    await settled();
    if (last !== undefined) {
      expect(await texts(again, last)).toHaveLength(2);
    }
  },
);

/** Many people who write at once, each in a conversation of their own, over the real protocol. */
import type { VaultRig } from '../../fault/vault/vault-rig.ts';
import type { HeadlessReporter } from '../../support/headless-reporter.ts';
import { textOf } from '../vault/corpus.ts';
import { pause } from './pause.ts';

/** Each writes once in this time, on average: somebody who tells what happened. */
const EVERY_MS = 30_000;

export interface Crowd {
  /** How many messages they have sent so far. */
  readonly sent: () => number;
  /** From now on they write, each in their own time. */
  readonly begin: () => void;
  /** Resolves when nobody writes any more. Rejects when somebody could not send. */
  readonly end: () => Promise<void>;
}

/** Everybody has said hello, and the vault has it. */
export async function openCrowd(
  rig: VaultRig,
  people: number,
  random: () => number,
): Promise<Crowd> {
  const crowd: HeadlessReporter[] = [];
  for (let n = 0; n < people; n += 1) {
    const reporter = await rig.reporter();
    await reporter.say(`Hallo, hier ist ${n}.`);
    await rig.arrived(reporter.keys.conversation, 1);
    crowd.push(reporter);
  }
  let sent = people;
  let talking: Promise<unknown> = Promise.resolve();
  const stop = new AbortController();

  const talkOn = async (reporter: HeadlessReporter): Promise<void> => {
    for (;;) {
      await pause(random() * 2 * EVERY_MS, stop.signal);
      if (stop.signal.aborted) return;
      await reporter.say(textOf(sent));
      sent += 1;
    }
  };
  return {
    sent: () => sent,
    begin: () => {
      talking = Promise.all(crowd.map(talkOn));
      // Told by `end`.
      talking.catch(() => undefined);
    },
    end: async () => {
      stop.abort();
      await talking;
    },
  };
}

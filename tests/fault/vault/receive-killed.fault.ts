/**
 * Fault: SIGKILL at random moments of receive → journal → rows → ack, while messages keep coming. What the vault did
 * last before each kill is counted, so that the moments are seen to lie in all four.
 */
import { afterAll, expect, test } from 'vitest';
import { tally } from '../../demo/tally.ts';
import { chance, rounds, sleep, told } from './chance.ts';
import { heardSteps, watchSteps } from './steps.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const KILLS = rounds(200);
/** A message takes a few tens of ms from the relay to the ack; several are on their way at any time. */
const MAX_LIFE_MS = 700;
/** Every fourth life may end before the vault has written anything of what comes in it. */
const SHORT_LIFE_MS = 20;
/** What the life before has left over is through when nothing was written for so long. */
const CALM_MS = 300;
const BETWEEN_MS = 15;
/** So many of the kills follow each of these at least. */
const OF_EACH = Math.floor(KILLS / 40);

const rigs: VaultRig[] = [];
afterAll(async () => {
  for (const rig of rigs) await rig.stop();
});

test(`after ${KILLS} kills while receiving, every message is there once`, async () => {
  const random = chance('receive-killed');
  const rig = await vaultRig();
  rigs.push(rig);
  const reporter = await rig.reporter();
  const sent: string[] = [];
  const last = { receive: 0, append: 0, copy: 0, settle: 0 };
  for (let round = 0; round < KILLS; round += 1) {
    const heard = heardSteps(rig);
    await watchSteps(rig, null);
    const isShort = round % 4 === 0;
    const from = isShort ? await calm(heard) : 0;
    const end = performance.now() + random() * (isShort ? SHORT_LIFE_MS : MAX_LIFE_MS);
    do {
      const text = `Nachricht ${sent.length}`;
      await reporter.say(text);
      sent.push(text);
      await sleep(Math.min(random() * BETWEEN_MS, Math.max(0, end - performance.now())));
    } while (performance.now() < end);
    await rig.kill();
    last[lastOf(heard.slice(from))] += 1;
    await rig.reopen();
    told('receive-killed', round + 1);
  }
  await rig.arrived(reporter.keys.conversation, sent.length);
  const shown = await rig.texts(reporter.keys.conversation);
  process.stdout.write(`${KILLS} kills, ${sent.length} messages\n`);
  process.stdout.write(`receive-killed, last step: ${JSON.stringify(last)}\n`);
  expect(tally(sent, shown)).toMatchObject({ lost: 0, duplicated: 0 });
  for (const count of Object.values(last)) expect(count).toBeGreaterThanOrEqual(OF_EACH);
});

/** How many steps were heard once no more come. */
async function calm(heard: readonly string[]): Promise<number> {
  for (let before = -1; heard.length !== before;) {
    before = heard.length;
    await sleep(CALM_MS);
  }
  return heard.length;
}

const written = ['append', 'copy', 'settle'] as const;

/** `receive`: something had come, and nothing of it was written yet. */
function lastOf(heard: readonly string[]): (typeof written)[number] | 'receive' {
  const step = heard.findLast((one) => written.some((name) => name === one));
  return written.find((name) => name === step) ?? 'receive';
}

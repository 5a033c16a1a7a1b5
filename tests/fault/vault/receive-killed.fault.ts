/** Fault: SIGKILL at random moments of receive → journal → rows → ack, while messages keep coming. */
import { afterAll, expect, test } from 'vitest';
import { tally } from '../../demo/tally.ts';
import { chance, rounds, sleep, told } from './chance.ts';
import { vaultRig, type VaultRig } from './vault-rig.ts';

const KILLS = rounds(200);
/** A message takes a few tens of ms from the relay to the ack; several are on their way at any time. */
const MAX_LIFE_MS = 700;
const BETWEEN_MS = 15;

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
  for (let round = 0; round < KILLS; round += 1) {
    const end = performance.now() + random() * MAX_LIFE_MS;
    do {
      const text = `Nachricht ${sent.length}`;
      await reporter.say(text);
      sent.push(text);
      await sleep(random() * BETWEEN_MS);
    } while (performance.now() < end);
    await rig.kill();
    await rig.reopen();
    told('receive-killed', round + 1);
  }
  await rig.arrived(reporter.keys.conversation, sent.length);
  const shown = await rig.texts(reporter.keys.conversation);
  process.stdout.write(`${KILLS} kills, ${sent.length} messages\n`);
  expect(tally(sent, shown)).toMatchObject({ lost: 0, duplicated: 0 });
});

/** Fault: the desktop app dies by SIGKILL while messages are on their way into it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tally } from '../demo/tally.ts';
import { openFirstTalk, type FirstTalk } from '../support/first-talk.ts';

/** From "not yet delivered" to "long stored": the order journal → rows → ACK takes a few tens of ms. */
const killAfterMs = [0, 8, 16, 30, 60];
const START_MS = 120_000;
const TEST_MS = 300_000;

let talk: FirstTalk;

beforeAll(async () => {
  talk = await openFirstTalk('Anfang');
}, START_MS);

afterAll(() => talk.stop());

test(
  'an app killed between receiving and storing shows every message once after it comes back',
  async () => {
    const sent = ['Anfang'];
    for (const ms of killAfterMs) {
      const text = `gleich stirbt die App nach ${ms}`;
      await talk.reporter.send(text);
      sent.push(text);
      await sleep(ms);
      await talk.operator.kill();
      await talk.relaunch();
      await talk.operator.unlock();
      await talk.operator.openConversation(text);
      await talk.operator.waitForMessage(text);
    }
    const shown = await talk.operator.shown('reporter');
    expect(tally(sent, shown)).toMatchObject({ lost: 0, duplicated: 0 });
  },
  TEST_MS,
);

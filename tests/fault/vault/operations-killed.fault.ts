/** Fault: SIGKILL at random moments of what changes keys or rewrites the journal. */
import { afterEach, expect, test } from 'vitest';
import { chance, rounds, sleep, told } from './chance.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

const KILLS = rounds(50);
const MESSAGES = 40;

let rig: VaultRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

/** A vault with one conversation of {@link MESSAGES} messages. */
async function filled() {
  const made = await vaultRig();
  rig = made;
  const reporter = await made.reporter();
  const sent: string[] = [];
  while (sent.length < MESSAGES) {
    const text = `Zeile ${sent.length}`;
    await reporter.say(text);
    sent.push(text);
  }
  await made.arrived(reporter.keys.conversation, MESSAGES);
  const whole = async (): Promise<void> =>
    expect(await made.texts(reporter.keys.conversation)).toEqual(sent);
  return { made, whole };
}

/** Starts the work, kills the app somewhere inside it, and does not care what it answered. */
async function killedIn(made: VaultRig, work: () => Promise<unknown>, ms: number): Promise<void> {
  const running = work().catch(() => undefined);
  await sleep(ms);
  await made.kill();
  await running;
}

/** How long it takes when nobody kills it, and a little more. */
async function lengthOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) * 1.2;
}

test(`killed ${KILLS} times while changing the passphrase, exactly one opens and nothing is lost`, async () => {
  const random = chance('passphrase-killed');
  const { made, whole } = await filled();
  const words = [PASSPHRASE, 'Leuchtturm Zwieback Ackerwinde 4'] as const;
  let valid = 0;
  const change = async () =>
    await made.ask('changePassphrase', {
      current: words[valid] ?? '',
      next: words[1 - valid] ?? '',
    });
  const length = await lengthOf(change);
  valid = 1 - valid;
  for (let round = 0; round < KILLS; round += 1) {
    await killedIn(made, change, random() * length);
    const opened: number[] = [];
    for (const [index, passphrase] of words.entries()) {
      await made.start();
      const answer = await made.ask('unlock', { passphrase });
      if (answer.ok) {
        opened.push(index);
        await whole();
      } else expect(answer.refusal).toBe('wrong-passphrase');
      await made.kill();
    }
    expect(opened).toHaveLength(1);
    valid = opened[0] ?? 0;
    await made.reopen(words[valid]);
    told('passphrase-killed', round + 1);
  }
});

test(`killed ${KILLS} times while rotating every key, it opens and nothing is lost`, async () => {
  const random = chance('rotate-killed');
  const { made, whole } = await filled();
  const rotate = async () => await made.ask('rotateKeys', { passphrase: PASSPHRASE });
  const length = await lengthOf(rotate);
  for (let round = 0; round < KILLS; round += 1) {
    await killedIn(made, rotate, random() * length);
    await made.reopen();
    await whole();
    told('rotate-killed', round + 1);
  }
});

test(`killed ${KILLS} times while writing a snapshot, it opens and nothing is lost`, async () => {
  const random = chance('snapshot-killed');
  const { made, whole } = await filled();
  const snapshot = async () => await made.ask('snapshot', null);
  const length = await lengthOf(snapshot);
  for (let round = 0; round < KILLS; round += 1) {
    await killedIn(made, snapshot, random() * length);
    await made.reopen();
    await whole();
    told('snapshot-killed', round + 1);
  }
});

test(`killed ${KILLS} times while erasing a conversation, it is there whole or gone, and nothing else is touched`, async () => {
  const random = chance('erase-killed');
  const { made, whole } = await filled();
  const another = async () => {
    const reporter = await made.reporter();
    for (const text of ['a', 'b', 'c']) await reporter.say(text);
    const { conversation } = reporter.keys;
    await made.arrived(conversation, 3);
    return conversation;
  };
  const first = await another();
  const length = await lengthOf(
    async () => await made.ask('eraseConversation', { conversation: first }),
  );
  let gone = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const conversation = await another();
    await killedIn(
      made,
      async () => await made.ask('eraseConversation', { conversation }),
      random() * length,
    );
    await made.reopen();
    await whole();
    const left = await made.texts(conversation);
    if (left.length === 0) gone += 1;
    else expect(left).toEqual(['a', 'b', 'c']);
    told('erase-killed', round + 1);
  }
  process.stdout.write(`erase: gone after ${gone} of ${KILLS} kills\n`);
});

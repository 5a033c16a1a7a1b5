/**
 * Fault: SIGKILL inside of what changes keys or rewrites the journal, all over it: while keys are derived, before
 * each step on the disk that the work was seen to take, during each of them, and before it answers.
 */
import { afterEach, expect, test } from 'vitest';
import { chance, rounds, sleep, told } from './chance.ts';
import { keptCase, type KeptCase } from './kept-case.ts';
import { stepsSince, stoodStill, watchSteps, type Place } from './steps.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

const KILLS = rounds(50);
const MESSAGES = 40;
/** A write takes about this long, ms. */
const WRITE_MS = 8;

let rig: VaultRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

/** A vault with one conversation of {@link MESSAGES} messages, its case and a file of evidence. */
async function filled() {
  const made = await vaultRig();
  rig = made;
  const reporter = await made.reporter();
  const { conversation } = reporter.keys;
  const sent: string[] = [];
  while (sent.length < MESSAGES) {
    const text = `Zeile ${sent.length}`;
    await reporter.say(text);
    sent.push(text);
  }
  await made.arrived(conversation, MESSAGES);
  const kept: KeptCase = await keptCase(made, conversation);
  const whole = async (): Promise<void> => {
    expect(await made.texts(conversation)).toEqual(sent);
    await kept.isWhole();
  };
  return { made, whole };
}

type Work = () => Promise<unknown>;

/** A part of the work in which it is killed. */
interface Phase {
  readonly name: string;
  /** Null: by the clock, within `ms` of the beginning. */
  readonly place: Place | null;
  readonly ms: number;
}

/** Runs it once unharmed; its parts, as evenly as it may be killed in them. */
async function phasesOf(made: VaultRig, work: Work): Promise<readonly Phase[]> {
  await watchSteps(made, null);
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const steps = await stepsSince(made);
  // The hand on the port is gone with the page; the next watch begins in a Worker of its own.
  await made.kill();
  const at = (passed: number, asked: boolean): Place => ({
    afterKeysBeyond: null,
    name: null,
    passed,
    asked,
  });
  return [
    { name: 'deriving', place: null, ms: steps[0]?.at ?? ms },
    ...steps.flatMap(({ name }, n) => [
      { name: `before ${name}`, place: at(n, false), ms: 0 },
      { name: `in ${name}`, place: at(n, true), ms: WRITE_MS },
    ]),
  ];
}

/** The part of this round: all of them in turn, the same number of times. */
function phaseOf(phases: readonly Phase[], round: number): Phase {
  const phase = phases[Math.floor((round * phases.length) / KILLS) % phases.length];
  const next = phases[round % phases.length];
  const chosen = phases.length > KILLS ? phase : next;
  if (chosen === undefined) throw new RangeError('no such part');
  return chosen;
}

/** Starts the work, kills the app in that part of it, and does not care what it answered. */
async function killedIn(
  made: VaultRig,
  work: Work,
  { phase: { place, ms }, random }: { readonly phase: Phase; readonly random: () => number },
): Promise<void> {
  const stands = place === null ? null : stoodStill(made).catch(() => null);
  if (place !== null) await watchSteps(made, place);
  const running = work().catch(() => undefined);
  // A step that does not come this time is behind its end.
  if (stands !== null) await Promise.race([stands, running]);
  await sleep(random() * ms);
  await made.kill();
  await running;
}

/** How often it was killed in which part. */
function counted(name: string, phases: readonly Phase[]): void {
  const counts = new Map<string, number>();
  for (let round = 0; round < KILLS; round += 1) {
    const { name: part } = phaseOf(phases, round);
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const parts = [...counts].map(([part, count]) => `${part} ${count}`);
  process.stdout.write(`${name}: ${parts.join(', ')}\n`);
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
  const phases = await phasesOf(made, change);
  valid = 1 - valid;
  for (let round = 0; round < KILLS; round += 1) {
    await made.reopen(words[valid]);
    await killedIn(made, change, { phase: phaseOf(phases, round), random });
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
    told('passphrase-killed', round + 1);
  }
  counted('passphrase-killed', phases);
});

test(`killed ${KILLS} times while rotating every key, it opens with what opened it, the printed code is the old one or known to be unseen, and nothing is lost`, async () => {
  const random = chance('rotate-killed');
  const { made, whole } = await filled();
  const rotate = async () => await made.ask('rotateKeys', { passphrase: PASSPHRASE });
  let code = await printedCode(made);
  const phases = await phasesOf(made, rotate);
  let kept = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await made.reopen();
    code = await printedCode(made);
    await killedIn(made, rotate, { phase: phaseOf(phases, round), random });
    await made.reopen();
    await whole();
    const { recoveryUnseen } = await made.ask('security', null);
    await made.kill();
    await made.start();
    const byCode = await made.ask('recover', { code, passphrase: PASSPHRASE });
    // Either nothing has happened, or the new code is in force and its owner is told to have never seen it.
    if (byCode.ok) kept += 1;
    else expect(byCode.refusal).toBe('wrong-code');
    expect(recoveryUnseen).toBe(!byCode.ok);
    if (byCode.ok) await whole();
    await made.kill();
    told('rotate-killed', round + 1);
  }
  counted('rotate-killed', phases);
  process.stdout.write(`rotate: the printed code still opened after ${kept} of ${KILLS} kills\n`);
});

/** A new one, kept by its owner. */
async function printedCode(made: VaultRig): Promise<string> {
  const printed = await made.ask('makeRecoveryCode', { passphrase: PASSPHRASE });
  if (!printed.ok) throw new Error(printed.refusal);
  const { code } = printed.value;
  const confirmed = await made.ask('confirmRecoveryCode', { code });
  if (!confirmed.ok) throw new Error(confirmed.refusal);
  return code;
}

test(`killed ${KILLS} times while writing a snapshot, it opens and nothing is lost`, async () => {
  const random = chance('snapshot-killed');
  const { made, whole } = await filled();
  const snapshot = async () => await made.ask('snapshot', null);
  const phases = await phasesOf(made, snapshot);
  for (let round = 0; round < KILLS; round += 1) {
    await made.reopen();
    await killedIn(made, snapshot, { phase: phaseOf(phases, round), random });
    await made.reopen();
    await whole();
    await made.kill();
    told('snapshot-killed', round + 1);
  }
  counted('snapshot-killed', phases);
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
  const phases = await phasesOf(
    made,
    async () => await made.ask('eraseConversation', { conversation: first }),
  );
  let gone = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await made.reopen();
    const conversation = await another();
    const erase = async () => await made.ask('eraseConversation', { conversation });
    await killedIn(made, erase, { phase: phaseOf(phases, round), random });
    await made.reopen();
    await whole();
    const left = await made.texts(conversation);
    if (left.length === 0) gone += 1;
    else expect(left).toEqual(['a', 'b', 'c']);
    await made.kill();
    told('erase-killed', round + 1);
  }
  counted('erase-killed', phases);
  process.stdout.write(`erase: gone after ${gone} of ${KILLS} kills\n`);
});

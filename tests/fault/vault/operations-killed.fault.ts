/**
 * Fault: SIGKILL inside of what changes keys or rewrites the journal, all over it: while keys are derived, before
 * each step on the disk that the work was seen to take, during each of them, and before it answers.
 *
 * After each kill the app is started once, and every secret there ever was is tried at its door.
 */
import { afterEach, expect, test } from 'vitest';
import { chance, rounds, sleep, told } from './chance.ts';
import { onlyOpenedBy, printedCode, printedCodes, wrongIsRefused } from './door.ts';
import { keptCase, type KeptCase } from './kept-case.ts';
import { evidenceFiles, onlyNamedIsLeft, onlyTheseAreLeft } from './left-on-disk.ts';
import {
  calm,
  stepsSince,
  stoodStill,
  watchAnew,
  watchSteps,
  type Place,
  type StepName,
} from './steps.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from './vault-rig.ts';

const FULL = 50;
const KILLS = rounds(FULL);
/** At most so many may come after the work has ended. */
const AT_END = Math.ceil(KILLS / 5);
const MESSAGES = 40;
/** A write takes about this long, ms. */
const WRITE_MS = 8;
/** Longer than what was done waits to be noted in the log (AUDIT_FLUSH_MS). */
const CALM_MS = 1_500;

let rig: VaultRig | undefined;
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

/** An open vault with one conversation of {@link MESSAGES} messages, its case and a file of evidence, and printed codes. */
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
  const codes = await printedCodes(made);
  const whole = async (): Promise<void> => {
    expect(await made.texts(conversation)).toEqual(sent);
    await kept.isWhole();
    await onlyNamedIsLeft(made);
  };
  return { made, whole, codes };
}

type Work<T> = () => Promise<T>;

/** A part of the work in which it is killed. */
interface Phase {
  readonly name: string;
  readonly place: Place;
  /** Within so long after it stands there. */
  readonly ms: number;
}

/** Killed within `ms` of the beginning, or where the first step of its own comes sooner, before that. */
const DERIVING = 'deriving';
const ENDED = 'at its end';

/** Steps that no vault takes of itself while this work waits. */
const OWN = [
  'openJournal',
  'writeHeader',
  'keepOnly',
  'dropFiles',
] as const satisfies readonly StepName[];
const isOwn = ({ name }: Phase): boolean => OWN.some((step) => name.endsWith(step));

/** So many of them, evenly. */
const evenly = (all: readonly Phase[], count: number): readonly Phase[] => {
  const lot = (n: number): number => Math.floor((n * count) / all.length);
  return all.filter((_, n) => lot(n) > lot(n - 1));
};

/** Where there are more parts than kills, evenly many are left out of those that are no step of its own. */
function atMost(kills: number, phases: readonly Phase[]): readonly Phase[] {
  if (phases.length <= kills) return phases;
  const own = phases.filter(isOwn);
  if (own.length >= kills) return evenly(phases, kills);
  const others = phases.filter((one) => !isOwn(one));
  return [...evenly(others, kills - own.length), ...own];
}

/**
 * Runs it once unharmed, in a vault that has just been opened and has nothing to write of itself for a while: a
 * checkpoint is due 20 s after the last change. Its parts, of which each is killed in.
 */
async function phasesOf(made: VaultRig, work: Work<unknown>): Promise<readonly Phase[]> {
  await made.lock();
  await opens(made);
  await watchSteps(made, null);
  await calm(made, CALM_MS);
  await watchAnew(made, null);
  expect(await work()).toMatchObject({ ok: true });
  const steps = await stepsSince(made);
  // The hand on the port is gone with the page; the next watch begins in a Worker of its own.
  await made.kill();
  const first = steps.find(({ name }) => OWN.some((step) => step === name));
  if (first === undefined) throw new RangeError('work without a step of its own');
  const seen = new Map<StepName, number>();
  const places = steps.flatMap(({ name }) => {
    const passed = seen.get(name) ?? 0;
    seen.set(name, passed + 1);
    const at = { name, passed };
    return [
      { name: `before ${name}`, place: place(at, false), ms: 0 },
      { name: `in ${name}`, place: place(at, true), ms: WRITE_MS },
    ];
  });
  const deriving = place({ name: first.name, passed: 0 }, false);
  return atMost(KILLS, [{ name: DERIVING, place: deriving, ms: first.at }, ...places]);
}

const place = (at: Pick<Place, 'name' | 'passed'>, asked: boolean): Place => ({
  ...at,
  afterKeysBeyond: null,
  asked,
});

/** The part of this round: all of them in turn, the same number of times. */
function phaseOf(phases: readonly Phase[], round: number): Phase {
  const phase = phases[round % phases.length];
  if (phase === undefined) throw new RangeError('no such part');
  return phase;
}

/** Where it was killed, and what the work had answered by then; null: nothing. */
interface Killed<T> {
  readonly part: string;
  readonly answer: T | null;
}

/** Starts the work in an open vault that writes nothing of itself just now, and kills the app in that part of it. */
async function killedIn<T>(
  made: VaultRig,
  work: Work<T>,
  { phase, random }: { readonly phase: Phase; readonly random: () => number },
): Promise<Killed<T>> {
  const moment = random() * phase.ms;
  const where = phase.place.asked ? 'in' : 'before';
  await watchSteps(made, null);
  await calm(made, CALM_MS);
  const stands = stoodStill(made).then(
    (steps) => `${where} ${steps.at(-1)}`,
    () => ENDED,
  );
  await watchAnew(made, phase.place);
  const running = work().catch(() => null);
  // A step that does not come this time is behind its end.
  const part = await Promise.race([
    stands,
    running.then(() => ENDED),
    ...(phase.name === DERIVING ? [sleep(moment).then(() => DERIVING)] : []),
  ]);
  if (part !== DERIVING) await sleep(moment);
  await made.kill();
  return { part, answer: await running };
}

/**
 * How often it was killed in which part: before and in each step of its own at least once, and hardly ever after it
 * had ended. A quick look has too few kills for the first.
 */
function counted(name: string, phases: readonly Phase[], parts: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  const shown = [...counts].map(([part, count]) => `${part} ${count}`);
  process.stdout.write(`${name}: ${shown.join(', ')}\n`);
  expect(counts.get(ENDED) ?? 0).toBeLessThanOrEqual(AT_END);
  if (KILLS < FULL) return;
  for (const phase of phases.filter(isOwn)) expect(parts).toContain(phase.name);
}

test(`killed ${KILLS} times while changing the passphrase, exactly one opens and nothing is lost`, async () => {
  const random = chance('passphrase-killed');
  const { made, whole, codes } = await filled();
  const passphrases = [PASSPHRASE, 'Leuchtturm Zwieback Ackerwinde 4'];
  let current = PASSPHRASE;
  const other = (): string => passphrases.find((one) => one !== current) ?? '';
  const change = async () => await made.ask('changePassphrase', { current, next: other() });
  const phases = await phasesOf(made, change);
  current = other();
  await made.reopen(current);
  const parts: string[] = [];
  let changed = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const killed = await killedIn(made, change, { phase: phaseOf(phases, round), random });
    parts.push(killed.part);
    await made.start();
    const opening = await onlyOpenedBy(made, { passphrases, codes });
    if (killed.answer !== null) expect(opening).toBe(other());
    if (opening !== current) changed += 1;
    current = opening;
    await whole();
    told('passphrase-killed', round + 1);
  }
  counted('passphrase-killed', phases, parts);
  process.stdout.write(`passphrase: the new one opened after ${changed} of ${KILLS} kills\n`);
});

test(`killed ${KILLS} times while rotating every key, it opens with what opened it, the printed code is the old one or known to be unseen, and nothing is lost`, async () => {
  const random = chance('rotate-killed');
  const { made, whole } = await filled();
  const rotate = async () => await made.ask('rotateKeys', { passphrase: PASSPHRASE });
  const phases = await phasesOf(made, rotate);
  await made.reopen();
  let code = await printedCode(made);
  const parts: string[] = [];
  let kept = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const killed = await killedIn(made, rotate, { phase: phaseOf(phases, round), random });
    parts.push(killed.part);
    await made.start();
    await wrongIsRefused(made);
    await opens(made);
    await whole();
    const { recoveryUnseen } = await made.ask('security', null);
    await made.lock();
    const byCode = await made.ask('recover', { code, passphrase: PASSPHRASE });
    // Either nothing has happened, or the new code is in force and its owner is told to have never seen it.
    expect(recoveryUnseen).toBe(!byCode.ok);
    if (byCode.ok) {
      kept += 1;
      expect(killed.answer).toBeNull();
      await whole();
    } else {
      expect(byCode.refusal).toBe('wrong-code');
      await opens(made, killed.answer?.ok === true ? killed.answer.value.code : null);
      code = await printedCode(made);
    }
    told('rotate-killed', round + 1);
  }
  counted('rotate-killed', phases, parts);
  process.stdout.write(`rotate: the printed code still opened after ${kept} of ${KILLS} kills\n`);
});

/** By this code; by the passphrase where there is none. */
async function opens(made: VaultRig, code: string | null = null): Promise<void> {
  const opened =
    code === null
      ? await made.ask('unlock', { passphrase: PASSPHRASE })
      : await made.ask('recover', { code, passphrase: PASSPHRASE });
  expect(opened).toMatchObject({ ok: true });
}

test(`killed ${KILLS} times while writing a snapshot, it opens and nothing is lost`, async () => {
  const random = chance('snapshot-killed');
  const { made, whole, codes } = await filled();
  const snapshot = async () => await made.ask('snapshot', null);
  const phases = await phasesOf(made, snapshot);
  await made.reopen();
  const parts: string[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    const { part } = await killedIn(made, snapshot, { phase: phaseOf(phases, round), random });
    parts.push(part);
    await made.start();
    await onlyOpenedBy(made, { passphrases: [PASSPHRASE], codes });
    await whole();
    told('snapshot-killed', round + 1);
  }
  counted('snapshot-killed', phases, parts);
});

/** What is to be erased: a short conversation with its case and a file of evidence. */
async function another(made: VaultRig) {
  const texts = ['a', 'b', 'c'];
  const reporter = await made.reporter();
  for (const text of texts) await reporter.say(text);
  const { conversation } = reporter.keys;
  await made.arrived(conversation, texts.length);
  const kept = await keptCase(made, conversation);
  return { ...kept, conversation, texts, files: await evidenceFiles(made) };
}

test(`killed ${KILLS} times while erasing a case, it is there whole or gone with its conversation and its evidence, and nothing else is touched`, async () => {
  const random = chance('erase-killed');
  const { made, whole, codes } = await filled();
  const others = await evidenceFiles(made);
  let doomed = await another(made);
  const erase = async () => await made.ask('eraseCase', { case: doomed.id });
  const phases = await phasesOf(made, erase);
  await made.reopen();
  doomed = await another(made);
  const parts: string[] = [];
  let gone = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const { part } = await killedIn(made, erase, { phase: phaseOf(phases, round), random });
    parts.push(part);
    await made.start();
    await onlyOpenedBy(made, { passphrases: [PASSPHRASE], codes });
    await whole();
    const left = await made.texts(doomed.conversation);
    if (left.length === 0) {
      gone += 1;
      await doomed.isGone();
      await onlyTheseAreLeft(made, others);
      doomed = await another(made);
    } else {
      expect(left).toEqual(doomed.texts);
      await doomed.isWhole();
      await onlyTheseAreLeft(made, doomed.files);
    }
    told('erase-killed', round + 1);
  }
  counted('erase-killed', phases, parts);
  process.stdout.write(`erase: gone after ${gone} of ${KILLS} kills\n`);
  if (KILLS < FULL) return;
  expect(gone).toBeGreaterThan(0);
  expect(gone).toBeLessThan(KILLS);
});

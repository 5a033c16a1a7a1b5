/** A filled vault in an app of its own, and how the bench talks about it. */
import type { Worker } from 'playwright-core';
import type { ConversationId } from '../../../src/contract/desk.ts';
import { PASSPHRASE, vaultRig, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { ask } from '../../support/desk-probe.ts';
import { freshWorker, indexed, lockedWorker } from './app-figures.ts';
import type { Sizes } from './corpus.ts';
import { fillVault } from './fill-vault.ts';
import { twinOf, type Twin } from './import.ts';
import { watchMemory, type MemoryWatch } from './memory.ts';
import { rounded } from './statistics.ts';

/** The empty app is watched so long. */
const EMPTY_MS = 5_000;

export interface Filled {
  readonly rig: VaultRig;
  /** The long one. */
  readonly conversation: ConversationId;
  readonly memory: MemoryWatch;
  /** What the same app took with an open vault that holds nothing. */
  readonly emptyMb: number;
  /** The most that the first start took above that. */
  readonly rebuildPeakMb: number;
  readonly rebuildMs: number;
  readonly twin: Twin;
  readonly stop: () => Promise<void>;
}

/** A vault of this size, unlocked once so that its copy and index stand, and locked. */
export async function filled(sizes: Sizes): Promise<Filled> {
  const rig = await vaultRig();
  const memory = watchMemory(rig);
  // Nobody sits here while the large steps run.
  await rig.ask('setIdle', { minutes: 0 });
  memory.taken();
  await rig.page.waitForTimeout(EMPTY_MS);
  const emptyMb = memory.taken().median;
  await rig.kill();
  const twin = await twinOf(rig.profile);
  const started = performance.now();
  const conversation = await fillVault(rig.profile, PASSPHRASE, sizes);
  say(`${count(sizes.messages)} messages written in ${seconds(performance.now() - started)}`);
  memory.taken();
  const opening = performance.now();
  await rig.reopen();
  const rebuildMs = performance.now() - opening;
  say(`first start, copy rebuilt from the journal: ${seconds(rebuildMs)}`);
  const indexing = performance.now();
  await indexed(rig.vault());
  say(`search index complete after ${seconds(performance.now() - indexing)} more`);
  const rebuildPeakMb = memory.taken().peak - emptyMb;
  await lockedWorker(rig, rig.vault());
  const stop = async (): Promise<void> => {
    memory.stop();
    await twin.drop();
    await rig.stop();
  };
  return { rig, conversation, memory, emptyMb, rebuildPeakMb, rebuildMs, twin, stop };
}

/** The page anew, and unlocked. */
export async function opened(rig: VaultRig): Promise<Worker> {
  const vault = await freshWorker(rig);
  const answer = await ask(vault, 'unlock', { passphrase: PASSPHRASE });
  if (!answer.output.ok) throw new Error(answer.output.refusal);
  return vault;
}

export const count = (n: number): string => n.toLocaleString('en');

export const seconds = (ms: number): string => `${rounded(ms / 1000)} s`;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function print(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

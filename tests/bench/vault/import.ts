/** How long a backup of another device of the same team takes to be read in. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Worker } from 'playwright-core';
import type { Outcome } from '../../../src/contract/outcome.ts';
import { firstDesk, launchApp } from '../../e2e/launch.ts';
import { PASSPHRASE, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { ask } from '../../support/desk-probe.ts';
import { sizesFor } from './corpus.ts';
import { fillVault } from './fill-vault.ts';

export const IMPORTED = 10_000;
/** Of every backup here. */
export const BACKUP = 'Sonnenblume Ankerkette Birnbaum 9';

/** A second profile of the team, as it was founded. */
export interface Twin {
  readonly profile: string;
  readonly drop: () => Promise<void>;
}

/** To be made while the app does not run. */
export async function twinOf(profile: string): Promise<Twin> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-twin-'));
  const twin = path.join(folder, 'app');
  await cp(profile, twin, { recursive: true });
  return { profile: twin, drop: async () => await rm(folder, { recursive: true, force: true }) };
}

/** Fills the twin with as many messages more and backs it up; the file's name. Another seed: other messages. */
export async function backupOf({ profile }: Twin, seed: number): Promise<string> {
  await fillVault(profile, PASSPHRASE, { ...sizesFor(IMPORTED, seed), evidence: 0 });
  const file = path.join(path.dirname(profile), `${seed}.age`);
  const app = await launchApp({ userDataDir: profile, args: ['--lang=de'] });
  try {
    const { vault } = await firstDesk(app);
    const opened = (await ask(vault, 'unlock', { passphrase: PASSPHRASE })).output;
    if (!opened.ok) throw new Error(opened.refusal);
    await answerDialogs(app, file);
    const saved = (await ask(vault, 'backup', { passphrase: BACKUP })).output;
    if (!saved.ok) throw new Error(saved.refusal);
  } finally {
    app.process().kill('SIGKILL');
  }
  return file;
}

/** Restores the file into the open vault of `rig`; ms. */
export async function takeIn(rig: VaultRig, file: string): Promise<number> {
  await answerDialogs(rig.app(), file);
  return msOf(await ask(workerOf(rig), 'restore', { secret: BACKUP }));
}

/** Writes and verifies a backup of the open vault; ms. */
export async function writeBackup(rig: VaultRig, file: string): Promise<number> {
  await answerDialogs(rig.app(), file);
  return msOf(await ask(workerOf(rig), 'backup', { passphrase: BACKUP }));
}

/** The page may have loaded itself anew since the app was started. */
const workerOf = ({ page, vault }: VaultRig): Worker => page.workers()[0] ?? vault();

function msOf({ output, ms }: { readonly output: Outcome<unknown, string>; readonly ms: number }) {
  if (!output.ok) throw new Error(output.refusal);
  return ms;
}

/** Nobody is there to choose a file. */
export async function answerDialogs(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, file);
}

/** How long a backup of another device of the same team takes to be read in. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { firstDesk, launchApp } from '../../e2e/launch.ts';
import { PASSPHRASE, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { ask } from '../../support/desk-probe.ts';
import { sizesFor } from './corpus.ts';
import { fillVault } from './fill-vault.ts';

export const IMPORTED = 10_000;
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

/** Fills the twin, backs it up and restores that into the open vault of `rig`; the last step's ms. */
export async function measureImport(rig: VaultRig, { profile }: Twin): Promise<number> {
  const sizes = { ...sizesFor(IMPORTED), evidence: 0 };
  await fillVault(profile, PASSPHRASE, sizes);
  const file = `${profile}.age`;
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
  await answerDialogs(rig.app(), file);
  const [vault] = rig.page.workers();
  const { output, ms } = await ask(vault ?? rig.vault(), 'restore', { secret: BACKUP });
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

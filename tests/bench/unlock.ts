import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageForTests } from '../../tools/package-app.ts';
import { importFixtures } from '../demo/case-work.ts';
import { openStage } from '../demo/stage.ts';
import { driveApp, type AppDriver } from '../support/app-driver.ts';
import { noted } from './vault/app-figures.ts';

const ROUNDS = 5;

export interface UnlockFigures {
  /** Argon2id alone, ms. */
  readonly kdfMs: number;
  /** Header, keyring, journal replay, comparing with Dexie, opening lists, ms. */
  readonly restMs: number;
  /** From Enter to the inbox on screen, ms. */
  readonly toInboxMs: number;
}

/** Medians of five unlocks of the packaged app, with 24 cases in the vault. */
export async function measureUnlock(): Promise<UnlockFigures> {
  await packageForTests();
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-bench-'));
  const stage = await openStage(folder);
  const operator = await driveApp({ userDataDir: path.join(folder, 'app'), args: [stage.setup] });
  try {
    await operator.createTeam({ teamName: 'Messteam', alias: 'Noa' });
    await importFixtures(operator, folder);
    const rounds: UnlockFigures[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await unlockOnce(operator));
    return {
      kdfMs: median(rounds.map(({ kdfMs }) => kdfMs)),
      restMs: median(rounds.map(({ restMs }) => restMs)),
      toInboxMs: median(rounds.map(({ toInboxMs }) => toInboxMs)),
    };
  } finally {
    await Promise.allSettled([operator.close(), stage.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function unlockOnce(operator: AppDriver): Promise<UnlockFigures> {
  await operator.lock();
  const started = performance.now();
  await operator.unlock();
  const toInboxMs = performance.now() - started;
  const [worker] = operator.page.workers();
  if (worker === undefined) throw new Error('the vault cannot be seen');
  await noted(worker, 'vault-open');
  const measured = await worker.evaluate(() =>
    Object.fromEntries(
      performance.getEntriesByType('measure').map(({ name, duration }) => [name, duration]),
    ),
  );
  return { kdfMs: measured['vault-kdf'] ?? 0, restMs: measured['vault-open'] ?? 0, toInboxMs };
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

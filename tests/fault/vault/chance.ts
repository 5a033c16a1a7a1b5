/** Randomness a fault test can be run again with: the seed is printed first. */
import { seeded } from '../../bench/vault/corpus.ts';

/** How often a fault is repeated: `BEISTAND_ROUNDS` for a quick look, the full number otherwise. */
export const rounds = (full: number): number =>
  Number(process.env['BEISTAND_ROUNDS'] ?? '') || full;

/** Numbers in [0, 1). `BEISTAND_SEED` repeats an earlier run. */
export function chance(name: string): () => number {
  const seed = Number(process.env['BEISTAND_SEED'] ?? '') || Date.now() % 2 ** 31;
  process.stdout.write(`${name}: BEISTAND_SEED=${seed}\n`);
  return seeded(seed);
}

/** So that a long run can be watched, and one that was cut short says how far it came. */
export function told(name: string, round: number): void {
  if (round % 10 === 0) process.stdout.write(`${name}: ${round} kills\n`);
}

export const sleep = async (ms: number): Promise<void> =>
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

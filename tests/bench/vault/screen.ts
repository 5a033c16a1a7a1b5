/** What the person at the screen waits for, and whether the page ever stops answering meanwhile. */
import { PASSPHRASE, type VaultRig } from '../../fault/vault/vault-rig.ts';
import { freshWorker, noted } from './app-figures.ts';
import { rounded } from './statistics.ts';

export interface ScreenFigures {
  /** From the derived key to the first conversation painted, ms. */
  readonly listOnScreenMs: number;
  /** From the click to the newest message painted, ms. */
  readonly conversationOnScreenMs: number;
  /** The longest task of the page from the unlock on, and how many took over 50 ms. */
  readonly longTaskMaxMs: number;
  readonly longTasks: number;
}

const TYPING_MS = 1_000;
const IDLE_MS = 3_000;

interface Watched {
  readonly tasks: number[];
  firstLine?: number;
}

/** Unlocks by keyboard, opens the newest conversation, writes into the search. */
export async function measureScreen(rig: VaultRig): Promise<ScreenFigures> {
  const vault = await freshWorker(rig);
  const { page } = rig;
  await page.evaluate(watch);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await new Promise((resolve) => {
    setTimeout(resolve, TYPING_MS);
  });
  await page.getByRole('button', { name: 'Öffnen' }).click();
  const line = page.getByRole('button').filter({ hasText: 'Ahorn' }).first();
  await line.waitFor({ timeout: 60_000 });
  await noted(vault, 'vault-kdf');
  const derived = await vault.evaluate(() => {
    const [kdf] = performance.getEntriesByName('vault-kdf');
    return performance.timeOrigin + (kdf?.startTime ?? 0) + (kdf?.duration ?? 0);
  });
  const shown = await page.evaluate(
    () => (globalThis as unknown as { watched: Watched }).watched.firstLine ?? Number.NaN,
  );
  await page.waitForTimeout(IDLE_MS);
  const clicked = performance.now();
  await line.click();
  await page.getByRole('log', { name: 'Nachrichten' }).locator('article').first().waitFor();
  const conversationOnScreenMs = performance.now() - clicked;
  await page.waitForTimeout(IDLE_MS);
  const tasks = await page.evaluate(
    () => (globalThis as unknown as { watched: Watched }).watched.tasks,
  );
  return {
    listOnScreenMs: rounded(shown - derived, 0),
    conversationOnScreenMs: rounded(conversationOnScreenMs, 0),
    longTaskMaxMs: rounded(Math.max(0, ...tasks), 0),
    longTasks: tasks.length,
  };
}

/** In the page: notes long tasks, and when the first conversation's line has been painted. */
function watch(): void {
  const watched: Watched = { tasks: [] };
  (globalThis as unknown as { watched: Watched }).watched = watched;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.tasks.push(duration);
  }).observe({ type: 'longtask' });
  const look = (): void => {
    const there = [...document.querySelectorAll('button')].some(({ textContent }) =>
      textContent.includes('Ahorn'),
    );
    if (there) watched.firstLine = performance.timeOrigin + performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const EVERY_MS = 120;
const PATIENCE_MS = 90_000;

/** Asks until it is so; rejects with what was waited for when that takes too long. */
export async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what.slice(0, 120)}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

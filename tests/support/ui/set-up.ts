/** Once for all files of a run: the screen is built, and each file is told where it lies. */
import type { TestProject } from 'vitest/node';
import type { Roots } from '../../../src/main/app-policy.ts';
import { buildUi } from './build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly ui: Roots;
  }
}

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { roots, remove } = await buildUi();
  provide('ui', roots);
  return remove;
}

import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/** What a run came to, as its closing line and whether it may count as a success. */
export function tally(
  modules: readonly TestModule[],
  unhandled: readonly SerializedError[],
): { readonly line: string; readonly ok: boolean } {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const count = (state: string): number => states.filter((seen) => seen === state).length;
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const passed = count('passed');
  const failed = count('failed') + broken + unhandled.length;
  const skipped = states.length - passed - count('failed');
  const line = `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
  return { line, ok: failed === 0 && passed > 0 };
}

/**
 * Ends a run with one plain line, `N passed, N failed`, that people and machines can read.
 *
 * A file that broke before its tests could run, and an error outside every test, count as failures.
 * A run without a single test is a failure too: a gate that opens because it saw nothing is no gate.
 */
// oxlint-disable-next-line import/no-default-export -- vitest loads a reporter by its default export
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const { line, ok } = tally(modules, unhandled);
    if (!ok) process.exitCode = 1;
    process.stdout.write(`\n${line}\n`);
  }
}

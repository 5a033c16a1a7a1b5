import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with one plain line, `N passed, N failed`, that people and machines can read.
 *
 * A file that broke before its tests could run, and an error outside every test, count as failures.
 * A run without a single test is a failure too: a gate that opens because it saw nothing is no gate.
 */
// oxlint-disable-next-line import/no-default-export -- vitest loads a reporter by its default export
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const passed = count('passed');
    const failed = count('failed') + broken + unhandled.length;
    const skipped = tests.length - passed - count('failed');
    if (passed + failed === 0 || failed > 0) process.exitCode = 1;
    const rest = skipped === 0 ? '' : `, ${skipped} skipped`;
    process.stdout.write(`\n${passed} passed, ${failed} failed${rest}\n`);
  }
}

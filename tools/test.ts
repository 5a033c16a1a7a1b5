/**
 * Runs the tests: packages the app if its sources changed, then everything but the benchmarks.
 *
 *   node tools/test.ts [--in <folder>] [vitest filters and options]
 *
 * Ends with `N passed, N failed`; exits 1 when a test failed or when none ran. With filters that
 * name no window (tests/e2e), the app is not packaged. With `--in`, filters choose among the tests of
 * that folder.
 */
import { spawnSync } from 'node:child_process';
import { inFolder } from './narrow.ts';
import { packageForTests } from './package-app.ts';

const asked = inFolder(process.argv.slice(2));
const filters = asked.filter((word) => !word.startsWith('-'));
if (filters.length === 0 || filters.some((filter) => filter.includes('e2e'))) {
  await packageForTests();
}

const { status } = spawnSync('vitest', ['run', ...asked], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;

/**
 * Runs the tests: packages the app if its sources changed, then everything but the benchmarks and the long
 * suites (tests/fault/vault, tests/screens, tests/widget, tests/machines).
 *
 *   node tools/test.ts [--in <folder>] [vitest filters and options]
 *
 * Ends with `N passed, N failed`; exits 1 when a test failed or when none ran. With filters that
 * name no window (tests/e2e, tests/screens, tests/widget, tests/machines), the app is not packaged. With `--in`, filters choose among the
 * tests of that folder.
 */
import { spawnSync } from 'node:child_process';
import { inFolder } from './narrow.ts';
import { packageForTests } from './package-app.ts';

const asked = inFolder(process.argv.slice(2));
const filters = asked.filter((word) => !word.startsWith('-'));
if (
  filters.length === 0 ||
  filters.some((filter) => /e2e|tests\/(screens|widget|machines)/.test(filter))
) {
  await packageForTests();
}

const most = filters.length === 0 ? ['--project', 'rooms', '--project', 'windows'] : [];
const { status } = spawnSync('vitest', ['run', ...most, ...asked], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;

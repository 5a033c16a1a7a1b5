/**
 * Runs the long fault tests against the packaged app: `npm run test:faults`, or one part of it.
 *
 *   node tools/faults.ts [--in <folder>] [vitest filters and options]
 *
 * Ends with `N passed, N failed`; exits 1 when one failed or none ran. With `--in`, filters choose among
 * the tests of that folder. `BEISTAND_ROUNDS=3` shortens every repetition; `BEISTAND_NO_TMPFS=1` leaves out what needs
 * a disk of its own, which takes root on Linux.
 */
import { spawnSync } from 'node:child_process';
import { inFolder } from './narrow.ts';
import { packageForTests } from './package-app.ts';

const asked = inFolder(process.argv.slice(2));
await packageForTests();
const { status } = spawnSync('vitest', ['run', '--config', 'vitest.faults.config.ts', ...asked], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;

/**
 * Runs the long fault tests against the packaged app: `npm run test:faults`, or one part of it.
 *
 *   node tools/faults.ts [vitest filters and options]
 *
 * Ends with `N passed, N failed`; exits 1 when one failed or none ran. `BEISTAND_ROUNDS=3` shortens every repetition.
 */
import { spawnSync } from 'node:child_process';
import { packageForTests } from './package-app.ts';

await packageForTests();
const { status } = spawnSync(
  'vitest',
  ['run', '--config', 'vitest.faults.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
process.exitCode = status ?? 1;

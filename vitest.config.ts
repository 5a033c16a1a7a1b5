import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const tests = '**/*.test.{ts,tsx}';
const windows = 'tests/e2e/**/*.test.ts';
const screens = 'tests/screens/**/*.test.ts';
const widget = 'tests/widget/**/*.test.ts';
const machines = 'tests/machines/**/*.test.ts';
const outside = ['**/node_modules/**', 'out/**', 'dist/**', '.vite/**'];

/**
 * One file at a time: each starts browsers or the app. What is waited for may be late on two cores that are busy with
 * something else: a state has as long as Playwright's own thirty seconds.
 */
const browsers = (name: string, include: string, globalSetup: readonly string[] = []) => ({
  test: {
    name,
    include: [include],
    exclude: outside,
    globalSetup: [...globalSetup],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    sequence: { groupOrder: 1 },
  },
});

/** Rooms run side by side; windows one file at a time, since each starts a browser or the app. */
export default defineConfig({
  test: {
    reporters: ['default', './tools/plain-reporter.ts'],
    projects: [
      {
        test: {
          name: 'rooms',
          include: [tests],
          exclude: [...outside, windows, screens, widget, machines, 'tests/bench/**'],
          // Passphrases are stretched for real, and two cores may be busy with something else.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          // Half of such a test is waiting for timers, so that more files than cores keep the cores busy.
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
          sequence: { groupOrder: 0 },
        },
      },
      browsers('windows', windows),
      browsers('screens', screens, ['tests/support/ui/set-up.ts']),
      browsers('widget', widget),
      browsers('machines', machines),
    ],
  },
});

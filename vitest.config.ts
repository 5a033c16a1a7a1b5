import { defineConfig } from 'vitest/config';

const tests = '**/*.test.{ts,tsx}';
const windows = 'tests/e2e/**/*.test.ts';
const outside = ['**/node_modules/**', 'out/**', 'dist/**', '.vite/**'];

/** Rooms run side by side; windows one file at a time, since each starts a browser or the app. */
export default defineConfig({
  test: {
    reporters: ['default', './tools/plain-reporter.ts'],
    projects: [
      {
        test: {
          name: 'rooms',
          include: [tests],
          exclude: [...outside, windows, 'tests/bench/**'],
          // Passphrases are stretched for real, and two cores may be busy with something else.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'windows',
          include: [windows],
          exclude: outside,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

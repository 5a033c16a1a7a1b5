import { defineConfig } from 'vitest/config';

/** Long fault tests: `npm run test:faults` and its parts. One file at a time, each with the app to itself. */
export default defineConfig({
  test: {
    reporters: ['default', './tools/plain-reporter.ts'],
    include: ['tests/fault/**/*.{fault,test}.ts'],
    exclude: ['**/node_modules/**', 'out/**'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});

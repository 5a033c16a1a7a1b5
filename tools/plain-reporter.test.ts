import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { tally } from './plain-reporter.ts';

/** As much of a vitest module as a tally looks at. */
function module(states: readonly string[], errors = 0): TestModule {
  const children = { allTests: () => states.map((state) => ({ result: () => ({ state }) })) };
  return { children, errors: () => Array.from({ length: errors }) } as unknown as TestModule;
}

test('a clean run counts what passed', () => {
  const run = tally([module(['passed', 'passed']), module(['passed'])], []);
  expect(run).toEqual({ line: '3 passed, 0 failed', ok: true });
});

test('skipped tests are named and are no failure', () => {
  const run = tally([module(['passed', 'skipped', 'pending'])], []);
  expect(run).toEqual({ line: '1 passed, 0 failed, 2 skipped', ok: true });
});

test('a file that broke before its tests counts as a failure', () => {
  expect(tally([module(['passed']), module([], 1)], []).line).toBe('1 passed, 1 failed');
});

test('an error outside every test counts as a failure', () => {
  const run = tally([module(['passed'])], [{ message: 'boom' }]);
  expect(run).toEqual({ line: '1 passed, 1 failed', ok: false });
});

test('a run without a test is no success', () => {
  expect(tally([], []).ok).toBe(false);
  expect(tally([module(['skipped'])], []).ok).toBe(false);
});

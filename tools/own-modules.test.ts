import path from 'node:path';
import { expect, test } from 'vitest';
import { withoutOwnModules } from './own-modules.mjs';

const searched = (...folders: readonly string[]): string => folders.join(path.delimiter);

test('npm ci does not find the node that it is about to take away', () => {
  const npmRun = searched(
    '/home/ann/house/node_modules/.bin',
    '/home/ann/house/node_modules/node/bin',
    '/home/node_modules/.bin',
    'node_modules/.bin',
    '/usr/bin',
  );
  expect(withoutOwnModules(npmRun, '/home/ann/house')).toBe(
    searched('/home/node_modules/.bin', '/usr/bin'),
  );
});

test('what only looks like it stays', () => {
  const others = searched('/home/ann/house2/node_modules/.bin', '/home/ann/house/node_modules2');
  expect(withoutOwnModules(others, '/home/ann/house')).toBe(others);
});

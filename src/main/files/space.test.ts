import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { LOW_SPACE_BYTES, NO_SPACE_BYTES, SPACE_FRESH_MS, SPACE_REFUSED_MS } from '../limits.ts';
import { freeBytes, levelOf, watchSpace, type SpaceLevel } from './space.ts';

test('under 500 MB it warns, under 200 MB nothing is received', () => {
  expect(
    [LOW_SPACE_BYTES, LOW_SPACE_BYTES - 1, NO_SPACE_BYTES, NO_SPACE_BYTES - 1, 0].map(levelOf),
  ).toEqual(['plenty', 'low', 'low', 'none', 'none']);
});

test('each change of level is told once, and a delivery looks at most every five seconds', async () => {
  let now = 0;
  let free = LOW_SPACE_BYTES;
  let looks = 0;
  const told: (readonly [SpaceLevel, number])[] = [];
  const space = watchSpace({
    look: async () => {
      looks += 1;
      return free;
    },
    onLevel: (level, bytes) => told.push([level, bytes]),
    now: () => now,
  });
  expect(await space.free()).toBe(free);
  expect(space.low()).toBeNull();
  free = NO_SPACE_BYTES - 1;
  looks = 0;
  for (let delivery = 0; delivery < 100; delivery += 1) expect(await space.level()).toBe('plenty');
  expect(looks).toBe(0);
  now += SPACE_FRESH_MS + 1;
  for (let delivery = 0; delivery < 100; delivery += 1) expect(await space.level()).toBe('none');
  expect(looks).toBe(1);
  expect(space.low()).toBe(free);
  free = NO_SPACE_BYTES;
  await space.free();
  free = LOW_SPACE_BYTES;
  await space.free();
  expect(told.map(([level]) => level)).toEqual(['none', 'low', 'plenty']);
  space.stop();
});

test('a refused write stops deliveries at once, however recent the last look and whatever it says', async () => {
  let now = 0;
  const told: SpaceLevel[] = [];
  const space = watchSpace({
    look: async () => LOW_SPACE_BYTES,
    onLevel: (level) => told.push(level),
    now: () => now,
  });
  expect(await space.level()).toBe('plenty');
  space.refused();
  expect(told).toEqual(['none']);
  expect(await space.level()).toBe('none');
  now += SPACE_FRESH_MS + 1;
  expect(await space.level()).toBe('none');
  now = SPACE_REFUSED_MS - 1;
  expect(await space.level()).toBe('none');
  now += SPACE_FRESH_MS + 1;
  expect(await space.level()).toBe('plenty');
  expect(told).toEqual(['none', 'plenty']);
  space.stop();
});

test('a disk that cannot be asked keeps the last answer', async () => {
  const space = watchSpace({
    look: async () => {
      throw new Error('gone');
    },
    onLevel: () => expect.unreachable(),
    now: () => 0,
  });
  expect(await space.level()).toBe('plenty');
  await expect(space.free()).rejects.toThrow('gone');
  space.stop();
});

test('the real disk answers', async () => {
  expect(await freeBytes(tmpdir())).toBeGreaterThan(0);
});

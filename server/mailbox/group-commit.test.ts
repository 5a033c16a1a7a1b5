import { expect, test } from 'vitest';
import type { Database } from '../database.ts';
import { DiskFull, groupCommit } from './group-commit.ts';

/** A database whose commit fails with whatever is planted. */
function failing(plant: { error: unknown }): Pick<Database, 'transact'> {
  return {
    transact: (work) => {
      const answer = work();
      if (plant.error !== null) throw plant.error;
      return answer;
    },
  };
}

const diskFull = Object.assign(new Error('full'), { errcode: 13 });
const brokenDisk = Object.assign(new Error('I/O'), { errcode: 10 });

test('a write whose commit fails is never said to be done, and the relay hears that its store broke', async () => {
  const heard: unknown[] = [];
  const group = groupCommit(failing({ error: brokenDisk }), (error) => heard.push(error));
  await expect(group.run(() => 'written')).rejects.toBe(brokenDisk);
  expect(heard).toEqual([brokenDisk]);
});

test('a full disk refuses the group and is no reason to end', async () => {
  const heard: unknown[] = [];
  const plant: { error: unknown } = { error: diskFull };
  const group = groupCommit(failing(plant), (error) => heard.push(error));
  await expect(Promise.all([group.run(() => 1), group.run(() => 2)])).rejects.toBeInstanceOf(
    DiskFull,
  );
  plant.error = null;
  expect(await group.run(() => 3)).toBe(3);
  expect(heard).toEqual([]);
});

test('what may wait is tried again after a full disk', async () => {
  const plant: { error: unknown } = { error: diskFull };
  const group = groupCommit(failing(plant), () => undefined);
  let done = 0;
  group.soon(() => {
    done += 1;
  });
  group.flush();
  plant.error = null;
  group.flush();
  expect(done).toBe(2);
  group.flush();
  expect(done).toBe(2);
});

test('a lone write does not wait for a timer', async () => {
  const group = groupCommit(failing({ error: null }), () => undefined);
  const start = performance.now();
  await group.run(() => undefined);
  expect(performance.now() - start).toBeLessThan(15);
});

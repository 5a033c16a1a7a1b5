import { expect, test, vi } from 'vitest';
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

test('a lone write waits for no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const group = groupCommit(failing({ error: null }), () => undefined);
  expect(await group.run(() => 'written')).toBe('written');
  vi.useRealTimers();
});

test('on a full disk a write that does not fit takes nobody with it, and what frees room goes first', async () => {
  let room = 1;
  const sizes = new Map<string, number>([
    ['large', 5],
    ['small', 2],
  ]);
  const write = (name: string): string => {
    room -= sizes.get(name) ?? 0;
    return name;
  };
  const database: Pick<Database, 'transact'> = {
    transact: (work) => {
      const before = room;
      const answer = work();
      if (room >= 0) return answer;
      room = before;
      throw diskFull;
    },
  };
  const heard: unknown[] = [];
  const group = groupCommit(database, (error) => heard.push(error));
  group.soon(() => {
    room += 1;
  });
  const answers = await Promise.allSettled([
    group.run(() => write('large')),
    group.run(() => write('small')),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(room).toBe(0);
  group.flush();
  expect(room).toBe(0);
  expect(heard).toEqual([]);
});

test('a store that breaks while a full disk is sorted out answers nobody', async () => {
  let tries = 0;
  const database: Pick<Database, 'transact'> = {
    transact: () => {
      tries += 1;
      throw tries === 1 ? diskFull : brokenDisk;
    },
  };
  const heard: unknown[] = [];
  const group = groupCommit(database, (error) => heard.push(error));
  const answers = await Promise.allSettled([group.run(() => 1), group.run(() => 2)]);
  expect(answers).toEqual([
    { status: 'rejected', reason: brokenDisk },
    { status: 'rejected', reason: brokenDisk },
  ]);
  expect(heard).toEqual([brokenDisk]);
});

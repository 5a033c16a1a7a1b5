import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { beginOutgoing } from './outgoing.ts';

test('after it was abandoned nothing more is written', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-outgoing-'));
  const save = await beginOutgoing(path.join(folder, 'a'));
  const [before, , after] = await Promise.all([
    save.write(Uint8Array.of(1)),
    save.abandon(),
    save.write(Uint8Array.of(2)),
  ]);
  expect([before.ok, after.ok]).toEqual([true, false]);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

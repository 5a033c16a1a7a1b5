import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { MAX_STREAMS } from '../limits.ts';
import { openStreams, type Streams } from './streams.ts';

let folder: string;
let chosen: string | null;
let streams: Streams;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-streams-'));
  chosen = path.join(folder, 'Sicherung.age');
  streams = openStreams({ askSave: async () => chosen, askOpen: async () => chosen });
});

afterEach(async () => {
  await streams.close();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const files = async (): Promise<readonly string[]> => (await readdir(folder)).toSorted();
const name = 'Sicherung.age';

async function beginSave(): Promise<number> {
  const begun = await streams.handlers.beginSave({ name });
  if (!begun.ok) throw new Error(begun.refusal);
  return begun.value.handle;
}

describe('saving', () => {
  test('pieces are appended in order, read back, and named only once ended', async () => {
    const handle = await beginSave();
    const pieces = Array.from({ length: 20 }, (_, index) => bytes(index, index));
    const written = await Promise.all(
      pieces.map((piece) => streams.handlers.writeSave({ handle, bytes: piece })),
    );
    expect(written).toEqual(pieces.map(() => ok(null)));
    expect(await files()).toEqual([`${name}.part`]);
    expect(await streams.handlers.readSave({ handle, at: 1, length: 4 })).toEqual(
      ok(bytes(0, 1, 1, 2)),
    );
    expect(await streams.handlers.readSave({ handle, at: 38, length: 100 })).toEqual(
      ok(bytes(19, 19)),
    );
    expect(await streams.handlers.readSave({ handle, at: 1000, length: 1 })).toEqual(ok(bytes()));
    expect(await streams.handlers.endSave({ handle, keep: true })).toEqual(ok(null));
    expect(await files()).toEqual([name]);
    expect(await readFile(path.join(folder, name))).toEqual(Buffer.concat(pieces));
    expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
  });

  test('one that is not kept leaves nothing, and an older file of that name stays', async () => {
    await writeFile(path.join(folder, name), 'older');
    const handle = await beginSave();
    await streams.handlers.writeSave({ handle, bytes: bytes(1) });
    expect(await streams.handlers.endSave({ handle, keep: false })).toEqual(ok(null));
    expect(await files()).toEqual([name]);
    expect(await readFile(path.join(folder, name), 'utf8')).toBe('older');
  });

  test('when the page goes, unfinished files go', async () => {
    const handle = await beginSave();
    await streams.handlers.writeSave({ handle, bytes: bytes(1) });
    expect(streams.saving()).toBe(true);
    await streams.close();
    expect(streams.saving()).toBe(false);
    expect(await files()).toEqual([]);
    expect(await streams.handlers.writeSave({ handle, bytes: bytes(1) })).toEqual(
      refuse('cannot-write'),
    );
    expect(await streams.handlers.beginSave({ name })).toEqual(refuse('cannot-write'));
  });

  test('a dialog answered after the page went begins nothing', async () => {
    const dialog = Promise.withResolvers<string | null>();
    const late = openStreams({ askSave: () => dialog.promise, askOpen: async () => null });
    const asked = late.handlers.beginSave({ name });
    await late.close();
    dialog.resolve(chosen);
    expect(await asked).toEqual(refuse('cancelled'));
    expect(await files()).toEqual([]);
  });

  test('what a crash left of an earlier part is written over, never followed', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    await writeFile(elsewhere, 'untouched');
    await symlink(elsewhere, path.join(folder, `${name}.part`));
    const handle = await beginSave();
    await streams.handlers.writeSave({ handle, bytes: bytes(1) });
    await streams.handlers.endSave({ handle, keep: true });
    expect(await readFile(elsewhere, 'utf8')).toBe('untouched');
  });

  test('cancelling and a path that cannot be written are said', async () => {
    chosen = null;
    expect(await streams.handlers.beginSave({ name })).toEqual(refuse('cancelled'));
    chosen = path.join(folder, 'no such folder', name);
    expect(await streams.handlers.beginSave({ name })).toEqual(refuse('cannot-write'));
  });

  test('a name that cannot be given deletes the part', async () => {
    chosen = folder;
    const inside = path.join(folder, 'x');
    await writeFile(inside, '');
    const begun = await streams.handlers.beginSave({ name });
    expect(begun.ok).toBe(true);
    const handle = begun.ok ? begun.value.handle : 0;
    expect(await streams.handlers.endSave({ handle, keep: true })).toEqual(refuse('cannot-write'));
    expect(await readdir(path.dirname(folder))).not.toContain(`${path.basename(folder)}.part`);
  });

  test('an unknown handle does nothing', async () => {
    expect(await streams.handlers.writeSave({ handle: 9, bytes: bytes(1) })).toEqual(
      refuse('cannot-write'),
    );
    expect(await streams.handlers.readSave({ handle: 9, at: 0, length: 1 })).toEqual(
      refuse('cannot-read'),
    );
    expect(await streams.handlers.endSave({ handle: 9, keep: true })).toEqual(
      refuse('cannot-write'),
    );
    expect(await streams.handlers.endSave({ handle: 9, keep: false })).toEqual(ok(null));
  });
});

describe('reading in', () => {
  test('pieces come from where they were asked, fewer at the end', async () => {
    chosen = path.join(folder, 'Foto.jpg');
    await writeFile(chosen, bytes(1, 2, 3, 4, 5));
    const begun = await streams.handlers.beginOpen({ extensions: [] });
    expect(begun).toEqual(ok({ handle: 1, name: 'Foto.jpg', size: 5 }));
    const { readOpen, endOpen } = streams.handlers;
    expect(await readOpen({ handle: 1, at: 3, length: 10 })).toEqual(ok(bytes(4, 5)));
    expect(await readOpen({ handle: 1, at: 0, length: 2 })).toEqual(ok(bytes(1, 2)));
    expect(await endOpen({ handle: 1 })).toBeNull();
    expect(await readOpen({ handle: 1, at: 0, length: 2 })).toEqual(refuse('cannot-read'));
    expect(await endOpen({ handle: 1 })).toBeNull();
  });

  test('a folder, a missing file and a cancelled dialog are said', async () => {
    chosen = folder;
    expect(await streams.handlers.beginOpen({ extensions: [] })).toEqual(refuse('cannot-read'));
    chosen = path.join(folder, 'missing');
    expect(await streams.handlers.beginOpen({ extensions: [] })).toEqual(refuse('cannot-read'));
    chosen = null;
    expect(await streams.handlers.beginOpen({ extensions: [] })).toEqual(refuse('cancelled'));
  });
});

test('only so many are open at once, and one that ends makes room', async () => {
  for (let open = 1; open < MAX_STREAMS; open += 1) {
    chosen = path.join(folder, `${open}`);
    await beginSave();
  }
  await writeFile(path.join(folder, 'source'), 'x');
  chosen = path.join(folder, 'source');
  expect((await streams.handlers.beginOpen({ extensions: [] })).ok).toBe(true);
  expect(await streams.handlers.beginOpen({ extensions: [] })).toEqual(refuse('cannot-read'));
  expect(await streams.handlers.beginSave({ name })).toEqual(refuse('cannot-write'));
  await streams.handlers.endSave({ handle: 1, keep: false });
  expect((await streams.handlers.beginSave({ name })).ok).toBe(true);
});

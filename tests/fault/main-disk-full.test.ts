// The vault's folder on a disk that really fills up: a small tmpfs, which only root on Linux can mount.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok, refuse } from '../../src/contract/outcome.ts';
import { FileId } from '../../protocol/ids.ts';
import { openChunkFiles } from '../../src/main/files/chunk-files.ts';
import { freeBytes, levelOf } from '../../src/main/files/space.ts';
import { openVaultFolder } from '../../src/main/files/vault-files.ts';
import { openJournal } from '../../src/main/journal/journal.ts';
import { MAX_CHUNK_BYTES } from '../../src/main/limits.ts';

const DISK = 2 * 1024 * 1024;
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

let disk: string;

beforeEach(async () => {
  disk = await mkdtemp(path.join(tmpdir(), 'beistand-disk-'));
  if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk]);
});

afterEach(async () => {
  if (canMount) execFileSync('umount', [disk]);
  await rm(disk, { recursive: true, force: true });
});

const entry = (round: number): Uint8Array => new Uint8Array(100_000).fill(round);

test.runIf(canMount)(
  'what was appended stays, what does not fit is refused, and room is used again',
  async () => {
    const { path: folder } = await openVaultFolder(path.join(disk, 'vault'));
    const name = path.join(folder, 'journal-1');
    const journal = await openJournal(name);
    let kept = 0;
    while ((await journal.append([entry(kept)])).ok) kept += 1;
    expect(kept).toBeGreaterThan(10);
    expect(await journal.append([entry(kept), entry(kept)])).toEqual(refuse('disk-full'));
    await journal.close();

    const again = await openJournal(name);
    expect(again.cut).toBe(0);
    const filler = path.join(disk, 'filler');
    await writeFile(filler, new Uint8Array(await freeBytes(disk)));
    expect(levelOf(await freeBytes(disk))).toBe('none');
    expect(await again.append([entry(kept)])).toEqual(refuse('disk-full'));
    await rm(filler);
    expect((await again.append([Uint8Array.of(1)])).ok).toBe(true);
    let count = 0;
    for (let from = 0, end = false; !end;) {
      const page = await again.replay(from);
      for (const bytes of page.entries) expect(bytes[0]).toBe(count === kept ? 1 : count++);
      ({ next: from, end } = page);
    }
    expect(count).toBe(kept);
    await again.close();
  },
);

test.runIf(canMount)(
  'header and keyring stay as they were when the new ones do not fit',
  async () => {
    const vault = await openVaultFolder(path.join(disk, 'vault'));
    const [header, keyring] = [Uint8Array.of(1), Uint8Array.of(2)];
    expect(await vault.writeKeyring(1, keyring)).toEqual(ok(null));
    expect(await vault.writeHeader(header)).toEqual(ok(null));
    expect(await vault.writeKeyring(1, new Uint8Array(DISK))).toEqual(refuse('disk-full'));
    expect([await vault.readHeader(), await vault.readKeyring(1)]).toEqual([header, keyring]);
    expect((await readdir(path.join(disk, 'vault'))).toSorted()).toEqual(['header', 'keyring-1']);
    expect(await vault.writeKeyring(1, Uint8Array.of(3))).toEqual(ok(null));
  },
);

test.runIf(canMount)(
  'chunks that do not fit are refused, and those there can be read',
  async () => {
    const chunks = await openChunkFiles(path.join(disk, 'files'));
    const file = FileId.random();
    let kept = 0;
    while ((await chunks.put(file, kept, entry(kept + 1).subarray(0, MAX_CHUNK_BYTES))).ok)
      kept += 1;
    expect(kept).toBeGreaterThan(10);
    for (let index = 0; index < kept; index += 1) {
      expect((await chunks.read(file, index))?.[0]).toBe(index + 1);
    }
    await chunks.drop([file]);
    expect(await freeBytes(disk)).toBeGreaterThan(DISK / 2);
    await chunks.close();
  },
);

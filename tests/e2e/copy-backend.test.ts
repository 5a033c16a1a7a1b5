// Where the vault's fast copy lies: in SQLite where the runtime offers it, and a line says so where it does not.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { firstDesk, launchApp } from './launch.ts';
import { filesIn } from './profile-files.ts';

/** From here on every Chromium has it; one that has not passes over the switch. */
const OFFERED_FROM = 149;

test('the packaged app asks for a copy that a full disk does not destroy, and has it where the runtime does', async () => {
  const userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-copy-'));
  try {
    const app = await launchApp({ userDataDir });
    const { vault } = await firstDesk(app);
    const runtime = await app.evaluate(({ app: desk }) => ({
      asked: desk.commandLine.getSwitchValue('enable-features').split(','),
      chromium: Number.parseInt(process.versions.chrome, 10),
    }));
    await vault.evaluate(async () => {
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open('probe');
        opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'));
        opening.addEventListener('success', resolve);
        opening.addEventListener('error', reject);
      });
    });
    await app.close();
    expect(runtime.asked).toContain('IdbSqliteBackingStore');
    const names = (await filesIn(userDataDir)).map(({ name }) => name);
    const there = names.filter((name) => name.includes('IndexedDB'));
    expect(there.length).toBeGreaterThan(0);
    const inLevelDb = there.some((name) => name.includes('.indexeddb.leveldb'));
    if (!inLevelDb) return;
    expect(runtime.chromium).toBeLessThan(OFFERED_FROM);
    process.stderr.write(
      `copy: Chromium ${runtime.chromium} of this runtime offers no IdbSqliteBackingStore; the copy lies in LevelDB\n`,
    );
  } finally {
    await rm(userDataDir, { recursive: true, force: true });
  }
});

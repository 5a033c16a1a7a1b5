import { describe, expect, test, vi } from 'vitest';
import {
  BACKUP_PASSPHRASE,
  backedUp,
  backupRig,
  evidenceOf,
  newestFile,
  restored,
} from '../testing/backup-rig.ts';
import { whole } from '../testing/incidents.ts';
import { DAY_MS } from './limits.ts';

/** Every backup derives real keys. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const noise = (length: number): Uint8Array =>
  new Uint8Array(length).map((_, i) => (i * 131 + (i >> 8)) % 256);

const photo = noise(150_000);

describe('writing', () => {
  test('stopped at any moment leaves nothing', async () => {
    for (const [job, after] of [
      ['backup', 1],
      ['backup', 2],
      ['verify', 1],
    ] as const) {
      const vault = await backupRig();
      await vault.attach(await vault.newCase(whole), noise(2_500_000));
      const request = job === 'backup' ? 'writeSave' : 'readSave';
      const through = vault.parts.carrier[request] as (input: unknown) => Promise<unknown>;
      let calls = 0;
      Object.assign(vault.parts.carrier, {
        [request]: async (input: unknown) => {
          calls += 1;
          if (calls === after) vault.jobs.stop(job);
          return await through(input);
        },
      });
      expect(await vault.backup.backup(BACKUP_PASSPHRASE)).toEqual({
        ok: false,
        refusal: 'stopped',
      });
      expect(vault.dialog.saved.size).toBe(0);
      expect(vault.backup.state().lastAt).toBeNull();
    }
  });

  test('a full disk is said and leaves nothing', async () => {
    const vault = await backupRig();
    await vault.talk(['Eins']);
    vault.dialog.full = true;
    expect(await vault.backup.backup(BACKUP_PASSPHRASE)).toEqual({
      ok: false,
      refusal: 'disk-full',
    });
    expect(vault.dialog.saved.size).toBe(0);
  });

  test('a disk that gives back something else is noticed before the file counts', async () => {
    const vault = await backupRig();
    await vault.talk(['Eins']);
    const { readSave } = vault.parts.carrier;
    Object.assign(vault.parts.carrier, {
      readSave: async (input: Parameters<typeof readSave>[0]) => {
        const read = await readSave(input);
        if (!read.ok) return read;
        read.value[read.value.length - 5] = (read.value.at(-5) ?? 0) ^ 1;
        return read;
      },
    });
    expect(await vault.backup.backup(BACKUP_PASSPHRASE)).toEqual({
      ok: false,
      refusal: 'unverified',
    });
    expect(vault.dialog.saved.size).toBe(0);
    expect(vault.noted).not.toContain('backup');
  });

  test('a weak passphrase and a cancelled dialog write nothing', async () => {
    const vault = await backupRig();
    expect(await vault.backup.backup('kurz')).toEqual({ ok: false, refusal: 'weak-passphrase' });
    vault.dialog.cancels = true;
    expect(await vault.backup.backup(BACKUP_PASSPHRASE)).toEqual({
      ok: false,
      refusal: 'cancelled',
    });
    expect(vault.facts).toEqual([]);
  });

  test('never more than 1 MiB is under way, one write at a time', async () => {
    const vault = await backupRig();
    await vault.attach(await vault.newCase(whole), noise(3_000_000));
    const { writeSave } = vault.parts.carrier;
    let inFlight = 0;
    const sizes: number[] = [];
    Object.assign(vault.parts.carrier, {
      writeSave: async (input: Parameters<typeof writeSave>[0]) => {
        inFlight += 1;
        expect(inFlight).toBe(1);
        sizes.push(input.bytes.length);
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
        inFlight -= 1;
        return await writeSave(input);
      },
    });
    await backedUp(vault);
    expect(Math.max(...sizes)).toBe(1024 * 1024);
    expect(sizes.length).toBe(3);
  });

  test('a file that cannot be read any more is left out, and the rest comes along', async () => {
    const vault = await backupRig();
    const file = await vault.newCase(whole);
    await vault.attach(file, noise(200_000));
    await vault.attach(file, photo);
    const [damaged] = [...vault.disk.files.values()];
    damaged?.set(1, new Uint8Array(50));
    expect(await backedUp(vault)).toMatchObject({ evidence: 1 });
    const into = await backupRig();
    expect(await restored(into, newestFile(vault))).toMatchObject({
      ok: true,
      value: { evidence: 1 },
    });
    expect(await evidenceOf(into, file.id)).toEqual([photo]);
  });
});

describe('the reminder', () => {
  test('is due at first, and again the chosen days after a backup', async () => {
    const vault = await backupRig();
    vault.backup.begin();
    expect(vault.facts).toContainEqual({ type: 'backup-due', lastAt: null });
    await backedUp(vault);
    const lastAt = vault.env.now();
    expect(vault.backup.state()).toEqual({ lastAt, everyDays: 7, due: false });
    vault.facts.length = 0;
    await vault.env.advance(6.5 * DAY_MS);
    expect(vault.facts).toEqual([]);
    await vault.env.advance(DAY_MS);
    expect(vault.facts).toEqual([{ type: 'backup-due', lastAt }]);
    await vault.backup.setReminder(30);
    expect(vault.backup.state()).toMatchObject({ everyDays: 30, due: false });
    vault.backup.stop();
    vault.backup.stop();
    vault.facts.length = 0;
    await vault.env.advance(60 * DAY_MS);
    expect(vault.facts).toEqual([]);
  });
});
